import CLuaHost

/// A function of a loaded script.
@frozen
public struct LuaFunction: Hashable, Sendable {
    /// The number of the function within its state.
    ///
    /// States that load the same files in the same order number them alike, so a function found
    /// in one state of a ``LuaPool`` may be asked in every other.
    public var id: Int32
    /// The line on which the function is defined.
    public var line: Int

    /// Creates a reference; only references that a load returned mean anything.
    public init(id: Int32, line: Int) {
        self.id = id
        self.line = line
    }
}

/// A value that came from a script or goes to one, copied out of the state.
///
/// Unchecked, because the address of a record is only its identity here: nothing in this module
/// follows it, and whoever does vouches for the record as for any unsafe pointer.
public enum LuaValue: Equatable, @unchecked Sendable {
    /// Nothing: `nil`.
    case absent
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Text.
    case text(String)
    /// A value with a unit.
    case quantity(Unit, Int64)
    /// A table with the keys 1 to n only, and a table without entries.
    case list([LuaValue])
    /// A table with names. Pairs are sorted by the bytes of the key; a numbered key of such a
    /// table is its digits.
    case map([Entry])
    /// A function, in what a load returns.
    case function(LuaFunction)
    /// A record of the evaluation that it came from.
    case record(type: Int, UnsafeRawPointer)
    /// A symbol by its number, in what was read. Scripts answer with ``text(_:)`` instead.
    case symbol(Int)

    /// One named entry of a table.
    public struct Entry: Equatable, Sendable {
        /// The name.
        public var key: String
        /// The value.
        public var value: LuaValue

        /// Creates an entry.
        public init(key: String, value: LuaValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value under a name of a table, or nil when this is no table or has no such name.
    public subscript(key: String) -> LuaValue? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// A table from pairs in any order.
    public static func map(_ pairs: KeyValuePairs<String, LuaValue>) -> LuaValue {
        let entries = pairs.map { Entry(key: $0.key, value: $0.value) }
        return .map(entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    }
}

// ---- reading the flat tree that the C side writes ----

struct TreeReader {
    let tree: clh_tree
    var next = 0

    mutating func value() -> LuaValue {
        guard next < Int(tree.node_count), let nodes = tree.nodes else { return .absent }
        let node = nodes[next]
        next += 1
        switch Int(node.tag) {
        case CLH_BOOL: return .bool(node.as.integer != 0)
        case CLH_INTEGER: return .integer(node.as.integer)
        case CLH_TEXT: return .text(text(node))
        case CLH_QUANTITY:
            return Unit(rawValue: node.unit).map { .quantity($0, node.as.integer) } ?? .absent
        case CLH_RECORD:
            return node.as.pointer.map { .record(type: Int(node.type), $0) } ?? .absent
        case CLH_FUNCTION:
            return .function(
                LuaFunction(id: Int32(truncatingIfNeeded: node.as.integer), line: Int(node.count)))
        case CLH_LIST: return .list((0..<Int(node.count)).map { _ in value() })
        case CLH_MAP: return .map((0..<Int(node.count)).map { _ in entry() })
        default: return .absent
        }
    }

    private mutating func entry() -> LuaValue.Entry {
        guard case .text(let key) = value() else { return .init(key: "", value: value()) }
        return .init(key: key, value: value())
    }

    private func text(_ node: clh_node) -> String {
        guard let bytes = tree.bytes else { return "" }
        let start = UnsafeRawPointer(bytes + Int(node.as.integer))
        return String(
            decoding: UnsafeRawBufferPointer(start: start, count: Int(node.count)), as: UTF8.self)
    }
}
