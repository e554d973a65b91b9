import CaseModel
import CaseStore
import PolicyHost
import Testing

@testable import Casework

@Suite("The worklist: what is next, with the reason on every row")
struct WorklistTests {
    static let files = samples(0..<16, seed: 4)

    /// A caseload that was swept; the first half of it is one worker's.
    struct Place {
        let caseload: Caseload
        let desk: CaseDesk
        let list: Worklist
        let stamp = LogStamp(actor: "a.lead", on: day("2019-03-01"))

        init(files: [CaseFile] = WorklistTests.files) throws {
            caseload = try Caseload(files: files)
            desk = CaseDesk(store: caseload.store)
            list = Worklist(store: caseload.store)
            try desk.assign(
                files.prefix(files.count / 2).map {
                    CaseFileKey(site: .ohStark, fileID: $0.fileID)
                }, to: "m.rivera", by: stamp)
            try caseload.sweep("2019-03-01")
        }

        func page(
            on asOf: String = "2019-03-01", worker: String? = "m.rivera",
            urgency: WorkUrgency? = nil, point: String? = nil, after: String? = nil,
            limit: Int = 10_000
        ) throws -> WorklistPage {
            try list.page(
                WorklistQuery(
                    site: .ohStark, on: day(asOf), worker: worker, urgency: urgency, point: point),
                after: after, limit: limit, host: Policies.edited([]).host)
        }
    }

    @Test func everyRowSaysWhatIsNextAndWhy() throws {
        let place = try Place()
        let page = try place.page()
        #expect(page.items.count > 20 && page.next == nil)
        let own = Set(Self.files.prefix(8).map(\.fileID))
        for item in page.items {
            #expect(own.contains(item.fileID) && item.worker == "m.rivera")
            #expect(item.decidedOn == day("2019-03-01"))
            #expect(!item.reasons.isEmpty && item.reasons.allSatisfy { !$0.words.isEmpty })
            #expect(item.reasons.allSatisfy { $0.rule.isEmpty || !$0.authority.isEmpty })
            let record = try place.caseload.store.logRecord(item.seq)
            #expect(record.caseID == item.caseID && record.area == item.area)
            let file = try #require(Self.files.first { $0.fileID == item.fileID })
            #expect(item.contactedOn == file.contacts.map(\.on).max())
        }
        #expect(page.items.map(\.rank) == Array(1...page.items.count))
        #expect(page.items.dropLast().allSatisfy { !$0.aboveNext.isEmpty })
        #expect(page.items.last?.aboveNext == "")
    }

    @Test func contactsHaveTheLastDayOfTheirProposal() throws {
        let place = try Place()
        var proposed: [String] = []
        try place.caseload.store.forEachProposal(site: .ohStark) { proposal in
            guard proposal.proposal.kind == .contact else { return }
            let last = proposal.proposal.until.map { "\($0)" } ?? ""
            proposed.append("\(proposal.caseID) \(proposal.proposal.point) \(last)")
        }
        let items = try place.page(worker: nil).items.filter { $0.outcome == "contact" }
        let listed = items.map { "\($0.caseID) \($0.point) \($0.due.map { "\($0)" } ?? "")" }
        #expect(listed.sorted() == proposed.sorted() && !listed.isEmpty)
    }

    @Test func theOrderIsThatOfUrgencyThenLastDayThenIds() throws {
        let place = try Place()
        for date in ["2019-03-01", "2019-03-07", "2019-04-20"] {
            let page = try place.page(on: date)
            for (item, next) in zip(page.items, page.items.dropFirst()) {
                #expect(item.urgency <= next.urgency)
                guard item.urgency == next.urgency else { continue }
                #expect((item.due ?? day("9999-01-01")) <= (next.due ?? day("9999-01-01")))
                guard item.due == next.due else { continue }
                #expect(item.fileID <= next.fileID)
            }
            // Another worklist, which remembers nothing, gives the same.
            #expect(
                try Worklist(store: place.caseload.store).page(
                    WorklistQuery(site: .ohStark, on: day(date), worker: "m.rivera"),
                    limit: 10_000) == page)
        }
    }

    @Test(arguments: [
        ("2019-02-05", false, WorkUrgency.overdue), ("2019-02-04", false, .criticallyOverdue),
        ("2019-03-07", true, .criticallyOverdue), ("2019-03-06", false, .overdue),
        ("2019-03-07", false, .today), ("2019-03-10", false, .thisWeek),
        ("2019-03-11", false, .later), ("", false, .later), ("", true, .criticallyOverdue),
    ])
    func urgencyFollowsTheClocks(_ due: String, _ hasRunOut: Bool, _ expected: WorkUrgency) {
        // A Thursday.
        let urgency = WorkUrgency(due: Day(iso: due), hasRunOut: hasRunOut, on: day("2019-03-07"))
        #expect(urgency == expected)
    }

    @Test func aDeadlineOfLawThatRanOutComesFirst() throws {
        let page = try Place().page(worker: nil)
        let first = try #require(page.items.first)
        #expect(first.urgency == .criticallyOverdue && first.outcome == "ask_supervisor")
        #expect(first.reasons.contains { $0.authority.contains("45 CFR 303.6") })
    }

    @Test func aNumberLeadsToItsRows() throws {
        let place = try Place()
        let page = try place.page()
        #expect(page.groups.map(\.name) == WorkUrgency.allCases.map(\.rawValue))
        #expect(page.groups.map(\.count).reduce(0, +) == page.items.count)
        for group in page.groups {
            let rows = try place.page(urgency: WorkUrgency(rawValue: group.name))
            #expect(rows.items.count == group.count && rows.groups == page.groups)
            #expect(rows.items == page.items.filter { $0.urgency.rawValue == group.name })
        }
        for point in page.points {
            let rows = try place.page(point: point.name)
            #expect(rows.items.count == point.count && rows.points == page.points)
        }
    }

    @Test(arguments: [1, 7, 1_000])
    func pagesTogetherAreTheList(_ limit: Int) throws {
        let place = try Place()
        let whole = try place.page().items
        var found: [WorkItem] = []
        var cursor: String?
        repeat {
            let page = try place.page(after: cursor, limit: limit)
            #expect(page.items.count <= limit)
            found += page.items
            cursor = page.next
        } while cursor != nil
        #expect(found == whole)
        #expect(throws: WorklistProblem.self) { try place.page(after: "nonsense") }
    }

    @Test func rowsThatComeAndGoDoNotMoveThePageBehind() throws {
        let place = try Place()
        let whole = try place.page().items
        let first = try place.page(limit: 10)
        let fresh = samples(40..<44, seed: 4)
        try place.caseload.add(fresh)
        try place.desk.assign(
            fresh.map { CaseFileKey(site: .ohStark, fileID: $0.fileID) }, to: "m.rivera",
            by: place.stamp)
        try place.caseload.sweep("2019-03-01")
        let rest = try place.page(after: first.next).items
        let own = Set(Self.files.map(\.fileID))
        let known = rest.filter { own.contains($0.fileID) }.map(\.seq)
        #expect(known == whole.dropFirst(10).map(\.seq))
    }

    @Test func aChoiceTakesThePlaceOfItsAnswerUntilItIsWithdrawn() throws {
        let place = try Place()
        let row = try #require(
            place.page(worker: nil).items.first {
                $0.subject == OverrideTests.license && $0.outcome == "ask_supervisor"
            })
        let (tree, host) = Policies.edited([])
        let desk = EventDesk(
            cases: place.desk,
            overrides: OverrideDesk(store: place.caseload.store, host: host, tree: tree))
        let body = JSONValue.object([
            "case_id": .text(row.caseID), "remedy": .text(row.subject),
            "until": .text("2019-03-20"), "offer": .text("employment"),
            "reason": .text("New job."),
        ])
        let outcome = try desk.record(
            .hold, body: body.canonicalBytes(),
            on: CaseFileKey(site: .ohStark, fileID: row.fileID),
            by: LogStamp(actor: "m.rivera", on: day("2019-03-02")))
        try #require(outcome.change == .added)
        func rows(_ date: String) throws -> [WorkItem] {
            try place.page(on: date, worker: nil).items.filter {
                $0.caseID == row.caseID && $0.subject == row.subject && $0.point == "D11"
            }
        }
        let held = try rows("2019-03-02")
        #expect(held.map(\.outcome) == ["hold"] && held.map(\.due) == [day("2019-03-20")])
        #expect(held[0].reasons.map(\.words) == ["New job."] && held[0].seq == outcome.seq)
        #expect(try rows("2019-03-01").map(\.outcome) == ["ask_supervisor"])
        #expect(try rows("2019-03-21").map(\.outcome) == ["ask_supervisor"])
        try place.caseload.store.withdraw(
            override: try #require(outcome.seq),
            by: LogStamp(actor: "m.rivera", on: day("2019-03-05")), reason: "Lost it again.")
        #expect(try rows("2019-03-05").map(\.outcome) == ["ask_supervisor"])
    }

    @Test func whatMustBePutRightIsOnTheList() throws {
        var files = Array(Self.files.prefix(2))
        files[0].cases[0].recordErrorOpen = true
        let place = try Place(files: files)
        let error = try place.page(worker: nil, point: WorkItem.recordError).items
        #expect(error.map(\.caseID) == [files[0].cases[0].caseID])
        try place.caseload.sweep("2019-03-02", edits: [.failing(where: "true")])
        let failed = try place.page(on: "2019-03-02", worker: nil, point: WorkItem.failed).items
        #expect(!failed.isEmpty && failed.allSatisfy { $0.urgency == .today })
        #expect(failed.allSatisfy { $0.reasons[0].words.contains("policy failed") })
    }

    @Test func aCaseThatHasLeftItsFileIsOffTheListAtOnce() throws {
        let files = samples(0..<80, seed: 4).filter { $0.cases.count > 1 }
        let place = try Place(files: files)
        func listed() throws -> Set<String> {
            Set(try place.page(worker: nil).items.map(\.caseID))
        }
        let before = try listed()
        var file = try #require(files.first { $0.cases.allSatisfy { before.contains($0.caseID) } })
        let leaving = file.cases.removeLast()
        let others = Set(file.cases.map(\.caseID))
        file.contacts.removeAll { $0.caseID == leaving.caseID }
        file.conferences.removeAll { $0.caseID == leaving.caseID }
        file.enrollments.removeAll { $0.caseID == leaving.caseID }
        file.workSearch = nil
        try place.caseload.add([file])
        let after = try listed()
        #expect(!after.contains(leaving.caseID) && after.isSuperset(of: others))
    }

    @Test func aDeletedFileIsOffTheListAtOnceAndItsDecisionsEndWithTheNextSweep() throws {
        let place = try Place()
        let row = try #require(place.page().items.first)
        let key = CaseFileKey(site: .ohStark, fileID: row.fileID)
        try place.desk.delete(key, expecting: place.desk.version(of: key) ?? "", by: place.stamp)
        #expect(try !place.page(worker: nil).items.contains { $0.fileID == row.fileID })
        func standing() throws -> Int {
            var count = 0
            try place.caseload.store.forEachStanding(site: .ohStark, fileID: row.fileID) { _ in
                count += 1
            }
            return count
        }
        #expect(try standing() > 0)
        let swept = try place.caseload.sweep("2019-03-02")
        #expect(try standing() == 0 && swept.run.counts.gone > 0)
        // A full sweep of what is left leaves the same, and so does one where the file never was.
        let hash = swept.run.standingHash
        #expect(
            try place.caseload.sweep("2019-03-02") { $0.isFull = true }.run.standingHash == hash)
        let never = try Place(files: Self.files.filter { $0.fileID != row.fileID })
        try never.caseload.sweep("2019-03-02")
        #expect(try never.caseload.sweep("2019-03-02").run.standingHash == hash)
        #expect(try place.caseload.store.verifyLog().isSound)
        // It comes back.
        try place.caseload.add(Self.files.filter { $0.fileID == row.fileID })
        try place.caseload.sweep("2019-03-02")
        #expect(try standing() > 0)
    }
}
