import CaseModel
import Testing

/// Federal holidays as observed (5 USC 6103), for tests only; real tables are data of each site.
enum FederalHolidays {
    static let of2023 = """
        2023-01-02 2023-01-16 2023-02-20 2023-05-29 2023-06-19 2023-07-04 2023-09-04 2023-10-09
        2023-11-10 2023-11-23 2023-12-25
        """
    static let of2024 = """
        2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14
        2024-11-11 2024-11-28 2024-12-25
        """
    static let of2025 = """
        2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13
        2025-11-11 2025-11-27 2025-12-25
        """

    static func table(_ year: Int, _ text: String) -> HolidayTable {
        HolidayTable(
            year: year,
            days: Set(text.split(whereSeparator: \.isWhitespace).compactMap { Day(iso: $0) }))
    }

    static let tables = [table(2023, of2023), table(2024, of2024), table(2025, of2025)]

    static func calendar() throws -> SiteCalendar {
        try SiteCalendar(tables: tables)
    }
}

@Suite("Site calendar: business days, holidays, years it may speak for")
struct SiteCalendarTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var start: String
        var count: Int
        var end: String
        var why: String
        var testDescription: String { "\(start) + \(count): \(why)" }
    }

    @Test(arguments: [
        Row(start: "2024-03-01", count: 1, end: "2024-03-04", why: "a Friday runs to Monday"),
        Row(start: "2024-03-02", count: 1, end: "2024-03-04", why: "a Saturday runs to Monday"),
        Row(
            start: "2024-02-28", count: 1, end: "2024-02-29", why: "the leap day is a business day"),
        Row(start: "2024-02-28", count: 2, end: "2024-03-01", why: "over the leap day"),
        Row(start: "2023-02-28", count: 1, end: "2023-03-01", why: "no leap day in 2023"),
        Row(start: "2024-12-31", count: 1, end: "2025-01-02", why: "over New Year"),
        Row(start: "2024-11-27", count: 1, end: "2024-11-29", why: "over Thanksgiving"),
        Row(start: "2024-12-20", count: 14, end: "2025-01-13", why: "14 over two holidays"),
        Row(start: "2024-12-20", count: 15, end: "2025-01-14", why: "15 over two holidays"),
        Row(start: "2024-06-14", count: 14, end: "2024-07-08", why: "Juneteenth and 4 July"),
        Row(start: "2024-06-14", count: 15, end: "2024-07-09", why: "Juneteenth and 4 July"),
        Row(start: "2024-01-31", count: 14, end: "2024-02-21", why: "month end, Presidents' Day"),
        Row(start: "2024-01-31", count: 15, end: "2024-02-22", why: "month end, Presidents' Day"),
        Row(start: "2024-03-04", count: 0, end: "2024-03-04", why: "nothing to count"),
        Row(start: "2024-03-02", count: 0, end: "2024-03-02", why: "nothing, even when closed"),
        Row(start: "2024-03-04", count: -1, end: "2024-03-01", why: "back over a weekend"),
        Row(start: "2024-03-03", count: -1, end: "2024-03-01", why: "back from a Sunday"),
        Row(start: "2025-01-02", count: -1, end: "2024-12-31", why: "back over New Year"),
    ])
    func countsBusinessDays(_ row: Row) throws {
        let calendar = try FederalHolidays.calendar()
        let start = try #require(Day(iso: row.start))
        let end = try calendar.businessDays(after: start, count: row.count)
        #expect(end.description == row.end)
        if row.count > 0 { #expect(try calendar.businessDays(from: start, to: end) == row.count) }
    }

    @Test func theRunningCountAgreesWithCountingDayByDay() throws {
        let calendar = try FederalHolidays.calendar()
        let closed = FederalHolidays.tables.reduce(into: Set<Day>()) { $0.formUnion($1.days) }
        let start = try #require(Day(iso: "2023-11-01"))
        for offset in 0..<420 {
            let from = start.adding(days: offset)
            var day = from
            var counted = 0
            while counted < 15 {
                day = day.adding(days: 1)
                if !day.weekday.isWeekend, !closed.contains(day) { counted += 1 }
                #expect(try calendar.businessDays(from: from, to: day) == counted)
            }
            #expect(try calendar.businessDays(after: from, count: 15) == day)
        }
    }

    @Test func fifteenBusinessDaysAreNeverFewerThanNineteenDaysApart() throws {
        // 45 CFR 303.8(b)(7)(ii): notice within 15 business days of learning of an incarceration.
        let calendar = try FederalHolidays.calendar()
        let start = try #require(Day(iso: "2023-01-01"))
        for offset in 0..<1_000 {
            let from = start.adding(days: offset)
            let last = try calendar.businessDays(after: from, count: 15)
            #expect((19...27).contains(from.days(until: last)))
            #expect(try calendar.isBusinessDay(last))
        }
    }

    @Test(arguments: [
        ("2024-11-28", false), ("2024-11-29", true), ("2024-11-30", false), ("2023-11-10", true),
        ("2023-11-11", false), ("2024-02-29", true),
    ])
    func knowsOpenDays(_ text: String, _ open: Bool) throws {
        let calendar = try SiteCalendar(
            tables: [
                FederalHolidays.table(2023, "2023-11-23"),
                FederalHolidays.table(2024, "2024-11-28"),
            ])
        let day = try #require(Day(iso: text))
        #expect(try calendar.isBusinessDay(day) == open)
        let next = try calendar.nextOpenDay(day)
        #expect((next == day) == open)
        #expect(try calendar.isBusinessDay(next))
    }

    @Test func refusesToGuessOutsideItsYears() throws {
        let calendar = try FederalHolidays.calendar()
        let before = try #require(Day(iso: "2022-12-31"))
        let lastDay = try #require(Day(iso: "2025-12-31"))
        let firstDay = try #require(Day(iso: "2023-01-01"))
        #expect(calendar.years == 2023...2025)
        var problem = #expect(throws: CalendarProblem.self) { try calendar.isBusinessDay(before) }
        #expect(problem?.message.contains("2022") == true)
        problem = #expect(throws: CalendarProblem.self) {
            try calendar.businessDays(after: lastDay, count: 1)
        }
        #expect(problem?.message.contains("2026") == true)
        #expect(problem?.code == "calendar.year-unknown")
        #expect(throws: CalendarProblem.self) {
            try calendar.businessDays(after: firstDay, count: -1)
        }
        #expect(throws: CalendarProblem.self) {
            try calendar.businessDays(from: before, to: lastDay)
        }
        #expect(try calendar.isBusinessDay(lastDay))
    }

    @Test func refusesGapsTwinsAndStrayDays() throws {
        let stray = try #require(Day(iso: "2024-07-04"))
        let cases: [([HolidayTable], String)] = [
            ([], "calendar.empty"),
            ([.init(year: 2023, days: []), .init(year: 2025, days: [])], "calendar.year-missing"),
            ([.init(year: 2023, days: []), .init(year: 2023, days: [])], "calendar.year-twice"),
            ([.init(year: 2023, days: [stray])], "calendar.wrong-year"),
        ]
        for (tables, code) in cases {
            let problem = #expect(throws: CalendarProblem.self) { try SiteCalendar(tables: tables) }
            #expect(problem?.code == code)
        }
    }
}
