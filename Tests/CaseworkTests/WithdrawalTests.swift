import CaseModel
import CaseStore
import Testing

@testable import Casework

@Suite("Overrides that a person takes back")
struct WithdrawalTests {
    private func withdraw(
        _ place: OverrideTests.Place, _ seq: Int64, on date: String = "2019-03-05"
    ) throws -> Override {
        try place.caseload.store.withdraw(
            override: seq, by: LogStamp(actor: "j.doe", call: "call-3", on: day(date)),
            reason: "The parent found work.")
    }

    @Test func itHoldsNoMoreFromThatDayAndTheRecordSaysWhy() throws {
        let place = try OverrideTests.Place()
        let made = try place.take().override
        let ended = try withdraw(place, made.seq)
        #expect(ended.isInForce(on: day("2019-03-04")) && !ended.isInForce(on: day("2019-03-05")))
        let ending = try #require(ended.ending)
        #expect(ending.by == Override.withdrawn)
        let record = try place.caseload.store.logRecord(ending.record)
        #expect(record.kind == .override && record.actor == "j.doe")
        #expect(record.metaJSON["call"]?.text == "call-3")
        #expect(record.statementJSON["ends"] == .integer(made.seq))
        #expect(record.statementJSON["reason"] == .text("The parent found work."))
        #expect(try place.override() == ended)
        #expect(
            try place.caseload.store.runningOverrides(site: .ohStark, on: day("2019-03-05"))
                .isEmpty)
        // The next sweep has nothing to end, and replay nothing to say.
        try place.caseload.sweep("2019-03-06")
        #expect(try place.override() == ended)
        _ = try StoreDump(place.caseload.store)
        let report = try OverrideReport(store: place.caseload.store)
        #expect(report.counts.withdrawn == 1 && report.counts.endedByFloor == 0)
        #expect(report.floors.isEmpty)
        let counts = try Replay(store: place.caseload.store).records(LogFilter()).counts
        #expect(counts.same == counts.records)
    }

    @Test func whatDoesNotHoldCanNotBeTakenBack() throws {
        let place = try OverrideTests.Place()
        func code(_ seq: Int64, on date: String = "2019-03-05") -> String? {
            #expect(throws: OverrideProblem.self) { try withdraw(place, seq, on: date) }?.code
        }
        let refused = try place.take(until: "2019-06-30").override
        let problem = #expect(throws: OverrideProblem.self) { try withdraw(place, refused.seq) }
        #expect(problem?.message.contains("was refused and never held") == true)
        let made = try place.take().override
        #expect(code(made.decision) == "override.no-override")
        #expect(code(made.seq, on: "2019-03-01") == "override.earlier-day")
        #expect(code(made.seq, on: "2019-03-26") == "override.not-running")
        let end = try place.caseload.store.logEnd().seq
        _ = try withdraw(place, made.seq)
        #expect(code(made.seq) == "override.not-running")
        #expect(try place.caseload.store.logEnd().seq == end + 1)
    }
}
