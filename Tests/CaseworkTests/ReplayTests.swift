import CaseModel
import CaseStore
import PolicyHost
import Synchronization
import Testing

@testable import Casework

@Suite("Replay: the log alone gives every decision again")
struct ReplayTests {
    static let everything = LogFilter()

    /// All records, replayed.
    static func all(
        _ store: CaseStore, with other: PolicyHost? = nil, _ filter: LogFilter = everything,
        threads: Int = 1
    ) throws -> (report: ReplayReport, records: [ReplayedRecord]) {
        let records = Mutex<[ReplayedRecord]>([])
        let replay = Replay(store: store, with: other)
        let report = try replay.records(filter, threads: threads, progress: { _ in }) { record in
            records.withLock { $0.append(record) }
        }
        return (report, records.withLock(\.self))
    }

    /// The site's files and policies change from day to day; each record has its own policy.
    @Test func everyRecordGivesTheSameBytesWhateverCameAfter() throws {
        var files = samples(0..<30, seed: 6)
        let caseload = try Caseload(files: files)
        try caseload.sweep("2019-03-01")
        files[3].cases[0].status = .closed
        files[4].cases[0].ledger = []
        try caseload.add(Array(files[3...4]))
        try caseload.sweep("2019-03-04", edits: [.successMonths(4)])
        try caseload.sweep("2019-05-15", edits: [.callEarlier, .successMonths(5)])
        let (report, records) = try Self.all(caseload.store)
        #expect(records.allSatisfy { $0.finding == .same }, "\(report)")
        #expect(report.isProof)
        #expect(report.counts.records == report.counts.same && report.counts.records > 150)
        #expect(Set(records.map { $0.record.asOf }).count == 3)
        #expect(records.map(\.record.seq) == records.map(\.record.seq).sorted())
        let threaded = try Self.all(caseload.store, threads: 3)
        #expect(threaded.report == report)
        #expect(threaded.records.map(\.record.seq) == records.map(\.record.seq))
    }

    /// Cases that make a policy fail are replayed to the same failure.
    @Test func aFailureIsReplayedToo() throws {
        let caseload = try Caseload(files: samples(0..<6))
        try caseload.sweep("2019-03-01", edits: [.failing(where: "true")])
        let (report, records) = try Self.all(caseload.store)
        #expect(report.isProof && !records.isEmpty, "\(report)")
        #expect(records.contains { $0.record.statementJSON["alert"] != nil })
    }

    @Test func aFilterChoosesTheRecords() throws {
        let caseload = try Caseload(files: samples(0..<8))
        try caseload.sweep("2019-03-01")
        try caseload.sweep("2019-06-01")
        var filter = LogFilter()
        filter.from = day("2019-03-02")
        let late = try Self.all(caseload.store, filter).records
        #expect(!late.isEmpty && late.allSatisfy { $0.record.asOf == day("2019-06-01") })
        let one = try #require(late.first)
        let again = try Replay(store: caseload.store).record(one.record.seq)
        #expect(again.record == one.record && again.finding == .same)
        #expect(throws: CaseStoreError.self) {
            try Replay(store: caseload.store).record(1_000_000)
        }
    }

    /// Choices, refusals and the ends that sweeps made rest on facts like decisions.
    @Test func overridesAreReplayedToo() throws {
        let place = try OverrideTests.Place()
        try place.take()
        try place.take(until: "2019-06-30", by: "j.doe")
        let edit = Policies.Edit(
            path: "policies/pjac/parameters.yaml", before: "value: 30 days }\n\n  # Lic",
            after: "value: 5 days }\n\n  # Lic")
        try place.caseload.sweep("2019-03-10", edits: [edit])
        let records = try Self.all(place.caseload.store).records.filter {
            $0.record.kind == .override
        }
        #expect(records.map(\.finding) == [.same, .same, .same])
        let (_, others) = try Self.all(place.caseload.store, with: Policies.edited([edit]).host)
        let findings = others.filter { $0.record.kind == .override }.map(\.finding)
        let change = ReplayChange(
            point: "D11", subject: OverrideTests.license, was: "hold stands",
            now: "refused (override.too-long), pjac-longest-hold")
        #expect(findings == [.different([change]), .same, .same])
    }

    // MARK: What can't be proved

    @Test func anErasedRecordSaysSo() throws {
        let caseload = try Caseload(files: samples(0..<4))
        try caseload.sweep("2019-03-01")
        try caseload.sweep("2019-06-01")
        _ = try caseload.store.eraseFacts(
            ErasureScope(before: day("2019-06-01")), actor: "records officer", reason: "a test",
            on: day("2019-06-02"))
        let (report, records) = try Self.all(caseload.store)
        for record in records {
            let isOld = record.record.asOf == day("2019-03-01")
            #expect(record.finding == (isOld ? .erased : .same))
        }
        #expect(report.counts.erased > 0 && report.counts.same > 0)
        #expect(report.isProof)
    }

    /// Facts that were changed behind the log's back give other bytes, or none.
    @Test func alteredFactsComeOutOtherwise() throws {
        let caseload = try Caseload(files: samples(0..<12, seed: 4))
        try caseload.sweep("2019-03-01")
        var record = try #require(
            try Self.all(caseload.store).records.first { replayed in
                StandingAnswer.all(in: replayed.record.statementJSON).contains {
                    $0.outcome == "proceed"
                }
            }
        ).record
        let text = String(decoding: try #require(record.facts), as: UTF8.self)
        let altered = text.replacing("\"deceased\":false", with: "\"deceased\":true")
        try #require(altered != text, "\(text)")
        record.facts = Array(altered.utf8)
        let finding = try Replay(store: caseload.store).finding(record)
        guard case .different(let changes) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(changes.contains { $0.point == "D11" && $0.was == "proceed" })
    }

    @Test func aRecordWithoutItsPolicyCanNotBeProved() throws {
        let caseload = try Caseload(files: samples(0..<2))
        try caseload.sweep("2019-03-01")
        var record = try caseload.store.logRecord(1)
        let text = String(decoding: record.statement, as: UTF8.self)
        guard case .text(let hash)? = record.statementJSON["policy_hash"] else {
            Issue.record("no policy is named")
            return
        }
        let other = String(hash.reversed())
        record.statement = Array(text.replacing(hash, with: other).utf8)
        guard case .noPolicy(let why) = try Replay(store: caseload.store).finding(record) else {
            Issue.record("it was replayed")
            return
        }
        #expect(why.contains(other))
    }

    @Test func whatIsNoDecisionIsNotReplayed() throws {
        let caseload = try Caseload(files: samples(0..<2))
        let swept = try caseload.sweep("2019-03-01")
        let end = try Replay(store: caseload.store).record(swept.run.lastRecord)
        #expect(end.record.kind == .run && end.finding.name == "unreadable")
    }

    // MARK: Other policies

    @Test func anotherPolicyShowsWhatItWouldHaveSaid() throws {
        let caseload = try Caseload(files: samples(0..<30, seed: 6))
        try caseload.sweep("2019-03-01")
        let same = try Self.all(caseload.store, with: Policies.edited([]).host)
        #expect(same.report.counts.same == same.report.counts.records)
        let edit = Policies.Edit.successMonths(1)
        let (report, records) = try Self.all(caseload.store, with: Policies.edited([edit]).host)
        #expect(report.counts.noPolicy + report.counts.unreadable == 0)
        #expect(report.counts.different + report.counts.unknown > 0, "\(report)")
        // What it says is what a decision on the case file says.
        let files = Dictionary(
            uniqueKeysWithValues: samples(0..<30, seed: 6).map { ($0.fileID, $0) })
        for case .different(let changes) in records.map(\.finding) {
            #expect(changes.allSatisfy { $0.was != $0.now })
        }
        let policy = try #require(Policies.edited([edit]).host.sites["oh-stark"])
        for replayed in records where replayed.finding.name == "different" {
            let file = try #require(files[replayed.record.fileID])
            let area = try #require(Area(rawValue: replayed.record.area))
            let decision = try #require(
                policy.decide(file, asOf: replayed.record.asOf, areas: [area]).first {
                    $0.caseID == replayed.record.caseID
                })
            guard case .different(let changes) = replayed.finding else { continue }
            for change in changes {
                let answer = try #require(
                    decision.answers.first {
                        $0.point.rawValue == change.point && $0.subject == change.subject
                    })
                #expect(change.now.hasPrefix(answer.outcome.rawValue))
            }
        }
    }

    /// A policy that reads a fact which the one of the day did not read.
    @Test func factsThatTheRecordDoesNotHoldAreNamed() throws {
        let caseload = try Caseload(files: samples(0..<10, seed: 6))
        try caseload.sweep("2019-03-01")
        let reads = Policies.Edit(
            path: "policies/sites/oh-stark/enforcement.lua",
            before: "when      = function(case) return parent.cannot_pay(case) end,",
            after: "when = function(case) return case.ncp.interpreter_needed end,")
        let (report, records) = try Self.all(caseload.store, with: Policies.edited([reads]).host)
        #expect(report.counts.unknown > 0, "\(report)")
        #expect(report.missing["ncp"] == report.counts.unknown, "\(report.missing)")
        for case .unknown(let missing, _) in records.map(\.finding) { #expect(!missing.isEmpty) }
    }

    @Test func aSiteThatTheOtherPoliciesDoNotHaveIsSaid() throws {
        let caseload = try Caseload(files: samples(0..<2))
        try caseload.sweep("2019-03-01")
        let other = PolicyHost(tree: Policies.tree, sites: ["mi-muskegon"])
        let (report, _) = try Self.all(caseload.store, with: other)
        #expect(report.counts.noPolicy == report.counts.records && report.counts.records > 0)
    }
}
