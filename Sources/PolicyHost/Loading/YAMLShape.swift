/// What one mapping of a YAML file may hold.
///
/// Declared once in ``YAMLFile``; the readers take their known and required keys from it, and the
/// JSON Schemas, the reference and editors their descriptions and words.
package struct YAMLShape: Sendable, Equatable {
    /// What a value may be.
    package indirect enum Kind: Sendable, Equatable {
        case text
        /// A date such as `2019-03-01`.
        case date
        case number(ClosedRange<Int>)
        case yesNo
        case word([String])
        case list(Kind)
        case mapping(YAMLShape)
        /// A mapping from names to values of one kind.
        case names(Kind)
        /// One value, or a list of such values.
        case oneOrMore(Kind)
        /// One of these words, or something else.
        case either([String], Kind)
        /// A parameter's value in the spelling of its unit.
        case parameterValue
        /// A whole case file.
        case caseFile
        /// Changes of a case file by dotted path.
        case caseFileChanges
        /// Any value.
        case anything
    }

    /// One key.
    package struct Key: Sendable, Equatable {
        /// The name.
        package let name: String
        /// What its value may be.
        package let kind: Kind
        /// Whether it must be there.
        package let isRequired: Bool
        /// One sentence.
        package let about: String

        init(_ name: String, _ kind: Kind, _ about: String, required: Bool = false) {
            self.name = name
            self.kind = kind
            self.isRequired = required
            self.about = about
        }
    }

    /// What the mapping is called in messages, such as `a partner`.
    package let name: String
    /// The keys, in the order in which files have them.
    package let keys: [Key]

    init(_ name: String, _ keys: [Key]) {
        self.name = name
        self.keys = keys
    }

    /// The names that the mapping may have.
    package var allowed: [String] { keys.map(\.name) }
    /// The names that the mapping must have.
    package var required: [String] { keys.filter(\.isRequired).map(\.name) }

    /// The key with this name, or nil.
    package func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}

extension YAMLValue {
    /// The entries of a mapping of this shape; unknown and missing keys are reported.
    func entries(of shape: YAMLShape) -> [String: YAMLValue] {
        entries(of: shape.name, allowed: shape.allowed, required: shape.required)
    }
}
