/// A length of time as a law states it: calendar days, business days or civil months.
public enum Span: Sendable, Hashable, CustomStringConvertible {
    /// Every day counts.
    case days(Int)
    /// Weekends and the site's holidays do not count.
    case businessDays(Int)
    /// Civil months; the same day of a later month, or its last day.
    case months(Int)

    /// The length in words: `14 days`, `15 business days`, `1 month`.
    public var description: String {
        switch self {
        case .days(let count): count == 1 ? "1 day" : "\(count) days"
        case .businessDays(let count): count == 1 ? "1 business day" : "\(count) business days"
        case .months(let count): count == 1 ? "1 month" : "\(count) months"
        }
    }

    /// The last day of the span when it begins to run on `start`, which itself is not counted.
    ///
    /// Only business days need the calendar. Asking for them outside its years is refused.
    public func lastDay(
        from start: Day, calendar: SiteCalendar
    ) throws(CalendarProblem) -> Day {
        switch self {
        case .days(let count): start.adding(days: count)
        case .businessDays(let count): try calendar.businessDays(after: start, count: count)
        case .months(let count): start.adding(months: count)
        }
    }
}

/// The time a person has to answer: to contest a notice, to ask for a hearing, to pay.
///
/// The day of the notice is not counted and the last day belongs to the period: a notice of
/// 1 March with 14 days to answer can be answered through 15 March and has passed on 16 March.
/// A last day on a closed day moves to the next open day only where the law says so.
public struct NoticePeriod: Sendable, Hashable {
    /// How long the period is.
    public var length: Span
    /// True where the law moves a last day on a closed day to the next open day.
    public var movesToOpenDay: Bool

    /// Makes a period; by default its last day stays where it falls.
    public init(_ length: Span, movesToOpenDay: Bool = false) {
        self.length = length
        self.movesToOpenDay = movesToOpenDay
    }

    /// The last day on which an answer is in time.
    public func lastDay(
        from notice: Day, calendar: SiteCalendar
    ) throws(CalendarProblem) -> Day {
        let last = try length.lastDay(from: notice, calendar: calendar)
        return movesToOpenDay ? try calendar.nextOpenDay(last) : last
    }

    /// True if the period is over on `day`, that is, its last day lies before it.
    public func isOver(
        on day: Day, from notice: Day, calendar: SiteCalendar
    ) throws(CalendarProblem) -> Bool {
        try lastDay(from: notice, calendar: calendar) < day
    }
}
