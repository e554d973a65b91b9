public import CaseModel
public import PolicyHost

/// What a finding means, with an example that raises it and one that does not.
///
/// The examples are changes of one small tree, and a test runs every one of them.
public struct FindingPage: Sendable {
    /// A change of one file of the example tree, or what somebody types.
    public struct Example: Sendable {
        /// The file, relative to the root; or where it is written, such as `the shell`.
        public var file: String
        /// What stands in the example tree; empty if the change is the whole file.
        var replace: String
        /// What stands there instead; what the finding is reported at is marked `«…»`.
        var with: String
        /// Files that go with it, by path; nil takes a file away.
        var others: [String: String?]

        /// Ids of rules that the file goes without.
        var taking: [String]
        /// Whether it is a change of the example tree.
        let isOfTree: Bool

        init(
            _ file: String, _ replace: String, _ with: String, others: [String: String?] = [:],
            taking: [String] = []
        ) {
            self.file = file
            self.replace = replace
            self.with = with
            self.others = others
            self.taking = taking
            isOfTree = true
        }

        /// What is written outside of any tree, such as a command.
        init(_ text: String, in place: String) {
            (file, replace, with, others, taking) = (place, "", text, [:], [])
            isOfTree = false
        }

        /// The example as it is written, without the mark.
        public var text: String { with.filter { $0 != "«" && $0 != "»" } }
    }

    /// When a finding is met.
    public enum Moment: Sendable {
        /// `accord check` reports it.
        case checking
        /// It is raised while a case is decided; the decision takes no action.
        case deciding
        /// It is met before there is a tree to check, such as a missing folder.
        case reading
        /// A command that moves policies or case files meets it.
        case running
    }

    /// The stable code.
    public var code: String
    /// What is wrong, in a few words.
    public var title: String
    /// How much it matters.
    public var severity: PolicyProblem.Severity
    /// Why it is reported, and what comes of it.
    public var why: String
    /// What raises it.
    public var avoid: Example?
    /// What to write instead.
    public var prefer: Example?
    /// When it is met.
    public var moment: Moment

    init(
        _ code: String, _ title: String, severity: PolicyProblem.Severity = .error,
        moment: Moment = .checking, why: String, avoid: Example? = nil, prefer: Example? = nil
    ) {
        self.code = code
        self.title = title
        self.severity = severity
        self.why = why
        self.avoid = avoid
        self.prefer = prefer
        self.moment = moment
    }

    /// The page as `accord explain CODE` prints it.
    public var text: String { text(heading: { $0 }) }

    /// The page with painted headings.
    ///
    /// - Parameter heading: Paints the words of a heading.
    /// - Returns: The page, with an end of line after its last one.
    public func text(heading: (String) -> String) -> String {
        var text = "\(heading("\(code): \(title)"))\n"
        switch moment {
        case .checking: text += "\(severity.rawValue), reported by accord check\n"
        case .deciding: text += "alert of a decision: no action is taken\n"
        case .reading: text += "error, before anything is checked\n"
        case .running: text += "error, reported by the command that meets it\n"
        }
        for (word, example) in [("Avoid", avoid), ("Prefer", prefer)] {
            guard let example else { continue }
            text += "\n\(heading(word)) (\(example.file))\n\n\(Self.indented(example))"
        }
        return text + "\n\(heading("Why"))\n\n\(Self.wrapped(why))"
    }

    /// The page as data.
    public var json: JSONValue {
        func json(_ example: Example?) -> JSONValue {
            guard let example else { return .null }
            return .object(["place": .text(example.file), "text": .text(example.text)])
        }
        return .object([
            "schema_version": .integer(1), "code": .text(code), "title": .text(title),
            "severity": .text(severity.rawValue), "why": .text(why), "avoid": json(avoid),
            "prefer": json(prefer),
        ])
    }

    /// The lines of an example, with carets below what is marked.
    private static func indented(_ example: Example) -> String {
        var result = ""
        for line in example.with.split(separator: "\n", omittingEmptySubsequences: false) {
            let plain = line.filter { $0 != "«" && $0 != "»" }
            if plain.isEmpty { continue }
            result += "    \(plain)\n"
            guard let open = line.firstIndex(of: "«") else { continue }
            let before = line.distance(from: line.startIndex, to: open)
            let inside = line[open...].dropFirst().prefix { $0 != "»" }.count
            result +=
                "    " + String(repeating: " ", count: before)
                + String(repeating: "^", count: max(1, inside)) + "\n"
        }
        return result
    }

    private static func wrapped(_ text: String) -> String {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count > 92 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.map { "    \($0)\n" }.joined()
    }
}
