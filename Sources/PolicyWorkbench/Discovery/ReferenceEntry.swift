/// One thing that a policy author can look up, with everything known of it.
public struct ReferenceEntry: Sendable, Equatable {
    /// What sort of thing it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A record that scripts start at: `case`, `site`, `remedy`, `partner`, `contact`.
        case record
        /// A fact of the case, of a remedy, of a partner or of a proposed contact.
        case field
        /// A dated number of a layer or site.
        case parameter
        /// An answer that a policy gives.
        case answer
        /// A question that the core asks.
        case point
        /// A name that policies may use: a verb, a constructor, a part of Lua.
        case helper
        /// A function of `policies/lib`.
        case function
        /// A kind of rule, such as `policy:forbid`.
        case rule
        /// A line that a rule may have.
        case key
        /// An enforcement remedy.
        case remedy
        /// A way to reach a parent.
        case channel
        /// A service of a partner or of the agency.
        case service
        /// A line of a YAML file.
        case setting
        /// A code that `accord check` reports.
        case finding

        /// What several of the kind are called, such as `fields`.
        public var plural: String {
            switch self {
            case .key: "rule keys"
            case .rule: "rule kinds"
            case .point: "questions"
            case .remedy: "remedies"
            default: rawValue + "s"
            }
        }
    }

    /// A labeled line of a page.
    public struct Line: Sendable, Equatable {
        /// The label, such as `Unit`.
        public var label: String
        /// The text; names in it stand between backquotes.
        public var text: String
    }

    /// The name as a policy writes it, such as `case.arrears.total`; elements of a list have `[]`.
    public var name: String
    /// What sort of thing it is.
    public var kind: Kind
    /// One sentence without its period.
    public var summary: String
    /// The type in words, such as `money`; empty if it has none.
    public var type = ""
    /// The unit of its number, such as `cents`; nil if it has none.
    public var unit: String?
    /// Law, publication or record behind it; empty if none is known.
    public var source = ""
    /// Whether a policy may find nothing recorded.
    public var mayBeAbsent = false
    /// Why policies may not read it, or nil if they may.
    public var withheld: String?
    /// The words it takes; empty if it takes any.
    public var values: [String] = []
    /// The smallest and largest value, in words; nil if not bounded.
    public var bounds: String?
    /// How a policy or a file uses it.
    public var example = ""
    /// Where it is declared: a file with its line if the file is one that administrators edit.
    public var declared = ""
    /// Further lines of its page, in order.
    public var details: [Line] = []

    /// Creates an entry that only says what it is.
    public init(name: String, kind: Kind, summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    /// The lines of the page below the summary, in order, without empty ones.
    public var lines: [Line] {
        var lines: [Line] = []
        func add(_ label: String, _ text: String?) {
            if let text, !text.isEmpty { lines.append(Line(label: label, text: text)) }
        }
        add("Type", unit.map { "\(type), in \($0)" } ?? type)
        if mayBeAbsent { add("May be absent", "yes: guard it with `known`, or ask a verb") }
        add("Withheld", withheld)
        add("Words", values.map { "`\($0)`" }.joined(separator: ", "))
        add("Bounds", bounds)
        lines += details
        add("Source", source)
        add("Declared in", declared.isEmpty ? nil : "`\(declared)`")
        return lines
    }

    /// The page in Markdown.
    public var markdown: String { markdown(heading: "## ") }

    /// The page in Markdown, with the marks before its heading, such as `### `.
    public func markdown(heading: String) -> String {
        let end = summary.hasSuffix("?") ? "" : "."
        var text = "\(heading)`\(name)`\n\n\(summary)\(end)\n"
        if !lines.isEmpty { text += "\n" }
        for line in lines { text += "- **\(line.label):** \(line.text)\n" }
        if !example.isEmpty {
            let language = kind == .setting ? "yaml" : kind == .finding ? "" : "lua"
            text += "\n```\(language)\n\(example)\n```\n"
        }
        return text
    }
}
