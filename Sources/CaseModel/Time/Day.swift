/// A civil date: one day of the Gregorian calendar, without a time of day or a time zone.
///
/// Deadlines in child support law run in days, so this is the only notion of time that a decision
/// knows. The program never asks a clock for the day; whoever asks for a decision names it.
public struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01, which is day zero.
    public var epochDay: Int32

    /// Makes a day from its distance to 1970-01-01 in days.
    public init(epochDay: Int32) {
        self.epochDay = epochDay
    }

    /// Makes the day of a civil date, or nil if there is no such date (30 February).
    ///
    /// Years 1 to 9999 are accepted, which is what an ISO 8601 date can spell.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// Orders days from earlier to later.
    public static func < (left: Day, right: Day) -> Bool {
        left.epochDay < right.epochDay
    }

    /// The day `count` days later (earlier, if negative).
    public func adding(days count: Int) -> Day {
        Day(epochDay: Int32(clamping: Int(epochDay) + count))
    }

    /// The day `count` civil months later, on the same day of the month or on the last one it has.
    ///
    /// 31 January plus one month is 28 or 29 February.
    public func adding(months count: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + (month - 1) + count
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let last = Day.length(ofMonth: newMonth, year: newYear)
        return Day(uncheckedYear: newYear, month: newMonth, day: min(day, last))
    }

    /// Days from this one to `other`; negative if `other` is earlier.
    public func days(until other: Day) -> Int {
        Int(other.epochDay) - Int(epochDay)
    }

    /// Whole civil months from this day to `other`; zero if `other` is earlier.
    public func wholeMonths(until other: Day) -> Int {
        guard other > self else { return 0 }
        let (startYear, startMonth, _) = civil
        let (endYear, endMonth, _) = other.civil
        let months = (endYear * 12 + endMonth) - (startYear * 12 + startMonth)
        return adding(months: months) > other ? months - 1 : months
    }

    /// The day of the week.
    public var weekday: Weekday {
        let index = ((Int(epochDay) + 3) % 7 + 7) % 7
        return Weekday(rawValue: index) ?? .monday
    }

    /// The civil year.
    public var year: Int { civil.year }

    /// The civil month, 1 to 12.
    public var month: Int { civil.month }

    /// The day of the month, 1 to 31.
    public var dayOfMonth: Int { civil.day }

    /// The first day of the month this day is in.
    public var firstOfMonth: Day { adding(days: 1 - dayOfMonth) }

    /// The civil date: year, month 1 to 12, day of the month 1 to 31.
    ///
    /// Eras of 400 years hold 146,097 days each and begin on 1 March, so that the leap day is last.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(epochDay) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// True if the civil year has a 29 February.
    public static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a civil month.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year: year) ? 29 : 28
        default: 31
        }
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.epochDay = Int32(clamping: era * 146_097 + dayOfEra - 719_468)
    }
}

/// A day of the week, Monday first.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
    case monday
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// True on Saturday and Sunday, when no agency office is open.
    public var isWeekend: Bool { rawValue >= 5 }
}

extension Day: CustomStringConvertible {
    /// The date as ISO 8601 writes it: `2024-02-29`.
    public var description: String {
        let (year, month, day) = civil
        let padding = year < 10 ? "000" : year < 100 ? "00" : year < 1000 ? "0" : ""
        return padding + String(year) + (month < 10 ? "-0" : "-") + String(month)
            + (day < 10 ? "-0" : "-") + String(day)
    }

    /// Reads `YYYY-MM-DD`; nil for anything else and for dates that do not exist.
    public init?(iso text: some StringProtocol) {
        self.init(isoBytes: text.utf8)
    }

    /// Reads `YYYY-MM-DD` from UTF-8 bytes, which is what the case reader holds.
    public init?(isoBytes bytes: some Sequence<UInt8>) {
        var numbers = (0, 0, 0)
        var position = 0
        for byte in bytes {
            let isDash = position == 4 || position == 7
            if isDash {
                guard byte == 45 else { return nil }
            } else {
                guard byte >= 48, byte <= 57, position < 10 else { return nil }
                let digit = Int(byte) - 48
                if position < 4 {
                    numbers.0 = numbers.0 * 10 + digit
                } else if position < 7 {
                    numbers.1 = numbers.1 * 10 + digit
                } else {
                    numbers.2 = numbers.2 * 10 + digit
                }
            }
            position += 1
        }
        guard position == 10 else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }
}
