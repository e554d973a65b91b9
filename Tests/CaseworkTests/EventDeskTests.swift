import CaseModel
import CaseStore
import PolicyHost
import Testing

@testable import Casework

@Suite("Events recorded on a case file")
struct EventDeskTests {
    let caseload: Caseload
    let file: CaseFile
    let key: CaseFileKey
    let desk: EventDesk
    let stamp = LogStamp(actor: "m.rivera", call: "call-9", on: day("2019-03-04"))

    init() throws {
        file = samples(3..<4)[0]
        caseload = try Caseload(files: [file])
        key = CaseFileKey(site: .ohStark, fileID: file.fileID)
        desk = Self.desk(caseload)
    }

    static func desk(_ caseload: Caseload) -> EventDesk {
        let (tree, host) = Policies.edited([])
        return EventDesk(
            cases: CaseDesk(store: caseload.store),
            overrides: OverrideDesk(store: caseload.store, host: host, tree: tree))
    }

    private var store: CaseStore { caseload.store }

    private func read() throws -> CaseFile {
        try CaseFileReader().read(try #require(try store.caseFile(id: key.fileID)))
    }

    private static func contact(_ id: String = "new-1") -> Contact {
        var contact = Contact()
        contact.contactID = id
        contact.on = day("2019-03-04")
        contact.channel = .text
        contact.outcome = .twoWayMessage
        return contact
    }

    private static func plan(_ status: Plan.Status, id: String = "plan-new") -> Plan {
        var plan = Plan()
        plan.planID = id
        plan.status = status
        plan.createdOn = day("2019-03-01")
        return plan
    }

    private func problems(
        _ kind: EventKind, _ body: String, version: String? = nil
    ) throws -> [CaseFileProblem] {
        try #require(
            throws: CaseFileError.self,
            performing: {
                try desk.record(
                    kind, body: Array(body.utf8), on: key, expecting: version, by: stamp)
            }
        ).problems
    }

    // MARK: Records

    @Test func aContactIsAddedWithItsRecordInTheErasablePart() throws {
        let before = try #require(try desk.cases.read(key))
        let contact = Self.contact()
        let outcome = try desk.record(
            .contact, body: contact.canonicalBytes(), on: key, expecting: before.version, by: stamp)
        #expect(outcome.change == .added && outcome.recordID == "new-1")
        var expected = file
        expected.contacts.append(contact)
        #expect(try read() == expected)
        let after = try #require(try desk.cases.read(key))
        #expect(after.version == outcome.version && after.version != before.version)

        let record = try store.logRecord(try #require(outcome.seq))
        #expect(record.kind == .event && record.actor == "m.rivera")
        #expect(record.asOf == day("2019-03-04") && record.metaJSON["call"]?.text == "call-9")
        #expect(record.facts == contact.canonicalBytes())
        #expect(
            record.statementJSON
                == .object([
                    "schema_version": .integer(1), "kind": .text("contact"),
                    "action": .text("added"), "id": .text("new-1"), "before": .text(before.hash),
                    "after": .text(after.hash), "version": .text(after.version),
                ]))
        #expect(
            try desk.cases.list(site: .ohStark, limit: 1).rows[0].contactedOn == day("2019-03-04"))
        #expect(try store.verifyLog().isSound)
    }

    @Test func theSameEventTwiceIsOneAndAnotherTextReplacesIt() throws {
        var contact = Self.contact()
        let first = try desk.record(.contact, body: contact.canonicalBytes(), on: key, by: stamp)
        let again = try desk.record(.contact, body: contact.canonicalBytes(), on: key, by: stamp)
        #expect(again.change == .unchanged && again.seq == nil)
        #expect(again.version == first.version)
        contact.minutes = 12
        let corrected = try desk.record(
            .contact, body: contact.canonicalBytes(), on: key, by: stamp)
        #expect(corrected.change == .replaced && corrected.version != first.version)
        #expect(try read().contacts.filter { $0.contactID == "new-1" } == [contact])
    }

    @Test func ofTwoWritersTheSecondIsToldTheVersionOfToday() throws {
        let version = try #require(try desk.cases.version(of: key))
        let first = try desk.record(
            .contact, body: Self.contact().canonicalBytes(), on: key, expecting: version, by: stamp)
        let conflict = #expect(throws: CaseConflict.self) {
            try desk.record(
                .contact, body: Self.contact("new-2").canonicalBytes(), on: key,
                expecting: version, by: stamp)
        }
        #expect(conflict == .changed(present: first.version))
        let gone = #expect(throws: CaseConflict.self) {
            try desk.record(
                .contact, body: Self.contact().canonicalBytes(),
                on: CaseFileKey(site: .ohFranklin, fileID: key.fileID), by: stamp)
        }
        #expect(gone == .missing)
    }

    @Test func whatIsWrongIsToldAllAtOnceWithPlacesInTheBody() throws {
        let found = try problems(
            .contact,
            #"{"contact_id":"","on":"2019-02-30","chanel":"text","outcome":"spok","automated":false}"#
        )
        let paths = Set(found.map(\.path))
        #expect(paths.isSuperset(of: ["contact_id", "on", "chanel", "outcome"]))
        #expect(found.first { $0.path == "outcome" }?.suggestion == "spoke")
        var stray = Self.contact()
        stray.caseID = "nobody"
        let broken = try problems(.contact, String(decoding: stray.canonicalBytes(), as: UTF8.self))
        #expect(broken.map(\.path) == ["case_id"] && broken[0].code == .brokenReference)
        #expect(broken[0].position == nil)
        #expect(try read() == file && store.logEnd().seq == 0)
    }

    @Test(arguments: [
        (Plan.Status.completed, Plan.Status.draft, "it is at the end of its life cycle"),
        (.draft, .active, "from there it can come to `agreed`, `abandoned`"),
        (.lapsed, .completed, "from there it can come to `active`, `abandoned`"),
    ])
    func aPlanGoesOnlyWhereItsLifeCycleLeads(
        _ from: Plan.Status, _ to: Plan.Status, _ words: String
    ) throws {
        _ = try desk.record(
            .actionPlan, body: Self.plan(from).canonicalBytes(), on: key, by: stamp)
        let found = try problems(
            .actionPlan, String(decoding: Self.plan(to).canonicalBytes(), as: UTF8.self))
        #expect(found.map(\.path) == ["status"] && found[0].code == .lifeCycle)
        #expect(found[0].message.contains(words), "\(found[0].message)")
        var amended = Self.plan(from)
        amended.reviewOn = day("2019-06-01")
        let outcome = try desk.record(
            .actionPlan, body: amended.canonicalBytes(), on: key, by: stamp)
        #expect(outcome.change == .replaced)
    }

    @Test func referralsAndConferencesHaveLifeCyclesToo() throws {
        var referral = Referral()
        referral.referralID = "r-new"
        referral.partnerID = "ohio-means-jobs"
        referral.madeOn = day("2019-03-01")
        var conference = Conference()
        conference.conferenceID = "c-new"
        conference.proposedOn = day("2019-03-01")
        for (kind, body) in [
            (EventKind.referral, referral.canonicalBytes()),
            (.conference, conference.canonicalBytes()),
        ] {
            #expect(try desk.record(kind, body: body, on: key, by: stamp).change == .added)
        }
        referral.outcome = .completed
        conference.status = .agreed
        for (kind, body, path) in [
            (EventKind.referral, referral.canonicalBytes(), "outcome"),
            (.conference, conference.canonicalBytes(), "status"),
        ] {
            let found = try problems(kind, String(decoding: body, as: UTF8.self))
            #expect(found.map(\.path) == [path])
        }
        referral.outcome = .enrolled
        conference.status = .inviting
        for (kind, body) in [
            (EventKind.referral, referral.canonicalBytes()),
            (.conference, conference.canonicalBytes()),
        ] {
            #expect(try desk.record(kind, body: body, on: key, by: stamp).change == .replaced)
        }
    }

    /// Events one by one come to what one replacement by the final file comes to.
    @Test(arguments: 0..<12 as Range<UInt64>)
    func eventsOneByOneAreTheFinalFile(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let start = samples(Int(seed)..<Int(seed) + 1, seed: 9)[0]
        let place = try Caseload(files: [start])
        let other = try Caseload(files: [start])
        let key = CaseFileKey(site: .ohStark, fileID: start.fileID)
        let desk = Self.desk(place)
        var final = start
        for step in 0..<10 {
            let id = "new-\(random.below(3))"
            if random.below(2) == 0 {
                var contact = Self.contact(id)
                contact.minutes = step
                contact.caseID = start.cases.first?.caseID
                final.contacts.put(contact, \.contactID)
                _ = try desk.record(.contact, body: contact.canonicalBytes(), on: key, by: stamp)
            } else {
                let known = final.plans.first { $0.planID == id }?.status
                let moves = known.map { state in state.legalEvents.compactMap(state.next) }
                let states = [known ?? .draft] + (moves ?? [])
                let plan = Self.plan(states[random.below(states.count)], id: id)
                final.plans.put(plan, \.planID)
                _ = try desk.record(.actionPlan, body: plan.canonicalBytes(), on: key, by: stamp)
            }
        }
        let cases = CaseDesk(store: other.store)
        _ = try cases.replace(
            key, with: final.canonicalBytes(), expecting: cases.version(of: key) ?? "", by: stamp)
        let (one, many) = (try cases.read(key), try desk.cases.read(key))
        #expect(one?.bytes == many?.bytes && one?.hash == many?.hash && one != nil)
        #expect(try place.store.verifyLog().isSound)
        // What a sweep decides is the same, whichever way the file came to be.
        try place.sweep("2019-03-04")
        try other.sweep("2019-03-04")
        let dumps = try [place, other].map { try StoreDump($0.store).standing }
        #expect(dumps[0].map(\.standing) == dumps[1].map(\.standing) && !dumps[0].isEmpty)
    }

    // MARK: Choices

    private func waiting() throws -> (OverrideTests.Place, EventDesk, CaseFileKey) {
        let place = try OverrideTests.Place()
        let key = try #require(try place.caseload.store.files(ofCase: place.caseID).first)
        return (place, Self.desk(place.caseload), key)
    }

    @Test func aHoldIsAnOverrideOfItsRemedy() throws {
        let (place, desk, key) = try waiting()
        let body = JSONValue.object([
            "case_id": .text(place.caseID), "remedy": .text(OverrideTests.license),
            "until": .text("2019-03-25"), "offer": .text("employment"),
            "reason": .text("A death in the family."),
        ])
        let outcome = try desk.record(.hold, body: body.canonicalBytes(), on: key, by: stamp)
        let override = try place.override()
        #expect(outcome.seq == override.seq && outcome.change == .added)
        #expect(override.outcome == "hold" && override.until == day("2019-03-25"))
        #expect(override.who == "m.rivera" && override.madeOn == stamp.day)
        let record = try place.caseload.store.logRecord(override.seq)
        #expect(record.metaJSON["call"]?.text == "call-9")
        #expect(outcome.override?.insteadOf.outcome == "ask_supervisor")
        #expect(outcome.version == (try desk.cases.version(of: key)))

        var late = body
        late["until"] = .text("2019-08-25")
        let refused = try desk.record(.hold, body: late.canonicalBytes(), on: key, by: stamp)
        #expect(refused.change == .refused && refused.override?.override.refusedBy != "")
    }

    @Test func anOverrideIsReadStrictly() throws {
        let (place, desk, key) = try waiting()
        func wish(_ change: (inout JSONValue) -> Void) throws -> [String] {
            var body = JSONValue.object([
                "case_id": .text(place.caseID), "point": .text("D11"),
                "subject": .text(OverrideTests.license), "outcome": .text("hold"),
                "until": .text("2019-03-25"), "details": .list([]), "reason": .text("x"),
            ])
            change(&body)
            let error = #expect(throws: CaseFileError.self) {
                try desk.record(.override, body: body.canonicalBytes(), on: key, by: stamp)
            }
            return error?.problems.map { "\($0.path) \($0.suggestion ?? "")" } ?? []
        }
        #expect(try wish { $0["point"] = .text("D2") } == ["point D1"])
        #expect(try wish { $0["outcome"] = .text("holt") } == ["outcome hold"])
        #expect(try wish { $0["reason"] = .text(" \n") } == ["reason "])
        #expect(try wish { $0["case_id"] = .text("nobody") } == ["case_id "])
        #expect(
            try wish {
                $0["until"] = .text("soon")
                $0["reson"] = .text("x")
            }.count == 2)
        #expect(try place.caseload.store.overrides().isEmpty)
    }

    // MARK: Lists

    @Test func aStepOutOfOrderIsOneLineOnRecord() throws {
        let body = #"{"case_id":"\#(file.cases[0].caseID)","point":"D3","rank":7,"reason":"%"}"#
        let outcome = try desk.record(
            .worklistStep, body: Array(body.replacing("%", with: "She called").utf8), on: key,
            by: stamp)
        let record = try store.logRecord(try #require(outcome.seq))
        #expect(record.statementJSON["reason"] == .text("She called"))
        #expect(record.statementJSON["kind"] == .text("worklist_step"))
        #expect(record.statementJSON["rank"] == .integer(7))
        #expect(record.caseID == file.cases[0].caseID && record.facts == nil)
        for reason in ["", "two\\nlines", String(repeating: "x", count: 301)] {
            let found = try problems(.worklistStep, body.replacing("%", with: reason))
            #expect(found.map(\.path) == ["reason"])
        }
    }

    @Test func theEventsOfAFileAreListedNewestFirst() throws {
        var seqs: [Int64] = []
        for number in 0..<5 {
            let outcome = try desk.record(
                .contact, body: Self.contact("new-\(number)").canonicalBytes(), on: key, by: stamp)
            seqs.append(try #require(outcome.seq))
        }
        try desk.cases.assign([key], to: "j.doe", by: stamp)
        var page = try desk.events(of: key, limit: 2)
        #expect(page.events.map(\.kind) == ["assignment", "contact"])
        #expect(page.events[1].record?["contact_id"] == .text("new-4"))
        #expect(page.events[1].actor == "m.rivera" && page.events[1].call == "call-9")
        // Something new does not move what follows.
        _ = try desk.record(
            .contact, body: Self.contact("late").canonicalBytes(), on: key, by: stamp)
        var found = page.events.map(\.seq)
        while let next = page.next {
            page = try desk.events(of: key, before: next, limit: 2)
            found += page.events.map(\.seq)
        }
        #expect(found == [seqs[4] + 1] + seqs.reversed())
        _ = try store.eraseFacts(
            ErasureScope(site: .ohStark, before: day("2019-04-01")), actor: "a", reason: "r",
            on: day("2019-05-01"))
        let erased = try desk.events(of: key, limit: 1).events[0]
        #expect(erased.isErased && erased.record == nil && erased.statement["id"] != nil)
        #expect(try store.verifyLog().isSound)
    }
}

extension Array {
    /// Puts a record in the place of the one with its id, or at the end.
    fileprivate mutating func put(_ element: Element, _ id: KeyPath<Element, String>) {
        let place = firstIndex { $0[keyPath: id] == element[keyPath: id] }
        if let place { self[place] = element } else { append(element) }
    }
}
