import CaseModel
import Testing

/// What every agency's policies must be able to meet among 1,000 synthetic parents.
@Suite("Sampler: every branch of a policy meets some parents")
struct SampleCoverageTests {
    struct Fact: Sendable, CustomTestStringConvertible {
        var name: String
        /// The agencies it belongs to; empty for all.
        var sites: Set<SiteID> = []
        var least = 5
        var holds: @Sendable (CaseFile, Matter) -> Bool
        var testDescription: String { name }
    }

    private static let facts: [Fact] = [
        Fact(name: "incarcerated") { $1.circumstances.incarcerated },
        Fact(name: "incarcerated for over 180 days") {
            ($1.circumstances.incarcerationDays ?? 0) > 180
        },
        Fact(name: "released") { $1.circumstances.releasedOn != nil },
        Fact(name: "SSI only") { $1.circumstances.ssiOnly },
        Fact(name: "total disability") { $1.circumstances.totalDisability },
        Fact(name: "bankruptcy") { $1.circumstances.bankruptcyActive },
        Fact(name: "in treatment") { $1.circumstances.inTreatment },
        Fact(name: "means-tested aid") { $1.circumstances.meansTestedAid },
        Fact(name: "second family") { $1.circumstances.secondFamily },
        Fact(name: "commercial driver") { $1.circumstances.commercialDriver },
        Fact(name: "no driver license") { !$1.circumstances.hasDriverLicense },
        Fact(name: "professional license") { $1.circumstances.hasProfessionalLicense },
        Fact(name: "recreational license") { $1.circumstances.hasRecreationalLicense },
        Fact(name: "open warrant") { $1.circumstances.warrantOpen },
        Fact(name: "good cause") { $1.record.safety.goodCause },
        Fact(name: "joint meeting cleared") {
            $1.record.safety.familyViolence != .noneKnown && !$1.safetyFlags.jointBlocked
        },
        Fact(name: "business as usual") { file, _ in file.study?.arm == .businessAsUsual },
        Fact(name: "never drawn") { file, _ in file.study == nil },
        Fact(name: "arrears only") { $1.circumstances.arrearsOnly && !$1.support.hasCurrent },
        Fact(name: "nothing owed") { $1.arrears.total == .zero },
        Fact(name: "state-owed debt") { $1.arrears.stateOwed >= Money(dollars: 150) },
        Fact(name: "six full months") { $1.payments.fullMonthsInARow >= 6 },
        Fact(name: "paid under half") { $1.tests.paidUnderHalf90Days },
        Fact(name: "not paid under half") { !$1.tests.paidUnderHalf90Days },
        Fact(name: "involuntary payments only") { $1.payments.involuntaryOnly },
        Fact(name: "withholding works") { $1.work.withholdingActive && !$1.work.withholdingFailed },
        Fact(name: "withholding failed") { $1.work.withholdingFailed },
        Fact(name: "unemployment benefit") { $1.work.unemploymentBenefit },
        Fact(name: "other income") { $1.work.otherIncome },
        Fact(name: "unreviewed for three years") { $1.support.unreviewedMonths >= 36 },
        Fact(name: "found able, fresh") {
            $1.opinion.able == .yes && ($1.opinion.ableFreshDays ?? 99) <= 30
        },
        Fact(name: "found unable") { $1.opinion.able == .no },
        Fact(name: "opinion without evidence") {
            $1.opinion.able == .yes && $1.opinion.ableEvidence == 0
        },
        Fact(name: "no opinion that holds") { $1.opinion.able == .none },
        Fact(name: "found willful") { $1.opinion.willful == .yes },
        Fact(name: "engaged") { $1.opinion.engaged == .yes },
        Fact(name: "six attempts") { $1.engagement.attemptsTotal >= 6 },
        Fact(name: "no attempt yet") { $1.engagement.attemptsTotal == 0 },
        Fact(name: "message waits") { $1.engagement.lastParentMessageOn != nil },
        Fact(name: "consequences explained") { $1.engagement.consequencesExplained },
        Fact(name: "active plan") { $1.plan.active },
        Fact(name: "missed commitment") { $1.plan.active && $1.plan.missedCommitments > 0 },
        Fact(name: "barrier") { !$1.plan.barriers.isEmpty },
        Fact(name: "open referral") { $1.openReferrals > 0 },
        Fact(name: "dropped referral") { file, _ in
            file.referrals.contains { $0.outcome == .dropped }
        },
        Fact(name: "contempt pending") { $1.court.contemptPending },
        Fact(name: "personal service") { $1.court.personalService },
        Fact(name: "missed hearing") { $1.court.missedHearing },
        Fact(name: "service needed, attempts made") {
            $1.record.serviceNeeded && $1.record.serviceAttempts > 0
        },
        Fact(name: "record error", least: 3) { $1.record.recordErrorOpen },
        Fact(name: "safe channel recorded") { file, _ in !file.safeContacts.isEmpty },
        Fact(name: "consent withdrawn") { file, _ in
            file.consents.contains { $0.status == .withdrawn }
        },
        Fact(name: "account to levy") { matterRemedy($1, .accountLevy) },
        Fact(name: "license suspension announced") { matterRemedy($1, .driverLicenseSuspension) },
        Fact(name: "held remedy") { $1.record.remedies.contains { $0.state == .suppressed } },
        Fact(name: "contempt referral") { matterRemedy($1, .contemptReferral) },
        Fact(name: "contempt filing") { matterRemedy($1, .contemptFiling) },
        Fact(name: "work search") { file, _ in file.workSearch?.status == .active },
        Fact(name: "work search excluded", least: 1) { file, _ in
            file.workSearch?.enforcementExclusion != nil
        },
        Fact(name: "employment and training") { file, _ in !file.enrollments.isEmpty },
        Fact(name: "reversed payment") { $1.record.ledger.contains { $0.kind == .reversal } },
        Fact(name: "final default", sites: [.ohStark, .ohFranklin], least: 300) {
            $1.record.finalDefaultOn != nil
        },
        Fact(name: "seek-work order kept", sites: [.ohStark, .ohFranklin]) { $1.plan.seekWorkKept },
        Fact(name: "debt adjudged", sites: [.azMaricopa, .caInlandEmpire], least: 50) {
            $1.record.debtJudgmentOn != nil
        },
        Fact(name: "income shield", sites: [.caInlandEmpire], least: 100) {
            ($1.record.householdIncomeShareOfMedian ?? 999) <= 70
        },
        Fact(name: "order suspended inside", sites: [.caInlandEmpire]) {
            $1.record.orders.contains { $0.status == .suspended }
        },
        Fact(name: "court found will", sites: [.miMuskegon, .azMaricopa], least: 30) {
            $1.court.abilityFinding == .able && $1.court.willfulFinding == .willful
        },
        Fact(name: "no other sanction", sites: [.miMuskegon], least: 15) {
            $1.court.noOtherSanctionFinding
        },
        Fact(name: "Alliance area", sites: [.ohStark], least: 150) { file, _ in
            file.ncp.serviceArea == "alliance"
        },
        Fact(name: "property seizure", sites: [.vaRichmondNewportNews]) {
            matterRemedy($1, .propertySeizure)
        },
    ]

    private static func matterRemedy(_ matter: Matter, _ kind: RemedyKind) -> Bool {
        matter.record.remedies.contains { $0.kind == kind }
    }

    @Test(arguments: SiteID.demonstration)
    func everyFactOccurs(_ site: SiteID) {
        let sampler = Sampler(seed: 11)
        var counts = Array(repeating: 0, count: Self.facts.count)
        for index in 0..<1_000 {
            let file = sampler.caseFile(index: index, site: site, asOf: day("2026-06-18"))
            let facts = Matter(file: file, caseIndex: 0, asOf: file.observedOn)
            for (number, fact) in Self.facts.enumerated() where fact.holds(file, facts) {
                counts[number] += 1
            }
        }
        for (number, fact) in Self.facts.enumerated()
        where fact.sites.isEmpty || fact.sites.contains(site) {
            #expect(counts[number] >= fact.least, "\(fact.name): \(counts[number]) of 1,000")
        }
    }

    @Test func armsFollowTheSplit() {
        let only = Sampler(seed: 1, arms: ArmSplit(pjac: 0, businessAsUsual: 1, unassigned: 0))
        let even = Sampler(seed: 1, arms: ArmSplit(pjac: 1, businessAsUsual: 1, unassigned: 0))
        var pjac = 0
        for index in 0..<1_000 {
            let file = only.caseFile(index: index, site: .azMaricopa, asOf: day("2026-06-18"))
            #expect(file.study?.arm == .businessAsUsual)
            #expect(file.conferences.isEmpty && file.plans.isEmpty && file.referrals.isEmpty)
            let other = even.caseFile(index: index, site: .azMaricopa, asOf: day("2026-06-18"))
            if other.study?.arm == .pjac { pjac += 1 }
        }
        #expect((450...550).contains(pjac))
    }
}
