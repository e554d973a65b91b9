import CaseModel
import Testing

@Suite("Circumstances, safety and court")
struct CircumstanceTests {
    @Test(arguments: [
        ([Income.Kind.ssi], false, true), ([.ssi, .ssdi], false, true),
        ([.ssi, .snap], false, true),
        ([.ssdi], false, false), ([.ssi, .pension], false, false), ([.ssi], true, false),
        ([], false, false), ([.ssi, .unemployment], false, false), ([.tanf, .ssi], false, false),
    ])
    func ssiOnly(_ kinds: [Income.Kind], _ employed: Bool, _ only: Bool) {
        // 45 CFR 303.11(b)(9): sole income SSI, or SSI with SSDI.
        let file = CaseFile.oneCase {
            $0.ncp.incomes = kinds.map { kind in
                var income = Income()
                income.kind = kind
                income.monthlyAmount = Money(cents: 90_000)
                return income
            }
            if employed {
                var job = Employment()
                job.verifiedOn = day("2024-05-01")
                $0.ncp.employments = [job]
            }
        }
        let facts = matter(file, on: "2024-05-30").circumstances
        #expect(facts.ssiOnly == only)
        #expect(facts.receivesSsi == kinds.contains(.ssi))
        #expect(facts.meansTestedAid == (kinds.contains(.ssi) || kinds.contains(.tanf)))
    }

    @Test(
        arguments: [
            ("2023-12-31", false, nil, nil), ("2024-01-01", true, 181, nil),
            ("2024-02-29", true, 181, nil),
            ("2024-03-01", false, nil, "2024-03-01"),
        ] as [(String, Bool, Int?, String?)])
    func incarceration(_ asOf: String, _ inside: Bool, _ length: Int?, _ released: String?) {
        let file = CaseFile.oneCase {
            var stretch = Incarceration()
            stretch.startedOn = day("2024-01-01")
            stretch.expectedRelease = day("2024-06-30")
            stretch.releasedOn = day("2024-03-01")
            $0.ncp.incarcerations = [stretch]
        }
        let facts = matter(file, on: asOf).circumstances
        #expect(facts.incarcerated == inside)
        #expect(facts.incarcerationDays == length)
        #expect(facts.incarceratedSince == (inside ? day("2024-01-01") : nil))
        #expect(facts.releasedOn?.description == released)
    }

    @Test func bankruptcyTreatmentAndDisabilityHoldOnlyInTheirTime() {
        let file = CaseFile.oneCase {
            var filing = Bankruptcy()
            filing.filedOn = day("2024-01-01")
            filing.dischargedOn = day("2024-04-01")
            $0.ncp.bankruptcies = [filing]
            var treatment = Treatment()
            treatment.startedOn = day("2024-01-01")
            treatment.endedOn = day("2024-03-31")
            $0.ncp.treatments = [treatment]
            var disability = Disability()
            disability.totalPermanent = true
            disability.since = day("2024-04-01")
            $0.ncp.disability = disability
            $0.ncp.deceasedOn = day("2024-05-01")
        }
        let march = matter(file, on: "2024-03-31").circumstances
        #expect(march.bankruptcyActive && march.inTreatment && !march.deceased)
        let april = matter(file, on: "2024-04-01").circumstances
        #expect(!april.bankruptcyActive && !april.inTreatment)
        #expect(!april.totalDisability, "a disability that nobody verified is not one here")
        var verified = file
        verified.ncp.disability?.verified = true
        #expect(matter(verified, on: "2024-04-01").circumstances.totalDisability)
        #expect(!matter(verified, on: "2024-03-31").circumstances.totalDisability)
        #expect(matter(file, on: "2024-05-01").circumstances.deceased)
    }

    @Test(arguments: License.Status.allCases)
    func onlyALicenseInUseCanBeSuspended(_ status: License.Status) {
        let inUse: Set<License.Status> = [.valid, .noticeSent, .restricted, .reinstated]
        for kind in License.Class.allCases {
            let file = CaseFile.oneCase {
                var license = License()
                license.class = kind
                license.status = status
                $0.ncp.licenses = [license]
            }
            let facts = matter(file, on: "2024-05-30").circumstances
            let can = inUse.contains(status)
            let driver = kind == .driver || kind == .commercialDriver
            let work = kind == .occupational || kind == .professional || kind == .law
            #expect(facts.hasDriverLicense == (can && driver))
            #expect(facts.commercialDriver == (can && kind == .commercialDriver))
            #expect(facts.hasProfessionalLicense == (can && work))
            #expect(facts.hasRecreationalLicense == (can && kind == .recreational))
        }
    }

    struct SafetyRow: Sendable, CustomTestStringConvertible {
        var name: String
        var violence = Safety.FamilyViolence.noneKnown
        var atRisk = Safety.AtRisk.none
        var nondisclosure = false
        var goodCause = false
        var cleared = false
        var wants = false
        var blocked: Bool
        var testDescription: String { name }
    }

    @Test(arguments: [
        SafetyRow(name: "nothing known", blocked: false),
        SafetyRow(name: "disclosed", violence: .disclosed, atRisk: .cp, blocked: true),
        SafetyRow(name: "cleared only", violence: .disclosed, cleared: true, blocked: true),
        SafetyRow(name: "wanted only", violence: .disclosed, wants: true, blocked: true),
        SafetyRow(
            name: "cleared and wanted", violence: .protectiveOrder, atRisk: .both, cleared: true,
            wants: true, blocked: false),
        SafetyRow(name: "nondisclosure", nondisclosure: true, blocked: true),
        SafetyRow(
            name: "good cause stays", goodCause: true, cleared: true, wants: true, blocked: true),
    ])
    func jointMeetings(_ row: SafetyRow) {
        let file = CaseFile.oneCase {
            $0.cases[0].safety.familyViolence = row.violence
            $0.cases[0].safety.atRisk = row.atRisk
            $0.cases[0].safety.nondisclosure = row.nondisclosure
            $0.cases[0].safety.goodCause = row.goodCause
            $0.cases[0].safety.clearedForJointConference = row.cleared
            $0.cases[0].safety.protectedParentWantsConference = row.wants
        }
        let flags = matter(file, on: "2024-05-30").safetyFlags
        #expect(flags.jointBlocked == row.blocked)
        #expect(flags.cpAtRisk == (row.atRisk == .cp || row.atRisk == .both))
        #expect(flags.ncpAtRisk == (row.atRisk == .both))
    }

    private static func event(
        _ kind: CourtEvent.Kind, _ filed: String, _ status: CourtEvent.Status,
        hearing: String? = nil, able: CourtEvent.AbilityFinding = .unknown
    ) -> CourtEvent {
        var event = CourtEvent()
        event.kind = kind
        event.filedOn = day(filed)
        event.status = status
        event.hearingOn = hearing.map { day($0) }
        event.abilityFinding = able
        event.willfulFinding = .unknown
        return event
    }

    @Test func theLatestFindingOfACourtCounts() {
        let file = CaseFile.oneCase {
            $0.cases[0].courtEvents = [
                Self.event(
                    .reviewHearing, "2024-01-01", .heard, hearing: "2024-04-01", able: .able),
                Self.event(
                    .reviewHearing, "2024-02-01", .heard, hearing: "2024-03-01", able: .unable),
                Self.event(
                    .reviewHearing, "2024-05-01", .pending, hearing: "2024-07-01", able: .notMade),
            ]
        }
        #expect(matter(file, on: "2024-03-31").court.abilityFinding == .unable)
        #expect(matter(file, on: "2024-05-30").court.abilityFinding == .able)
        #expect(matter(file, on: "2024-02-28").court.abilityFinding == .unknown)
        #expect(matter(file, on: "2024-05-30").court.willfulFinding == .unknown)
    }

    @Test(arguments: CourtEvent.Status.allCases)
    func contemptAndWarrants(_ status: CourtEvent.Status) {
        let file = CaseFile.oneCase {
            var motion = Self.event(.contemptMotion, "2024-02-01", status, hearing: "2024-04-01")
            motion.servedOn = day("2024-03-01")
            motion.serviceMethod = .personal
            motion.appeared = .no
            $0.cases[0].courtEvents = [motion, Self.event(.warrant, "2024-04-02", status)]
        }
        let before: Set<CourtEvent.Status> = [.pending, .served, .notServed, .heard, .continued]
        let over: Set<CourtEvent.Status> = [.dismissed, .closed, .recalled]
        let facts = matter(file, on: "2024-05-30")
        #expect(facts.court.contemptPending == before.contains(status))
        #expect(facts.court.contemptServed == before.contains(status))
        #expect(facts.court.personalService == before.contains(status))
        #expect(facts.court.missedHearing == !over.contains(status))
        #expect(facts.court.filings == 1)
        #expect(facts.circumstances.warrantOpen == !over.contains(status))
        let early = matter(file, on: "2024-02-29").court
        #expect(!early.contemptServed && !early.missedHearing)
    }
}
