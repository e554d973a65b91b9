import CaseModel
import PolicyHost

/// Files that `accord init` would write, complete and tried before anything is written.
public struct Scaffold: Sendable {
    /// One file.
    public struct File: Sendable, Equatable {
        /// The path relative to the root.
        public var path: String
        /// The whole text.
        public var text: String
        /// The text that stands there now; nil for a file that must not exist yet.
        public var replaces: String?
    }

    /// The files, by path.
    public var files: [File]
    /// What to do next, one line each.
    public var next: [String]

    init(_ files: [File], next: [String]) {
        self.files = files.sorted { $0.path < $1.path }
        self.next = next
    }

    /// The tree as it would be with these files.
    func applied(to tree: PolicyTree) -> PolicyTree {
        var tree = tree
        for file in files where file.path.hasSuffix(".lua") || file.path.hasSuffix(".yaml") {
            tree.files[file.path] = file.text
        }
        return tree
    }
}

/// Why a skeleton can't be made.
public struct ScaffoldProblem: Error, Sendable, CustomStringConvertible {
    /// What kind of problem it is.
    public enum Kind: Sendable {
        /// A name or option is not one that can be used.
        case request
        /// A file or rule stands in the way.
        case exists
        /// The finished skeleton does not pass check and test where it would stand.
        case unsound
        /// A file can't be read or written.
        case inputOutput
    }

    /// What kind of problem it is.
    public var kind: Kind
    /// What is wrong, and what to do.
    public var message: String

    /// The message.
    public var description: String { message }

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    static func nearest(_ name: String, among known: [String]) -> String {
        EditDistance.nearest(name, in: known).map { "; did you mean `\($0)`?" }
            ?? (known.isEmpty ? "" : "; known are \(known.joined(separator: ", "))")
    }
}
