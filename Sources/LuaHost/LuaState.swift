import CLuaHost

/// One sandboxed Lua state: loads scripts once, then answers questions about records.
///
///     let state = try LuaState(layout: layout)
///     try state.loadPrelude(source: prelude, name: "accord", globals: ["accord"])
///     let policy = try state.load(source: text, name: "policies/sites/x/enforcement.lua")
///     try state.begin(Evaluation(today: day, source: facts))
///     defer { state.end() }
///     let asked = try state.conditions(calls, arguments: arguments, answers: &answers)
///
/// A state is used by one thread at a time, is not bound to one, and is not `Sendable`:
/// share states through a ``LuaPool``. Nothing a script does outlives an evaluation. After a
/// budget was spent the state is ``isSpent`` and refuses all further work.
public final class LuaState {
    /// What scripts may read.
    public let layout: Layout
    /// What scripts may use up.
    public let limits: LuaLimits

    let host: OpaquePointer
    let context = EvaluationContext()
    /// On the heap, because a fact source that wrongly uses its own state must meet an error and
    /// not an access conflict.
    let tree: UnsafeMutablePointer<clh_tree>
    /// Texts of the loaded files, to tell from a line which fact an error is about.
    var sources: [String: String] = [:]
    /// Where each function that a load returned is defined, by its number.
    var places: [Int32: SourcePosition] = [:]
    /// Names of loaded modules.
    var modules: Set<String> = []
    /// Names that scripts may use without declaring them.
    public private(set) var globals: Set<String> = LuaState.builtInNames
    var preludeName = ""
    /// Kept as long as the state, which counts in it.
    var counters: ProbeCounters?

    /// Opens a state.
    ///
    /// - Throws: ``LuaError`` with the code `layout` when the layout contradicts itself, or
    ///   `budgetMemory` when the state does not fit its limits.
    public init(layout: Layout, limits: LuaLimits = LuaLimits()) throws(LuaError) {
        precondition(
            MemoryLayout<Slot>.size == MemoryLayout<clh_slot>.size
                && MemoryLayout<LuaCall>.stride == MemoryLayout<clh_call>.stride,
            "Slot and LuaCall have the layouts of their C counterparts")
        self.layout = layout
        self.limits = limits
        var cLimits = clh_limits(
            instructions: Int64(limits.instructions * limits.leeway),
            memory_bytes: limits.memoryBytes * limits.leeway,
            block_bytes: limits.blockBytes * limits.leeway,
            milliseconds: Int64(limits.wallMilliseconds * limits.leeway),
            fail_allocation: Int64(limits.failingAllocation))
        var failure: Int32 = 0
        guard let opened = clh_open(try layout.makeC(), &cLimits, &failure) else {
            throw LuaError(.budgetMemory, "the memory limit is too small to open a state")
        }
        host = opened
        tree = .allocate(capacity: 1)
        tree.initialize(to: clh_tree())
    }

    deinit {
        clh_tree_free(tree)
        tree.deallocate()
        clh_close(host)
    }

    /// Whether a budget stopped this state; it must be thrown away.
    public var isSpent: Bool { clh_is_spent(host) != 0 }

    /// Bytes that the state uses now.
    public var usedBytes: Int { clh_used_bytes(host) }

    /// The most bytes the state has used at once.
    public var peakBytes: Int { clh_peak_bytes(host) }

    /// Allocations made so far, for tests that refuse each in turn.
    package var allocations: Int { Int(clh_allocations(host)) }

    /// Instructions left of the budget of the last load or evaluation.
    public var instructionsLeft: Int { Int(clh_instructions_left(host)) }

    /// The names that every script may use: the base functions and the verbs.
    public static let builtInNames: Set<String> = [
        "all", "any", "assert", "at_least_ago", "business_days", "cents", "count", "date", "days",
        "days_since", "days_until", "dollars", "error", "exactly", "first", "has", "ipairs",
        "known", "math", "months", "next", "older_than", "one_of", "pairs", "passed", "pcall",
        "percent", "require", "select", "string", "table", "tonumber", "tostring", "type",
        "upcoming", "within",
    ]

    /// Runs trusted source that defines global names for the scripts loaded later.
    ///
    /// The prelude assigns globals; their tables are frozen afterwards. While it runs, and only
    /// then, the global `host` offers `host.caller()`, which returns the file and line of the
    /// script that called into the prelude, and `host.refuse(message)`, which raises a message
    /// that reaches the script's author as it is. Keep them in a local. The prelude is not
    /// checked: it must not keep anything between calls.
    /// - Parameters:
    ///   - source: The Lua source.
    ///   - name: A name for tracebacks; its frames are left out of positions.
    ///   - globals: The names it defines, which scripts may use from then on.
    /// - Throws: ``LuaError`` with what went wrong.
    public func loadPrelude(
        source: String, name: String, globals: Set<String>
    ) throws(LuaError) {
        context.failure = nil
        preludeName = name
        var source = source
        let code = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                clh_prelude(host, $0.baseAddress, $0.count, name)
            }
        }
        guard code == CLH_OK else { throw failure() }
        self.globals.formUnion(globals)
    }

    /// Checks a script, runs it once, freezes every table it made, and returns its value.
    ///
    /// - Parameters:
    ///   - source: The bytes of the file: UTF-8 text of at most ``LuaLimits/sourceBytes``.
    ///   - name: The file's name, for messages.
    ///   - module: The name under which scripts loaded later `require` the value.
    /// - Returns: The script's value, with references to its functions.
    /// - Throws: ``LuaError`` with all problems of the source at once in
    ///   ``LuaError/findings``, or with what went wrong while it ran.
    @discardableResult
    public func load(
        source: [UInt8], name: String, module: String? = nil
    ) throws(LuaError) -> LuaValue {
        let text = try checkedText(source, name: name)
        try refuse(text, name: name)
        return try run(text, name: name, module: module) { bytes in
            clh_load(host, bytes.baseAddress, bytes.count, name, module, tree)
        }
    }

    /// Loads a script that was loaded before as its author wrote it, and now carries probes.
    ///
    /// - Parameters:
    ///   - source: The script with its probes.
    ///   - module: The name under which scripts loaded later `require` the value.
    /// - Returns: The script's value, with references to its functions.
    /// - Throws: ``LuaError`` when the probes made it too large for Lua's own limits, or with what
    ///   went wrong while it ran.
    @discardableResult
    package func load(
        instrumented source: InstrumentedSource, module: String? = nil
    ) throws(LuaError) -> LuaValue {
        var probed = source.text
        return try run(source.original, name: source.name, module: module) { _ in
            probed.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    clh_load_probed(host, $0.baseAddress, $0.count, source.name, module, tree)
                }
            }
        }
    }

    private func run(
        _ text: String, name: String, module: String?,
        _ load: (UnsafeBufferPointer<CChar>) -> Int32
    ) throws(LuaError) -> LuaValue {
        sources[name] = text
        var bytes = text
        let code = bytes.withUTF8 { $0.withMemoryRebound(to: CChar.self, load) }
        guard code == CLH_OK else { throw failure() }
        if let module { modules.insert(module) }
        for node in UnsafeBufferPointer(
            start: tree.pointee.nodes, count: Int(tree.pointee.node_count))
        where Int(node.tag) == CLH_FUNCTION {
            let id = Int32(truncatingIfNeeded: node.as.integer)
            // a function that came from a library keeps the place where it is written
            if places[id] == nil {
                places[id] = SourcePosition(file: name, line: Int(node.count))
            }
        }
        var reader = TreeReader(tree: tree.pointee)
        return reader.value()
    }

    /// Checks a script, runs it once, freezes every table it made, and returns its value.
    @discardableResult
    public func load(
        source: String, name: String, module: String? = nil
    ) throws(LuaError) -> LuaValue {
        try load(source: Array(source.utf8), name: name, module: module)
    }

    /// Throws everything that the file may not do, at once.
    private func refuse(_ text: String, name: String) throws(LuaError) {
        let chunk = try LuaSyntax.parse(source: text, name: name)
        let findings = LuaSyntax.refusals(in: chunk, globals: globals)
        guard let first = findings.first else { return }
        throw LuaError(
            .refused, first.message, position: first.position, suggestion: first.suggestion,
            findings: findings)
    }

    private func checkedText(_ source: [UInt8], name: String) throws(LuaError) -> String {
        let start = SourcePosition(file: name, line: 1, column: 1)
        guard source.count <= limits.sourceBytes else {
            throw LuaError(
                .sourceTooLarge,
                "the file has \(source.count) bytes; at most \(limits.sourceBytes) are allowed",
                position: start, suggestion: "move functions to a file of their own and require it")
        }
        guard source.first != 0x1B, let text = String(validating: source, as: UTF8.self) else {
            throw LuaError(
                .notText, "the file is not UTF-8 text", position: start,
                suggestion: "save it as UTF-8")
        }
        return text
    }
}

extension Layout {
    /// The layout as the C side keeps it.
    func makeC() throws(LuaError) -> OpaquePointer {
        let tooLong = types.flatMap(\.fields).first { $0.name.utf8.count > 40 }
        if let tooLong {
            throw LuaError(.layout, "the name `\(tooLong.name)` is longer than 40 bytes")
        }
        guard types.count < 65_536, symbols.count < 65_536 else {
            throw LuaError(.layout, "a layout has at most 65,535 types and symbols")
        }
        guard let made = clh_layout_new(Int32(types.count), Int32(symbols.count)) else {
            throw LuaError(.budgetMemory, "no memory for the layout")
        }
        var complete = true
        for (id, symbol) in symbols.enumerated() {
            complete = clh_layout_symbol(made, Int32(id), symbol) != 0 && complete
        }
        for (number, type) in types.enumerated() {
            complete =
                clh_layout_type(made, Int32(number), type.name, Int32(type.fields.count)) != 0
                && complete
            for (index, field) in type.fields.enumerated() where complete {
                let (tag, unit, target) = field.kind.code
                complete =
                    clh_layout_field(
                        made, Int32(number), Int32(index), field.name, Int32(tag), unit, target,
                        field.withheld) != 0
                if target >= Int32(types.count) {
                    clh_layout_free(made)
                    throw LuaError(.layout, "`\(type.name).\(field.name)` names an unknown type")
                }
            }
        }
        guard complete else {
            clh_layout_free(made)
            throw LuaError(.budgetMemory, "no memory for the layout")
        }
        return made
    }
}

extension FieldKind {
    fileprivate var code: (tag: Int, unit: Int32, target: Int32) {
        switch self {
        case .bool: (CLH_BOOL, 0, 0)
        case .integer: (CLH_INTEGER, 0, 0)
        case .text: (CLH_TEXT, 0, 0)
        case .symbol: (CLH_SYMBOL, 0, 0)
        case .symbols: (CLH_SYMBOLS, 0, 0)
        case .quantity(let unit): (CLH_QUANTITY, Int32(unit.rawValue), 0)
        case .record(let type): (CLH_RECORD, 0, Int32(type))
        case .list(let type): (CLH_LIST, 0, Int32(type))
        }
    }
}
