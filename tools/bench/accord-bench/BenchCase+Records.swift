/// The people, papers and letters around the case of the benchmark.
import CaseModel

private let about = "a fact of the benchmark"

struct BenchParent: CaseRecord {
    var id = ""
    var firstName = ""
    var lastName = ""
    var birthDay = 0
    var street = ""
    var city = ""
    var postalCode = ""
    var phone = ""
    var email = ""
    var language = ""
    var incarcerated = false
    var deceased = false
    var military = false
    var disability = false
    var dependents = 0
    var otherCases = 0
    var score = 0
    var verifiedDay = 0
    var located = false
    var ratio = 0
    var license = BenchLicense()
    var employment = BenchEmployment()

    init() {}

    init(_ random: inout BenchRandom) {
        id = random.text(8)
        firstName = random.text(8)
        lastName = random.text(8)
        birthDay = random.day()
        street = random.text(40)
        city = random.text(8)
        postalCode = random.text(8)
        phone = random.text(8)
        email = random.text(8)
        language = random.text(8)
        incarcerated = random.flag(8)
        deceased = random.flag(8)
        military = random.flag(8)
        disability = random.flag(8)
        dependents = random.integer()
        otherCases = random.integer()
        score = random.integer()
        verifiedDay = random.day()
        located = random.flag(8)
        ratio = random.integer()
        license = BenchLicense(&random)
        employment = BenchEmployment(&random)
    }

    static let schema = RecordSchema(Self.self, "parent", about, source: about) {
        $0.field("id", \.id, about)
        $0.field("first_name", \.firstName, about)
        $0.field("last_name", \.lastName, about)
        $0.field("birth_day", \.birthDay, about, unit: .date)
        $0.field("street", \.street, about)
        $0.field("city", \.city, about)
        $0.field("postal_code", \.postalCode, about)
        $0.field("phone", \.phone, about)
        $0.field("email", \.email, about)
        $0.field("language", \.language, about)
        $0.field("incarcerated", \.incarcerated, about)
        $0.field("deceased", \.deceased, about)
        $0.field("military", \.military, about)
        $0.field("disability", \.disability, about)
        $0.field("dependents", \.dependents, about)
        $0.field("other_cases", \.otherCases, about)
        $0.field("score", \.score, about)
        $0.field("verified_day", \.verifiedDay, about, unit: .date)
        $0.field("located", \.located, about)
        $0.field("ratio", \.ratio, about)
        $0.field("license", \.license, about)
        $0.field("employment", \.employment, about)
    }
}

struct BenchLicense: CaseRecord {
    var status = BenchLicenseStatus.valid
    var kind = BenchLicenseKind.regular
    var number = ""
    var expiresDay = 0
    var issuedDay = 0
    var commercial = false
    var suspensions = 0
    var points = 0

    init() {}

    init(_ random: inout BenchRandom) {
        status = random.pick()
        kind = random.pick()
        number = random.text(8)
        expiresDay = random.day()
        issuedDay = random.day()
        commercial = random.flag(8)
        suspensions = random.integer()
        points = random.integer()
    }

    static let schema = RecordSchema(Self.self, "license", about, source: about) {
        $0.field("status", \.status, about)
        $0.field("kind", \.kind, about)
        $0.field("number", \.number, about)
        $0.field("expires_day", \.expiresDay, about, unit: .date)
        $0.field("issued_day", \.issuedDay, about, unit: .date)
        $0.field("commercial", \.commercial, about)
        $0.field("suspensions", \.suspensions, about)
        $0.field("points", \.points, about)
    }
}

struct BenchEmployment: CaseRecord {
    var status = BenchEmploymentStatus.employed
    var employer = ""
    var sinceDay = 0
    var grossCents = Money.zero
    var netCents = Money.zero
    var withholding = false
    var number = ""
    var seasonal = false

    init() {}

    init(_ random: inout BenchRandom) {
        status = random.pick()
        employer = random.text(8)
        sinceDay = random.day()
        grossCents = random.cents(0, 1_200_000)
        netCents = random.cents(0, 1_200_000)
        withholding = random.flag(8)
        number = random.text(8)
        seasonal = random.flag(8)
    }

    static let schema = RecordSchema(Self.self, "employment", about, source: about) {
        $0.field("status", \.status, about)
        $0.field("employer", \.employer, about)
        $0.field("since_day", \.sinceDay, about, unit: .date)
        $0.field("gross_cents", \.grossCents, about)
        $0.field("net_cents", \.netCents, about)
        $0.field("withholding", \.withholding, about)
        $0.field("number", \.number, about)
        $0.field("seasonal", \.seasonal, about)
    }
}

struct BenchOrder: CaseRecord {
    var id = ""
    var active = false
    var monthlyCents = Money.zero
    var medicalCents = Money.zero
    var startDay = 0
    var endDay = 0
    var modifiedDay = 0
    var court = ""
    var judge = ""
    var retroactive = false
    var interest = 0
    var arrearsMonthlyCents = Money.zero
    var withholding = false
    var terms = ""

    init() {}

    init(_ random: inout BenchRandom) {
        id = random.text(8)
        active = random.flag(92)
        monthlyCents = random.cents(5000, 120_000)
        medicalCents = random.cents(0, 1_200_000)
        startDay = random.day()
        endDay = random.day()
        modifiedDay = random.day()
        court = random.text(8)
        judge = random.text(8)
        retroactive = random.flag(8)
        interest = random.integer()
        arrearsMonthlyCents = random.cents(0, 1_200_000)
        withholding = random.flag(8)
        terms = random.text(40)
    }

    static let schema = RecordSchema(Self.self, "order", about, source: about) {
        $0.field("id", \.id, about)
        $0.field("active", \.active, about)
        $0.field("monthly_cents", \.monthlyCents, about)
        $0.field("medical_cents", \.medicalCents, about)
        $0.field("start_day", \.startDay, about, unit: .date)
        $0.field("end_day", \.endDay, about, unit: .date)
        $0.field("modified_day", \.modifiedDay, about, unit: .date)
        $0.field("court", \.court, about)
        $0.field("judge", \.judge, about)
        $0.field("retroactive", \.retroactive, about)
        $0.field("interest", \.interest, about)
        $0.field("arrears_monthly_cents", \.arrearsMonthlyCents, about)
        $0.field("withholding", \.withholding, about)
        $0.field("terms", \.terms, about)
    }
}

struct BenchContact: CaseRecord {
    var day = 0
    var channel = BenchContactChannel.letter
    var outcome = BenchContactOutcome.delivered
    var agent = ""
    var minutes = 0
    var letterCode = ""

    init() {}

    init(_ random: inout BenchRandom) {
        day = random.day()
        channel = random.pick()
        outcome = random.pick()
        agent = random.text(8)
        minutes = random.integer()
        letterCode = random.text(8)
    }

    static let schema = RecordSchema(Self.self, "contact", about, source: about) {
        $0.field("day", \.day, about, unit: .date)
        $0.field("channel", \.channel, about)
        $0.field("outcome", \.outcome, about)
        $0.field("agent", \.agent, about)
        $0.field("minutes", \.minutes, about)
        $0.field("letter_code", \.letterCode, about)
    }
}
