public import CaseModel

/// A decision as a tree in words, for a case manager or a judge.
public struct DecisionText {
    /// Marks for headings and results; plain text by default.
    public struct Marks: Sendable {
        /// Makes a heading stand out.
        public var heading: @Sendable (String) -> String
        /// Makes secondary text stand back.
        public var aside: @Sendable (String) -> String

        /// Creates marks; the default changes nothing.
        public init(
            heading: @escaping @Sendable (String) -> String = { $0 },
            aside: @escaping @Sendable (String) -> String = { $0 }
        ) {
            self.heading = heading
            self.aside = aside
        }
    }

    /// How much of the trace is written.
    public enum Depth: Int, Sendable, CaseIterable, Comparable {
        /// The answers alone.
        case answers
        /// Every rule that was asked, one line each.
        case rules
        /// Also the conditions of the rules that settled an answer, and why others did not apply.
        case conditions
        /// The conditions of every rule.
        case everything

        /// Orders depths from little to much.
        public static func < (left: Depth, right: Depth) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    private let marks: Marks
    private let depth: Depth

    /// Creates a writer.
    public init(marks: Marks = Marks(), depth: Depth = .conditions) {
        self.marks = marks
        self.depth = depth
    }

    /// The whole decision with what led to it.
    public func tree(_ explanation: Explanation) -> String {
        tree(explanation.decision, explanation.trace)
    }

    /// The whole decision.
    public func tree(_ decision: Decision) -> String { tree(decision, nil) }

    private func tree(_ decision: Decision, _ trace: DecisionTrace?) -> String {
        var lines = [
            marks.heading(
                "\(decision.site), \(decision.area.rawValue), case \(decision.caseID) on \(decision.asOf)"
            )
        ]
        if decision.synthetic { lines.append("  synthetic case file: shows no real person") }
        if let alert = decision.alert {
            lines += "ALERT \(alert.code): \(alert.message) (\(alert.place))"
                .wrapped(indent: 2, hanging: 4)
            for call in alert.traceback { lines += call.wrapped(indent: 4, hanging: 6) }
        }
        for answer in decision.answers {
            lines += tree(answer, trace?.rules(for: answer), on: decision.asOf)
        }
        if !decision.parameters.isEmpty {
            lines.append(marks.heading("  numbers that were used"))
            for read in decision.parameters {
                lines += marks.entry(
                    "    \(read.id) = \(read.value)", hanging: 8,
                    aside: "set by \(read.setBy) from \(read.from): "
                        + "\(read.authority) [\(read.tag)]")
            }
        }
        if !decision.facts.isEmpty {
            lines.append(marks.heading("  facts that were read"))
            for read in decision.facts {
                lines += "\(read.path) = \(read.value)".wrapped(indent: 4, hanging: 8)
            }
        }
        lines.append(marks.aside("  policies \(decision.policyHash.prefix(12))"))
        return lines.joined(separator: "\n")
    }

    /// What an answer says in a few words, such as `hold until 2019-03-31`.
    public static func brief(_ answer: DecisionAnswer) -> String {
        var text = answer.outcome.rawValue.replacing("_", with: " ")
        func detail(_ key: String) -> String? { answer.details.first { $0.key == key }?.value }
        switch answer.outcome {
        case .contact:
            text = "\(detail("channel") ?? "contact") to \(answer.subject)"
            if let last = detail("not_after") { text += " by \(last)" }
        case .referTo: text = "refer to \(answer.subject)"
        case .services: text = detail("list") ?? text
        case .conference: text = "\(detail("mode") ?? "") conference"
        case .notYet where !answer.missing.isEmpty:
            text = "not yet: " + answer.missing.joined(separator: ", ")
        case .offerService: text = "offer \(detail("service") ?? "a service")"
        case .warn, .escalate: text += " " + (detail("remedy") ?? "")
        case .showAlert: text = "alert: \(detail("state") ?? "")"
        default: break
        }
        if let until = answer.until, ![.contact, .referTo].contains(answer.outcome) {
            text += " until \(until)"
        }
        if let amount = answer.amount { text += ", at most \(amount) a week" }
        return text.replacing("_", with: " ")
    }

    private func tree(_ answer: DecisionAnswer, _ rules: [TraceRule]?, on day: Day) -> [String] {
        let about = answer.subject.isEmpty ? "" : " \(answer.subject.replacing("_", with: " "))"
        var lines = "\(answer.point.rawValue)\(about): \(Self.brief(answer))"
            .wrapped(indent: 2, hanging: 6).map(marks.heading)
        lines += answer.point.question.wrapped(indent: 4, hanging: 6).map(marks.aside)
        func add(_ label: String, _ text: String, hanging: Int = 13) {
            // A label keeps its distance to what it labels.
            lines += text.wrapped(after: "    " + label.padding(to: 9), hanging: hanging)
        }
        add("why", answer.staffWords)
        if let rule = answer.rule {
            let element = rule.element.isEmpty ? "" : ", \(rule.element)"
            add(
                "",
                "rule \(rule.id) of the \(rule.layer) layer\(element); "
                    + "\(rule.authority) [\(rule.tag)]; \(rule.place)")
        }
        for words in answer.parentWords { add("parent", "\(words.language): \(words.text)") }
        for floor in answer.floors where floor.rule != answer.rule {
            add(
                "floor",
                "\(floor.effect.rawValue): \(floor.rule.about) "
                    + "(\(floor.rule.id); \(floor.rule.authority))")
        }
        for detail in answer.details where !detail.value.isEmpty {
            lines += "\(detail.key): \(detail.value)".wrapped(indent: 4, hanging: 8)
        }
        let traced =
            rules.map { TraceText(marks: marks, depth: depth, day: day).lines($0, of: answer) }
            ?? []
        if !traced.isEmpty {
            lines.append("    how it came about")
            lines += traced
        } else if !answer.asked.isEmpty, depth > .answers {
            lines.append("    asked")
            for result in answer.asked {
                lines.append(
                    "      \(result.held ? "yes" : "no ")  \(result.rule)"
                        + marks.aside("  \(result.layer) \(result.kind)"))
            }
        }
        for reason in answer.notReached {
            lines += "not \(reason.outcome.rawValue): \(reason.because)"
                .wrapped(indent: 4, hanging: 13)
        }
        for change in answer.nearest {
            lines += "would change it: \(change.words)".wrapped(indent: 4, hanging: 13)
            if !change.notice.isEmpty {
                lines += "\(Self.reach(change.reach)): \(change.notice)"
                    .wrapped(indent: 13, hanging: 15)
            }
        }
        if let until = answer.standsUntil {
            lines.append("    stands   until \(until), unless a fact changes")
        }
        if let turn = answer.nextTurn {
            lines += "on \(turn.on), with no new fact: \(turn.words)"
                .wrapped(indent: 13, hanging: 15)
        }
        return lines
    }

    /// Who could bring a change about, in a few words.
    public static func reach(_ reach: NearestChange.Reach) -> String {
        switch reach {
        case .parent: "the parent can"
        case .office: "the office can"
        case .nobody: "cannot be brought about"
        }
    }
}
