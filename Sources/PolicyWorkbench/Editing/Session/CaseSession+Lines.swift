import CaseModel
import PolicyHost

extension CaseSession {
    /// Why a line could not be done.
    struct Refusal: Error {
        var text: String

        init(_ text: String) { self.text = text }
    }

    /// One thing that can be asked for.
    struct Command: Sendable {
        var name: String
        var usage: String
        var about: String
        var run: @Sendable (inout CaseSession, String) throws(Refusal) -> Reply
    }

    static let commands: [Command] = [
        Command(
            name: "ask", usage: "ask D11 driver_license_suspension",
            about: "the answer to a question; without a subject, every answer to it"
        ) { session, rest throws(Refusal) in try session.ask(rest) },
        Command(
            name: "why", usage: "why",
            about: "the last answer as a tree: rule, floors, what would change it, until when"
        ) { session, _ throws(Refusal) in try session.why() },
        Command(
            name: "set", usage: "set ncp.employments.0.ended_on 2019-01-15",
            about: "change a fact of the case file and tell which answers change; money in cents"
        ) { session, rest throws(Refusal) in try session.set(rest) },
        Command(
            name: "unset", usage: "unset cases.0.final_default_on",
            about: "take a fact out of the case file"
        ) { session, rest throws(Refusal) in try session.unset(rest) },
        Command(
            name: "show", usage: "show ncp.employments.0", about: "a part of the case file"
        ) { session, rest throws(Refusal) in try session.show(rest) },
        Command(
            name: "facts", usage: "facts arrears",
            about: "facts as policies see them, those whose path holds a text"
        ) { session, rest throws(Refusal) in try session.facts(rest) },
        Command(
            name: "eval", usage: "eval case.arrears.total >= dollars(500)",
            about: "a Lua expression over case, site, it and the libraries"
        ) { session, rest throws(Refusal) in try session.evaluate(rest) },
        Command(
            name: "param", usage: "param hold.days=45 days",
            about: "set one of the site's numbers and tell which answers change"
        ) { session, rest throws(Refusal) in try session.number(rest) },
        Command(name: "day", usage: "day 2019-04-01", about: "ask as of another day") {
            session, rest throws(Refusal) in try session.moveTo(day: rest)
        },
        Command(name: "site", usage: "site az-maricopa", about: "ask another site's policy") {
            session, rest throws(Refusal) in try session.moveTo(site: rest)
        },
        Command(name: "undo", usage: "undo", about: "take the last change back") {
            session, _ throws(Refusal) in try session.undo()
        },
        Command(
            name: "save", usage: "save changed.json", about: "write the case file to a new file"
        ) { session, rest throws(Refusal) in try session.save(rest) },
        Command(name: "help", usage: "help", about: "this list") { _, _ throws(Refusal) in
            Reply(text: CaseSession.help)
        },
        Command(name: "quit", usage: "quit", about: "end the session") { _, _ throws(Refusal) in
            Reply(text: "", isEnd: true)
        },
    ]

    static var help: String {
        let width = commands.map(\.usage.count).max() ?? 0
        let rows = commands.map { command in
            let gap = String(repeating: " ", count: width - command.usage.count + 2)
            return "  \(command.usage)\(gap)\(command.about)"
        }
        return rows.joined(separator: "\n")
            + "\n  Paths are those of the case file, lists count from 0; `case.` stands for `cases.0.`."
    }

    /// Does what a line says.
    ///
    /// - Parameter line: A command with its arguments; an empty line or a comment (`#`) does nothing.
    /// - Returns: What to show, or why the line could not be done.
    public mutating func run(_ line: String) -> Reply {
        let line = Self.trimmed(line)
        guard !line.isEmpty, !line.hasPrefix("#") else { return Reply(text: "") }
        let word = line.prefix { $0 != " " && $0 != "\t" }
        let rest = Self.trimmed(String(line.dropFirst(word.count)))
        guard let command = Self.commands.first(where: { $0.name == word }) else {
            let near = EditDistance.nearest(String(word), in: Self.commands.map(\.name))
            return Reply(
                text: "no command is called `\(word)`; "
                    + (near.map { "did you mean `\($0)`?" } ?? "help lists them"), isError: true)
        }
        do throws(Refusal) {
            return try command.run(&self, rest)
        } catch {
            return Reply(text: error.text, isError: true)
        }
    }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// The next state of the bench, with what it changes told.
    mutating func change(to next: Bench, note: String) -> Reply {
        var next = next
        next.answers = Self.answers(of: next)
        let lines = Self.differences(from: bench, to: next)
        earlier.append(bench)
        bench = next
        return Reply(text: ([note] + lines).joined(separator: "\n"))
    }

    /// Which answers differ, before and after.
    static func differences(from before: Bench, to after: Bench) -> [String] {
        let several = after.file.cases.count > 1
        let old = Dictionary(
            before.answers.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        let new = Dictionary(
            after.answers.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        func name(_ item: Answered) -> String {
            let subject = item.answer.subject.replacing("_", with: " ")
            return (several ? "\(item.caseID) " : "") + item.answer.point.rawValue
                + (subject.isEmpty ? "" : " \(subject)")
        }
        var lines: [String] = []
        for item in after.answers {
            let brief = DecisionText.brief(item.answer)
            guard let earlier = old[item.key] else {
                lines.append("  \(name(item)): newly asked → \(brief)")
                continue
            }
            let was = DecisionText.brief(earlier.answer)
            if was != brief {
                lines.append("  \(name(item)): \(was) → \(brief)")
            } else if earlier.answer.rule?.id != item.answer.rule?.id {
                lines.append(
                    "  \(name(item)): still \(brief), by another rule: "
                        + "\(earlier.answer.rule?.id ?? "none") → \(item.answer.rule?.id ?? "none")"
                )
                continue
            } else {
                continue
            }
            lines.append("      \(because(item.answer))")
        }
        for item in before.answers where new[item.key] == nil {
            lines.append(
                "  \(name(item)): \(DecisionText.brief(item.answer)) → no longer asked")
        }
        return lines.isEmpty ? ["  no answer changes (\(after.answers.count) asked)"] : lines
    }

    /// Why an answer is so, in a few words.
    static func because(_ answer: DecisionAnswer) -> String {
        var text = answer.staffWords
        if let rule = answer.rule { text += " [\(rule.id); \(rule.authority)]" }
        let floors = answer.floors.map(\.rule.id).filter { $0 != answer.rule?.id }
        if !floors.isEmpty { text += "; bounded by \(floors.joined(separator: ", "))" }
        return text
    }
}
