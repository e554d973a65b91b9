import CaseModel

/// Fills the `{names}` in words for a parent.
enum Template {
    /// The names that can be filled in.
    static let known = [
        "until", "days", "remedy", "partner", "channel", "service", "amount", "missing",
    ]

    /// The names that a text asks for.
    static func placeholders(in text: String) -> [String] {
        var names: [String] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}") else { break }
            names.append(String(rest[..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    /// The text with each known name replaced; a name without a value is left out.
    static func fill(_ text: String, _ values: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}") else { break }
            result += values[String(rest[..<close])] ?? "…"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
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
