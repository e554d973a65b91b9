/// What stands in the way of paying or of a remedy, as of a day.
///
/// Source: 45 CFR 303.8; 45 CFR 303.11(b)(8) and (9).
public struct CircumstanceFacts: CaseRecord {
    /// True while the parent is inside.
    public var incarcerated = false
    /// First day of the present stretch.
    public var incarceratedSince: Day?
    /// Expected length of the present stretch in days.
    public var incarcerationDays: Int?
    /// Day of the last release.
    public var releasedOn: Day?
    /// True if SSI, or SSI with SSDI, is the only income.
    public var ssiOnly = false
    /// True if there is SSI.
    public var receivesSsi = false
    /// True if the parent gets aid that depends on need.
    public var meansTestedAid = false
    /// True if a total and permanent disability is verified.
    public var totalDisability = false
    /// True while a bankruptcy is open.
    public var bankruptcyActive = false
    /// True while in residential treatment or on medical leave.
    public var inTreatment = false
    /// True if the parent has died.
    public var deceased = false
    /// True if only arrears are collected.
    public var arrearsOnly = false
    /// True if there is a driver license that could be suspended.
    public var hasDriverLicense = false
    /// True if there is a commercial one.
    public var commercialDriver = false
    /// True if there is a work license that could be suspended.
    public var hasProfessionalLicense = false
    /// True if there is a recreational license that could be suspended.
    public var hasRecreationalLicense = false
    /// True while a warrant is out.
    public var warrantOpen = false
    /// Day on which the youngest child emancipates.
    public var youngestChildEmancipatesOn: Day?
    /// True if a child lives with the parent.
    public var secondFamily = false

    /// Makes a record with nothing known.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        CircumstanceFacts.self, "circumstances", "What stands in the way of paying or of a remedy",
        source: "45 CFR 303.8; 45 CFR 303.11", origin: .derived
    ) { record in
        record.field(
            "incarcerated", \.incarcerated, "True while the parent is inside",
            pace: .dated(.incarcerations))
        record.field(
            "incarcerated_since", \.incarceratedSince, "First day of the present stretch inside",
            pace: .dated(.incarcerations))
        record.field(
            "incarceration_days", \.incarcerationDays,
            "Expected length of the present stretch; absent if the release is not known",
            pace: .dated(.incarcerations),
            unit: .days, source: "45 CFR 303.8(b)")
        record.field(
            "released_on", \.releasedOn, "Day of the last release", pace: .dated(.incarcerations))
        record.field(
            "ssi_only", \.ssiOnly, "True if SSI, or SSI with SSDI, is the only income", .medical,
            pace: .dated(.incomes, .jobs, .verifiedJobs),
            source: "45 CFR 303.11(b)(9)")
        record.field(
            "receives_ssi", \.receivesSsi, "True if there is SSI", .medical, pace: .dated(.incomes),
            source: "42 USC 659(h)")
        record.field(
            "means_tested_aid", \.meansTestedAid,
            "True if the parent gets aid that depends on need", pace: .dated(.incomes, .assistance),
            source: "OAC 5101:12-50-17(D)")
        record.field(
            "total_disability", \.totalDisability,
            "True if a total and permanent disability is verified", .medical,
            pace: .dated(.disability),
            source: "45 CFR 303.11(b)(8)")
        record.field(
            "bankruptcy_active", \.bankruptcyActive, "True while a bankruptcy is open",
            pace: .dated(.bankruptcies))
        record.field(
            "in_treatment", \.inTreatment, "True in residential treatment or on medical leave",
            .medical, pace: .dated(.treatments))
        record.field("deceased", \.deceased, "True if the parent has died", pace: .dated(.death))
        record.field(
            "arrears_only", \.arrearsOnly, "True if only arrears are collected", pace: .fixed)
        record.field(
            "has_driver_license", \.hasDriverLicense,
            "True if there is a driver license that could be suspended", pace: .fixed)
        record.field(
            "commercial_driver", \.commercialDriver,
            "True if there is a commercial driver license that could be suspended", pace: .fixed)
        record.field(
            "has_professional_license", \.hasProfessionalLicense,
            "True if there is an occupational, professional or law license to suspend", pace: .fixed
        )
        record.field(
            "has_recreational_license", \.hasRecreationalLicense,
            "True if there is a recreational license that could be suspended", pace: .fixed)
        record.field(
            "warrant_open", \.warrantOpen, "True while a warrant is out in the case",
            pace: .dated(.courtEvents))
        record.field(
            "youngest_child_emancipates_on", \.youngestChildEmancipatesOn,
            "Day on which the youngest child of the case emancipates", pace: .fixed)
        record.field(
            "second_family", \.secondFamily,
            "True if a recorded child lives with the parent", pace: .fixed,
            source: "15 USC 1673(b)(2)(A)")
    }
}

extension CircumstanceFacts {
    /// Reads the parent, one case, and the children of all cases.
    init(
        of file: borrowing CaseFile, in legalCase: borrowing Case, employed: Bool, asOf: Day
    ) {
        self.init()
        readPerson(file.ncp, employed: employed, asOf: asOf)
        readLicenses(file.ncp.licenses)
        readCase(legalCase, asOf: asOf)
        for index in file.cases.indices {
            for child in file.cases[index].children.indices
            where file.cases[index].children[child].livesWith == .ncp {
                secondFamily = true
            }
        }
    }

    private mutating func readPerson(_ parent: borrowing Person, employed: Bool, asOf: Day) {
        for stretch in parent.incarcerations where stretch.startedOn <= asOf {
            if let released = stretch.releasedOn, released <= asOf {
                if releasedOn.map({ released > $0 }) ?? true { releasedOn = released }
            } else {
                incarcerated = true
                incarceratedSince = stretch.startedOn
                incarcerationDays = stretch.expectedRelease.map {
                    stretch.startedOn.days(until: $0)
                }
            }
        }
        for filing in parent.bankruptcies where filing.filedOn <= asOf {
            let discharged = filing.dischargedOn.map { $0 <= asOf } ?? false
            let dismissed = filing.dismissedOn.map { $0 <= asOf } ?? false
            if !discharged && !dismissed { bankruptcyActive = true }
        }
        for treatment in parent.treatments
        where asOf.isWithin(treatment.startedOn, treatment.endedOn) {
            inTreatment = true
        }
        if let disability = parent.disability, disability.since <= asOf {
            totalDisability = disability.totalPermanent && disability.verified
        }
        deceased = parent.deceasedOn.map { $0 <= asOf } ?? false
        readIncome(parent, employed: employed, asOf: asOf)
    }

    /// Food benefits are not income, so SSI with SNAP is still SSI only.
    private mutating func readIncome(_ parent: borrowing Person, employed: Bool, asOf: Day) {
        var other = employed
        for income in parent.incomes where income.isReceived(on: asOf) {
            switch income.kind {
            case .ssi:
                receivesSsi = true
                meansTestedAid = true
            case .ssdi: break
            case .snap: meansTestedAid = true
            case .tanf, .generalAssistance:
                meansTestedAid = true
                other = true
            case .wages, .selfEmployment, .unemployment, .workersCompensation, .vaBenefits,
                .pension, .other:
                other = true
            }
        }
        ssiOnly = receivesSsi && !other
        for aid in parent.assistance
        where aid.member == .ncp && asOf.isWithin(aid.startedOn, aid.endedOn) {
            switch aid.program {
            case .tanf, .snap, .medicaid, .generalAssistance: meansTestedAid = true
            case .ivE: break
            }
        }
    }

    private mutating func readLicenses(_ licenses: [License]) {
        for license in licenses where license.status.canBeSuspended {
            switch license.class {
            case .driver: hasDriverLicense = true
            case .commercialDriver:
                hasDriverLicense = true
                commercialDriver = true
            case .occupational, .professional, .law: hasProfessionalLicense = true
            case .recreational: hasRecreationalLicense = true
            }
        }
    }

    private mutating func readCase(_ legalCase: borrowing Case, asOf: Day) {
        arrearsOnly = legalCase.processing == .arrearsOnly
        for event in legalCase.courtEvents where event.kind == .warrant && event.filedOn <= asOf {
            switch event.status {
            case .pending, .served, .notServed, .heard, .continued, .found: warrantOpen = true
            case .dismissed, .closed, .recalled: break
            }
        }
        for child in legalCase.children {
            guard let day = child.emancipatesOn else { continue }
            if youngestChildEmancipatesOn.map({ day > $0 }) ?? true {
                youngestChildEmancipatesOn = day
            }
        }
    }
}

extension License.Status {
    /// True if the license is in use, so that there is something to suspend.
    var canBeSuspended: Bool {
        switch self {
        case .valid, .noticeSent, .restricted, .reinstated: true
        case .suspended, .deniedRenewal, .expired: false
        }
    }
}
