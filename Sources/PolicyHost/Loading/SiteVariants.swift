import CaseModel
import LuaHost

/// Versions of one site in which a single file or a single value of the site differs.
///
/// A version costs one file: it is loaded into a Lua state that has all others already, and every
/// rule outside it is shared. Made for trying hundreds of small changes; for one thread at a time.
package final class SiteVariants {
    /// The site as it is.
    package let original: SitePolicy
    private let loader: SiteLoader
    private let analysis: SiteAnalysis
    private let flowContext: FlowAnalysis.Context
    private var states: StatePool
    private var loadedFiles = 0

    /// A version that decides, or why it does not load.
    package enum Variant {
        case loaded(SitePolicy)
        case refused(PolicyProblem)
    }

    /// Loads a site.
    ///
    /// - Returns: Nil, with the problems in `problems`, if the site does not load.
    package init?(
        tree: PolicyTree, site: String, programs: [String: Bool] = [:],
        problems: inout [PolicyProblem]
    ) {
        loader = SiteLoader(
            files: ParsedFiles(tree: tree), site: site, limits: SitePolicy.limits,
            programs: programs)
        let policy: SitePolicy?
        (policy, problems, analysis) = loader.load()
        guard let policy else { return nil }
        original = policy
        states = policy.states
        flowContext = loader.flowContext(
            states.sources, schema: policy.schema, config: policy.config,
            parameters: policy.parameters)
    }

    /// The site with another text in one of its policy files.
    package func variant(of path: String, text: String) -> Variant {
        guard let source = states.sources.first(where: { $0.path == path }), source.layer != nil
        else {
            return .refused(
                PolicyProblem(
                    code: "variant.file", message: "the site does not load this file", file: path))
        }
        let script: CheckedScript
        do throws(LuaError) {
            script = try CheckedScript(text: text, name: path, globals: PolicySource.globals)
        } catch {
            return .refused(error.problems(in: path, text: text)[0])
        }
        let flow = FlowAnalysis.analyze(script.chunk, flowContext)
        if let finding = flow.findings.first(where: { $0.severity == .error }) {
            return .refused(finding)
        }
        // The state keeps every version that it loaded; a new one begins before memory is short.
        if loadedFiles >= 48 {
            states = StatePool(
                sources: states.sources, schema: original.schema, limits: SitePolicy.limits)
            loadedFiles = 0
        }
        var changed = source
        changed.text = text
        changed.script = .success(script)
        let value: LuaValue
        do throws(PolicyFailure) {
            value = try states.add(changed)
            loadedFiles += 1
        } catch {
            return .refused(PolicyProblem(code: error.code, message: error.message, file: path))
        }
        let problems = ProblemList()
        let new = loader.read(
            value, of: changed, flow: flow, config: original.config, problems: problems)
        let rules = replacing(path, by: new)
        let flows = analysis.flows.filter { $0.file != path } + [flow]
        loader.checkCompleteness(rules, flows: flows, problems: problems)
        if let problem = problems.firstError { return .refused(problem) }
        return .loaded(policy(parameters: original.parameters, rules: rules.map(\.rule)))
    }

    private func replacing(_ path: String, by new: [SourcedRule]) -> [SourcedRule] {
        let old = analysis.rules
        let start = old.firstIndex { $0.file == path } ?? old.endIndex
        return old[..<start].filter { $0.file != path } + new
            + old[start...].filter { $0.file != path }
    }

    private func policy(parameters: [Parameter], rules: [Rule]) -> SitePolicy {
        SitePolicy(
            config: original.config, parameters: parameters, rules: rules,
            book: RuleBook(rules: rules), hash: original.hash, schema: original.schema,
            states: states)
    }

    /// One value that the site set, moved by one step.
    package struct MovedValue {
        /// The parameter's id.
        package var parameter: String
        /// File and line of the setting.
        package var place: String
        /// The value as set.
        package var before: String
        /// The value after the step.
        package var after: String
        fileprivate var index: Int
        fileprivate var which: Int
        fileprivate var value: ParameterValue
    }

    /// Every amount that the site sets, one step up and one step down where its declaration lets
    /// the site go there.
    package func movedValues() -> [MovedValue] {
        var moved: [MovedValue] = []
        for (index, parameter) in original.parameters.enumerated() {
            for (which, value) in parameter.siteValues.enumerated() {
                guard case .amount(let unit, let amount) = value.value else { continue }
                for step in [unit.step, -unit.step] where amount + step >= 0 {
                    let new = ParameterValue.amount(unit, amount + step)
                    guard unit != .hour || amount + step <= 24,
                        let law = parameter.values.last(where: { $0.from <= value.from })
                            ?? parameter.values.first,
                        parameter.direction.allows(new, instead: law.value)
                    else { continue }
                    moved.append(
                        MovedValue(
                            parameter: parameter.id, place: value.place,
                            before: "\(value.value)", after: "\(new)", index: index, which: which,
                            value: new))
                }
            }
        }
        return moved
    }

    /// The site with one of its values moved.
    package func variant(moving moved: MovedValue) -> SitePolicy {
        var parameters = original.parameters
        parameters[moved.index].siteValues[moved.which].value = moved.value
        // The rules call functions of the original's own states.
        return SitePolicy(
            config: original.config, parameters: parameters, rules: original.rules,
            book: original.book, hash: original.hash, schema: original.schema,
            states: original.states)
    }
}

extension ParameterUnit {
    /// The smallest change that an administrator would think of.
    fileprivate var step: Int64 {
        switch self {
        case .money, .share: 100
        default: 1
        }
    }
}

extension ProblemList {
    fileprivate var firstError: PolicyProblem? { all.first { $0.severity == .error } }
}
