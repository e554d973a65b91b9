import CaseModel
import PolicyHost

/// Spellings that the text and the page of a difference share.
enum DiffWords {
    /// A count with commas.
    static func count(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(abs(number)).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// A count with its noun, whose plural takes an `s`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A count with its sign.
    static func signed(_ number: Int) -> String {
        number > 0 ? "+\(count(number))" : count(number)
    }

    /// A share with one decimal.
    static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0%" }
        let tenths = (part * 1000 + whole / 2) / whole
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// A word of the schema for people.
    static func plain(_ word: String) -> String { word.replacing("_", with: " ") }

    /// An answer in a few words.
    static func brief(_ answer: DecisionAnswer?) -> String {
        answer.map(DecisionText.brief) ?? FlipKind.nothing
    }

    /// The question with its remedy or person.
    static func question(_ point: DecisionPoint, _ subject: String) -> String {
        subject.isEmpty ? point.rawValue : "\(point.rawValue) \(plain(subject))"
    }

    /// Why an answer was given: rule, citation and floors.
    static func reason(_ answer: DecisionAnswer?) -> String {
        guard let answer else { return "" }
        var text =
            answer.rule.map { "\($0.id): \($0.about) [\($0.authority)]" } ?? answer.staffWords
        let floors = answer.floors.filter { $0.rule.id != answer.rule?.id }
        if !floors.isEmpty {
            text +=
                "; bounded by "
                + floors.map { "\($0.rule.id) (\($0.effect.rawValue))" }
                .joined(separator: ", ")
        }
        return text
    }

    /// What differs between the reasons of two answers that are the same otherwise.
    static func reasons(_ flip: AnswerFlip) -> [String] {
        var lines: [String] = []
        if flip.old?.rule?.id != flip.new?.rule?.id {
            lines.append("before: \(reason(flip.old))")
            lines.append("after:  \(reason(flip.new))")
        }
        if !flip.floorsLost.isEmpty {
            lines.append("no longer bounded by \(flip.floorsLost.joined(separator: ", "))")
        }
        if !flip.floorsGained.isEmpty {
            lines.append("now bounded by \(flip.floorsGained.joined(separator: ", "))")
        }
        if let old = flip.old?.missing, let new = flip.new?.missing, old != new {
            let gone = old.filter { !new.contains($0) }
            let come = new.filter { !old.contains($0) }
            if !gone.isEmpty {
                lines.append("no longer asked for: \(gone.joined(separator: ", "))")
            }
            if !come.isEmpty {
                lines.append("now asked for: \(come.joined(separator: ", "))")
            }
        }
        return lines
    }

    /// What differs, where it is not the outcome.
    static func change(_ change: AnswerChange) -> String {
        switch change {
        case .failure: "a policy failed"
        case .outcome: "outcome"
        case .amount: "only the amount"
        case .date: "only the day"
        case .details: "only the details"
        case .reason: "only the reason"
        case .words: "only the words"
        }
    }
}
