import CaseModel

/// Words for a parent with `{names}` in them, cut once where a name is to be filled in.
struct Template: Sendable {
    /// The names that can be filled in.
    static let known = [
        "until", "days", "remedy", "partner", "channel", "service", "amount", "missing",
    ]

    /// Text, each with the name behind it.
    private let pieces: [(text: String, name: String)]
    private let end: String

    /// Cuts a text.
    init(_ text: String) {
        var pieces: [(text: String, name: String)] = []
        var rest = Substring(text)
        var end = ""
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let before = String(rest[..<open])
            rest = rest[rest.utf8.index(after: open)...]
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else {
                end = before
                break
            }
            pieces.append((before, String(rest[..<close])))
            rest = rest[rest.utf8.index(after: close)...]
        }
        self.pieces = pieces
        self.end = end + rest
    }

    /// The names that the text asks for.
    var names: [String] { pieces.map(\.name) }

    /// The text with each name replaced; a name without a value is left out.
    func filled(_ value: (String) -> String?) -> String {
        var result = ""
        for piece in pieces {
            result += piece.text
            result += value(piece.name) ?? "…"
        }
        return result + end
    }

    /// A day in words: `March 31, 2019` or `31 de marzo de 2019`.
    static func words(_ day: Day, language: String) -> String {
        let (year, month, date) = day.civil
        if language == "es" {
            return "\(date) de \(spanishMonths[month - 1]) de \(year)"
        }
        return "\(englishMonths[month - 1]) \(date), \(year)"
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    private static let spanishMonths = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
    ]
}
