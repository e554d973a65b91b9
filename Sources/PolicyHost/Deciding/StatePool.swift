import CaseModel
import LuaHost
import Synchronization

/// Lua states in which all policies of a site are loaded.
final class StatePool: Sendable {
    /// The files, in the order in which every state loads them.
    let sources: [PolicySource]
    private let layout: Layout
    private let limits: LuaLimits
    private let pool: LuaPool
    private let counters: ProbeCounters?
    private let added = AddedSources()

    convenience init(sources: [PolicySource], schema: ScriptSchema, limits: LuaLimits) {
        self.init(sources: sources, layout: schema.layout, limits: limits, counters: nil)
    }

    private init(
        sources: [PolicySource], layout: Layout, limits: LuaLimits, counters: ProbeCounters?
    ) {
        self.sources = sources
        self.limits = limits
        self.layout = layout
        self.counters = counters
        pool = LuaPool(keeping: 8) { [added] () throws(LuaError) -> LuaState in
            let state = try Self.loaded(sources + added.all, layout: layout, limits: limits)
            if let counters { state.count(in: counters) }
            return state
        }
    }

    /// Loads one more file beside those loaded, and returns what it returned.
    ///
    /// A state made later loads it too, in the same place, so that functions keep their numbers.
    /// For one thread at a time: a pool that waits with two states would miss the file in one.
    func add(_ source: PolicySource) throws(PolicyFailure) -> LuaValue {
        try withState { (state: LuaState) throws(PolicyFailure) -> LuaValue in
            do throws(LuaError) {
                let value = try state.load(source: source.text, name: source.path)
                added.append(source)
                return value
            } catch {
                throw PolicyFailure(error, rule: nil)
            }
        }
    }

    /// The same policies with probes in their sources, and the probes.
    ///
    /// A file that the probes make too large for Lua's own limits stays without.
    func instrumented() -> (StatePool, ProbeSet) {
        // A probe adds a few instructions and two registers to each expression.
        var limits = limits
        limits.leeway = 12
        var sources = sources
        var probes: [Probe] = []
        let trial = try? Self.open(layout: layout, limits: limits)
        for index in sources.indices {
            let source = sources[index]
            guard let chunk = try? LuaSyntax.parse(source: source.text, name: source.path)
            else { continue }
            let made = Instrumenter.instrument(chunk, source: source.text, firstID: probes.count)
            sources[index].instrumented = made
            do throws(LuaError) {
                try trial?.load(sources[index])
                probes += made.probes
            } catch {
                sources[index].instrumented = nil
                _ = try? trial?.load(sources[index])
            }
        }
        let set = ProbeSet(probes: probes)
        let pool = StatePool(
            sources: sources, layout: layout, limits: limits, counters: set.counters)
        return (pool, set)
    }

    /// Makes a state of its own with every policy loaded.
    func makeState() throws(LuaError) -> LuaState {
        try Self.loaded(sources, layout: layout, limits: limits)
    }

    private static func loaded(
        _ sources: [PolicySource], layout: Layout, limits: LuaLimits
    ) throws(LuaError) -> LuaState {
        let state = try open(layout: layout, limits: limits)
        for source in sources { try state.load(source) }
        return state
    }

    /// Makes a state with the shared libraries and further words, for tests of those libraries.
    func makeLibraryState(adding words: ScriptPrelude) throws(LuaError) -> LuaState {
        let state = try Self.open(layout: layout, limits: limits, adding: words)
        for source in sources where source.module != nil { try state.load(source) }
        if let counters { state.count(in: counters) }
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
                    loaded.append((source, try state.load(source)))
                } catch {
                    for problem in error.problems(in: source.path) { problems.add(problem) }
                }
            }
            // A state with every file loaded serves the first decision.
            if loaded.count == sources.count { pool.keep(state) }
        } catch {
            for problem in error.problems(in: "policies") { problems.add(problem) }
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

extension LuaState {
    @discardableResult
    fileprivate func load(_ source: PolicySource) throws(LuaError) -> LuaValue {
        if let instrumented = source.instrumented {
            return try load(instrumented: instrumented, module: source.module)
        }
        return try load(source: source.text, name: source.path, module: source.module)
    }
}

/// Files that a pool's states loaded after the site's own.
private final class AddedSources: Sendable {
    private let sources = Mutex<[PolicySource]>([])

    var all: [PolicySource] { sources.withLock { $0 } }

    func append(_ source: PolicySource) { sources.withLock { $0.append(source) } }
}

extension LuaError {
    /// The problems that an administrator sees.
    func problems(in file: String) -> [PolicyProblem] {
        guard findings.isEmpty else {
            return findings.map { finding in
                PolicyProblem(
                    code: finding.code, message: finding.message, file: finding.position.file,
                    line: finding.position.line, column: finding.position.column,
                    suggestion: finding.suggestion ?? "")
            }
        }
        return [
            PolicyProblem(
                code: code.rawValue, message: message, file: position?.file ?? file,
                line: position?.line ?? 0, column: position?.column ?? 0,
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
