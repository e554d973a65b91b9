import CaseModel

extension ReplayChange {
    /// The answers that differ between two statements in what they say or do, not in why.
    static func between(_ old: JSONValue, _ new: JSONValue) -> [ReplayChange] {
        var rest = answers(of: new)
        var changes: [ReplayChange] = []
        for answer in answers(of: old) {
            let match = rest.firstIndex { $0.point == answer.point && $0.subject == answer.subject }
            let now = match.map { rest.remove(at: $0) }
            guard now?.essence != answer.essence else { continue }
            // Where only a detail differs, the details are told.
            let isDetail = now?.words == answer.words
            changes.append(
                ReplayChange(
                    point: answer.point, subject: answer.subject,
                    was: isDetail ? answer.allWords : answer.words,
                    now: (isDetail ? now?.allWords : now?.words) ?? ""))
        }
        for answer in rest {
            changes.append(
                ReplayChange(
                    point: answer.point, subject: answer.subject, was: "", now: answer.words))
        }
        return changes
    }

    private struct Answer {
        var point: String
        var subject: String
        var words: String
        var essence: [String: JSONValue]

        var allWords: String {
            var parts: [String] = []
            if case .object(let details)? = essence["details"] {
                parts = details.sorted { $0.key < $1.key }.map {
                    "\($0.key) \($0.value.text ?? "")"
                }
            }
            let missing = (essence["missing"]?.items ?? []).compactMap(\.text)
            if !missing.isEmpty { parts.append("needs \(missing.joined(separator: ", "))") }
            return parts.isEmpty ? words : "\(words) (\(parts.joined(separator: "; ")))"
        }
    }

    private static func answers(of statement: JSONValue) -> [Answer] {
        (statement["answers"]?.items ?? []).map { answer in
            var words = answer["outcome"]?.text ?? ""
            if let until = answer["until"]?.text { words += " until \(until)" }
            if case .integer(let cents)? = answer["amount_cents"] {
                words += " up to \(Money(cents: cents))"
            }
            var essence: [String: JSONValue] = [:]
            for key in ["outcome", "until", "amount_cents", "details", "missing"] {
                essence[key] = answer[key]
            }
            return Answer(
                point: answer["point"]?.text ?? "", subject: answer["subject"]?.text ?? "",
                words: words, essence: essence)
        }
    }
}
