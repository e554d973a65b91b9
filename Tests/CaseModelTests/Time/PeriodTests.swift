import CaseModel
import Testing

@Suite("Notice periods and fiscal years")
struct PeriodTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var length: Span
        var notice: String
        var last: String
        var moves = false
        var citation: String
        var testDescription: String { "\(length) from \(notice): \(citation)" }
    }

    @Test(arguments: [
        Row(length: .days(14), notice: "2024-03-01", last: "2024-03-15", citation: "R.C. 3123.031"),
        Row(length: .days(14), notice: "2024-02-16", last: "2024-03-01", citation: "leap year"),
        Row(length: .days(14), notice: "2023-02-16", last: "2023-03-02", citation: "no leap year"),
        Row(length: .days(15), notice: "2024-03-01", last: "2024-03-16", citation: "A.R.S. 25-517"),
        Row(
            length: .days(15), notice: "2024-03-01", last: "2024-03-18", moves: true,
            citation: "a last day on Saturday, where the law moves it"),
        Row(
            length: .days(21), notice: "2024-12-20", last: "2025-01-10", citation: "MCL 552.628(1)"),
        Row(
            length: .days(150), notice: "2024-01-31", last: "2024-06-29",
            citation: "Fam. Code 17520"),
        Row(
            length: .businessDays(15), notice: "2024-12-20", last: "2025-01-14",
            citation: "45 CFR 303.8(b)(7)(ii)"),
        Row(
            length: .months(6), notice: "2024-08-31", last: "2025-02-28", citation: "A.R.S. 25-518"),
        Row(length: .days(60), notice: "2024-01-01", last: "2024-03-01", citation: "45 CFR 303.11"),
        Row(length: .days(60), notice: "2023-01-01", last: "2023-03-02", citation: "45 CFR 303.11"),
    ])
    func endsOnTheLastDayThatIsInTime(_ row: Row) throws {
        let calendar = try FederalHolidays.calendar()
        let period = NoticePeriod(row.length, movesToOpenDay: row.moves)
        let notice = try #require(Day(iso: row.notice))
        let last = try #require(Day(iso: row.last))
        #expect(try period.lastDay(from: notice, calendar: calendar) == last)
        #expect(try !period.isOver(on: last, from: notice, calendar: calendar))
        #expect(try period.isOver(on: last.adding(days: 1), from: notice, calendar: calendar))
    }

    @Test(arguments: [
        (Span.days(1), "1 day"), (.days(14), "14 days"), (.businessDays(1), "1 business day"),
        (.businessDays(15), "15 business days"), (.months(1), "1 month"), (.months(6), "6 months"),
    ])
    func saysItsLengthInWords(_ span: Span, _ text: String) {
        #expect(span.description == text)
    }

    @Test(arguments: [
        ("2023-09-30", 2023, 4), ("2023-10-01", 2024, 1), ("2023-12-31", 2024, 1),
        ("2024-01-01", 2024, 2), ("2024-03-31", 2024, 2), ("2024-04-01", 2024, 3),
        ("2024-07-01", 2024, 4), ("2024-09-30", 2024, 4), ("2024-10-01", 2025, 1),
    ])
    func fiscalYearsTurnOnTheFirstOfOctober(_ text: String, _ ending: Int, _ quarter: Int) throws {
        let day = try #require(Day(iso: text))
        let year = FederalFiscalYear(containing: day)
        #expect(year.ending == ending)
        #expect(year.contains(day))
        #expect(FederalFiscalYear.quarter(of: day) == quarter)
        let first = try #require(year.firstDay)
        let last = try #require(year.lastDay)
        #expect(year.contains(first) && !year.contains(first.adding(days: -1)))
        #expect(year.contains(last) && !year.contains(last.adding(days: 1)))
        #expect(year.description == "FFY \(ending)")
        #expect(year < FederalFiscalYear(ending: ending + 1))
    }
}
