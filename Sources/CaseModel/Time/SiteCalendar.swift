/// The days on which an agency's office is closed besides weekends, for one year.
///
/// Holiday lists differ by state and county and change from year to year, so they are data of the
/// site and never code.
public struct HolidayTable: Sendable, Hashable {
    /// The civil year the table speaks for.
    public var year: Int
    /// The closed days; a day on a weekend does no harm.
    public var days: Set<Day>

    /// Makes the table of one year.
    public init(year: Int, days: Set<Day>) {
        self.year = year
        self.days = days
    }
}

/// Why a calendar cannot be made or cannot answer.
public struct CalendarProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable name that support staff can search for, such as `calendar.year-unknown`.
    public var code: String
    /// What is wrong and what to do about it.
    public var message: String

    /// The message with its code.
    public var description: String { "\(message) [\(code)]" }

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

/// One site's office days: weekends and holidays for the years it has tables for.
///
/// A question that touches a day outside those years is refused rather than guessed: a deadline
/// counted without the year's holidays would be too early, and a parent would lose days.
///
/// The calendar keeps a running count of open days, so that every question costs a subtraction or
/// a binary search, however long the span is.
public struct SiteCalendar: Sendable, Hashable {
    /// The first and the last civil year the calendar can answer for.
    public let years: ClosedRange<Int>
    private let start: Day
    /// `openBefore[i]` is the number of open days in the first `i` days of the calendar.
    private let openBefore: [Int32]

    /// Makes a calendar from one table for each year, without a gap and in any order.
    public init(tables: [HolidayTable]) throws(CalendarProblem) {
        let sorted = tables.sorted { $0.year < $1.year }
        guard let first = sorted.first?.year, let last = sorted.last?.year,
            let start = Day(year: first, month: 1, day: 1),
            let end = Day(year: last, month: 12, day: 31)
        else {
            throw CalendarProblem(
                code: "calendar.empty", message: "the calendar has no year; list at least one")
        }

        var expected = first
        var closed: Set<Day> = []
        for table in sorted {
            guard table.year == expected else {
                throw CalendarProblem(
                    code: table.year < expected ? "calendar.year-twice" : "calendar.year-missing",
                    message: table.year < expected
                        ? "the calendar lists \(table.year) twice; keep one table for each year"
                        : "the calendar has no table for \(expected); years must follow each other")
            }
            if let stray = table.days.filter({ $0.year != table.year }).min() {
                throw CalendarProblem(
                    code: "calendar.wrong-year",
                    message: "\(stray) stands in the table of \(table.year); move it to its year")
            }
            closed.formUnion(table.days)
            expected += 1
        }

        var openBefore: [Int32] = [0]
        openBefore.reserveCapacity(start.days(until: end) + 2)
        var count: Int32 = 0
        var day = start
        while day <= end {
            if !day.weekday.isWeekend && !closed.contains(day) { count += 1 }
            openBefore.append(count)
            day = day.adding(days: 1)
        }
        self.years = first...last
        self.start = start
        self.openBefore = openBefore
    }

    /// True if the office is open on the day: not a weekend and not a holiday.
    public func isBusinessDay(_ day: Day) throws(CalendarProblem) -> Bool {
        let index = try index(of: day)
        return openBefore[index + 1] > openBefore[index]
    }

    /// The business day that is `count` business days after `day`.
    ///
    /// The day itself is never counted, so a notice mailed on a Friday with one business day to
    /// answer runs to Monday. Zero answers the day itself, open or not. A negative count goes back.
    public func businessDays(after day: Day, count: Int) throws(CalendarProblem) -> Day {
        let index = try index(of: day)
        guard count != 0 else { return day }
        guard count > 0 else {
            // The last open day whose running count is what stands before `day`, less the rest.
            let target = Int(openBefore[index]) + count + 1
            guard target >= 1 else { throw outside(years.lowerBound - 1) }
            return start.adding(days: firstIndex(reaching: target) - 1)
        }
        let target = Int(openBefore[index + 1]) + count
        guard target <= Int(openBefore[openBefore.count - 1]) else {
            throw outside(years.upperBound + 1)
        }
        return start.adding(days: firstIndex(reaching: target) - 1)
    }

    /// Business days after `from` up to and including `to`; negative if `to` is earlier.
    ///
    /// This is the inverse of `businessDays(after:count:)`: the count from a day to the `n`th
    /// business day after it is `n`.
    public func businessDays(from: Day, to: Day) throws(CalendarProblem) -> Int {
        let first = try index(of: from)
        let last = try index(of: to)
        return Int(openBefore[last + 1]) - Int(openBefore[first + 1])
    }

    /// The first open day on or after the day.
    public func nextOpenDay(_ day: Day) throws(CalendarProblem) -> Day {
        if try isBusinessDay(day) { return day }
        return try businessDays(after: day, count: 1)
    }

    /// The index in `openBefore` at which the running count first reaches `target`.
    private func firstIndex(reaching target: Int) -> Int {
        var low = 0
        var high = openBefore.count - 1
        while low < high {
            let middle = (low + high) / 2
            if Int(openBefore[middle]) >= target { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func index(of day: Day) throws(CalendarProblem) -> Int {
        let index = start.days(until: day)
        guard index >= 0, index < openBefore.count - 1 else { throw outside(day.year) }
        return index
    }

    private func outside(_ year: Int) -> CalendarProblem {
        CalendarProblem(
            code: "calendar.year-unknown",
            message: "the calendar has no holidays for \(year); it covers \(years.lowerBound) to "
                + "\(years.upperBound), so add that year's table to the site's calendar")
    }
}
