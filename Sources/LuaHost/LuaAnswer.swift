import CLuaHost

/// An answer still in the state's own storage: read without making Swift values of it.
///
/// Valid only inside the closure it is passed to.
public struct LuaAnswer {
    let tree: clh_tree
    let index: Int

    private var node: clh_node? {
        guard let nodes = tree.nodes, index < Int(tree.node_count) else { return nil }
        return nodes[index]
    }

    /// The bytes of a text, or nil when this is none.
    public var utf8: UnsafeBufferPointer<UInt8>? {
        guard let node, Int(node.tag) == CLH_TEXT, let bytes = tree.bytes else { return nil }
        let start = UnsafeRawPointer(bytes + Int(node.as.integer))
        return UnsafeBufferPointer(
            start: start.assumingMemoryBound(to: UInt8.self), count: Int(node.count))
    }

    /// The number of elements of a list or of names of a table; 0 for anything else.
    public var count: Int {
        guard let node, Int(node.tag) == CLH_LIST || Int(node.tag) == CLH_MAP else { return 0 }
        return Int(node.count)
    }

    /// The whole answer as a value.
    public var value: LuaValue {
        var reader = TreeReader(tree: tree, next: index)
        return reader.value()
    }

    /// Calls `body` with each element of a list.
    public func forEach(_ body: (LuaAnswer) -> Void) {
        guard let node, Int(node.tag) == CLH_LIST else { return }
        var next = index + 1
        for _ in 0..<Int(node.count) {
            body(LuaAnswer(tree: tree, index: next))
            next = end(of: next)
        }
    }

    /// What a table has under a name, or nil when this is no table or has no such name.
    public subscript(key: StaticString) -> LuaAnswer? {
        guard let node, Int(node.tag) == CLH_MAP else { return nil }
        let wanted = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        var next = index + 1
        for _ in 0..<Int(node.count) {
            let name = LuaAnswer(tree: tree, index: next).utf8
            if let name, name.count == wanted.count, name.elementsEqual(wanted) {
                return LuaAnswer(tree: tree, index: next + 1)
            }
            next = end(of: next + 1)
        }
        return nil
    }

    /// The index after a value and everything in it.
    private func end(of start: Int) -> Int {
        guard let nodes = tree.nodes else { return start }
        var next = start
        var open = 1
        while open > 0, next < Int(tree.node_count) {
            let node = nodes[next]
            open -= 1
            if Int(node.tag) == CLH_LIST { open += Int(node.count) }
            if Int(node.tag) == CLH_MAP { open += 2 * Int(node.count) }
            next += 1
        }
        return next
    }
}
