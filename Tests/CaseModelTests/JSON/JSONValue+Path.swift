import CaseModel

extension JSONValue {
    /// The value at a path such as `cases[0].ledger[1].amount`; setting nil removes it.
    subscript(path path: String) -> JSONValue? {
        get {
            var value: JSONValue? = self
            for step in JSONValue.steps(path) { value = value?[step: step] }
            return value
        }
        set { set(JSONValue.steps(path)[...], newValue) }
    }

    /// The same tree with one value changed, added or removed.
    func with(_ path: String, _ value: JSONValue?) -> JSONValue {
        var copy = self
        copy[path: path] = value
        return copy
    }

    private mutating func set(_ steps: ArraySlice<Step>, _ value: JSONValue?) {
        guard let first = steps.first else { return }
        if steps.count == 1 {
            self[step: first] = value
        } else if var inner = self[step: first] {
            inner.set(steps.dropFirst(), value)
            self[step: first] = inner
        }
    }

    private enum Step {
        case name(String)
        case index(Int)
    }

    private subscript(step step: Step) -> JSONValue? {
        get {
            switch step {
            case .name(let name): self[name]
            case .index(let index): self[index]
            }
        }
        set {
            switch step {
            case .name(let name): self[name] = newValue
            case .index(let index): self[index] = newValue
            }
        }
    }

    private static func steps(_ path: String) -> [Step] {
        path.split(whereSeparator: { $0 == "." || $0 == "[" || $0 == "]" }).map { part in
            Int(part).map { .index($0) } ?? .name(String(part))
        }
    }
}
