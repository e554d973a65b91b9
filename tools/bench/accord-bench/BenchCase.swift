/// The case of the benchmark: about a hundred facts, nested three deep, and its contacts.
///
/// Declared like a record of a case file, so that the measured decision reads, is read from JSON and
/// is written the way the product does it. Days are plain numbers in JSON, because other engines
/// have no dates.
import CaseModel

private let about = "a fact of the benchmark"

enum BenchCaseStatus: UInt8, CaseSymbol {
    case open, closed, pending, transferred
}

enum BenchLicenseStatus: UInt8, CaseSymbol {
    case valid, suspended, expired, none
}

enum BenchLicenseKind: UInt8, CaseSymbol {
    case regular, motorcycle, commercial, permit
}

enum BenchEmploymentStatus: UInt8, CaseSymbol {
    case employed, unemployed, selfEmployed, unknown
}

enum BenchContactChannel: UInt8, CaseSymbol {
    case letter, phone, email, text, visit
}

enum BenchContactOutcome: UInt8, CaseSymbol {
    case delivered, undeliverable, answered, noAnswer, refused
}

struct BenchCase: CaseRecord {
    var id = ""
    var number = 0
    var status = BenchCaseStatus.open
    var openedDay = 0
    var region = ""
    var office = ""
    var worker = ""
    var arrearsCents = Money.zero
    var arrearsStartDay = 0
    var monthsUnpaid = 0
    var monthlyDueCents = Money.zero
    var lastPaymentDay = 0
    var lastPaymentCents = Money.zero
    var totalPaidCents = Money.zero
    var interestCents = Money.zero
    var feesCents = Money.zero
    var risk = 0
    var payRatio = 0
    var hardship = false
    var bankruptcy = false
    var appealPending = false
    var interstate = false
    var tribal = false
    var medicalSupport = false
    var lienFiled = false
    var taxIntercept = false
    var passportDenied = false
    var creditReported = false
    var planActive = false
    var planMonthlyCents = Money.zero
    var planMissed = 0
    var noticeSentDay = 0
    var hearingDay = 0
    var children = 0
    var youngestBirthDay = 0
    var priority = 0
    var lastReviewDay = 0
    var notes = ""
    var source = ""
    var reopened = 0
    var parent = BenchParent()
    var order = BenchOrder()
    var contacts: [BenchContact] = []

    init() {}

    init(_ random: inout BenchRandom) {
        id = random.text(8)
        number = random.integer()
        status = random.pick()
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

    static let schema = RecordSchema(Self.self, "case", about, source: about) {
        $0.field("id", \.id, about)
        $0.field("number", \.number, about)
        $0.field("status", \.status, about)
        $0.field("opened_day", \.openedDay, about, unit: .date)
        $0.field("region", \.region, about)
        $0.field("office", \.office, about)
        $0.field("worker", \.worker, about)
        $0.field("arrears_cents", \.arrearsCents, about)
        $0.field("arrears_start_day", \.arrearsStartDay, about, unit: .date)
        $0.field("months_unpaid", \.monthsUnpaid, about)
        $0.field("monthly_due_cents", \.monthlyDueCents, about)
        $0.field("last_payment_day", \.lastPaymentDay, about, unit: .date)
        $0.field("last_payment_cents", \.lastPaymentCents, about)
        $0.field("total_paid_cents", \.totalPaidCents, about)
        $0.field("interest_cents", \.interestCents, about)
        $0.field("fees_cents", \.feesCents, about)
        $0.field("risk", \.risk, about)
        $0.field("pay_ratio", \.payRatio, about)
        $0.field("hardship", \.hardship, about)
        $0.field("bankruptcy", \.bankruptcy, about)
        $0.field("appeal_pending", \.appealPending, about)
        $0.field("interstate", \.interstate, about)
        $0.field("tribal", \.tribal, about)
        $0.field("medical_support", \.medicalSupport, about)
        $0.field("lien_filed", \.lienFiled, about)
        $0.field("tax_intercept", \.taxIntercept, about)
        $0.field("passport_denied", \.passportDenied, about)
        $0.field("credit_reported", \.creditReported, about)
        $0.field("plan_active", \.planActive, about)
        $0.field("plan_monthly_cents", \.planMonthlyCents, about)
        $0.field("plan_missed", \.planMissed, about)
        $0.field("notice_sent_day", \.noticeSentDay, about, unit: .date)
        $0.field("hearing_day", \.hearingDay, about, unit: .date)
        $0.field("children", \.children, about)
        $0.field("youngest_birth_day", \.youngestBirthDay, about, unit: .date)
        $0.field("priority", \.priority, about)
        $0.field("last_review_day", \.lastReviewDay, about, unit: .date)
        $0.field("notes", \.notes, about)
        $0.field("source", \.source, about)
        $0.field("reopened", \.reopened, about)
        $0.field("parent", \.parent, about)
        $0.field("order", \.order, about)
        $0.field("contacts", \.contacts, about)
    }
}
