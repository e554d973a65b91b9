package import CaseModel
import Yams

/// A YAML document as a JSON tree, for test files and fixtures.
package enum YAMLTree {
    /// Reads a document; dates stay text, whole numbers become integers.
    ///
    /// - Throws: ``PolicyProblem`` with file, line and column.
    package static func read(_ text: String, file: String) throws(PolicyProblem) -> JSONValue {
        let problems = ProblemList()
        guard let root = YAMLValue.document(text, file: file, problems: problems) else {
            throw problems.all.first
                ?? PolicyProblem(code: "yaml.syntax", message: "not YAML", file: file)
        }
        return value(root.node)
    }

    static func value(_ node: Node) -> JSONValue {
        switch node {
        case .mapping(let mapping):
            var entries: [String: JSONValue] = [:]
            for (key, item) in mapping { entries[key.string ?? ""] = value(item) }
            return .object(entries)
        case .sequence(let sequence):
            return .list(sequence.map(value))
        case .scalar(let scalar):
            return plain(scalar)
        default:
            return .null
        }
    }

    private static func plain(_ scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true", "yes", "on": return .bool(true)
        case "false", "no", "off": return .bool(false)
        default:
            if let number = Int64(scalar.string) { return .integer(number) }
            return .text(scalar.string)
        }
    }
}
