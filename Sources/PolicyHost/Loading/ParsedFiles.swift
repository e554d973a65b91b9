import LuaHost

/// The files of a tree, each parsed once however many sites use it.
///
/// Used by one load of one tree and then dropped.
final class ParsedFiles {
    let tree: PolicyTree
    private var scripts: [String: Result<CheckedScript, LuaError>] = [:]
    private var flows: [String: [FileFlow]] = [:]
    private var refusals: [String: PolicyProblem?] = [:]
    private var answers: [String: AnswerFinder] = [:]
    private var declarations: [String: (parameters: [Parameter], problems: [PolicyProblem])] = [:]

    init(tree: PolicyTree) {
        self.tree = tree
    }

    /// A Lua file, parsed and checked; nil if the tree has no such file.
    func script(_ path: String) -> Result<CheckedScript, LuaError>? {
        if let known = scripts[path] { return known }
        guard let text = tree.files[path] else { return nil }
        let parsed: Result<CheckedScript, LuaError>
        do throws(LuaError) {
            parsed = .success(
                try CheckedScript(text: text, name: path, globals: PolicySource.globals))
        } catch {
            parsed = .failure(error)
        }
        scripts[path] = parsed
        return parsed
    }

    /// Why this version of the host can't read a file, or nil if it can.
    func refusal(_ script: CheckedScript) -> PolicyProblem? {
        if let known = refusals[script.name] { return known }
        let refusal = HostAPI.refusal(of: script.chunk, file: script.name)
        refusals[script.name] = .some(refusal)
        return refusal
    }

    /// Which answers the functions of a file can give.
    func answers(_ script: CheckedScript) -> AnswerFinder {
        if let known = answers[script.name] { return known }
        let finder = AnswerFinder(chunk: script.chunk)
        answers[script.name] = finder
        return finder
    }

    /// What the source of a file tells.
    ///
    /// What another site was told about a shared file holds here, too, if every question that the
    /// file asks about the site's numbers has the same answer.
    func flow(_ script: CheckedScript, _ context: FlowAnalysis.Context) -> FileFlow {
        if let known = flows[script.name]?.first(where: { $0.holds(in: context) }) { return known }
        let flow = FlowAnalysis.analyze(script.chunk, context)
        flows[script.name, default: []].append(flow)
        return flow
    }

    /// The parameters that a layer declares.
    func parameters(_ path: String, layer: String, problems: ProblemList) -> [Parameter] {
        if let known = declarations[path] {
            known.problems.forEach(problems.add)
            return known.parameters
        }
        guard let text = tree.files[path] else { return [] }
        let found = ProblemList()
        let declared = ParameterFile.declarations(text, file: path, layer: layer, problems: found)
        declarations[path] = (declared, found.all)
        found.all.forEach(problems.add)
        return declared
    }
}

/// One Lua file with its layer, or a module that others require.
struct PolicySource: Sendable {
    var path: String
    var text: String
    var layer: Layer?
    var module: String?
    /// The file as it was parsed when the site was loaded.
    var script: Result<CheckedScript, LuaError>

    /// The text with probes, in the twin of a site.
    var instrumented: InstrumentedSource?

    /// The names that policies may use without declaring them.
    static let globals = LuaState.builtInNames.union(Prelude.names)

    /// Loads the file into a state and returns its value.
    @discardableResult
    func load(into state: LuaState) throws(LuaError) -> LuaValue {
        if let instrumented {
            return try state.load(instrumented: instrumented, module: module)
        }
        return try state.load(script.get(), module: module)
    }

    /// Loads the file into a state that has further names.
    func loadText(into state: LuaState) throws(LuaError) {
        if let instrumented {
            try state.load(instrumented: instrumented, module: module)
        } else {
            try state.load(source: text, name: path, module: module)
        }
    }
}
