import CaseModel
import CaseStore
import PolicyHost
import Testing

@testable import Casework

@Suite("Overrides: on record, respected by sweeps, ended by floors")
struct OverrideTests {
    static let license = "driver_license_suspension"

    /// A caseload that was swept, and a case whose license question waits for a supervisor.
    struct Place {
        var files: [CaseFile]
        let caseload: Caseload
        let caseID: String

        static let files = samples(0..<24, seed: 4)

        init(_ caseload: Caseload? = nil) throws {
            files = Self.files
            self.caseload = try caseload ?? Caseload(files: files)
            try self.caseload.sweep("2019-03-01")
            caseID = try Self.waiting(self.caseload.store)
        }

        /// The first case whose license goes to the supervisor.
        static func waiting(_ store: CaseStore) throws -> String {
            var found: String?
            try store.forEachLogRecord { record in
                let answers = StandingAnswers(record)
                if answers[OverrideTests.license] == "ask_supervisor" { found = record.caseID }
                return found == nil
            }
            return try #require(found)
        }

        func desk(_ edits: [Policies.Edit] = []) -> OverrideDesk {
            let (tree, host) = Policies.edited(edits)
            return OverrideDesk(store: caseload.store, host: host, tree: tree)
        }

        @discardableResult
        func take(
            _ outcome: Outcome = .hold, _ subject: String = OverrideTests.license,
            until: String = "2019-03-25", on asOf: String = "2019-03-02",
            by person: String = "m.rivera", reason: String = "A death in the family.",
            isDryRun: Bool = false
        ) throws -> OverrideDesk.Outcome {
            try desk().take(
                OverrideRequest(
                    caseID: caseID, area: .enforcement,
                    choice: OverrideChoice(
                        point: .remedy, subject: subject, outcome: outcome, until: day(until),
                        details: [Detail(key: "offer", value: "employment")].filter { _ in
                            outcome == .hold
                        }, reason: reason),
                    person: person, asOf: day(asOf)), isDryRun: isDryRun)
        }

        /// Imports the case's file with a change.
        func change(_ change: (inout CaseFile, Int) -> Void) throws {
            var file = try #require(files.first { $0.cases.contains { $0.caseID == caseID } })
            let index = try #require(file.cases.firstIndex { $0.caseID == caseID })
            change(&file, index)
            try caseload.add([file])
        }

        func override() throws -> Override {
            try #require(try caseload.store.overrides().first)
        }
    }

    /// The outcomes of the remedies in a record.
    struct StandingAnswers {
        private var outcomes: [String: String] = [:]

        init(_ record: LogRecord) {
            guard case .list(let answers)? = record.statementJSON["answers"] else { return }
            for answer in answers {
                guard case .text(let subject)? = answer["subject"],
                    case .text(let outcome)? = answer["outcome"]
                else { continue }
                outcomes[subject] = outcome
            }
        }

        subscript(subject: String) -> String? { outcomes[subject] }
    }

    // MARK: Taking

    @Test func aChoiceIsOnRecordWithPersonReasonAndLastDay() throws {
        let place = try Place()
        let outcome = try place.take()
        #expect(outcome.insteadOf.outcome == "ask_supervisor")
        guard case .bounded(let answer) = outcome.ruling else {
            Issue.record("\(outcome.ruling)")
            return
        }
        #expect(answer.outcome == .hold && answer.until == day("2019-03-25"))
        let override = try place.override()
        #expect(override == outcome.override)
        #expect(override.rule == "license-goes-to-the-supervisor")
        let record = try place.caseload.store.logRecord(override.seq)
        #expect(record.kind == .override && record.actor == "m.rivera")
        #expect(record.caseID == place.caseID && record.area == "enforcement")
        let statement = record.statementJSON
        #expect(statement["reason"] == .text("A death in the family."))
        #expect(statement["until"] == .text("2019-03-25"))
        #expect(statement["details"]?["offer"] == .text("employment"))
        #expect(statement["instead_of"] == .integer(override.decision))
        let decision = try place.caseload.store.logRecord(override.decision)
        #expect(decision.caseID == place.caseID && decision.kind == .decision)
        guard case .text(let hash)? = statement["policy_hash"] else {
            Issue.record("no policy is named")
            return
        }
        #expect(try place.caseload.store.keptPolicy(hash: hash).hash == hash)
        _ = try StoreDump(place.caseload.store)
    }

    @Test func aRefusalIsOnRecordWithItsFloorAndHoldsNothing() throws {
        let place = try Place()
        let outcome = try place.take(until: "2019-06-30")
        guard case .refused(let refusal) = outcome.ruling else {
            Issue.record("\(outcome.ruling)")
            return
        }
        #expect(refusal.lastDay == day("2019-04-01"))
        let override = try place.override()
        #expect(override.refusedBy == "pjac-longest-hold")
        #expect(!override.isInForce(on: day("2019-03-02")))
        let statement = try place.caseload.store.logRecord(override.seq).statementJSON
        #expect(statement["refused_by"] == .text("pjac-longest-hold"))
        #expect(statement["refusal"] == .text("override.too-long"))
        #expect(
            statement["floors"]
                == .list([.list([.text("limited"), .text("pjac-longest-hold")])]))
        #expect(
            try place.caseload.store.runningOverrides(site: .ohStark, on: day("2019-03-02"))
                .isEmpty)
    }

    @Test func aDryRunWritesNothing() throws {
        let place = try Place()
        let end = try place.caseload.store.logEnd().seq
        #expect(try place.take(isDryRun: true).override.seq == 0)
        #expect(try place.caseload.store.logEnd().seq == end)
        #expect(try place.caseload.store.overrides().isEmpty)
    }

    @Test func aNewerChoiceTakesThePlaceOfTheOneBefore() throws {
        let place = try Place()
        try place.take()
        let newer = try place.take(.offerService, on: "2019-03-05", by: "j.doe").override
        let overrides = try place.caseload.store.overrides()
        #expect(overrides.map { $0.isInForce(on: day("2019-03-05")) } == [false, true])
        #expect(overrides.map { $0.isInForce(on: day("2019-03-04")) } == [true, false])
        let ending = try #require(overrides[0].ending)
        #expect(ending.on == day("2019-03-05") && ending.by == Override.replaced)
        #expect(ending.record == newer.seq)
        let statement = try place.caseload.store.logRecord(newer.seq).statementJSON
        #expect(statement["replaces"] == .list([.integer(overrides[0].seq)]))
    }

    @Test(arguments: [
        ("override.no-answer", Outcome.hold, OverrideTests.license + "s", "2019-03-02"),
        ("override.earlier-day", .hold, OverrideTests.license, "2019-02-28"),
        ("override.same", .proceed, "administrative_offset", "2019-03-02"),
    ])
    func whatThereIsNotCanNotBeSetAside(
        _ code: String, _ outcome: Outcome, _ subject: String, _ asOf: String
    ) throws {
        let place = try Place()
        let problem = #expect(throws: OverrideProblem.self) {
            try place.take(outcome, subject, on: asOf)
        }
        #expect(problem?.code == code)
        #expect(try place.caseload.store.overrides().isEmpty)
    }

    @Test func aCaseThatIsNotThereOrNotDecidedHasNothingToSetAside() throws {
        let caseload = try Caseload(files: samples(0..<1))
        let (tree, host) = Policies.edited([])
        let desk = OverrideDesk(store: caseload.store, host: host, tree: tree)
        func code(_ caseID: String) -> String? {
            let request = OverrideRequest(
                caseID: caseID, area: .enforcement,
                choice: OverrideChoice(
                    point: .remedy, subject: Self.license, outcome: .hold,
                    until: day("2019-03-20"), reason: "a test"),
                person: "m.rivera", asOf: day("2019-03-01"))
            return #expect(throws: OverrideProblem.self) { try desk.take(request) }?.code
        }
        #expect(code("nobody") == "override.no-case")
        #expect(code(samples(0..<1)[0].cases[0].caseID) == "override.no-decision")
    }

    // MARK: Sweeps

    @Test func aSweepLeavesWhatRunsAndRecordsItsOwnDecisionBesideIt() throws {
        let place = try Place()
        try place.take()
        let swept = try place.caseload.sweep("2019-03-10") { $0.isFull = true }
        #expect(swept.overrides == OverrideReview.Report(running: 1))
        let standing = try place.caseload.store.logRecord(
            try #require(try place.standingRecord()))
        #expect(StandingAnswers(standing)[Self.license] == "ask_supervisor")
        let override = try place.override()
        #expect(override.isInForce(on: day("2019-03-10")))
        #expect(override.isInForce(on: day("2019-03-25")))
        #expect(!override.isInForce(on: day("2019-03-26")))
        let later = try place.caseload.sweep("2019-03-26")
        #expect(later.overrides == OverrideReview.Report())
        #expect(try place.override().ending == nil)
    }

    /// What makes a floor bind, the floor that ends the override then.
    @Test(arguments: ["closed", "policy", "gone"])
    func aFloorThatComesToForbidItEndsIt(_ cause: String) throws {
        let place = try Place()
        try place.take()
        var edits: [Policies.Edit] = []
        var by = "closed-case-d11"
        switch cause {
        case "closed": try place.change { $0.cases[$1].status = .closed }
        case "policy":
            by = "pjac-longest-hold"
            edits = [
                Policies.Edit(
                    path: "policies/pjac/parameters.yaml", before: "value: 30 days }\n\n  # Lic",
                    after: "value: 5 days }\n\n  # Lic")
            ]
        default:
            by = "override.no-case"
            try place.change { file, index in
                let (old, new) = (place.caseID, place.caseID + "-moved")
                file.cases[index].caseID = new
                for at in file.contacts.indices where file.contacts[at].caseID == old {
                    file.contacts[at].caseID = new
                }
            }
        }
        let swept = try place.caseload.sweep("2019-03-10", edits: edits)
        #expect(swept.overrides.ended.map(\.ending?.by) == [by])
        let override = try place.override()
        let ending = try #require(override.ending)
        #expect(ending.on == day("2019-03-10") && ending.by == by)
        #expect(override.isInForce(on: day("2019-03-09")))
        #expect(!override.isInForce(on: day("2019-03-10")))
        let record = try place.caseload.store.logRecord(ending.record)
        #expect(record.kind == .override && record.actor == "sweep")
        #expect(record.statementJSON["ends"] == .integer(override.seq))
        #expect(record.statementJSON["ended_by"] == .text(by))
        let again = try place.caseload.sweep("2019-03-11", edits: edits)
        #expect(again.overrides == OverrideReview.Report())
        _ = try StoreDump(place.caseload.store)
    }

    @Test func aPolicyThatFailsEndsNothing() throws {
        let place = try Place()
        try place.take()
        let failing = Policies.Edit(
            path: "policies/federal/enforcement.lua",
            before: "return case.status == \"closed\"",
            after: "error(\"no\")")
        let swept = try place.caseload.sweep("2019-03-10", edits: [failing])
        #expect(swept.overrides == OverrideReview.Report(unjudged: 1))
        #expect(try place.override().isInForce(on: day("2019-03-10")))
    }

    /// Overrides are reviewed whether or not the sweep looks at their cases.
    @Test func anIncrementalSweepEndsWhatAFullOneEnds() throws {
        let copies = try Caseload.copies(2, files: Place.files)
        for copy in copies { try Place(copy).take() }
        let (short, long) = (copies[0], copies[1])
        let edit = Policies.Edit(
            path: "policies/pjac/parameters.yaml", before: "value: 30 days }\n\n  # Lic",
            after: "value: 2 days }\n\n  # Lic")
        for (asOf, edits) in [("2019-03-03", []), ("2019-03-20", [edit]), ("2019-03-21", [])] {
            try short.sweep(asOf, edits: edits)
            try long.sweep(asOf, edits: edits) { $0.isFull = true }
            let (one, other) = (try StoreDump(short.store), try StoreDump(long.store))
            #expect(one.records == other.records)
            #expect(try short.store.overrides() == long.store.overrides())
        }
        let ended = try #require(try short.store.overrides().first)
        #expect(ended.ending?.by == "pjac-longest-hold")
    }

    // MARK: The report

    @Test func theReportCountsByRuleByWorkerAndByFloor() throws {
        let place = try Place()
        try place.take(reason: "one")
        try place.take(until: "2019-06-30", reason: "two")
        try place.take(.offerService, on: "2019-03-05", by: "j.doe", reason: "one")
        try place.change { $0.cases[$1].status = .closed }
        try place.caseload.sweep("2019-03-10")
        let report = try OverrideReport(store: place.caseload.store)
        var counts = OverrideReport.Counts()
        (counts.made, counts.refused, counts.endedByFloor, counts.replaced) = (2, 1, 1, 1)
        #expect(report.counts == counts)
        let rule = try #require(report.byRule.first)
        #expect(rule.name == "license-goes-to-the-supervisor" && rule.counts == counts)
        #expect(rule.reasons.map(\.name) == ["one", "two"])
        #expect(rule.reasons.map(\.count) == [2, 1])
        #expect(rule.outcomes.map(\.name) == ["hold", "offer_service"])
        let answers = try #require(rule.answers)
        #expect(rule.rate == (20_000 + answers / 2) / answers)
        #expect(report.byWorker.map(\.name) == ["m.rivera", "j.doe"])
        #expect(report.floors.map(\.name) == ["closed-case-d11", "pjac-longest-hold"])
        let early = try OverrideReport(store: place.caseload.store, through: day("2019-03-04"))
        #expect(early.counts.made == 1 && early.counts.refused == 1)
        let late = try OverrideReport(store: place.caseload.store, from: day("2019-03-05"))
        #expect(late.counts.made == 1 && late.counts.refused == 0)
        let none = try OverrideReport(store: place.caseload.store, site: .ohFranklin)
        #expect(none.overrides.isEmpty && none.byRule.isEmpty)
    }
}

extension OverrideTests.Place {
    /// The record of the decision that stands for the case in enforcement.
    fileprivate func standingRecord() throws -> Int64? {
        var seq: Int64?
        try caseload.store.forEachStanding { decision in
            guard decision.row.caseID == caseID, decision.row.area == "enforcement" else { return }
            seq = decision.row.seq
        }
        return seq
    }
}
