public import CaseModel

/// One policy test: a made-up case, one question on one day, and what must come out.
///
/// Tests stand beside the policies in `tests/*.yaml`, or one a row in `tests/*.csv`.
public struct PolicyTest: Sendable, Equatable {
    /// A place in the test's file.
    public struct Place: Sendable, Equatable, Hashable {
        /// The line, from 1.
        public var line: Int
        /// The column in characters, from 1.
        public var column: Int
    }

    /// The name, one sentence.
    public var name: String
    /// The file, relative to the root.
    public var file: String
    /// Where it begins in the file.
    public var place = Place(line: 0, column: 0)
    /// The site that decides.
    public var site: String
    /// The site's local day on which it decides.
    public var asOf: Day
    /// The fixture in `policies/fixtures` that it begins from.
    public var base: String
    /// Changes of the fixture by dotted path; ``JSONValue/null`` removes a field.
    public var with: [String: JSONValue]
    /// Programs switched on or off for this test, by id.
    public var programs: [String: Bool]
    /// Parameters set for this test only, by id, in their YAML spelling.
    public var parameters: [String: String]
    /// Which case of the file is decided, from 0.
    public var caseIndex: Int
    /// The question.
    public var point: DecisionPoint
    /// The remedy, person or partner asked about; empty for the first answer.
    public var subject: String
    /// What must come out, by the names of ``expectations``.
    public var expect: [String: JSONValue]
    /// Why this must come out: a citation.
    public var because = ""
    /// Where the changes of the fixture stand in the file, by path.
    var withPlaces: [String: Place] = [:]

    /// `file:line`.
    public var location: String { place.line > 0 ? "\(file):\(place.line)" : file }

    /// The keys that a test may have.
    static let keys = [
        "name", "as_of", "site", "base", "with", "ask", "expect", "because", "programs", "case",
        "note", "parameters",
    ]
    /// What a test may ask about.
    static let questionKeys = ["point", "remedy", "who", "partner"]
    /// What a test may expect.
    public static let expectations = [
        "outcome", "rule", "reasons", "floors", "missing", "until", "amount", "not", "words",
        "details", "channel", "mode", "services", "who", "partner",
    ]
}

extension JSONValue {
    /// The text of a string, or nil.
    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    /// The texts of a list of strings, or of one string.
    var strings: [String] {
        switch self {
        case .list(let items): items.compactMap(\.string)
        case .text(let text): [text]
        default: []
        }
    }
}
