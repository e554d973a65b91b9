@testable import CaseModel
import Testing

@Suite("Fact schedule: until when facts stay as they are")
struct FactScheduleTests {
    static let survey = FactSurvey(seed: 20_190_301, count: 48)

    @Test func noFactChangesBeforeItsDay() {
        for line in Self.survey.lines {
            #expect(line.wrong == 0, "\(line.field.name), first \(line.firstWrong)")
        }
    }

    /// A clock without which every claim would still be right makes claims needlessly short, or has
    /// not been tested.
    @Test func everyClockOfAFactMovesIt() {
        for line in Self.survey.lines {
            let idle = FactClock.allCases.filter {
                line.field.clocks & ~line.needed & $0.bit != 0
            }
            #expect(idle.isEmpty, "\(line.field.name): \(idle)")
        }
    }

    /// A sum over a window moves when an entry comes or leaves; looking only then is what makes an
    /// incremental sweep worth its while.
    @Test func factsAreSeldomLookedAtInVain() throws {
        let days = Self.survey.sampledDays
        for line in Self.survey.lines
        where line.field.clocks & (FactClock.day.bit | FactClock.consents.bit) == 0 {
            #expect(line.looks >= line.changes, "\(line.field.name)")
            #expect(line.looks * 20 < days, "\(line.field.name): \(line.looks) of \(days) days")
        }
        for name in ["payments.due_90", "payments.paid_365", "arrears.total", "work.employed"] {
            let line = try #require(Self.survey.lines.first { $0.field.name == name })
            #expect(line.looks <= 3 * line.changes, "\(name): \(line.looks) for \(line.changes)")
        }
    }

    @Test func aComputedFieldWithoutAPaceIsNotDeclared() async {
        await #expect(processExitsWith: .failure) {
            _ = RecordSchema(
                ThresholdTests.self, "tests", "Tests", source: "none", origin: .derived
            ) { record in
                record.field("paid_under_half_90_days", \.paidUnderHalf90Days, "Paid too little")
            }
        }
    }

    @Test(arguments: [
        ("2024-01-31", "2024-01-31"), ("2024-02-01", "2024-02-29"), ("2023-02-28", "2023-02-28"),
        ("2024-12-15", "2024-12-31"),
    ])
    func monthsEndOnTheirLastDay(_ asOf: String, _ last: String) throws {
        let matter = matter([.entry(.charge, 100, "2020-01-01")], on: asOf)
        let field = try #require(
            FactSurvey.fields().first { $0.name == "payments.months_unpaid" })
        withUnsafePointer(to: matter) {
            var schedule = FactSchedule(of: $0, schema: FactSurvey.schema)
            #expect(schedule.steadyThrough(type: field.type, field: field.field) == day(last))
        }
    }
}
