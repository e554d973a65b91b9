import CaseModel
import CaseStore
import Foundation
import GRDB
import PolicyHost
import Testing

@testable import Casework

@Suite("Recorded events when the system of record sends the file again")
struct EventImportTests {
    enum Format: CaseIterable {
        case ndjson, csv
    }

    let caseload: Caseload
    /// What the system of record says: a file with two cases.
    let file: CaseFile
    let key: CaseFileKey
    let desk: EventDesk
    let stamp = LogStamp(actor: "m.rivera", call: "call-9", on: day("2019-03-04"))

    init() throws {
        file = try #require(samples(0..<60).first { $0.cases.count == 2 })
        caseload = try Caseload(files: [file])
        key = CaseFileKey(site: .ohStark, fileID: file.fileID)
        // No choices are recorded here, so that no policy need be loaded.
        desk = EventDesk(
            cases: CaseDesk(store: caseload.store),
            overrides: OverrideDesk(
                store: caseload.store, host: PolicyHost(of: []), tree: PolicyTree(files: [:])))
    }

    private var store: CaseStore { caseload.store }

    private func stored() throws -> CaseFile {
        try CaseFileReader().read(try #require(try store.caseFile(id: key.fileID)))
    }

    /// The system of record sends files.
    @discardableResult
    private func send(
        _ files: CaseFile..., as format: Format = .ndjson, rejects: String? = nil
    ) throws -> ImportReport {
        let scratch = try Scratch()
        var lines: [UInt8] = []
        for file in files { lines += file.canonicalBytes() + [0x0A] }
        try Data(lines).write(to: URL(fileURLWithPath: scratch.path("in.ndjson")))
        let options = ImportOptions(receivedOn: day("2019-03-05"), rejectFile: rejects)
        guard format == .csv else {
            return try store.importNDJSON(from: scratch.path("in.ndjson"), options)
        }
        let other = try CaseStore(path: scratch.path("other.sqlite"))
        try other.importNDJSON(from: scratch.path("in.ndjson"), options)
        try other.exportCSV(to: scratch.path("tables"))
        return try store.importCSV(from: scratch.path("tables"), options)
    }

    /// Events that the store keeps beside the files.
    private func kept() throws -> Int {
        try DatabaseQueue(path: store.path).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM recorded_event") ?? 0
        }
    }

    private static func contact(
        _ minutes: Int? = nil, id: String = "new-1", about caseID: String? = nil
    ) -> Contact {
        var contact = Contact()
        contact.contactID = id
        contact.on = day("2019-03-04")
        contact.caseID = caseID
        contact.minutes = minutes
        return contact
    }

    @discardableResult
    private func record(_ contact: Contact, on date: String = "2019-03-04") throws -> EventOutcome {
        var stamp = stamp
        stamp.day = day(date)
        return try desk.record(.contact, body: contact.canonicalBytes(), on: key, by: stamp)
    }

    // MARK: The rule

    @Test(arguments: Format.allCases)
    func everyKindOfEventStaysWhenTheSameFileComesAgain(_ format: Format) throws {
        var expected = file
        expected.contacts.append(Self.contact(12))
        expected.referrals.append(Referral())
        expected.referrals[expected.referrals.count - 1].referralID = "r-new"
        expected.plans.append(Plan())
        expected.plans[expected.plans.count - 1].planID = "p-new"
        expected.conferences.append(Conference())
        expected.conferences[expected.conferences.count - 1].conferenceID = "c-new"
        for (kind, body) in [
            (EventKind.contact, expected.contacts.last?.canonicalBytes()),
            (.referral, expected.referrals.last?.canonicalBytes()),
            (.actionPlan, expected.plans.last?.canonicalBytes()),
            (.conference, expected.conferences.last?.canonicalBytes()),
        ] {
            try #expect(desk.record(kind, body: #require(body), on: key, by: stamp).seq != nil)
        }
        let before = try #require(try desk.cases.read(key))
        for _ in 0..<2 {
            let report = try send(file, as: format)
            #expect(report.unchanged == 1 && report.updated == 0)
            #expect(report.events.kept == 4 && report.events.notices.isEmpty)
        }
        // Text, hash and version, which the ETag is.
        #expect(try desk.cases.read(key) == before)
        #expect(try stored() == expected)
        // An incremental sweep has nothing to do.
        try caseload.sweep("2019-03-04")
        try send(file, as: format)
        #expect(try caseload.sweep("2019-03-04").run.counts.files == 0)

        // The rest of the file is what the system of record says.
        var moved = file
        moved.observedOn = day("2019-03-05")
        expected.observedOn = moved.observedOn
        #expect(try send(moved, as: format).updated == 1)
        #expect(try stored() == expected)
        #expect(
            try desk.cases.list(site: .ohStark, limit: 1).rows[0].contactedOn == day("2019-03-04"))
    }

    @Test(arguments: Format.allCases)
    func whatTheSystemOfRecordSaysOtherwiseStands(_ format: Format) throws {
        var first = file
        first.contacts.append(Self.contact(1))
        try send(first, as: format)
        try record(Self.contact(2))
        #expect(try send(first, as: format).events.kept == 1)
        #expect(try stored().contacts.last?.minutes == 2)

        var other = first
        other.contacts[other.contacts.count - 1].minutes = 3
        let report = try send(other, as: format)
        #expect(report.updated == 1 && report.events.kept == 0 && report.events.superseded == 1)
        let notice = try #require(report.events.notices.first)
        #expect(notice.key == key && notice.list == "contacts" && notice.recordID == "new-1")
        #expect(notice.fate == .superseded && notice.seq == 1)
        #expect(notice.description.contains("contacts `new-1` (log record 1)"))
        #expect(try stored() == other && kept() == 0)
        // It has ended: what was said before does not bring it back.
        #expect(try send(first, as: format).events == EventTally())
        #expect(try stored() == first)
    }

    @Test func aRecordThatIsTakenOutIsSaidOtherwise() throws {
        var first = file
        first.contacts.append(Self.contact(1))
        try send(first)
        try record(Self.contact(2))
        #expect(try send(file).events.superseded == 1)
        #expect(try stored() == file)
    }

    @Test(arguments: Format.allCases)
    func whatHasArrivedIsTheSystemOfRecords(_ format: Format) throws {
        try record(Self.contact(2))
        var knowing = file
        knowing.contacts.append(Self.contact(2))
        let report = try send(knowing, as: format)
        #expect(report.unchanged == 1 && report.events == EventTally())
        #expect(try kept() == 0)
        #expect(try send(file, as: format).events == EventTally())
        #expect(try stored() == file)
    }

    @Test func ofTwoEventsOnOneRecordTheSecondStaysWhenTheFirstArrives() throws {
        try record(Self.contact(1))
        try record(Self.contact(2))
        #expect(try send(file).events.kept == 1)
        var knowing = file
        knowing.contacts.append(Self.contact(1))
        #expect(try send(knowing).events.kept == 1)
        #expect(try stored().contacts.last?.minutes == 2 && kept() == 1)
        // The first one is the system of record's now, so that this says otherwise.
        #expect(try send(file).events.superseded == 1)
        #expect(try stored() == file)
    }

    @Test func recordsStayInTheOrderInWhichTheyCame() throws {
        try record(Self.contact(1))
        try record(Self.contact(2, id: "new-2"))
        try record(Self.contact(3))
        #expect(try send(file).unchanged == 1)
        #expect(try stored().contacts.suffix(2).map(\.minutes) == [3, 2])
    }

    // MARK: Changes of the whole file

    @Test func aDeletedFileComesBackWithoutThem() throws {
        let outcome = try record(Self.contact(2))
        try desk.cases.delete(key, expecting: outcome.version, by: stamp)
        #expect(try kept() == 0)
        #expect(try send(file).events == EventTally())
        #expect(try stored() == file)
    }

    @Test func aFileThatAPersonReplacesIsTakenAsWritten() throws {
        try record(Self.contact(2, id: "new-1"))
        try record(Self.contact(2, id: "new-2"))
        let outcome = try record(Self.contact(2, id: "new-3"))
        var written = try stored()
        written.contacts[written.contacts.count - 3].minutes = 9
        written.contacts.remove(at: written.contacts.count - 2)
        _ = try desk.cases.replace(
            key, with: written.canonicalBytes(), expecting: outcome.version, by: stamp)
        #expect(try stored() == written)
        #expect(try send(file).events.kept == 1)
        #expect(
            try stored().contacts == file.contacts + [Self.contact(2, id: "new-3")])
    }

    @Test func aRefusedImportEndsNothing() throws {
        try record(Self.contact(2))
        var other = file
        other.contacts.append(Self.contact(3))
        var wrong = samples(61..<62)[0]
        wrong.cases[0].caseID = ""
        #expect(throws: CaseStoreError.self) { try send(other, wrong) }
        #expect(try kept() == 1 && send(file).events.kept == 1)
        let report = try send(other, wrong, rejects: caseload.scratch.path("bad.ndjson"))
        #expect(report.rejected == 1 && report.events.superseded == 1)
    }

    // MARK: What does not fit any more

    @Test(arguments: Format.allCases)
    func anEventThatLeadsNowhereIsLeftOutAndTold(_ format: Format) throws {
        let gone = file.cases[1].caseID
        try record(Self.contact(2, about: gone))
        try record(Self.contact(3, id: "new-2"))
        var smaller = file
        smaller.cases.removeLast()
        smaller.contacts.removeAll { $0.caseID == gone }
        smaller.conferences.removeAll { $0.caseID == gone }
        smaller.enrollments.removeAll { $0.caseID == gone }
        let report = try send(smaller, as: format)
        #expect(report.updated == 1 && report.events.kept == 1 && report.events.leftOut == 1)
        let notice = try #require(report.events.notices.first)
        #expect(notice.recordID == "new-1" && notice.fate == .leftOut)
        #expect(notice.problems.map(\.path) == ["case_id"])
        #expect(notice.problems.map(\.code) == [.brokenReference])
        #expect(notice.description.contains("left out") && !notice.description.contains(gone))
        var expected = smaller
        expected.contacts.append(Self.contact(3, id: "new-2"))
        #expect(try stored() == expected)
        #expect(try send(smaller, as: format).unchanged == 1)

        // The case comes back, and with it the event.
        #expect(try send(file, as: format).events.kept == 2)
        #expect(Set(try stored().contacts.suffix(2).map(\.contactID)) == ["new-1", "new-2"])
        // What is recorded while it is left out takes its place.
        try send(smaller, as: format)
        try record(Self.contact(7))
        #expect(try kept() == 2)
        #expect(try send(file, as: format).events.kept == 2)
        #expect(try stored().contacts.last == Self.contact(7))
    }

    // MARK: Erasure

    @Test func whatIsErasedIsNotLaidOverAnyMore() throws {
        try record(Self.contact(2))
        try record(Self.contact(1, id: "new-2"), on: "2019-04-01")
        _ = try store.eraseFacts(
            ErasureScope(site: .ohStark, before: day("2019-04-01")), actor: "a", reason: "r",
            on: day("2019-05-01"))
        #expect(try kept() == 1)
        #expect(try send(file).events.kept == 1)
        #expect(try stored().contacts == file.contacts + [Self.contact(1, id: "new-2")])
        #expect(try store.verifyLog().isSound)
    }

    @Test func anErasedEventTakesWithItWhatItHadReplaced() throws {
        try record(Self.contact(1), on: "2019-04-01")
        try record(Self.contact(2))
        _ = try store.eraseFacts(
            ErasureScope(site: .ohStark, before: day("2019-04-01")), actor: "a", reason: "r",
            on: day("2019-05-01"))
        #expect(try kept() == 0)
        try send(file)
        #expect(try stored() == file)
    }

    @Test func anEventOverAnErasedOneStays() throws {
        try record(Self.contact(1))
        try record(Self.contact(2))
        try record(Self.contact(3), on: "2019-04-01")
        _ = try store.eraseFacts(
            ErasureScope(site: .ohStark, before: day("2019-04-01")), actor: "a", reason: "r",
            on: day("2019-05-01"))
        #expect(try kept() == 1)
        #expect(try send(file).events.kept == 1)
        #expect(try stored().contacts.last == Self.contact(3))
        // Nothing tells what was erased, not even that the system of record has it.
        var knowing = file
        knowing.contacts.append(Self.contact(2))
        #expect(try send(knowing).events.superseded == 1)
    }

    // MARK: Any order

    /// The rule, said again without a store: what the system of record and then each event has said of a
    /// record since.
    private struct Said {
        var versions: [Contact?] = [nil]

        mutating func record(_ contact: Contact) {
            if versions.last != contact { versions.append(contact) }
        }

        /// Returns what becomes of the events.
        mutating func send(_ contact: Contact?) -> WritableKeyPath<EventTally, Int>? {
            let hasEvents = versions.count > 1
            guard versions.last != contact, let known = versions.lastIndex(of: contact) else {
                let isNews = hasEvents && versions.last != contact
                versions = [contact]
                return isNews ? \.superseded : nil
            }
            versions.removeFirst(known)
            return \.kept
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func anySequenceOfEventsAndImportsKeepsTheRule(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let ids = ["new-1", "new-2", "new-3"]
        var said = Dictionary(uniqueKeysWithValues: ids.map { ($0, Said()) })
        var last = file
        for _ in 0..<40 {
            let step = random.below(5)
            if step == 0 {
                // The same file again changes nothing, whatever was recorded since.
                let before = try desk.cases.read(key)
                for id in ids {
                    _ = said[id]?.send(last.contacts.first { $0.contactID == id })
                }
                #expect(try send(last).unchanged == 1)
                #expect(try desk.cases.read(key) == before)
            } else if step < 3 {
                let contact = Self.contact(random.below(3), id: ids[random.below(3)])
                try record(contact)
                said[contact.contactID]?.record(contact)
            } else {
                var sent = file
                var expected = EventTally()
                for id in ids {
                    let minutes = random.below(4)
                    let contact = minutes < 3 ? Self.contact(minutes, id: id) : nil
                    if let contact { sent.contacts.append(contact) }
                    if let fate = said[id]?.send(contact) { expected[keyPath: fate] += 1 }
                }
                var tally = try send(sent).events
                tally.notices = []
                #expect(tally == expected)
                last = sent
            }
            let found = try stored().contacts.filter { ids.contains($0.contactID) }
            #expect(
                Dictionary(uniqueKeysWithValues: found.map { ($0.contactID, $0) })
                    == said.compactMapValues { $0.versions.last ?? nil })
        }
        #expect(try store.verifyLog().isSound)
    }

    // MARK: As an administrator meets it

    @Test func theReportOfTheCommandTellsWhatBecameOfThem() throws {
        try record(Self.contact(2, about: file.cases[1].caseID))
        try record(Self.contact(2, id: "new-2"))
        try record(Self.contact(2, id: "new-3"))
        var sent = file
        sent.cases.removeLast()
        let gone = file.cases[1].caseID
        sent.contacts.removeAll { $0.caseID == gone }
        sent.conferences.removeAll { $0.caseID == gone }
        sent.enrollments.removeAll { $0.caseID == gone }
        sent.contacts.append(Self.contact(5, id: "new-3"))
        let path = caseload.scratch.path("again.ndjson")
        try Data(sent.canonicalBytes() + [0x0A]).write(to: URL(fileURLWithPath: path))

        let text = try Child("import \(path) --db", [store.path], in: caseload.scratch)
        #expect(text.wait() == 0, "\(text.notes)")
        #expect(
            text.notes.contains("recorded events: 1 kept, 1 superseded, 1 left out"),
            "\(text.notes)")
        #expect(text.notes.contains("contacts `new-1` (log record 1) is left out"))
        #expect(text.notes.contains("contacts `new-3` (log record 3): the system of record says"))

        // What ended is not told again.
        let json = try Child(
            "import \(path) --format json --db", [store.path], in: caseload.scratch)
        #expect(json.wait() == 0, "\(json.notes)")
        let report = try JSONValue(parsing: json.output)
        let events = try #require(report["recorded_events"])
        #expect(events["kept"] == .integer(1) && events["superseded"] == .integer(0))
        #expect(events["left_out"] == .integer(1) && events["notices"]?[1] == nil)
        let notice = events["notices"]?[0]
        #expect(notice?["fate"] == .text("left_out") && notice?["id"] == .text("new-1"))
        #expect(notice?["reasons"]?[0]?["path"] == .text("case_id"))
        #expect(report["unchanged"] == .integer(1) && report["schema_version"] == .integer(1))
    }
}
