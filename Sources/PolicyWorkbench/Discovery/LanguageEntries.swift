import CaseModel
import PolicyHost

/// The policy language: answers, questions, kinds of rule, their lines, and helpers.
struct LanguageEntries {
    var entries: [ReferenceEntry] {
        AnswerShape.all.map(answer) + hostAnswers + DecisionPoint.allCases.map(point)
            + RuleKind.allCases.map(rule) + keys + Helper.all.map(helper)
    }

    private func answer(_ shape: AnswerShape) -> ReferenceEntry {
        var entry = ReferenceEntry(name: shape.name, kind: .answer, summary: shape.about)
        entry.type = "answer"
        entry.details = [questions(taking: shape.outcome)].compactMap(\.self)
        entry.details += shape.entries.map {
            .init(label: "`\($0.name)`", text: "\($0.about) (\(Self.words(ofType: $0.type)))")
        }
        entry.example = "decide = function(case, site) return \(shape.example) end"
        entry.declared = "PolicyHost/AnswerShape.swift"
        return entry
    }

    private func questions(taking outcome: Outcome) -> ReferenceEntry.Line? {
        let points = DecisionPoint.allCases.filter {
            $0.area != nil && $0.proposals.contains(outcome)
        }
        guard !points.isEmpty else { return nil }
        return .init(
            label: "Answers", text: points.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    }

    /// Answers that no policy gives.
    private var hostAnswers: [ReferenceEntry] {
        let about: [(Outcome, String)] = [
            (.notAllowed, "A rule forbids it; given by the host, never by a policy"),
            (.notAsked, "The parent is in the business-as-usual arm; given by the host"),
            (.noAction, "The policy failed, and an alert says why; given by the host"),
            (.notAvailable, "A legal threshold is not met; given by the host"),
        ]
        return about.map { outcome, sentence in
            var entry = ReferenceEntry(name: outcome.rawValue, kind: .answer, summary: sentence)
            entry.type = "answer"
            entry.declared = "CaseModel/DecisionPoint.swift"
            return entry
        }
    }

    private func point(_ point: DecisionPoint) -> ReferenceEntry {
        var question = point.question
        if question.hasSuffix("?") { question.removeLast() }
        var entry = ReferenceEntry(name: point.rawValue, kind: .point, summary: question + "?")
        entry.values = point.proposals.map(\.rawValue)
        entry.details = [
            .init(
                label: "Area",
                text: point.area.map { "`\($0.rawValue)`" } ?? "recorded by staff, not scripted")
        ]
        entry.source = "PJAC brief 8, the model step by step"
        if point.area != nil { entry.example = "point = \"\(point.rawValue)\"," }
        entry.declared = "CaseModel/DecisionPoint.swift"
        return entry
    }

    private func rule(_ kind: RuleKind) -> ReferenceEntry {
        var entry = ReferenceEntry(
            name: "policy:\(kind.rawValue)", kind: .rule, summary: kind.about)
        let keys = RuleKey.keys(of: kind)
        func names(_ keys: [RuleKey]) -> String {
            keys.map { "`\($0.name)`" }.joined(separator: ", ")
        }
        entry.details = [
            .init(label: "Layers", text: kind.layers.map(\.rawValue).joined(separator: ", ")),
            .init(label: "Must have", text: names(keys.filter { $0.requiredBy.contains(kind) })),
            .init(label: "May have", text: names(keys.filter { !$0.requiredBy.contains(kind) })),
        ]
        entry.example = "policy:\(kind.rawValue) {\n    id = \"…\",\n}"
        entry.declared = "PolicyHost/Rule.swift"
        return entry
    }

    private var keys: [ReferenceEntry] {
        var found: [String: ReferenceEntry] = [:]
        for kind in RuleKind.allCases {
            for key in RuleKey.keys(of: kind) where found[key.name] == nil {
                var entry = ReferenceEntry(name: key.name, kind: .key, summary: key.about)
                entry.type = Self.words(ofType: key.type)
                entry.values = key.words
                let takers = RuleKind.allCases.filter { RuleKey.keys(of: $0).contains(key) }
                let all = takers.count == RuleKind.allCases.count
                entry.details.append(
                    .init(
                        label: "In",
                        text: all
                            ? "every kind of rule"
                            : takers.map { "`policy:\($0.rawValue)`" }.joined(separator: ", ")))
                let demanding = RuleKind.allCases.filter(key.requiredBy.contains)
                if !demanding.isEmpty {
                    entry.details.append(
                        .init(
                            label: "Required in",
                            text: demanding.count == takers.count
                                ? "all of them"
                                : demanding.map { "`policy:\($0.rawValue)`" }
                                    .joined(separator: ", ")))
                }
                entry.declared = "PolicyHost/RuleKey.swift"
                found[key.name] = entry
            }
        }
        return Array(found.values)
    }

    private func helper(_ helper: Helper) -> ReferenceEntry {
        var entry = ReferenceEntry(name: helper.name, kind: .helper, summary: helper.about)
        entry.type = helper.returns.isEmpty ? "" : "gives " + Self.words(ofType: helper.returns)
        entry.details = [.init(label: "Written", text: "`\(helper.call)`")]
        entry.details += helper.parameters.map {
            .init(label: "`\($0.name)`", text: "\($0.about) (\(Self.words(ofType: $0.type)))")
        }
        entry.details.append(.init(label: "For", text: helper.group.rawValue))
        entry.example = "\(helper.example)  --> \(helper.result)"
        if [.dates].contains(helper.group) {
            entry.example += ", on \(Helper.exampleDay)"
        }
        entry.declared = "PolicyHost/Helper.swift"
        return entry
    }

    /// A type of the editor stubs in words.
    static func words(ofType type: String) -> String {
        if type.contains("fun(") { return "function" }
        var type = type
        let optional = type.hasSuffix("?")
        if optional { type.removeLast() }
        let names = [
            "string": "text", "boolean": "yes or no", "integer": "whole number", "any": "any value",
            "T[]": "list", "T": "element", "any[]": "list", "string[]": "list of words",
        ]
        let words = type.split(separator: "|").map { part -> String in
            if let name = names[String(part)] { return name }
            let plain = part.hasPrefix("accord.") ? part.dropFirst("accord.".count) : part
            return plain.hasSuffix("[]")
                ? "list of \(plain.dropLast(2))" : String(plain).replacing("_", with: " ")
        }.joined(separator: " or ")
        return optional ? words + ", or nothing" : words
    }
}
