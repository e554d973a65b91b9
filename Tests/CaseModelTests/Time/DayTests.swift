import CaseModel
import Testing

@Suite("Day: civil dates")
struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782),
        ("2024-03-01", 19_783), ("1900-03-01", -25_508), ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896),
    ])
    func knowsItsDistanceToTheEpoch(_ text: String, _ epochDay: Int32) throws {
        let day = try #require(Day(iso: text))
        #expect(day.epochDay == epochDay)
        #expect(day.description == text)
        #expect(Day(isoBytes: Array(text.utf8)) == day)
    }

    @Test func everyDayOfFourCenturiesComesBack() throws {
        var day = try #require(Day(iso: "1799-12-31"))
        let last = try #require(Day(iso: "2200-01-01"))
        var previous = day.civil
        while day < last {
            day = day.adding(days: 1)
            let (year, month, date) = day.civil
            #expect(Day(year: year, month: month, day: date) == day)
            #expect((year, month, date) > (previous.year, previous.month, previous.day))
            previous = (year, month, date)
        }
    }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-04-31",
        "2024-01-00",
        "0000-01-01", "2024-1-01", "20240101", "2024/01/01", "2024-01-011", " 2024-01-01", "",
        "2024-01-0x", "+024-01-01", "-024-01-01", "２024-01-01",
    ])
    func refusesWhatIsNoDate(_ text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(arguments: [
        ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"), ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-08-31", 6, "2025-02-28"), ("2024-05-10", 0, "2024-05-10"),
        ("2024-05-10", -29, "2021-12-10"),
    ])
    func addsCivilMonthsAndClampsToTheLastDay(_ start: String, _ months: Int, _ end: String) throws
    {
        #expect(try #require(Day(iso: start)).adding(months: months).description == end)
    }

    @Test(arguments: [
        ("2024-01-31", "2024-02-28", 0), ("2024-01-31", "2024-02-29", 1),
        ("2024-01-15", "2024-07-14", 5),
        ("2024-01-15", "2024-07-15", 6), ("2020-02-29", "2024-02-29", 48),
        ("2024-05-01", "2024-04-01", 0),
        ("2023-01-31", "2023-02-28", 1),
    ])
    func countsWholeMonths(_ start: String, _ end: String, _ months: Int) throws {
        let first = try #require(Day(iso: start))
        let second = try #require(Day(iso: end))
        #expect(first.wholeMonths(until: second) == months)
    }

    @Test(arguments: [
        ("1970-01-01", Weekday.thursday), ("2024-02-29", .thursday), ("2026-11-21", .saturday),
        ("2017-01-01", .sunday), ("1969-12-31", .wednesday), ("2019-07-01", .monday),
    ])
    func knowsItsWeekday(_ text: String, _ weekday: Weekday) throws {
        let day = try #require(Day(iso: text))
        #expect(day.weekday == weekday)
        #expect(day.weekday.isWeekend == (weekday == .saturday || weekday == .sunday))
    }

    @Test func countsDaysBothWays() throws {
        let first = try #require(Day(iso: "2024-02-28"))
        let second = try #require(Day(iso: "2024-03-01"))
        #expect(first.days(until: second) == 2)
        #expect(second.days(until: first) == -2)
        #expect(second.firstOfMonth == second)
        #expect(first.firstOfMonth.description == "2024-02-01")
    }
}
