import CaseModel
import Casework

/// A synthetic file in which every sensitive field holds something that occurs nowhere else.
struct PlantedFile {
    /// Whose data a plant is.
    enum Owner { case ncp, cp, agency }

    /// Bytes that tell a sensitive field of a masked file.
    struct Plant {
        /// The field, as `record.field`.
        var field: String
        var needle: String
        var owner: Owner
        /// The kind of data that the field is where nobody is at risk.
        var kind: RightObject
    }

    var file: CaseFile
    private(set) var plants: [Plant] = []
    let isAtRisk: Bool

    /// Plants in a sample.
    ///
    /// - Parameters:
    ///   - file: Any case file.
    ///   - atRisk: Who is at risk in every case of it.
    init(_ file: CaseFile, atRisk: Safety.AtRisk) {
        self.file = file
        isAtRisk = atRisk != .none
        plantPersons()
        plantCases(atRisk)
        plantFile()
    }

    /// Leads to the file's needles of a field that names neither parent.
    private mutating func add(
        _ field: String, _ needle: String, _ kind: RightObject, _ owner: Owner = .agency
    ) {
        plants.append(Plant(field: field, needle: needle, owner: owner, kind: kind))
    }

    private mutating func plantPersons() {
        file.ncp = planted(file.ncp, "NCP", .ncp)
        // One case, so that each plant has one place.
        file.cases = Array(file.cases.prefix(1))
        file.cases[0].cp = planted(file.cases[0].cp, "CP", .cp)
    }

    private mutating func planted(_ person: Person, _ mark: String, _ owner: Owner) -> Person {
        var person = person
        let year = owner == .ncp ? "1901" : "1902"
        func text(_ name: String) -> String { "PLANT\(mark)\(name)" }
        person.personID = "id\(mark)"
        person.name = text("NAME")
        add("person.name", person.name, .identity, owner)
        person.birthDate = day("\(year)-01-01")
        add("person.birth_date", "\(year)-01-01", .protectedAttribute, owner)
        person.sex = text("SEX")
        add("person.sex", text("SEX"), .protectedAttribute, owner)
        person.raceEthnicity = text("RACE")
        add("person.race_ethnicity", text("RACE"), .protectedAttribute, owner)
        person.tribalMember = true
        person.timeZone = text("ZONE")
        add("person.time_zone", text("ZONE"), .location, owner)
        person.serviceArea = text("AREA")
        add("person.service_area", text("AREA"), .location, owner)
        var address = Address()
        address.line = text("LINE")
        address.city = text("CITY")
        address.county = text("COUNTY")
        address.state = owner == .ncp ? "QQ" : "QZ"
        address.postalCode = text("ZIP")
        address.verifiedOn = day("\(year)-02-01")
        person.address = address
        for (name, needle) in [
            ("line", address.line), ("city", address.city), ("county", address.county),
            ("state", "\"\(address.state)\""), ("postal_code", address.postalCode),
            ("verified_on", "\(year)-02-01"),
        ] {
            add("address.\(name)", needle, .location, owner)
        }
        var phone = Phone()
        phone.number = text("PHONE")
        person.phones = [phone]
        add("phone.number", phone.number, .location, owner)
        person.email = text("MAIL")
        add("person.email", text("MAIL"), .location, owner)
        var job = Employment()
        job.employerID = text("JOBID")
        job.employerName = text("JOB")
        job.startedOn = day("2018-01-01")
        person.employments = [job]
        add("employment.employer_id", job.employerID, .location, owner)
        add("employment.employer_name", job.employerName, .location, owner)
        var disability = Disability()
        disability.kind = .both
        disability.since = day("\(year)-03-01")
        person.disability = disability
        add("disability.since", "\(year)-03-01", .medicalSummary, owner)
        var treatment = Treatment()
        treatment.kind = owner == .ncp ? .residentialDrugAlcohol : .medicalLeave
        treatment.startedOn = day("\(year)-04-01")
        treatment.endedOn = day("\(year)-04-02")
        person.treatments = [treatment]
        add("treatment.kind", treatment.kind.word, .medicalDetail, owner)
        add("treatment.started_on", "\(year)-04-01", .medicalSummary, owner)
        add("treatment.ended_on", "\(year)-04-02", .medicalSummary, owner)
        return person
    }

    private mutating func plantCases(_ atRisk: Safety.AtRisk) {
        var one = file.cases[0]
        one.safety = Safety()
        one.safety.atRisk = atRisk
        one.safety.familyViolence = atRisk == .none ? .noneKnown : .protectiveOrder
        one.safety.reviewedOn = day("1903-01-01")
        add("case.safety", "1903-01-01", .safetyRecord)
        var child = CaseModel.Child()
        child.childID = "c-1"
        child.birthDate = day("1903-02-01")
        one.children = [child]
        add("child.birth_date", "1903-02-01", .protectedAttribute)
        for index in one.orders.indices { one.orders[index].docket = "" }
        if one.orders.isEmpty { one.orders = [Order()] }
        one.orders[0].docket = "PLANTDOCKET"
        add("order.docket", "PLANTDOCKET", .location)
        for index in one.ledger.indices { one.ledger[index].source = nil }
        var payment = LedgerEntry()
        payment.entryID = "l-planted"
        payment.kind = .payment
        payment.source = .federalTaxOffset
        payment.amount = Money(cents: 100)
        one.ledger.append(payment)
        // A remedy may have that name too; that it was asked for is the agency's own knowledge.
        add(
            "ledger_entry.source", "\"source\":\"federal_tax_offset\"", .paymentSource, .ncp)
        var remedy = Remedy()
        remedy.remedyID = "r-planted"
        remedy.accountBalance = Money(cents: 987_654_321)
        for index in one.remedies.indices { one.remedies[index].accountBalance = nil }
        one.remedies.append(remedy)
        add("remedy.account_balance", "987654321", .accountData, .ncp)
        file.cases[0] = one
    }

    private mutating func plantFile() {
        var plan = Plan()
        plan.planID = "p-1"
        var goal = Goal()
        goal.statement = "PLANTGOAL"
        plan.goals = [goal]
        var barrier = Barrier()
        barrier.kind = .mentalHealth
        plan.barriers = [barrier]
        var commitment = Commitment()
        commitment.what = "PLANTPROMISE"
        plan.commitments = [commitment]
        file.plans = [plan]
        add("goal.statement", "PLANTGOAL", .identity, .ncp)
        add("barrier.kind", "mental_health", .medicalSummary, .ncp)
        add("commitment.what", "PLANTPROMISE", .identity, .ncp)
        var opinion = Opinion()
        opinion.staffID = "PLANTSTAFF"
        file.opinions = [opinion]
        add("opinion.staff_id", "PLANTSTAFF", .identity)
        var study = Study()
        study.drawID = "PLANTDRAW"
        file.study = study
        add("case_file.study", "PLANTDRAW", .studyArm)
        var search = WorkSearch()
        search.enforcementExclusion = .rehabilitation
        file.workSearch = search
        add("work_search.enforcement_exclusion", "rehabilitation", .medicalSummary, .ncp)
        var referral = Referral()
        referral.referralID = "f-1"
        referral.partnerID = "PARTNER1"
        referral.service = .substanceAbuse
        var other = referral
        other.referralID = "f-2"
        other.partnerID = "PARTNER2"
        other.service = .housing
        file.referrals = [referral, other]
        add("referral.service", "substance_abuse", .medicalSummary, .ncp)
        file.enrollments = []
        file.enhancedServices = []
        var contact = Contact()
        contact.caseID = file.cases[0].caseID
        contact.contactID = "PLANTWITHNCP"
        contact.with = .ncp
        contact.statedReason = .ill
        var second = contact
        second.contactID = "PLANTWITHCP"
        second.with = .cp
        second.statedReason = nil
        file.contacts = [contact, second]
        add("contact.stated_reason", "\"stated_reason\":\"ill\"", .medicalSummary, .ncp)
        file.consents = []
        file.conferences = []
        file.safeContacts = []
    }

    /// The sensitive fields that no bytes of their own can tell: yes or no, one of a few words, or a
    /// record whose own fields are planted.
    static let withoutBytes: Set<String> = [
        "person.address", "person.phones", "person.disability", "person.treatments",
        "person.tribal_member", "address.confidential", "phone.kind", "phone.text_consent",
        "disability.kind", "disability.total_permanent", "disability.verified",
    ]
}
