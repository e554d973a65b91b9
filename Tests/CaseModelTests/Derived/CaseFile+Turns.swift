@testable import CaseModel

extension CaseFile {
    /// Files in which each sort of date is reached once within three months.
    static func fullOfTurns(from start: Day) -> [CaseFile] {
        [
            oneCase { $0.addPeople(start) }, oneCase { $0.addWork(start) },
            oneCase { $0.addCourt(start) }, oneCase { $0.addHearing(start) },
            oneCase { $0.addPlans(start, login: true) },
            oneCase { $0.addPlans(start, login: false) }, oneCase { $0.addPayments(start) },
        ]
    }

    private mutating func addPeople(_ start: Day) {
        var treatment = Treatment()
        treatment.startedOn = start.adding(days: 10)
        treatment.endedOn = start.adding(days: 20)
        ncp.treatments = [treatment]
        var stay = Incarceration()
        stay.startedOn = start.adding(days: 3)
        stay.expectedRelease = start.adding(days: 200)
        stay.releasedOn = start.adding(days: 60)
        ncp.incarcerations = [stay]
        var disability = Disability()
        disability.since = start.adding(days: 9)
        disability.totalPermanent = true
        disability.verified = true
        ncp.disability = disability
        var referral = Referral()
        referral.partnerID = "P-1"
        referral.madeOn = start.adding(days: 10)
        referral.outcome = .completed
        referrals = [referral]
        var consent = Consent()
        consent.channel = .text
        consent.on = start.adding(days: 15)
        consent.expiresOn = start.adding(days: 30)
        consents = [consent]
        var warning = Contact.made("2019-01-01", .phoneCall, .spoke, purpose: .warning)
        warning.on = start.adding(days: 40)
        contacts = [warning]
        var conference = Conference()
        conference.heldOn = start.adding(days: 25)
        conference.bothPerspectivesRecorded = true
        conferences = [conference]
    }

    /// SSI beside jobs that are verified for a while.
    private mutating func addWork(_ start: Day) {
        func income(_ first: Int, _ last: Int?) -> Income {
            var income = Income()
            income.kind = .ssi
            income.monthlyAmount = Money(cents: 94_300)
            income.startedOn = start.adding(days: first)
            income.endedOn = last.map { start.adding(days: $0) }
            return income
        }
        func job(_ first: Int, _ last: Int?, verified: Int) -> Employment {
            var job = Employment()
            job.startedOn = start.adding(days: first)
            job.endedOn = last.map { start.adding(days: $0) }
            job.verifiedOn = start.adding(days: verified)
            return job
        }
        ncp.incomes = [income(7, 33), income(36, nil)]
        ncp.employments = [
            job(-200, -20, verified: -190), job(-100, nil, verified: -60),
            job(50, nil, verified: 45),
        ]
    }

    private mutating func addCourt(_ start: Day) {
        var motion = CourtEvent()
        motion.filedOn = start.adding(days: 5)
        motion.servedOn = start.adding(days: 12)
        motion.serviceMethod = .personal
        motion.hearingOn = start.adding(days: 25)
        motion.appeared = .no
        var warrant = CourtEvent()
        warrant.kind = .warrant
        warrant.filedOn = start.adding(days: 15)
        warrant.noOtherSanctionFinding = true
        var missed = CourtEvent()
        missed.kind = .reviewHearing
        missed.filedOn = start.adding(days: 3)
        missed.hearingOn = start
        missed.appeared = .no
        missed.abilityFinding = .unknown
        missed.willfulFinding = .unknown
        cases[0].courtEvents = [motion, warrant, missed]
    }

    private mutating func addHearing(_ start: Day) {
        var event = CourtEvent()
        event.filedOn = start.adding(days: -10)
        event.hearingOn = start.adding(days: 35)
        event.noOtherSanctionFinding = true
        cases[0].courtEvents = [event]
    }

    private mutating func addPlans(_ start: Day, login: Bool) {
        var duty = Obligation()
        duty.kind = .nonfinancial
        duty.nonfinancialType = .workSearch
        duty.nonfinancialStatus = .active
        duty.startedOn = start.adding(days: 20)
        duty.endedOn = start.adding(days: 60)
        cases[0].obligations = [duty]
        if login {
            var search = WorkSearch()
            search.lastLoginOn = start.adding(days: 24)
            workSearch = search
            return
        }
        var kept = Commitment()
        kept.status = .met
        var broken = Commitment()
        broken.status = .missed
        var barrier = Barrier()
        barrier.recordedOn = start.adding(days: -5)
        var first = Plan()
        first.createdOn = start.adding(days: 8)
        first.commitments = [kept]
        first.barriers = [barrier]
        var second = Plan()
        second.createdOn = start.adding(days: 50)
        second.commitments = [broken]
        plans = [first, second]
    }

    /// A payment by force first, then a regular one; in the next month an earlier one is reversed.
    private mutating func addPayments(_ start: Day) {
        let month = start.firstOfMonth
        func entry(_ kind: LedgerEntry.Kind, _ offset: Int, id: String) -> LedgerEntry {
            var entry = LedgerEntry.entry(kind, 10_000, "2019-01-01", from: .voluntary, id: id)
            entry.effectiveOn = month.adding(days: offset)
            return entry
        }
        var forced = entry(.payment, 20, id: "forced")
        forced.source = .levy
        var withheld = entry(.payment, 60, id: "withheld")
        withheld.source = .incomeWithholding
        var reversal = entry(.reversal, 70, id: "reversal")
        reversal.reverses = "regular"
        cases[0].ledger = [
            entry(.charge, 1, id: "charge"), forced, entry(.payment, 25, id: "regular"), withheld,
            reversal,
        ]
    }
}
