import CaseModel
import Testing

@Suite("Plans, opinions, partners and proposed contacts")
struct PlanAndOpinionTests {
    private static func plan(
        _ status: Plan.Status, _ created: String, _ commitments: [Commitment] = []
    ) -> Plan {
        var plan = Plan()
        plan.status = status
        plan.createdOn = day(created)
        plan.commitments = commitments
        return plan
    }

    private static func commitment(
        _ status: Commitment.Status, _ due: String, _ who: Commitment.Party = .ncp
    ) -> Commitment {
        var commitment = Commitment()
        commitment.status = status
        commitment.dueOn = day(due)
        commitment.who = who
        return commitment
    }

    @Test(arguments: Plan.Status.allCases)
    func aPlanIsActiveOnceItIsAgreed(_ status: Plan.Status) {
        let file = CaseFile.oneCase { $0.plans = [Self.plan(status, "2024-05-01")] }
        let kept = status == .agreed || status == .active
        #expect(matter(file, on: "2024-05-30").plan.active == kept)
    }

    @Test func theNewestKeptPlanIsRead() {
        let file = CaseFile.oneCase {
            $0.plans = [
                Self.plan(.active, "2024-01-01", [Self.commitment(.met, "2024-02-01")]),
                Self.plan(.abandoned, "2024-04-01", [Self.commitment(.missed, "2024-04-20")]),
                Self.plan(.active, "2023-01-01", [Self.commitment(.missed, "2023-02-01")]),
            ]
        }
        let facts = matter(file, on: "2024-05-30").plan
        #expect(facts.active && facts.metCommitments == 1 && facts.missedCommitments == 0)
    }

    @Test func onlyTheParentsCommitmentsCount() {
        let file = CaseFile.oneCase {
            $0.plans = [
                Self.plan(
                    .active, "2024-05-01",
                    [
                        Self.commitment(.open, "2024-06-10"),
                        Self.commitment(.partly, "2024-06-05"),
                        Self.commitment(.open, "2024-05-20"),
                        Self.commitment(.missed, "2024-05-10"),
                        Self.commitment(.met, "2024-05-11"),
                        Self.commitment(.excused, "2024-05-12"),
                        Self.commitment(.missed, "2024-05-13", .agency),
                        Self.commitment(.open, "2024-06-01", .cp),
                    ])
            ]
            var standing = Barrier()
            standing.kind = .transport
            standing.recordedOn = day("2024-05-01")
            var solved = Barrier()
            solved.kind = .housing
            solved.recordedOn = day("2024-05-01")
            solved.resolvedOn = day("2024-05-30")
            $0.plans[0].barriers = [standing, standing, solved]
            var goal = Goal()
            goal.kind = .employment
            $0.plans[0].goals = [goal]
        }
        let facts = matter(file, on: "2024-05-30").plan
        #expect(facts.openCommitments == 3)
        #expect(facts.missedCommitments == 1)
        #expect(facts.metCommitments == 1)
        #expect(facts.nextDueOn == day("2024-06-05"))
        #expect(facts.barriers == [.transport])
        #expect(facts.hasEmploymentGoal)
        #expect(matter(file, on: "2024-05-29").plan.barriers == [.transport, .housing])
    }

    @Test(
        arguments: [
            ("2024-05-01", nil, Commitment.Status.open, true), ("2024-04-30", nil, .open, false),
            (nil, nil, .met, true), (nil, nil, .missed, false), (nil, "none", .met, false),
        ] as [(String?, String?, Commitment.Status, Bool)])
    func seekWork(_ login: String?, _ duty: String?, _ status: Commitment.Status, _ kept: Bool) {
        // OAC 5101:12-50-17(D): the minimum-order shield asks for a seek-work order that is kept.
        let file = CaseFile.oneCase {
            if duty == nil {
                var obligation = Obligation()
                obligation.kind = .nonfinancial
                obligation.nonfinancialType = .seekWork
                obligation.nonfinancialStatus = .active
                $0.cases[0].obligations = [obligation]
            }
            $0.plans = [Self.plan(.active, "2024-03-01", [Self.commitment(status, "2024-05-01")])]
            if let login {
                var search = WorkSearch()
                search.accountRegistered = .yes
                search.lastLoginOn = day(login)
                $0.workSearch = search
            }
        }
        #expect(matter(file, on: "2024-05-30").plan.seekWorkKept == kept)
    }

    private static func opinion(
        _ kind: Opinion.Kind, _ answer: Opinion.Answer, _ given: String, expires: String? = nil,
        evidence: [Opinion.Evidence] = []
    ) -> Opinion {
        var opinion = Opinion()
        opinion.kind = kind
        opinion.answer = answer
        opinion.givenOn = day(given)
        opinion.expiresOn = expires.map { day($0) }
        opinion.evidence = evidence
        return opinion
    }

    @Test(
        arguments: [
            ("2024-04-30", OpinionFacts.Finding.no, 120), ("2024-05-01", .yes, 0),
            ("2024-05-30", .yes, 29),
            ("2024-05-31", .yes, 30), ("2024-06-01", .none, nil), ("2023-12-31", .none, nil),
        ] as [(String, OpinionFacts.Finding, Int?)])
    func anOpinionHoldsThroughItsLastDay(_ asOf: String, _ able: OpinionFacts.Finding, _ age: Int?)
    {
        // An expired opinion counts as none, and the older one does not come back.
        let file = CaseFile.oneCase {
            $0.opinions = [
                Self.opinion(
                    .able, .yes, "2024-05-01", expires: "2024-05-31",
                    evidence: [.payStubs, .noneOfInability, .assetSearch]),
                Self.opinion(.able, .no, "2024-01-01"),
                Self.opinion(.engaged, .unclear, "2024-01-01"),
            ]
        }
        let facts = matter(file, on: asOf).opinion
        #expect(facts.able == able)
        #expect(facts.ableFreshDays == age)
        #expect(facts.ableEvidence == (able == .yes ? 2 : 0))
        #expect(facts.willful == .none)
        #expect(facts.engaged == (asOf < "2024-01-01" ? .none : .unclear))
    }

    @Test(arguments: Referral.Outcome.allCases)
    func openReferrals(_ outcome: Referral.Outcome) {
        let file = CaseFile.oneCase {
            var referral = Referral()
            referral.partnerID = "works"
            referral.outcome = outcome
            referral.madeOn = day("2024-05-01")
            $0.referrals = [referral]
        }
        let running = outcome == .open || outcome == .waiting || outcome == .enrolled
        #expect(matter(file, on: "2024-05-30").openReferrals == (running ? 1 : 0))
        #expect(matter(file, on: "2024-04-30").openReferrals == 0)

        var partner = Partner()
        partner.partnerID = "works"
        partner.services = [.employment, .transport]
        partner.readPast(file.referrals, asOf: day("2024-05-30"))
        #expect(partner.pastDropped == (outcome == .dropped))
        #expect(partner.pastCompleted == (outcome == .completed))
        partner.readBarriers([.housing])
        #expect(!partner.matchesBarrier)
        partner.readBarriers([.housing, .transport])
        #expect(partner.matchesBarrier)
    }

    @Test func theLatestConsentForPersonChannelAndScopeCounts() {
        // 47 CFR 64.1200(a): automated texts need their own consent, and it can be withdrawn.
        func consent(
            _ status: ConsentStatus, _ on: String, _ scope: Consent.Scope = .automatedTexts,
            expires: String? = nil, who: Participant = .ncp, _ channel: ContactChannel = .text
        ) -> Consent {
            var consent = Consent()
            consent.who = who
            consent.channel = channel
            consent.status = status
            consent.scope = scope
            consent.on = day(on)
            consent.expiresOn = expires.map { day($0) }
            return consent
        }
        func status(_ consents: [Consent], automated: Bool = true) -> ConsentStatus {
            let file = CaseFile.oneCase { $0.consents = consents }
            return ProposedContact(
                who: .ncp, channel: .text, purpose: .reminder, on: day("2024-05-30"),
                automated: automated, file: file
            ).consent
        }
        #expect(status([]) == .unknown)
        #expect(status([consent(.given, "2024-05-30")]) == .given)
        #expect(status([consent(.given, "2024-05-31")]) == .unknown)
        #expect(
            status([consent(.withdrawn, "2024-05-02"), consent(.given, "2024-05-01")]) == .withdrawn
        )
        #expect(status([consent(.given, "2024-05-01", .serviceMessages)]) == .unknown)
        #expect(
            status([consent(.given, "2024-05-01", .serviceMessages)], automated: false) == .given)
        #expect(status([consent(.given, "2024-01-01", expires: "2024-05-29")]) == .unknown)
        #expect(status([consent(.given, "2024-01-01", expires: "2024-05-30")]) == .given)
        #expect(status([consent(.given, "2024-05-01", who: .cp)]) == .unknown)
        #expect(status([consent(.given, "2024-05-01", .automatedTexts, .email)]) == .unknown)
    }

    @Test func aRecordedSafeChannelRulesOutTheOthers() {
        let file = CaseFile.oneCase {
            var safe = SafeContact()
            safe.who = .cp
            safe.channel = .phoneCall
            $0.safeContacts = [safe]
        }
        func isSafe(_ who: Participant, _ channel: ContactChannel) -> Bool {
            ProposedContact(
                who: who, channel: channel, purpose: .checkIn, on: day("2024-05-30"),
                automated: false, file: file
            ).safe
        }
        #expect(isSafe(.cp, .phoneCall))
        #expect(!isSafe(.cp, .letter))
        #expect(isSafe(.ncp, .letter))
    }
}
