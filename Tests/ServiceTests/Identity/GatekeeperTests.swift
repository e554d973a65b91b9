import AccordService
import CaseModel
import Casework
import Foundation
import Synchronization
import Testing

@Suite("The gatekeeper")
struct GatekeeperTests {
    static let today = Day(iso: "2019-03-01") ?? Day(epochDay: 0)
    private let clock = TestClock()
    private var gate: Gatekeeper { Gatekeeper(now: clock.now) }

    /// A caller of Stark County who is assigned, a parent and a partner at once, as far as the role
    /// lets that count.
    private func caller(
        _ role: Role, clearances: Set<Clearance> = Set(Clearance.allCases)
    ) -> Caller {
        Caller(
            subject: "me", role: role, sites: ["oh-stark"], clearances: clearances,
            personID: role == .parent ? "me" : nil, partnerID: role == .partner ? "me" : nil,
            tokenID: "t", expiresAt: clock.time + 600)
    }

    private static func subject(
        site: String = "oh-stark", synthetic: Bool = false, assigned: String = "somebody",
        ncp: String = "somebody", cp: String = "somebody else", partner: String = "another"
    ) -> CaseSubject {
        var file = CaseFile()
        file.site = SiteID(word: site) ?? .ohStark
        file.fileID = "F-1"
        file.synthetic = synthetic
        file.ncp.personID = ncp
        var one = Case()
        one.cp.personID = cp
        file.cases = [one]
        var referral = Referral()
        referral.partnerID = partner
        file.referrals = [referral]
        return CaseSubject(file, assignedTo: [assigned])
    }

    /// Cases as the caller may stand to them.
    static let cases: [(name: String, subject: CaseSubject?)] = [
        ("mine", subject(assigned: "me", ncp: "me", partner: "me")),
        ("made-up", subject(synthetic: true)),
        ("as cp", subject(cp: "me")),
        ("peer's", subject()),
        (
            "abroad",
            subject(
                site: "oh-franklin", synthetic: true, assigned: "me", ncp: "me", partner: "me")
        ),
        ("missing", nil),
    ]

    private func letter(_ body: () throws(Refusal) -> Permit) -> String {
        do throws(Refusal) {
            _ = try body()
            return "A"
        } catch {
            return error == .hidden ? "h" : "f"
        }
    }

    /// Every role, object and action, for each way in which a caller can stand to a case.
    @Test func everyCellOfTheTableIsEnforced() throws {
        var lines = [
            "A allowed, f forbidden, h hidden as if it did not exist",
            "one case: \(Self.cases.map(\.name).joined(separator: ", "))",
            "no case: own site, other site, all sites", "",
        ]
        var visited = 0
        for object in RightObject.allCases {
            for action in RightAction.allCases {
                var cells: [String] = []
                for role in Role.allCases {
                    visited += 1
                    let cell = cell(role, object, action)
                    let answer = Rights.answer(role: role, object: object, action: action)
                    if !answer.isAllowed {
                        #expect(Set(cell) == ["f"], "\(role) \(action) \(object)")
                    } else if !object.isDataKind {
                        #expect(cell.contains("A"), "\(role) \(action) \(object)")
                        cells.append("\(role.rawValue) \(cell)")
                    }
                    // Nothing of another site, and nothing that is missing, is ever told apart.
                    if object.isOfOneCase {
                        let letters = Array(cell)
                        #expect(letters[4] == letters[5], "\(role) \(action) \(object)")
                        #expect(letters[4] != "A")
                    }
                }
                guard !cells.isEmpty else { continue }
                lines.append("\(object.rawValue) \(action.rawValue)")
                lines += cells.map { "    \($0)" }
            }
        }
        #expect(
            visited == Role.allCases.count * RightObject.allCases.count
                * RightAction.allCases.count)
        #expect(
            try Golden.difference(lines.joined(separator: "\n") + "\n", "gatekeeper.txt") == nil)
    }

    private func cell(_ role: Role, _ object: RightObject, _ action: RightAction) -> String {
        let caller = caller(role)
        if object.isOfOneCase {
            return Self.cases.map { _, subject in
                letter { () throws(Refusal) in
                    try gate.authorize(
                        caller, action, object, site: subject?.site ?? "oh-stark",
                        subject: subject, today: Self.today)
                }
            }.joined()
        }
        return ["oh-stark", "oh-franklin", nil].map { site in
            letter { () throws(Refusal) in
                try gate.authorize(caller, action, object, site: site, today: Self.today)
            }
        }.joined()
    }

    // MARK: Sites

    /// A case of another site, under any site in the request, is as missing as one that is missing.
    @Test(arguments: Role.allCases)
    func aCaseOfAnotherSiteDoesNotExist(_ role: Role) {
        let abroad = Self.subject(
            site: "oh-franklin", synthetic: true, assigned: "me", ncp: "me", cp: "me",
            partner: "me")
        for object in RightObject.allCases where object.isOfOneCase {
            for action in RightAction.allCases {
                func refusal(_ site: String, _ subject: CaseSubject?) -> Refusal? {
                    do throws(Refusal) {
                        _ = try gate.authorize(
                            caller(role), action, object, site: site, subject: subject,
                            today: Self.today)
                        return nil
                    } catch { return error }
                }
                for site in ["oh-stark", "oh-franklin", "no-such-site"] {
                    let told = refusal(site, abroad)
                    #expect(told != nil && told == refusal(site, nil))
                }
            }
        }
    }

    @Test func aListReachesOwnSitesAndOwnCasesOnly() throws {
        let worker = try gate.authorize(
            caller(.pjacWorker), .list, .caseFile, site: nil, today: Self.today)
        #expect(worker.sites == ["oh-stark"] && worker.scope == .ownCases)
        let rows = Self.cases.compactMap { $0.subject.map(worker.covers) }
        #expect(rows == [true, false, false, false, false])
        let supervisor = try gate.authorize(
            caller(.supervisor), .list, .caseFile, site: nil, today: Self.today)
        #expect(
            Self.cases.compactMap { $0.subject.map(supervisor.covers) }
                == [true, true, true, true, false])
    }

    @Test func aPermitSaysWhoLooks() throws {
        let parent = try gate.authorize(
            caller(.parent), .read, .caseFile, site: "oh-stark", subject: Self.cases[0].subject,
            today: Self.today)
        #expect(parent.viewer.relation == .parent(personID: "me"))
        let partner = try gate.authorize(
            caller(.partner), .read, .caseFile, site: "oh-stark", subject: Self.cases[0].subject,
            today: Self.today)
        #expect(partner.viewer.relation == .partner(id: "me"))
        #expect(partner.viewer.clearances == Set(Clearance.allCases))
    }

    @Test func aClearanceThatIsMissingIsNamed() {
        #expect(
            throws: Refusal.forbidden(
                "This needs the clearance `fti` (cleared for federal tax information), which the "
                    + "token does not hold.")
        ) {
            try gate.authorize(
                caller(.supervisor, clearances: []), .read, .paymentSource, site: "oh-stark",
                today: Self.today)
        }
    }

    // MARK: Breaking the glass

    private let reason = "Mother called from the hospital, worker is away"
    private static var peers: CaseSubject { subject() }

    @Test func accessForAReasonEndsAndStaysWithOneCase() async throws {
        let kept = Records()
        let glass = BreakGlass(now: clock.now) { kept.add($0) }
        var worker = caller(.pjacWorker)
        let gate = gate
        func read(_ subject: CaseSubject) throws(Refusal) -> Permit {
            try gate.authorize(
                worker, .read, .caseFile, site: subject.site, subject: subject, today: Self.today)
        }
        #expect(throws: Refusal.self) { try read(Self.peers) }
        let grant = try await glass.open(Self.peers, for: worker, reason: reason)
        worker.breakGlass = await glass.grant(for: worker, site: "oh-stark", fileID: "F-1")
        let permit = try read(Self.peers)
        #expect(permit.breakGlass == grant && permit.isLogged)
        try await glass.use(grant, .read, .caseFile)
        try await glass.use(grant, .create, .contact)
        #expect(kept.all.map(\.kind) == [.granted, .used, .used])
        #expect(kept.all.map(\.isAlert) == [true, true, false])
        #expect(kept.all.allSatisfy { $0.reason == reason && $0.grant.subject == "me" })
        #expect(kept.all.last?.object == .contact)
        // Another case, another site, another caller.
        var other = Self.peers
        other.fileID = "F-2"
        #expect(throws: Refusal.self) { try read(other) }
        other = Self.peers
        other.site = "oh-franklin"
        #expect(throws: Refusal.hidden) { try read(other) }
        worker.subject = "thief"
        #expect(throws: Refusal.self) { try read(Self.peers) }
        worker.subject = "me"
        // It opens no clearance and no right that the role does not have.
        #expect(throws: Refusal.self) {
            try gate.authorize(
                worker, .delete, .caseFile, site: "oh-stark", subject: Self.peers,
                today: Self.today)
        }
        #expect(permit.viewer.clearances == worker.clearances)
        clock.turn(by: BreakGlass.life)
        #expect(throws: Refusal.self) { try read(Self.peers) }
        #expect(await glass.grant(for: worker, site: "oh-stark", fileID: "F-1") == nil)
    }

    @Test(arguments: [
        "", "   ", "emergency", "because because because because", "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "I need this", String(repeating: "many words and more ", count: 40),
    ])
    func aReasonMustSaySomething(_ reason: String) async {
        let kept = Records()
        let glass = BreakGlass(now: clock.now) { kept.add($0) }
        await #expect(throws: BreakGlass.Fault.self) {
            try await glass.open(Self.peers, for: caller(.pjacWorker), reason: reason)
        }
        #expect(kept.all.isEmpty)
    }

    @Test func nothingIsGivenThatIsNotOnRecord() async throws {
        struct Full: Error {}
        let glass = BreakGlass(now: clock.now) { _ in throw Full() }
        let worker = caller(.pjacWorker)
        await #expect(throws: BreakGlass.Fault.notRecorded) {
            try await glass.open(Self.peers, for: worker, reason: reason)
        }
        #expect(await glass.grant(for: worker, site: "oh-stark", fileID: "F-1") == nil)
    }

    @Test func aCallerHasFewGrantsAtATime() async throws {
        let kept = Records()
        let glass = BreakGlass(now: clock.now) { kept.add($0) }
        let worker = caller(.pjacWorker)
        var subject = Self.peers
        for index in 0..<BreakGlass.mostAtOnce {
            subject.fileID = "F-\(index)"
            _ = try await glass.open(subject, for: worker, reason: reason)
            // Asking again for the same case is no further grant.
            _ = try await glass.open(subject, for: worker, reason: reason)
        }
        #expect(kept.all.count == BreakGlass.mostAtOnce)
        subject.fileID = "F-more"
        await #expect(throws: BreakGlass.Fault.tooMany(BreakGlass.mostAtOnce)) {
            try await glass.open(subject, for: worker, reason: reason)
        }
        clock.turn(by: BreakGlass.life)
        _ = try await glass.open(subject, for: worker, reason: reason)
    }
}

/// What was put on record.
private final class Records: Sendable {
    private let events = Mutex<[BreakGlassEvent]>([])

    var all: [BreakGlassEvent] { events.withLock { $0 } }

    func add(_ event: BreakGlassEvent) { events.withLock { $0.append(event) } }
}
