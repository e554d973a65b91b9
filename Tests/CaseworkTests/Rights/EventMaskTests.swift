import CaseModel
import Testing

@testable import Casework

/// An event shows of its record what the case file shows of it, to whoever looks.
@Suite("Masks of events")
struct EventMaskTests {
    static let viewers: [Viewer] =
        CaseMaskTests.agency.flatMap { role in
            ([[], Set(Clearance.allCases)] + Clearance.allCases.map { [$0] }).map {
                Viewer(role: role, clearances: $0, today: CaseMaskTests.today)
            }
        }
        + ["idNCP", "idCP", "nobody"].map {
            Viewer(
                role: .parent, relation: .parent(personID: $0), today: CaseMaskTests.today)
        }

    private static func event(_ kind: String, _ record: JSONValue?) -> EventEntry {
        EventEntry(
            seq: 1, kind: kind, on: CaseMaskTests.today, actor: "m.rivera", call: "", caseID: "",
            statement: .object([:]), record: record, isErased: false)
    }

    @Test(arguments: CaseMaskTests.risks)
    func aRecordIsMaskedAsInTheCaseFile(_ risk: Safety.AtRisk) throws {
        var file = PlantedFile(samples(0..<1)[0], atRisk: risk).file
        // One of each, whatever the sample has.
        file.contacts.append(Contact())
        file.contacts[file.contacts.count - 1].contactID = "new"
        file.referrals.append(Referral())
        file.referrals[file.referrals.count - 1].referralID = "new"
        file.plans.append(Plan())
        file.plans[file.plans.count - 1].planID = "new"
        file.conferences.append(Conference())
        file.conferences[file.conferences.count - 1].conferenceID = "new"
        let whole = try JSONValue(parsing: file.canonicalBytes())
        var shown = 0
        var withheld = 0
        for viewer in Self.viewers {
            let mask = EventMask(viewer, of: file)
            let expected = CaseMask(viewer).view(file).json
            for (kind, list) in [
                ("contact", "contacts"), ("referral", "referrals"), ("action_plan", "plans"),
                ("conference", "conferences"),
            ] {
                guard case .list(let records)? = whole[list] else {
                    Issue.record("no \(list)")
                    continue
                }
                let views = records.compactMap { mask.view(Self.event(kind, $0)).record }
                let inFile =
                    if case .list(let shown)? = expected[list] { shown } else { [JSONValue]() }
                #expect(views == inFile, "\(kind) to \(viewer)")
                shown += views.count
                withheld += views == records ? 0 : 1
            }
        }
        #expect(shown > 0 && withheld > 0)
    }

    @Test func whatIsNoRecordOrWasErasedShowsNothing() {
        let mask = EventMask(Self.viewers[0], of: samples(0..<1)[0])
        #expect(mask.view(Self.event("contact", .text("?"))).record == nil)
        #expect(mask.view(Self.event("contact", nil)).record == nil)
        // Of a choice the facts are shown, as the table of rights has them.
        let facts = JSONValue.object(["case": .object([:])])
        #expect(mask.view(Self.event("override", facts)).record == facts)
        let parent = Self.viewers[Self.viewers.count - 1]
        #expect(
            EventMask(parent, of: samples(0..<1)[0]).view(Self.event("override", facts)).record
                == nil)
    }
}
