import CaseModel
import PolicyHost

/// Named case files for policy tests, from `policies/fixtures`; one may extend another.
struct Fixtures: Sendable {
    private let tree: PolicyTree

    init(tree: PolicyTree) {
        self.tree = tree
    }

    /// The fixture's case file as a JSON tree, with everything it extends put together.
    func file(_ name: String, depth: Int = 0) throws(PolicyProblem) -> JSONValue {
        let path = "policies/fixtures/\(name).yaml"
        guard let text = tree.files[path] else {
            let known = tree.paths(in: "policies/fixtures", ending: ".yaml").map {
                String($0.dropFirst("policies/fixtures/".count).dropLast(".yaml".count))
            }
            let near = EditDistance.nearest(name, in: known)
            throw PolicyProblem(
                code: "fixture.unknown", message: "there is no fixture `\(name)`", file: path,
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "known are \(known.joined(separator: ", "))")
        }
        guard depth < 8 else {
            throw PolicyProblem(
                code: "fixture.cycle", message: "`\(name)` extends itself in the end", file: path)
        }
        let document = try YAMLTree.read(text, file: path)
        guard case .object(let entries) = document else {
            throw PolicyProblem(
                code: "fixture.shape", message: "a fixture has `about` and `file` or `extends`",
                file: path)
        }
        var base: JSONValue
        if let whole = entries["file"] {
            base = whole
        } else if case .text(let parent)? = entries["extends"] {
            base = try file(parent, depth: depth + 1)
        } else {
            throw PolicyProblem(
                code: "fixture.shape", message: "a fixture needs `file` or `extends`", file: path)
        }
        if case .object(let changes)? = entries["with"] {
            try Overrides.apply(changes, to: &base, file: path)
        }
        return base
    }
}

/// Changes at dotted paths of a JSON tree, such as `ncp.employments.0.ended_on`.
enum Overrides {
    static func apply(
        _ changes: [String: JSONValue], to tree: inout JSONValue, file: String
    ) throws(PolicyProblem) {
        // In order of their paths, so that a list is replaced before one of its items is changed.
        for (path, value) in changes.sorted(by: { $0.key < $1.key }) {
            let steps = path.split(separator: ".").map(String.init)
            guard set(&tree, steps[...], value) else {
                throw PolicyProblem(
                    code: "override.path", message: "there is nothing at `\(path)` to change",
                    file: file, suggestion: "lists count from 0: ncp.employments.0.ended_on")
            }
        }
    }

    /// Sets a value, or removes it if it is `null`.
    ///
    /// - Returns: False if the path leads nowhere.
    private static func set(
        _ tree: inout JSONValue, _ steps: ArraySlice<String>, _ value: JSONValue
    ) -> Bool {
        guard let step = steps.first else {
            tree = value
            return true
        }
        let rest = steps.dropFirst()
        switch tree {
        case .object(var entries):
            if rest.isEmpty, value == .null {
                entries[step] = nil
            } else {
                var inner = entries[step] ?? (rest.isEmpty ? .null : .object([:]))
                guard set(&inner, rest, value) else { return false }
                entries[step] = inner
            }
            tree = .object(entries)
            return true
        case .list(var items):
            guard let index = Int(step), index >= 0, index <= items.count else { return false }
            if index == items.count { items.append(rest.isEmpty ? .null : .object([:])) }
            guard set(&items[index], rest, value) else { return false }
            tree = .list(items)
            return true
        default:
            return false
        }
    }
}
