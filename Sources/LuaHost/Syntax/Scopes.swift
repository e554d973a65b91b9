/// The locals in sight, by name, with the function that declares each.
struct Scopes {
    private var declared: [String: [Int]] = [:]
    private var blocks: [[String]] = []
    private var variadic: [Bool] = []

    /// Whether the innermost function takes further arguments.
    var isVariadic: Bool { variadic.last ?? false }

    mutating func openFunction(isVariadic: Bool) { variadic.append(isVariadic) }
    mutating func closeFunction() { variadic.removeLast() }

    mutating func open() { blocks.append([]) }

    mutating func close() {
        for name in blocks.removeLast() { declared[name]?.removeLast() }
    }

    mutating func declare(_ name: String) {
        declared[name, default: []].append(variadic.count)
        blocks[blocks.count - 1].append(name)
    }

    func resolve(_ name: String) -> NameScope {
        guard let function = declared[name]?.last else { return .global }
        return function == variadic.count ? .local : .upvalue
    }
}
