package import CaseModel
import Yams

/// A value of a YAML document that knows where it stands, for files whose readers report every
/// problem at its place.
package struct YAMLItem {
    /// One `key: value` of a mapping.
    package struct Entry {
        /// The key.
        package var key: String
        /// The key's line, from 1.
        package var line: Int
        /// The key's column, from 1.
        package var column: Int
        /// What stands after it.
        package var item: YAMLItem
    }

    /// The value; dates stay text, whole numbers become integers.
    package var value: JSONValue
    /// The line of its first character, from 1.
    package var line: Int
    /// The column of its first character, from 1.
    package var column: Int
    /// The entries of a mapping in file order; nil for anything else.
    package var entries: [Entry]?
    /// The items of a list; nil for anything else.
    package var items: [YAMLItem]?

    /// Reads a document.
    ///
    /// - Throws: ``PolicyProblem`` with file, line and column if the text is not YAML.
    package init(document text: String, file: String) throws(PolicyProblem) {
        let problems = ProblemList()
        guard let root = YAMLValue.document(text, file: file, problems: problems) else {
            throw problems.all.first
                ?? PolicyProblem(code: "yaml.syntax", message: "not YAML", file: file)
        }
        self.init(root.node)
    }

    private init(_ node: Node) {
        value = YAMLTree.value(node)
        line = node.mark?.line ?? 0
        column = node.mark?.column ?? 0
        entries = node.mapping.map { mapping in
            mapping.map { key, value in
                Entry(
                    key: key.string ?? "", line: key.mark?.line ?? 0,
                    column: key.mark?.column ?? 0, item: YAMLItem(value))
            }
        }
        items = node.sequence.map { $0.map(YAMLItem.init) }
    }

    /// The item under a key of a mapping.
    package subscript(key: String) -> YAMLItem? {
        entries?.first { $0.key == key }?.item
    }
}
