import CaseModel

/// The federal holidays of a year as they are kept, worked out from the law's own words.
///
/// - Source: 5 USC 6103(a) and (b) ‡; Juneteenth since 2021 (Pub. L. 117-17 ‡). A holiday on a Saturday
///   is kept on the Friday before it, one on a Sunday on the Monday after it.
struct FederalHolidays {
    /// One holiday on the day on which it is kept.
    struct Holiday: Equatable {
        var day: Day
        var name: String
    }

    /// The holidays kept in a year, by day.
    ///
    /// New Year's Day of the next year belongs to it if it falls on a Saturday.
    static func kept(in year: Int) -> [Holiday] {
        (dates(of: year) + dates(of: year + 1)).map(observed).filter { $0.day.year == year }
            .sorted { $0.day < $1.day }
    }

    private static func dates(of year: Int) -> [Holiday] {
        var found = [
            fixed("New Year's Day", year, 1, 1),
            ordinal("Martin Luther King Day", year, 1, .monday, 3),
            ordinal("Washington's Birthday", year, 2, .monday, 3),
            last("Memorial Day", year, 5, .monday),
            fixed("Independence Day", year, 7, 4),
            ordinal("Labor Day", year, 9, .monday, 1),
            ordinal("Columbus Day", year, 10, .monday, 2),
            fixed("Veterans Day", year, 11, 11),
            ordinal("Thanksgiving Day", year, 11, .thursday, 4),
            fixed("Christmas Day", year, 12, 25),
        ]
        if year >= 2021 { found.append(fixed("Juneteenth", year, 6, 19)) }
        return found
    }

    private static func observed(_ holiday: Holiday) -> Holiday {
        let shift =
            switch holiday.day.weekday {
            case .saturday: -1
            case .sunday: 1
            default: 0
            }
        guard shift != 0 else { return holiday }
        return Holiday(day: holiday.day.adding(days: shift), name: "\(holiday.name), observed")
    }

    private static func fixed(_ name: String, _ year: Int, _ month: Int, _ day: Int) -> Holiday {
        guard let date = Day(year: year, month: month, day: day) else {
            preconditionFailure("\(name) is a day of every year")
        }
        return Holiday(day: date, name: name)
    }

    private static func ordinal(
        _ name: String, _ year: Int, _ month: Int, _ weekday: Weekday, _ which: Int
    ) -> Holiday {
        let first = fixed(name, year, month, 1).day
        let ahead = (weekday.rawValue - first.weekday.rawValue + 7) % 7
        return Holiday(day: first.adding(days: ahead + (which - 1) * 7), name: name)
    }

    private static func last(_ name: String, _ year: Int, _ month: Int, _ weekday: Weekday)
        -> Holiday
    {
        let end = fixed(name, year, month, Day.length(ofMonth: month, year: year)).day
        let back = (end.weekday.rawValue - weekday.rawValue + 7) % 7
        return Holiday(day: end.adding(days: -back), name: name)
    }
}
