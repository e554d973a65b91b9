/// The case of the benchmark: about a hundred facts, nested three deep, and its contacts.
///
/// Each record fills itself from a generator, answers one fact at a time to the host, and writes
/// itself as a plain Lua table for the floor.
import CBenchFloor
import LuaHost

let benchSymbols = [
    "open", "closed", "pending", "transferred", "valid", "suspended", "expired", "none",
    "regular", "motorcycle", "commercial", "permit", "employed", "unemployed", "self_employed",
    "unknown", "letter", "phone", "email", "text", "visit", "delivered", "undeliverable",
    "answered", "no_answer", "refused",
]

struct BenchContact {
    var day: Int64
    var channel: UInt16
    var outcome: UInt16
    var agent: String
    var minutes: Int64
    var letterCode: String

    init(_ random: inout BenchRandom) {
        day = random.day()
        channel = random.pick([16, 17, 18, 19, 20])
        outcome = random.pick([21, 22, 23, 24, 25])
        agent = random.text(8)
        minutes = random.integer()
        letterCode = random.text(8)
    }

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("day", units ? .quantity(.date) : .integer),
            FieldType("channel", .symbol("channel")),
            FieldType("outcome", .symbol("outcome")),
            FieldType("agent", .text),
            FieldType("minutes", .integer),
            FieldType("letter_code", .text),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchContact>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0:
            slot = units ? .quantity(.date, record.pointee.day) : .integer(record.pointee.day)
        case 1: slot = .symbol(Int(record.pointee.channel))
        case 2: slot = .symbol(Int(record.pointee.outcome))
        case 3: slot.setText(record.pointee.agent)
        case 4: slot = .integer(record.pointee.minutes)
        case 5: slot.setText(record.pointee.letterCode)
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        bench_floor_integer(floor, "day", day)
        let channelName = benchSymbols[Int(channel)]
        bench_floor_text(floor, "channel", channelName, channelName.utf8.count)
        let outcomeName = benchSymbols[Int(outcome)]
        bench_floor_text(floor, "outcome", outcomeName, outcomeName.utf8.count)
        bench_floor_text(floor, "agent", agent, agent.utf8.count)
        bench_floor_integer(floor, "minutes", minutes)
        bench_floor_text(floor, "letter_code", letterCode, letterCode.utf8.count)
    }
}

struct BenchOrder {
    var id: String
    var active: Bool
    var monthlyCents: Int64
    var medicalCents: Int64
    var startDay: Int64
    var endDay: Int64
    var modifiedDay: Int64
    var court: String
    var judge: String
    var retroactive: Bool
    var interest: Int64
    var arrearsMonthlyCents: Int64
    var withholding: Bool
    var terms: String

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

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("id", .text),
            FieldType("active", .bool),
            FieldType("monthly_cents", units ? .quantity(.money) : .integer),
            FieldType("medical_cents", units ? .quantity(.money) : .integer),
            FieldType("start_day", units ? .quantity(.date) : .integer),
            FieldType("end_day", units ? .quantity(.date) : .integer),
            FieldType("modified_day", units ? .quantity(.date) : .integer),
            FieldType("court", .text),
            FieldType("judge", .text),
            FieldType("retroactive", .bool),
            FieldType("interest", .integer),
            FieldType("arrears_monthly_cents", units ? .quantity(.money) : .integer),
            FieldType("withholding", .bool),
            FieldType("terms", .text),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchOrder>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0: slot.setText(record.pointee.id)
        case 1: slot = .bool(record.pointee.active)
        case 2:
            slot =
                units
                ? .quantity(.money, record.pointee.monthlyCents)
                : .integer(record.pointee.monthlyCents)
        case 3:
            slot =
                units
                ? .quantity(.money, record.pointee.medicalCents)
                : .integer(record.pointee.medicalCents)
        case 4:
            slot =
                units
                ? .quantity(.date, record.pointee.startDay) : .integer(record.pointee.startDay)
        case 5:
            slot = units ? .quantity(.date, record.pointee.endDay) : .integer(record.pointee.endDay)
        case 6:
            slot =
                units
                ? .quantity(.date, record.pointee.modifiedDay)
                : .integer(record.pointee.modifiedDay)
        case 7: slot.setText(record.pointee.court)
        case 8: slot.setText(record.pointee.judge)
        case 9: slot = .bool(record.pointee.retroactive)
        case 10: slot = .integer(record.pointee.interest)
        case 11:
            slot =
                units
                ? .quantity(.money, record.pointee.arrearsMonthlyCents)
                : .integer(record.pointee.arrearsMonthlyCents)
        case 12: slot = .bool(record.pointee.withholding)
        case 13: slot.setText(record.pointee.terms)
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        bench_floor_text(floor, "id", id, id.utf8.count)
        bench_floor_bool(floor, "active", active ? 1 : 0)
        bench_floor_integer(floor, "monthly_cents", monthlyCents)
        bench_floor_integer(floor, "medical_cents", medicalCents)
        bench_floor_integer(floor, "start_day", startDay)
        bench_floor_integer(floor, "end_day", endDay)
        bench_floor_integer(floor, "modified_day", modifiedDay)
        bench_floor_text(floor, "court", court, court.utf8.count)
        bench_floor_text(floor, "judge", judge, judge.utf8.count)
        bench_floor_bool(floor, "retroactive", retroactive ? 1 : 0)
        bench_floor_integer(floor, "interest", interest)
        bench_floor_integer(floor, "arrears_monthly_cents", arrearsMonthlyCents)
        bench_floor_bool(floor, "withholding", withholding ? 1 : 0)
        bench_floor_text(floor, "terms", terms, terms.utf8.count)
    }
}

struct BenchEmployment {
    var status: UInt16
    var employer: String
    var sinceDay: Int64
    var grossCents: Int64
    var netCents: Int64
    var withholding: Bool
    var number: String
    var seasonal: Bool

    init(_ random: inout BenchRandom) {
        status = random.pick([12, 13, 14, 15])
        employer = random.text(8)
        sinceDay = random.day()
        grossCents = random.cents(0, 1_200_000)
        netCents = random.cents(0, 1_200_000)
        withholding = random.flag(8)
        number = random.text(8)
        seasonal = random.flag(8)
    }

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("status", .symbol("status")),
            FieldType("employer", .text),
            FieldType("since_day", units ? .quantity(.date) : .integer),
            FieldType("gross_cents", units ? .quantity(.money) : .integer),
            FieldType("net_cents", units ? .quantity(.money) : .integer),
            FieldType("withholding", .bool),
            FieldType("number", .text),
            FieldType("seasonal", .bool),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchEmployment>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0: slot = .symbol(Int(record.pointee.status))
        case 1: slot.setText(record.pointee.employer)
        case 2:
            slot =
                units
                ? .quantity(.date, record.pointee.sinceDay) : .integer(record.pointee.sinceDay)
        case 3:
            slot =
                units
                ? .quantity(.money, record.pointee.grossCents) : .integer(record.pointee.grossCents)
        case 4:
            slot =
                units
                ? .quantity(.money, record.pointee.netCents) : .integer(record.pointee.netCents)
        case 5: slot = .bool(record.pointee.withholding)
        case 6: slot.setText(record.pointee.number)
        case 7: slot = .bool(record.pointee.seasonal)
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        let statusName = benchSymbols[Int(status)]
        bench_floor_text(floor, "status", statusName, statusName.utf8.count)
        bench_floor_text(floor, "employer", employer, employer.utf8.count)
        bench_floor_integer(floor, "since_day", sinceDay)
        bench_floor_integer(floor, "gross_cents", grossCents)
        bench_floor_integer(floor, "net_cents", netCents)
        bench_floor_bool(floor, "withholding", withholding ? 1 : 0)
        bench_floor_text(floor, "number", number, number.utf8.count)
        bench_floor_bool(floor, "seasonal", seasonal ? 1 : 0)
    }
}

struct BenchLicense {
    var status: UInt16
    var kind: UInt16
    var number: String
    var expiresDay: Int64
    var issuedDay: Int64
    var commercial: Bool
    var suspensions: Int64
    var points: Int64

    init(_ random: inout BenchRandom) {
        status = random.pick([4, 5, 6, 7])
        kind = random.pick([8, 9, 10, 11])
        number = random.text(8)
        expiresDay = random.day()
        issuedDay = random.day()
        commercial = random.flag(8)
        suspensions = random.integer()
        points = random.integer()
    }

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("status", .symbol("status")),
            FieldType("kind", .symbol("kind")),
            FieldType("number", .text),
            FieldType("expires_day", units ? .quantity(.date) : .integer),
            FieldType("issued_day", units ? .quantity(.date) : .integer),
            FieldType("commercial", .bool),
            FieldType("suspensions", .integer),
            FieldType("points", .integer),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchLicense>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0: slot = .symbol(Int(record.pointee.status))
        case 1: slot = .symbol(Int(record.pointee.kind))
        case 2: slot.setText(record.pointee.number)
        case 3:
            slot =
                units
                ? .quantity(.date, record.pointee.expiresDay) : .integer(record.pointee.expiresDay)
        case 4:
            slot =
                units
                ? .quantity(.date, record.pointee.issuedDay) : .integer(record.pointee.issuedDay)
        case 5: slot = .bool(record.pointee.commercial)
        case 6: slot = .integer(record.pointee.suspensions)
        case 7: slot = .integer(record.pointee.points)
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        let statusName = benchSymbols[Int(status)]
        bench_floor_text(floor, "status", statusName, statusName.utf8.count)
        let kindName = benchSymbols[Int(kind)]
        bench_floor_text(floor, "kind", kindName, kindName.utf8.count)
        bench_floor_text(floor, "number", number, number.utf8.count)
        bench_floor_integer(floor, "expires_day", expiresDay)
        bench_floor_integer(floor, "issued_day", issuedDay)
        bench_floor_bool(floor, "commercial", commercial ? 1 : 0)
        bench_floor_integer(floor, "suspensions", suspensions)
        bench_floor_integer(floor, "points", points)
    }
}

struct BenchParent {
    var id: String
    var firstName: String
    var lastName: String
    var birthDay: Int64
    var street: String
    var city: String
    var postalCode: String
    var phone: String
    var email: String
    var language: String
    var incarcerated: Bool
    var deceased: Bool
    var military: Bool
    var disability: Bool
    var dependents: Int64
    var otherCases: Int64
    var score: Int64
    var verifiedDay: Int64
    var located: Bool
    var ratio: Int64
    var license: BenchLicense
    var employment: BenchEmployment

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

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("id", .text),
            FieldType("first_name", .text),
            FieldType("last_name", .text),
            FieldType("birth_day", units ? .quantity(.date) : .integer),
            FieldType("street", .text),
            FieldType("city", .text),
            FieldType("postal_code", .text),
            FieldType("phone", .text),
            FieldType("email", .text),
            FieldType("language", .text),
            FieldType("incarcerated", .bool),
            FieldType("deceased", .bool),
            FieldType("military", .bool),
            FieldType("disability", .bool),
            FieldType("dependents", .integer),
            FieldType("other_cases", .integer),
            FieldType("score", .integer),
            FieldType("verified_day", units ? .quantity(.date) : .integer),
            FieldType("located", .bool),
            FieldType("ratio", .integer),
            FieldType("license", .record(2)),
            FieldType("employment", .record(3)),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchParent>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0: slot.setText(record.pointee.id)
        case 1: slot.setText(record.pointee.firstName)
        case 2: slot.setText(record.pointee.lastName)
        case 3:
            slot =
                units
                ? .quantity(.date, record.pointee.birthDay) : .integer(record.pointee.birthDay)
        case 4: slot.setText(record.pointee.street)
        case 5: slot.setText(record.pointee.city)
        case 6: slot.setText(record.pointee.postalCode)
        case 7: slot.setText(record.pointee.phone)
        case 8: slot.setText(record.pointee.email)
        case 9: slot.setText(record.pointee.language)
        case 10: slot = .bool(record.pointee.incarcerated)
        case 11: slot = .bool(record.pointee.deceased)
        case 12: slot = .bool(record.pointee.military)
        case 13: slot = .bool(record.pointee.disability)
        case 14: slot = .integer(record.pointee.dependents)
        case 15: slot = .integer(record.pointee.otherCases)
        case 16: slot = .integer(record.pointee.score)
        case 17:
            slot =
                units
                ? .quantity(.date, record.pointee.verifiedDay)
                : .integer(record.pointee.verifiedDay)
        case 18: slot = .bool(record.pointee.located)
        case 19: slot = .integer(record.pointee.ratio)
        case 20: slot = .record(2, offset(record, \.license))
        case 21: slot = .record(3, offset(record, \.employment))
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        bench_floor_text(floor, "id", id, id.utf8.count)
        bench_floor_text(floor, "first_name", firstName, firstName.utf8.count)
        bench_floor_text(floor, "last_name", lastName, lastName.utf8.count)
        bench_floor_integer(floor, "birth_day", birthDay)
        bench_floor_text(floor, "street", street, street.utf8.count)
        bench_floor_text(floor, "city", city, city.utf8.count)
        bench_floor_text(floor, "postal_code", postalCode, postalCode.utf8.count)
        bench_floor_text(floor, "phone", phone, phone.utf8.count)
        bench_floor_text(floor, "email", email, email.utf8.count)
        bench_floor_text(floor, "language", language, language.utf8.count)
        bench_floor_bool(floor, "incarcerated", incarcerated ? 1 : 0)
        bench_floor_bool(floor, "deceased", deceased ? 1 : 0)
        bench_floor_bool(floor, "military", military ? 1 : 0)
        bench_floor_bool(floor, "disability", disability ? 1 : 0)
        bench_floor_integer(floor, "dependents", dependents)
        bench_floor_integer(floor, "other_cases", otherCases)
        bench_floor_integer(floor, "score", score)
        bench_floor_integer(floor, "verified_day", verifiedDay)
        bench_floor_bool(floor, "located", located ? 1 : 0)
        bench_floor_integer(floor, "ratio", ratio)
        bench_floor_begin(floor)
        license.write(to: floor)
        bench_floor_end(floor, "license")
        bench_floor_begin(floor)
        employment.write(to: floor)
        bench_floor_end(floor, "employment")
    }
}

struct BenchCase {
    var id: String
    var number: Int64
    var status: UInt16
    var openedDay: Int64
    var region: String
    var office: String
    var worker: String
    var arrearsCents: Int64
    var arrearsStartDay: Int64
    var monthsUnpaid: Int64
    var monthlyDueCents: Int64
    var lastPaymentDay: Int64
    var lastPaymentCents: Int64
    var totalPaidCents: Int64
    var interestCents: Int64
    var feesCents: Int64
    var risk: Int64
    var payRatio: Int64
    var hardship: Bool
    var bankruptcy: Bool
    var appealPending: Bool
    var interstate: Bool
    var tribal: Bool
    var medicalSupport: Bool
    var lienFiled: Bool
    var taxIntercept: Bool
    var passportDenied: Bool
    var creditReported: Bool
    var planActive: Bool
    var planMonthlyCents: Int64
    var planMissed: Int64
    var noticeSentDay: Int64
    var hearingDay: Int64
    var children: Int64
    var youngestBirthDay: Int64
    var priority: Int64
    var lastReviewDay: Int64
    var notes: String
    var source: String
    var reopened: Int64
    var parent: BenchParent
    var order: BenchOrder
    var contacts: [BenchContact]

    init(_ random: inout BenchRandom) {
        id = random.text(8)
        number = random.integer()
        status = random.pick([0, 1, 2, 3])
        openedDay = random.day()
        region = random.text(8)
        office = random.text(8)
        worker = random.text(8)
        arrearsCents = random.cents(0, 1_200_000)
        arrearsStartDay = random.day()
        monthsUnpaid = random.integer()
        monthlyDueCents = random.cents(0, 1_200_000)
        lastPaymentDay = random.day()
        lastPaymentCents = random.cents(0, 1_200_000)
        totalPaidCents = random.cents(0, 1_200_000)
        interestCents = random.cents(0, 1_200_000)
        feesCents = random.cents(0, 1_200_000)
        risk = random.integer()
        payRatio = random.integer()
        hardship = random.flag(8)
        bankruptcy = random.flag(8)
        appealPending = random.flag(8)
        interstate = random.flag(8)
        tribal = random.flag(8)
        medicalSupport = random.flag(8)
        lienFiled = random.flag(8)
        taxIntercept = random.flag(8)
        passportDenied = random.flag(8)
        creditReported = random.flag(8)
        planActive = random.flag(8)
        planMonthlyCents = random.cents(0, 1_200_000)
        planMissed = random.integer()
        noticeSentDay = random.day()
        hearingDay = random.day()
        children = random.integer()
        youngestBirthDay = random.day()
        priority = random.integer()
        lastReviewDay = random.day()
        notes = random.text(40)
        source = random.text(8)
        reopened = random.integer()
        parent = BenchParent(&random)
        order = BenchOrder(&random)
        contacts = (0..<random.length()).map { _ in BenchContact(&random) }
    }

    static func fields(units: Bool) -> [FieldType] {
        [
            FieldType("id", .text),
            FieldType("number", .integer),
            FieldType("status", .symbol("status")),
            FieldType("opened_day", units ? .quantity(.date) : .integer),
            FieldType("region", .text),
            FieldType("office", .text),
            FieldType("worker", .text),
            FieldType("arrears_cents", units ? .quantity(.money) : .integer),
            FieldType("arrears_start_day", units ? .quantity(.date) : .integer),
            FieldType("months_unpaid", .integer),
            FieldType("monthly_due_cents", units ? .quantity(.money) : .integer),
            FieldType("last_payment_day", units ? .quantity(.date) : .integer),
            FieldType("last_payment_cents", units ? .quantity(.money) : .integer),
            FieldType("total_paid_cents", units ? .quantity(.money) : .integer),
            FieldType("interest_cents", units ? .quantity(.money) : .integer),
            FieldType("fees_cents", units ? .quantity(.money) : .integer),
            FieldType("risk", .integer),
            FieldType("pay_ratio", .integer),
            FieldType("hardship", .bool),
            FieldType("bankruptcy", .bool),
            FieldType("appeal_pending", .bool),
            FieldType("interstate", .bool),
            FieldType("tribal", .bool),
            FieldType("medical_support", .bool),
            FieldType("lien_filed", .bool),
            FieldType("tax_intercept", .bool),
            FieldType("passport_denied", .bool),
            FieldType("credit_reported", .bool),
            FieldType("plan_active", .bool),
            FieldType("plan_monthly_cents", units ? .quantity(.money) : .integer),
            FieldType("plan_missed", .integer),
            FieldType("notice_sent_day", units ? .quantity(.date) : .integer),
            FieldType("hearing_day", units ? .quantity(.date) : .integer),
            FieldType("children", .integer),
            FieldType("youngest_birth_day", units ? .quantity(.date) : .integer),
            FieldType("priority", .integer),
            FieldType("last_review_day", units ? .quantity(.date) : .integer),
            FieldType("notes", .text),
            FieldType("source", .text),
            FieldType("reopened", .integer),
            FieldType("parent", .record(1)),
            FieldType("order", .record(4)),
            FieldType("contacts", .list(5)),
        ]
    }

    @inline(__always)
    static func slot(
        _ record: UnsafePointer<BenchCase>, _ field: Int, _ units: Bool, into slot: inout Slot
    ) {
        switch field {
        case 0: slot.setText(record.pointee.id)
        case 1: slot = .integer(record.pointee.number)
        case 2: slot = .symbol(Int(record.pointee.status))
        case 3:
            slot =
                units
                ? .quantity(.date, record.pointee.openedDay) : .integer(record.pointee.openedDay)
        case 4: slot.setText(record.pointee.region)
        case 5: slot.setText(record.pointee.office)
        case 6: slot.setText(record.pointee.worker)
        case 7:
            slot =
                units
                ? .quantity(.money, record.pointee.arrearsCents)
                : .integer(record.pointee.arrearsCents)
        case 8:
            slot =
                units
                ? .quantity(.date, record.pointee.arrearsStartDay)
                : .integer(record.pointee.arrearsStartDay)
        case 9: slot = .integer(record.pointee.monthsUnpaid)
        case 10:
            slot =
                units
                ? .quantity(.money, record.pointee.monthlyDueCents)
                : .integer(record.pointee.monthlyDueCents)
        case 11:
            slot =
                units
                ? .quantity(.date, record.pointee.lastPaymentDay)
                : .integer(record.pointee.lastPaymentDay)
        case 12:
            slot =
                units
                ? .quantity(.money, record.pointee.lastPaymentCents)
                : .integer(record.pointee.lastPaymentCents)
        case 13:
            slot =
                units
                ? .quantity(.money, record.pointee.totalPaidCents)
                : .integer(record.pointee.totalPaidCents)
        case 14:
            slot =
                units
                ? .quantity(.money, record.pointee.interestCents)
                : .integer(record.pointee.interestCents)
        case 15:
            slot =
                units
                ? .quantity(.money, record.pointee.feesCents) : .integer(record.pointee.feesCents)
        case 16: slot = .integer(record.pointee.risk)
        case 17: slot = .integer(record.pointee.payRatio)
        case 18: slot = .bool(record.pointee.hardship)
        case 19: slot = .bool(record.pointee.bankruptcy)
        case 20: slot = .bool(record.pointee.appealPending)
        case 21: slot = .bool(record.pointee.interstate)
        case 22: slot = .bool(record.pointee.tribal)
        case 23: slot = .bool(record.pointee.medicalSupport)
        case 24: slot = .bool(record.pointee.lienFiled)
        case 25: slot = .bool(record.pointee.taxIntercept)
        case 26: slot = .bool(record.pointee.passportDenied)
        case 27: slot = .bool(record.pointee.creditReported)
        case 28: slot = .bool(record.pointee.planActive)
        case 29:
            slot =
                units
                ? .quantity(.money, record.pointee.planMonthlyCents)
                : .integer(record.pointee.planMonthlyCents)
        case 30: slot = .integer(record.pointee.planMissed)
        case 31:
            slot =
                units
                ? .quantity(.date, record.pointee.noticeSentDay)
                : .integer(record.pointee.noticeSentDay)
        case 32:
            slot =
                units
                ? .quantity(.date, record.pointee.hearingDay) : .integer(record.pointee.hearingDay)
        case 33: slot = .integer(record.pointee.children)
        case 34:
            slot =
                units
                ? .quantity(.date, record.pointee.youngestBirthDay)
                : .integer(record.pointee.youngestBirthDay)
        case 35: slot = .integer(record.pointee.priority)
        case 36:
            slot =
                units
                ? .quantity(.date, record.pointee.lastReviewDay)
                : .integer(record.pointee.lastReviewDay)
        case 37: slot.setText(record.pointee.notes)
        case 38: slot.setText(record.pointee.source)
        case 39: slot = .integer(record.pointee.reopened)
        case 40: slot = .record(1, offset(record, \.parent))
        case 41: slot = .record(4, offset(record, \.order))
        case 42: slot = record.pointee.contacts.withUnsafeBufferPointer { .list(5, $0) }
        default: slot = .absent
        }
    }

    /// Fills the table that was begun on the floor.
    func write(to floor: OpaquePointer) {
        bench_floor_text(floor, "id", id, id.utf8.count)
        bench_floor_integer(floor, "number", number)
        let statusName = benchSymbols[Int(status)]
        bench_floor_text(floor, "status", statusName, statusName.utf8.count)
        bench_floor_integer(floor, "opened_day", openedDay)
        bench_floor_text(floor, "region", region, region.utf8.count)
        bench_floor_text(floor, "office", office, office.utf8.count)
        bench_floor_text(floor, "worker", worker, worker.utf8.count)
        bench_floor_integer(floor, "arrears_cents", arrearsCents)
        bench_floor_integer(floor, "arrears_start_day", arrearsStartDay)
        bench_floor_integer(floor, "months_unpaid", monthsUnpaid)
        bench_floor_integer(floor, "monthly_due_cents", monthlyDueCents)
        bench_floor_integer(floor, "last_payment_day", lastPaymentDay)
        bench_floor_integer(floor, "last_payment_cents", lastPaymentCents)
        bench_floor_integer(floor, "total_paid_cents", totalPaidCents)
        bench_floor_integer(floor, "interest_cents", interestCents)
        bench_floor_integer(floor, "fees_cents", feesCents)
        bench_floor_integer(floor, "risk", risk)
        bench_floor_integer(floor, "pay_ratio", payRatio)
        bench_floor_bool(floor, "hardship", hardship ? 1 : 0)
        bench_floor_bool(floor, "bankruptcy", bankruptcy ? 1 : 0)
        bench_floor_bool(floor, "appeal_pending", appealPending ? 1 : 0)
        bench_floor_bool(floor, "interstate", interstate ? 1 : 0)
        bench_floor_bool(floor, "tribal", tribal ? 1 : 0)
        bench_floor_bool(floor, "medical_support", medicalSupport ? 1 : 0)
        bench_floor_bool(floor, "lien_filed", lienFiled ? 1 : 0)
        bench_floor_bool(floor, "tax_intercept", taxIntercept ? 1 : 0)
        bench_floor_bool(floor, "passport_denied", passportDenied ? 1 : 0)
        bench_floor_bool(floor, "credit_reported", creditReported ? 1 : 0)
        bench_floor_bool(floor, "plan_active", planActive ? 1 : 0)
        bench_floor_integer(floor, "plan_monthly_cents", planMonthlyCents)
        bench_floor_integer(floor, "plan_missed", planMissed)
        bench_floor_integer(floor, "notice_sent_day", noticeSentDay)
        bench_floor_integer(floor, "hearing_day", hearingDay)
        bench_floor_integer(floor, "children", children)
        bench_floor_integer(floor, "youngest_birth_day", youngestBirthDay)
        bench_floor_integer(floor, "priority", priority)
        bench_floor_integer(floor, "last_review_day", lastReviewDay)
        bench_floor_text(floor, "notes", notes, notes.utf8.count)
        bench_floor_text(floor, "source", source, source.utf8.count)
        bench_floor_integer(floor, "reopened", reopened)
        bench_floor_begin(floor)
        parent.write(to: floor)
        bench_floor_end(floor, "parent")
        bench_floor_begin(floor)
        order.write(to: floor)
        bench_floor_end(floor, "order")
        bench_floor_begin(floor)
        for element in contacts {
            bench_floor_begin(floor)
            element.write(to: floor)
            bench_floor_end(floor, nil)
        }
        bench_floor_end(floor, "contacts")
    }
}

@inline(__always)
private func offset<Root, Value>(
    _ record: UnsafePointer<Root>, _ path: KeyPath<Root, Value>
) -> UnsafeRawPointer {
    UnsafeRawPointer(record) + (MemoryLayout<Root>.offset(of: path) ?? 0)
}

func benchLayout(units: Bool) -> Layout {
    Layout(
        types: [
            RecordType(name: "case", fields: BenchCase.fields(units: units)),
            RecordType(name: "parent", fields: BenchParent.fields(units: units)),
            RecordType(name: "license", fields: BenchLicense.fields(units: units)),
            RecordType(name: "employment", fields: BenchEmployment.fields(units: units)),
            RecordType(name: "order", fields: BenchOrder.fields(units: units)),
            RecordType(name: "contact", fields: BenchContact.fields(units: units)),
        ],
        symbols: benchSymbols)
}

/// Answers facts of the benchmark's records.
final class BenchFacts: FactSource {
    let units: Bool

    init(units: Bool) { self.units = units }

    func slot(
        type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot
    ) {
        switch type {
        case 0:
            BenchCase.slot(
                record.assumingMemoryBound(to: BenchCase.self), field, units, into: &slot)
        case 1:
            BenchParent.slot(
                record.assumingMemoryBound(to: BenchParent.self), field, units, into: &slot)
        case 2:
            BenchLicense.slot(
                record.assumingMemoryBound(to: BenchLicense.self), field, units, into: &slot)
        case 3:
            BenchEmployment.slot(
                record.assumingMemoryBound(to: BenchEmployment.self), field, units, into: &slot)
        case 4:
            BenchOrder.slot(
                record.assumingMemoryBound(to: BenchOrder.self), field, units, into: &slot)
        case 5:
            BenchContact.slot(
                record.assumingMemoryBound(to: BenchContact.self), field, units, into: &slot)
        default: slot = .absent
        }
    }
}
