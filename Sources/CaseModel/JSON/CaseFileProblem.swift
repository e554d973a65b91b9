/// One thing that is wrong with a case file, and what to do about it.
///
/// A problem never repeats a value of a field that identifies or locates a person, of tax
/// information or of health; it may be logged.
public struct CaseFileProblem: Sendable, Equatable {
    /// A stable name that support staff can search for.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, such as `field.unknown`.
        public var rawValue: String

        /// Makes a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes are no JSON.
        public static let syntax = Code(rawValue: "json.syntax")
        /// A text is not UTF-8 or has a broken escape.
        public static let text = Code(rawValue: "json.text")
        /// No field of the record has this name.
        public static let unknownField = Code(rawValue: "field.unknown")
        /// The field occurs twice in one record.
        public static let duplicateField = Code(rawValue: "field.duplicate")
        /// A required field is missing.
        public static let missingField = Code(rawValue: "field.missing")
        /// The value is of another kind.
        public static let wrongType = Code(rawValue: "value.type")
        /// The word is not on the field's list.
        public static let unknownWord = Code(rawValue: "value.word")
        /// The date is not in the calendar, or not written as one.
        public static let impossibleDate = Code(rawValue: "value.date")
        /// The amount or number is below zero.
        public static let negative = Code(rawValue: "value.negative")
        /// The number is beyond the field's limits.
        public static let outOfRange = Code(rawValue: "value.range")
        /// The number has a fraction.
        public static let fraction = Code(rawValue: "value.fraction")
        /// The text that identifies a record is empty.
        public static let emptyIdentity = Code(rawValue: "identity.empty")
        /// Two records of a list have the same identifier.
        public static let duplicateIdentity = Code(rawValue: "identity.duplicate")
        /// The record that the field names does not exist.
        public static let brokenReference = Code(rawValue: "reference.broken")
        /// Two fields of the record contradict each other.
        public static let contradiction = Code(rawValue: "record.contradiction")
        /// More problems were found than are reported.
        public static let more = Code(rawValue: "more")
    }

    /// Where in the text the problem is.
    public struct Position: Sendable, Equatable {
        /// Bytes before it.
        public var offset: Int
        /// The line, from one.
        public var line: Int
        /// The column in bytes, from one.
        public var column: Int
    }

    /// What kind of problem it is.
    public var code: Code
    /// The place in the file, such as `cases[0].ledger[3].amount`; empty for the file itself.
    public var path: String
    /// What was expected, and what was found as far as it may be told.
    public var message: String
    /// The nearest known name, if there is one.
    public var suggestion: String?
    /// Where in the text it is; nil if the problem is between two places.
    public var position: Position?

    /// Makes a problem; the message must not repeat a protected value.
    public init(
        code: Code, path: String, message: String, suggestion: String? = nil,
        position: Position? = nil
    ) {
        self.code = code
        self.path = path
        self.message = message
        self.suggestion = suggestion
        self.position = position
    }

    /// The problem with its place as seen from a record that lies at a path of the file.
    ///
    /// The place in the file's text says nothing to whoever has the record alone.
    /// - Parameter path: The way to the record, with the period behind it, such as `contacts[3].`.
    /// - Returns: The problem; one outside the record keeps its path.
    package func seen(from path: String) -> CaseFileProblem {
        var problem = self
        problem.position = nil
        if self.path.hasPrefix(path) { problem.path = String(self.path.dropFirst(path.count)) }
        return problem
    }
}

extension CaseFileProblem: CustomStringConvertible {
    /// The problem on one line: position, path, message, suggestion.
    public var description: String {
        var text = ""
        if let position { text += "\(position.line):\(position.column): " }
        if !path.isEmpty { text += "\(path): " }
        text += message
        if let suggestion { text += "; did you mean `\(suggestion)`?" }
        return text
    }
}

/// A case file that was refused, with everything that is wrong with it.
public struct CaseFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The problems in the order of the text, then those between records.
    public var problems: [CaseFileProblem]

    /// Makes an error from its problems.
    public init(problems: [CaseFileProblem]) { self.problems = problems }

    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
