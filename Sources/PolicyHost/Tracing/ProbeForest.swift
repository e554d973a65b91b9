import LuaHost

/// What happened while one function of a rule ran, put together from its events: which expression
/// each value belongs to, and which call of a function it came about in.
struct ProbeForest {
    /// An expression with its parts, or a call of a function with what came about in it.
    struct Node {
        var probe: Int
        /// The event with the value; nil for a call, and for what was not finished.
        var event: Int?
        var isCall = false
        var failure: String?
        var parts: [Node] = []
    }

    private struct Frame {
        var address: Int
        var function: Int?
        var nodes: [Node] = []
    }

    /// The most calls within calls that are told apart; a function that calls itself without end
    /// shows its first ones.
    private static let deepest = 40

    private let map: ProbeMap
    private let log: ProbeLog
    private var frames: [Frame] = []
    private var roots: [Node] = []

    /// Builds the forest of one call.
    ///
    /// - Parameters:
    ///   - map: The probes of the site.
    ///   - log: What they saw.
    ///   - events: The events of the batch.
    ///   - call: The index of the call in it.
    ///   - failure: What went wrong and on which line, if the call failed.
    /// - Returns: What came about, in order.
    static func nodes(
        _ map: ProbeMap, _ log: ProbeLog, _ events: Range<Int>, call: Int,
        failure: (message: String, line: Int)? = nil
    ) -> [Node] {
        var forest = ProbeForest(map: map, log: log)
        // Reading an event whole is dear; most events of a batch belong to other calls.
        for index in events where log.call(at: index) == call {
            forest.add(log[index], at: index)
        }
        if let failure { forest.fail(failure.message, line: failure.line) }
        while !forest.frames.isEmpty { forest.fold() }
        return forest.roots
    }

    private init(map: ProbeMap, log: ProbeLog) {
        self.map = map
        self.log = log
    }

    private mutating func add(_ event: ProbeEvent, at index: Int) {
        let probe = map.probes[event.probe]
        if probe.kind == .function { return enter(event, probe) }
        if let at = frames.lastIndex(where: {
            $0.address == event.frame && $0.function == probe.function
        }) {
            while frames.count > at + 1 { fold() }
        } else {
            guard frames.count < Self.deepest else { return }
            frames.append(Frame(address: event.frame, function: probe.function))
        }
        let last = frames.count - 1
        var node = Node(probe: probe.id, event: index)
        if !event.isEntry {
            let first = firstPart(of: probe, in: frames[last].nodes)
            node.parts = Array(frames[last].nodes[first...])
            frames[last].nodes.removeSubrange(first...)
        }
        frames[last].nodes.append(node)
    }

    private mutating func enter(_ event: ProbeEvent, _ probe: Probe) {
        if event.isTailCall, let at = frames.lastIndex(where: { $0.address == event.frame }) {
            // The call took over the frame of its caller, which has nothing more to say.
            while frames.count > at + 1 { fold() }
        } else {
            // A frame that is used anew has ended, and all that it called.
            if let at = frames.firstIndex(where: { $0.address == event.frame }) {
                while frames.count > at { fold() }
            }
            if let outer = probe.function,
                let at = frames.lastIndex(where: { $0.function == outer })
            {
                while frames.count > at + 1 { fold() }
            }
        }
        guard frames.count < Self.deepest else { return }
        frames.append(Frame(address: event.frame, function: probe.id))
    }

    /// Where the parts of an expression begin among what came about in its function: its own
    /// parts, and the calls made for them.
    private func firstPart(of probe: Probe, in nodes: [Node]) -> Int {
        var first = nodes.count
        var at = nodes.count
        while at > 0 {
            let node = nodes[at - 1]
            guard node.isCall || map.is(node.probe, in: probe.id) else { break }
            at -= 1
            if !node.isCall { first = at }
        }
        return first == nodes.count && probe.text.hasSuffix(")") ? at : first
    }

    /// Ends the innermost call.
    private mutating func fold() {
        let frame = frames.removeLast()
        var nodes = frame.nodes
        if let tail = nodes.firstIndex(where: { map.probes[$0.probe].kind == .tailCall }) {
            nodes[tail].parts += nodes[(tail + 1)...]
            nodes.removeSubrange((tail + 1)...)
        }
        guard let function = frame.function else {
            return put(nodes)
        }
        put([Node(probe: function, isCall: true, parts: nodes)])
    }

    private mutating func put(_ nodes: [Node]) {
        if frames.isEmpty { roots += nodes } else { frames[frames.count - 1].nodes += nodes }
    }

    // MARK: Failures

    /// Puts a failure at the expression that was under way, innermost call first, and shows the
    /// expressions around it as unfinished.
    private mutating func fail(_ message: String, line: Int) {
        var message: String? = message
        var line: Int? = line
        while let frame = frames.last {
            let last = frames.count - 1
            if let function = frame.function,
                let open = openExpression(in: frame, of: function, line: line)
            {
                frames[last].nodes = closing(open, frame.nodes, &message)
            } else if let at = frame.nodes.lastIndex(where: { !$0.isCall }), message != nil {
                // A loop, or a statement that is not watched: it failed after what was seen last.
                frames[last].nodes[at].failure = message
                message = nil
            }
            line = nil  // only the innermost call is known to have been on it
            fold()
        }
        if message != nil, let last = roots.indices.last { roots[last].failure = message }
    }

    /// The outermost expression that has begun, or would begin next, and has not ended.
    private func openExpression(in frame: Frame, of function: Int, line: Int?) -> Int? {
        // A loop leaves the same expressions over and over: the last of them tell what is open.
        let done = frame.nodes.suffix(64).filter { !$0.isCall }.map(\.probe)
        if let last = frame.nodes.last(where: { !$0.isCall })?.probe,
            map.probes[last].kind == .tailCall
        {
            return nil
        }
        for probe in done.reversed() {
            let whole = map.outermost(around: probe)
            if !done.contains(whole) { return whole }
        }
        let last = done.max() ?? function
        let next = map.expressions(of: function).filter { $0 > last }
        guard let line, line > 0 else { return next.first }
        return next.first {
            map.probes[$0].span.line <= line && line <= map.probes[$0].span.endLine
        }
    }

    /// The nodes of a frame with an unfinished expression made of its finished parts.
    private func closing(_ open: Int, _ nodes: [Node], _ message: inout String?) -> [Node] {
        let first = nodes.firstIndex { !$0.isCall && map.is($0.probe, in: open) } ?? nodes.count
        let calls = nodes[first...].filter(\.isCall) + (first == nodes.count ? trailing(nodes) : [])
        var before = Array(nodes[..<first])
        if first == nodes.count { before.removeLast(trailing(nodes).count) }
        func unfinished(_ probe: Int, _ message: inout String?) -> Node {
            var node = Node(probe: probe)
            for part in map.parts(of: probe) {
                guard let done = nodes.last(where: { !$0.isCall && $0.probe == part }) else {
                    node.parts.append(unfinished(part, &message))
                    return node
                }
                node.parts.append(done)
            }
            node.parts += calls
            node.failure = message
            message = nil
            return node
        }
        return before + [unfinished(open, &message)]
    }

    private func trailing(_ nodes: [Node]) -> [Node] {
        Array(nodes.reversed().prefix { $0.isCall }.reversed())
    }
}

/// The probes of a site with what stands in what.
struct ProbeMap: Sendable {
    let probes: [Probe]
    /// Whether a probe stands at a call of a verb that asks about each entry of a list.
    let asksEntries: [Bool]
    private var inside: [Int: [Int]] = [:]
    private var whole: [Int: [Int]] = [:]

    init(_ probes: [Probe]) {
        self.probes = probes
        asksEntries = probes.map { probe in
            ["any(", "all(", "count(", "first("].contains { probe.text.hasPrefix($0) }
        }
        for probe in probes where isExpression(probe) {
            if let parent = probe.parent, isExpression(probes[parent]) {
                inside[parent, default: []].append(probe.id)
            } else if let function = probe.function {
                whole[function, default: []].append(probe.id)
            }
        }
    }

    private func isExpression(_ probe: Probe) -> Bool {
        ![.function, .branch, .tailCall].contains(probe.kind)
    }

    /// The parts of an expression, in the order in which they are asked.
    func parts(of probe: Int) -> [Int] { inside[probe] ?? [] }

    /// The whole expressions of a function, in order.
    func expressions(of function: Int) -> [Int] { whole[function] ?? [] }

    /// Whether a probe stands in another.
    func `is`(_ probe: Int, in outer: Int) -> Bool {
        var at = probes[probe].parent
        while let here = at {
            if here == outer { return true }
            at = probes[here].parent
        }
        return false
    }

    /// The whole expression that a probe is a part of.
    func outermost(around probe: Int) -> Int {
        var at = probe
        while let parent = probes[at].parent, isExpression(probes[parent]) { at = parent }
        return at
    }
}
