import CaseModel
import LuaHost

/// Lua states in which all policies of a site are loaded.
final class StatePool: Sendable {
    private let sources: [PolicySource]
    private let layout: Layout
    private let limits: LuaLimits
    private let pool: LuaPool

    init(sources: [PolicySource], schema: ScriptSchema, limits: LuaLimits) {
        self.sources = sources
        self.limits = limits
        let layout = schema.layout
        self.layout = layout
        pool = LuaPool(keeping: 8) { () throws(LuaError) -> LuaState in
            try Self.loaded(sources, layout: layout, limits: limits)
        }
    }

    /// Makes a state of its own with every policy loaded.
    func makeState() throws(LuaError) -> LuaState {
        try Self.loaded(sources, layout: layout, limits: limits)
    }

    private static func loaded(
        _ sources: [PolicySource], layout: Layout, limits: LuaLimits
    ) throws(LuaError) -> LuaState {
        let state = try open(layout: layout, limits: limits)
        for source in sources {
            try source.load(into: state)
        }
        return state
    }

    /// Makes a state with the shared libraries and further words, for tests of those libraries.
    func makeLibraryState(adding words: ScriptPrelude) throws(LuaError) -> LuaState {
        let state = try Self.open(layout: layout, limits: limits, adding: words)
        for source in sources where source.module != nil {
            try state.load(source: source.text, name: source.path, module: source.module)
        }
        return state
    }

    private static func open(
        layout: Layout, limits: LuaLimits, adding words: ScriptPrelude? = nil
    ) throws(LuaError) -> LuaState {
        let state = try LuaState(layout: layout, limits: limits)
        try state.loadPrelude(
            source: Prelude.source + (words?.source ?? ""), name: "the policy language",
            globals: Set(Prelude.names + (words?.names ?? [])))
        return state
    }

    /// Loads every file once, reporting what is wrong with each, and returns what they returned.
    func loadFirst(problems: ProblemList) -> [(PolicySource, LuaValue)] {
        var loaded: [(PolicySource, LuaValue)] = []
        do {
            let state = try Self.open(layout: layout, limits: limits)
            for source in sources {
                do throws(LuaError) {
                    let value = try source.load(into: state)
                    loaded.append((source, value))
                } catch {
                    for problem in error.problems(in: source.path, text: source.text) {
                        problems.add(problem)
                    }
                }
            }
            // A state with every file loaded serves the first decision.
            if loaded.count == sources.count { pool.keep(state) }
        } catch {
            for problem in error.problems(in: "policies", text: "") { problems.add(problem) }
        }
        return loaded
    }

    /// Lends a state.
    func withState<Result>(_ body: (LuaState) throws(PolicyFailure) -> Result)
        throws(PolicyFailure) -> Result
    {
        do {
            return try pool.withState(body)
        } catch let failure as PolicyFailure {
            throw failure
        } catch let error as LuaError {
            throw PolicyFailure(error, rule: nil)
        } catch {
            throw PolicyFailure(code: "state", message: "the policy can't be run", place: "")
        }
    }
}

/// Words that scripts may use beside the policy language, with their source.
struct ScriptPrelude: Sendable {
    var source: String
    var names: [String]
}

extension LuaError {
    /// The problems that an administrator sees.
    func problems(in file: String, text: String) -> [PolicyProblem] {
        guard findings.isEmpty else {
            return findings.map { finding in
                let span = SourceSpan(
                    line: finding.position.line, column: finding.position.column,
                    start: finding.bytes.lowerBound, end: finding.bytes.upperBound,
                    endLine: finding.position.line)
                return PolicyProblem(
                    code: finding.code, message: finding.message, file: finding.position.file,
                    line: finding.position.line, column: finding.position.column,
                    length: span.length(in: text), suggestion: finding.suggestion ?? "")
            }
        }
        let place = FilePlace(line: position?.line ?? 0, of: text)
        return [
            PolicyProblem(
                code: code.rawValue, message: message, file: position?.file ?? file,
                line: place.line, column: position.map { max($0.column, place.column) } ?? 0,
                length: (position?.column ?? 0) > 0 ? 0 : place.length,
                suggestion: suggestion ?? "")
        ]
    }
}

extension PolicyFailure {
    /// The failure of a rule, with its place and never a value of a fact.
    init(_ error: LuaError, rule: Rule?) {
        var message = error.message
        if let hint = error.suggestion { message += "; \(hint)" }
        if let rule { message = "in rule `\(rule.id)`: " + message }
        self.init(
            code: error.code.rawValue, message: message,
            place: error.position.map { "\($0)" } ?? rule?.place ?? "",
            traceback: error.traceback)
    }
}
