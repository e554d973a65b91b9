import CaseModel

/// Flips as CSV: one row a flip, UTF-8, ISO dates, money in dollars and in cents.
public enum DiffCSV {
    /// The names of the columns.
    public static let header = [
        "site", "area", "file_id", "case_id", "synthetic", "as_of", "question", "subject", "change",
        "direction", "old_outcome", "new_outcome", "old_rule", "new_rule", "old_until", "new_until",
        "old_amount", "old_amount_cents", "new_amount", "new_amount_cents", "floors_lost",
        "floors_gained", "arrears", "arrears_cents", "old_reason", "new_reason",
    ]

    /// The first line.
    public static var headerLine: String { line(header) }

    /// The row of a flip.
    public static func line(_ flip: AnswerFlip) -> String {
        let (old, new) = (flip.old, flip.new)
        return line([
            flip.site, flip.area.rawValue, flip.fileID, flip.caseID, flip.synthetic ? "yes" : "no",
            "\(flip.asOf)", flip.point.rawValue, flip.subject, flip.change.rawValue,
            flip.direction.rawValue, old?.outcome.rawValue ?? "", new?.outcome.rawValue ?? "",
            old?.rule?.id ?? "", new?.rule?.id ?? "", old?.until.map { "\($0)" } ?? "",
            new?.until.map { "\($0)" } ?? "", dollars(old?.amount), cents(old?.amount),
            dollars(new?.amount), cents(new?.amount), flip.floorsLost.joined(separator: "; "),
            flip.floorsGained.joined(separator: "; "), dollars(flip.arrears), cents(flip.arrears),
            flip.failure.isEmpty ? DiffWords.reason(old) : flip.failure, DiffWords.reason(new),
        ])
    }

    private static func dollars(_ money: Money?) -> String {
        guard let money else { return "" }
        let text = "\(money)"
        return text.filter { $0 != "$" && $0 != "," }
    }

    private static func cents(_ money: Money?) -> String { money.map { "\($0.cents)" } ?? "" }

    /// Quotes what needs it; a text that a spreadsheet would take for a formula gets an apostrophe.
    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            var text = cell
            if let first = text.first,
                "=+@\t\r".contains(first)
                    || (first == "-" && Int(text) == nil && Double(text) == nil)
            {
                text = "'" + text
            }
            guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\n"
    }
}
