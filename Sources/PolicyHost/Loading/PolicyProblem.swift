package import LuaHost

/// Something wrong in a policy, a parameter or a site config, with its place and the way out.
public struct PolicyProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The site can't be loaded.
        case error
        /// The site loads; somebody should look.
        case warning
    }
    /// A stable name to search for, such as `parameter.gap`.
    public var code: String
    /// What is wrong and what was expected.
    public var message: String
    /// The file as the administrator knows it, relative to the root.
    public var file: String
    /// The line, from 1; 0 if the whole file is meant.
    public var line: Int
    /// The column, from 1; 0 if the whole line is meant.
    public var column: Int
    /// The columns that are meant, from ``column`` on; 0 if that is not known.
    public var length: Int
    /// What to do, or the nearest known name.
    public var suggestion: String
    /// How much it matters.
    public var severity: Severity

    /// Creates a problem.
    public init(
        code: String, message: String, file: String, line: Int = 0, column: Int = 0,
        length: Int = 0, suggestion: String = "", severity: Severity = .error
    ) {
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.suggestion = suggestion
        self.severity = severity
    }

    /// The order in which problems are shown: file, line, column, code.
    package static func isBefore(_ left: PolicyProblem, _ right: PolicyProblem) -> Bool {
        (left.file, left.line, left.column, left.code, left.message)
            < (right.file, right.line, right.column, right.code, right.message)
    }

    /// One line: place, what is wrong, what to do, code.
    public var description: String {
        var place = file
        if line > 0 { place += ":\(line)" }
        if line > 0, column > 0 { place += ":\(column)" }
        let hint = suggestion.isEmpty ? "" : "; \(suggestion)"
        return "\(place): \(severity.rawValue): \(message)\(hint) [\(code)]"
    }
}

/// Problems found so far; a reader adds to it and goes on, so that all are reported at once.
final class ProblemList {
    private(set) var all: [PolicyProblem] = []

    func add(_ problem: PolicyProblem) {
        all.append(problem)
    }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// Sorted by file, line and column, without repeats.
    var sorted: [PolicyProblem] {
        var seen: Set<PolicyProblem> = []
        return all.filter { seen.insert($0).inserted }.sorted(by: PolicyProblem.isBefore)
    }
}

/// A place in a file: line and column from 1, and the columns that are meant.
package struct FilePlace: Sendable, Hashable {
    package var line = 0
    package var column = 0
    package var length = 0

    package init(line: Int = 0, column: Int = 0, length: Int = 0) {
        self.line = line
        self.column = column
        self.length = length
    }

    /// What stands on a whole line of a text.
    init(line: Int, of text: String) {
        var rest = text[...]
        for _ in 1..<max(line, 1) {
            guard let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) else {
                self.init(line: line)
                return
            }
            rest = rest[rest.utf8.index(after: end)...]
        }
        guard line > 0 else {
            self.init(line: line)
            return
        }
        let found = rest.prefix { $0 != "\n" && $0 != "\r\n" }
        let blanks = found.prefix { $0 == " " || $0 == "\t" }.count
        self.init(line: line, column: blanks + 1, length: found.count - blanks)
    }

    package init(_ span: SourceSpan, in text: String) {
        self.init(line: span.line, column: span.column, length: span.length(in: text))
    }
}
