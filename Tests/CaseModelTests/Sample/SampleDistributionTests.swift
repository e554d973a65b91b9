import CaseModel
import Testing

/// What 5,000 synthetic files look like as a whole, all six agencies together.
private struct Census {
    var files = 0
    var mainCaseAgeDays = 0
    var severalCases = 0
    var custodialParents = 0
    var violence = 0
    var served = 0
    var cpReached = 0
    var ncpReached = 0
    var conferences = 0
    var notPayingInFull = 0
    var payingNothing = 0
    var collected: Int64 = 0
    var withheld: Int64 = 0
    var employed = 0
    var jobLostInAYear = 0
    var arrears: [Int64] = []
    var bytes: [Int] = []

    init(seed: UInt64, count: Int) {
        let sampler = Sampler(seed: seed)
        for index in 0..<count {
            let site = SiteID.demonstration[index % SiteID.demonstration.count]
            add(sampler.caseFile(index: index / 6, site: site, asOf: day("2026-06-18")))
        }
    }

    private mutating func add(_ file: CaseFile) {
        let facts = Matter(file: file, caseIndex: 0, asOf: file.observedOn)
        files += 1
        mainCaseAgeDays += facts.record.openedOn.days(until: file.observedOn)
        if file.cases.count > 1 { severalCases += 1 }
        custodialParents += file.cases.count
        violence += file.cases.count { $0.safety.familyViolence != .noneKnown }
        if file.study?.arm == .pjac {
            served += 1
            if facts.engagement.cpReached { cpReached += 1 }
            if facts.engagement.ncpReached { ncpReached += 1 }
            if file.conferences.contains(where: { $0.heldOn != nil }) { conferences += 1 }
        }
        if facts.record.processing == .currentSupport, facts.payments.due365 > .zero,
            facts.payments.paid365 < facts.payments.due365
        {
            notPayingInFull += 1
            if facts.payments.paid365 == .zero { payingNothing += 1 }
        }
        for legalCase in file.cases {
            for entry in legalCase.ledger where entry.kind == .payment {
                collected += entry.amount.cents
                if entry.source == .incomeWithholding { withheld += entry.amount.cents }
            }
        }
        if facts.work.employed { employed += 1 }
        if let days = facts.work.unemployedDays, days <= 365 { jobLostInAYear += 1 }
        arrears.append(facts.arrears.total.cents)
        bytes.append(file.canonicalBytes().count)
    }

    static let shared = Census(seed: 2_024, count: 5_000)
}

@Suite("Sampler: distributions follow published figures")
struct SampleDistributionTests {
    struct Band: Sendable, CustomTestStringConvertible {
        var figure: String
        var lowest: Double
        var highest: Double
        fileprivate var share: @Sendable (Census) -> (Int, Int)
        var testDescription: String { figure }
    }

    @Test(arguments: [
        Band(
            figure: "main case about 9 years old at enrollment (YoungWilliams 2020, MDRC brief 3)",
            lowest: 8.7, highest: 9.3
        ) { ($0.mainCaseAgeDays * 100 / 36_525, $0.files) },
        Band(
            figure: "often more than one case (YoungWilliams 2020); 44% assumed",
            lowest: 0.40, highest: 0.48
        ) { ($0.severalCases, $0.files) },
        Band(
            figure: "almost 40% of custodial parents: violence (ACF-OCSS-PIQ-25-01)",
            lowest: 0.38, highest: 0.41
        ) { ($0.violence, $0.custodialParents) },
        Band(
            figure: "about 59% of custodial parents reached (PJAC brief 8, 27/46)",
            lowest: 0.56, highest: 0.62
        ) { ($0.cpReached, $0.served) },
        Band(
            figure: "about 27% of parents had a conference (PJAC brief 8)",
            lowest: 0.25, highest: 0.29
        ) { ($0.conferences, $0.served) },
        Band(
            figure: "about 46% had a conference where the custodial parent was reached (same)",
            lowest: 0.43, highest: 0.49
        ) { ($0.conferences, $0.cpReached) },
        Band(
            figure: "noncustodial parents reached: 72% assumed", lowest: 0.68, highest: 0.76
        ) { ($0.ncpReached, $0.served) },
        Band(
            figure: "30 of 54 who were not paid in full got nothing (MDRC contempt page, 2017)",
            lowest: 0.50, highest: 0.61
        ) { ($0.payingNothing, $0.notPayingInFull) },
        Band(
            figure: "66% of collections by withholding in FY 2021 (Pine County, citing OCSE)",
            lowest: 0.62, highest: 0.70
        ) { (Int($0.withheld), Int($0.collected)) },
        Band(
            figure: "employed: about a quarter assumed", lowest: 0.20, highest: 0.34
        ) { ($0.employed, $0.files) },
        Band(
            figure: "lost a job within a year: about four in ten assumed", lowest: 0.35,
            highest: 0.50
        ) { ($0.jobLostInAYear, $0.files) },
    ])
    func share(_ band: Band) {
        let (part, whole) = band.share(Census.shared)
        let value = Double(part) / Double(whole)
        #expect(band.lowest <= value && value <= band.highest, "\(value)")
    }

    /// Every money threshold of the law has parents on both sides.
    @Test(arguments: [150, 500, 1_000, 2_500, 5_000, 10_000])
    func arrearsLieOnBothSides(_ dollars: Int64) {
        let below = Census.shared.arrears.count { $0 < dollars * 100 }
        #expect(below >= 200 && Census.shared.arrears.count - below >= 1_000, "\(below) below")
    }

    @Test func filesHaveARealisticSize() {
        let sizes = Census.shared.bytes.sorted()
        #expect((6_000...10_000).contains(sizes.reduce(0, +) / sizes.count))
        #expect(sizes[250] >= 3_000, "95 of 100 files have 3 KB or more")
        #expect(sizes[4_749] <= 14_000, "95 of 100 files have 14 KB or less")
    }
}
