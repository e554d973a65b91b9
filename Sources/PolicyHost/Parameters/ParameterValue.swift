import CaseModel

/// The unit of a parameter; each has one spelling in YAML.
public enum ParameterUnit: String, Sendable, CaseIterable {
    /// `$2,500.00`
    case money
    /// `30 days`
    case days
    /// `5 business days`
    case businessDays = "business days"
    /// `6 months`
    case months
    /// `6`
    case count
    /// `25%`
    case share
    /// `20` (hour of the day, 0 to 24)
    case hour
    /// `yes` or `no`
    case yesNo = "yes/no"
    /// One word, such as `supervisor`
    case text
    /// `[phone_call, text]`
    case list

    /// How a value of this unit is written.
    public var example: String {
        switch self {
        case .money: "\"$2,500.00\""
        case .days: "30 days"
        case .businessDays: "5 business days"
        case .months: "6 months"
        case .count: "6"
        case .share: "25%"
        case .hour: "20"
        case .yesNo: "yes"
        case .text: "supervisor"
        case .list: "[phone_call, letter]"
        }
    }
}

/// A parameter's value on a day.
public enum ParameterValue: Sendable, Equatable, CustomStringConvertible {
    /// Money in cents, days, months, a count, a share in basis points, or an hour.
    case amount(ParameterUnit, Int64)
    /// Yes or no.
    case yesNo(Bool)
    /// One word.
    case text(String)
    /// An ordered list of words.
    case list([String])
    /// The rule has ended: there is no value from that day.
    case ended

    /// The spelling used in YAML.
    public var description: String {
        switch self {
        case .amount(.money, let cents): "\(Money(cents: cents))"
        case .amount(.days, let number): "\(number) days"
        case .amount(.businessDays, let number): "\(number) business days"
        case .amount(.months, let number): "\(number) months"
        case .amount(.share, let points):
            points % 100 == 0 ? "\(points / 100)%" : "\(points / 100).\(twoDigits(points % 100))%"
        case .amount(_, let number): "\(number)"
        case .yesNo(let yes): yes ? "yes" : "no"
        case .text(let text): text
        case .list(let words): "[" + words.joined(separator: ", ") + "]"
        case .ended: "none"
        }
    }

    private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Reads a value in the unit's one spelling; a problem is reported and nil returned.
    static func read(_ value: YAMLValue, unit: ParameterUnit, what: String) -> ParameterValue? {
        if unit == .list { return .list(value.texts(what)) }
        guard let text = value.rawText else {
            value.problem(
                "parameter.spelling", "\(what) must be written like \(unit.example)")
            return nil
        }
        if text == "none" { return .ended }
        if let parsed = parse(text, unit: unit) { return parsed }
        value.problem(
            "parameter.spelling", "\(what) is measured in \(unit.rawValue), got `\(text)`",
            suggestion: "write it like \(unit.example)")
        return nil
    }

    private static func parse(_ text: String, unit: ParameterUnit) -> ParameterValue? {
        switch unit {
        case .money: return Money(text).map { .amount(.money, $0.cents) }
        case .days: return number(text, suffixes: [" days", " day"]).map { .amount(.days, $0) }
        case .businessDays:
            return number(text, suffixes: [" business days", " business day"])
                .map { .amount(.businessDays, $0) }
        case .months:
            return number(text, suffixes: [" months", " month"]).map { .amount(.months, $0) }
        case .count: return number(text, suffixes: [""]).map { .amount(.count, $0) }
        case .hour:
            guard let hour = number(text, suffixes: [""]), hour <= 24 else { return nil }
            return .amount(.hour, hour)
        case .share: return share(text)
        case .yesNo:
            switch text {
            case "yes", "true": return .yesNo(true)
            case "no", "false": return .yesNo(false)
            default: return nil
            }
        case .text: return .text(text)
        case .list: return nil
        }
    }

    private static func number(_ text: String, suffixes: [String]) -> Int64? {
        for suffix in suffixes where text.hasSuffix(suffix) {
            if let number = Int64(text.dropLast(suffix.count)), number >= 0 { return number }
        }
        return nil
    }

    private static func share(_ text: String) -> ParameterValue? {
        guard text.hasSuffix("%") else { return nil }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int64(parts[0]), whole >= 0 else { return nil }
        var points = whole * 100
        if parts.count == 2 {
            guard parts[1].count <= 2, let part = Int64(parts[1]) else { return nil }
            points += parts[1].count == 1 ? part * 10 : part
        }
        return .amount(.share, points)
    }
}
