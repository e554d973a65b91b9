/// A job.
///
/// Source: Directories of new hires, 42 USC 653a; agency case record.
public struct Employment: CaseRecord {
    /// Identifier of the employer.
    public var employerID = ""
    /// Name of the employer.
    public var employerName = ""
    /// First day of the job.
    public var startedOn = Day(epochDay: 0)
    /// Last day of the job; absent while it goes on.
    public var endedOn: Day?
    /// Why the job ended.
    public var endReason: EndReason?
    /// Where the agency learned of the job.
    public var source = Source.ndnh
    /// Day the job was last verified.
    public var verifiedOn: Day?
    /// Usual hours in a week.
    public var hoursPerWeek = 0
    /// Weekly earnings left after deductions required by law, cents.
    public var disposablePerWeek: Money?
    /// True if the employer offers health cover for a child.
    public var healthCoverOffered = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Employment.self, "employment", "A job",
        source: "Directories of new hires, 42 USC 653a; agency case record"
    ) { record in
        record.field("employer_id", \.employerID, "Identifier of the employer", .location)
        record.field("employer_name", \.employerName, "Name of the employer", .location)
        record.field("started_on", \.startedOn, "First day of the job")
        record.field("ended_on", \.endedOn, "Last day of the job; absent while it goes on")
        record.field("end_reason", \.endReason, "Why the job ended")
        record.field("source", \.source, "Where the agency learned of the job")
        record.field("verified_on", \.verifiedOn, "Day the job was last verified")
        record.field(
            "hours_per_week", \.hoursPerWeek, "Usual hours in a week", bounds: FieldBounds(0...168))
        record.field(
            "disposable_per_week", \.disposablePerWeek,
            "Weekly earnings left after deductions required by law, cents",
            source: "15 USC 1672(b)")
        record.field(
            "health_cover_offered", \.healthCoverOffered,
            "True if the employer offers health cover for a child", source: "45 CFR 303.32")
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
    }

    /// Why a job ended.
    public enum EndReason: UInt8, CaseSymbol {
        case laidOff
        case quit
        case fired
        case seasonal
        case endedContract
        case ill
        case unknown
    }

    /// Where the agency learned of a job.
    public enum Source: UInt8, CaseSymbol {
        case ndnh
        case sdnh
        case quarterlyWage
        case employer
        case parent
        case partner
    }
}

/// Income of one kind over a span of time.
///
/// Source: Agency case record.
public struct Income: CaseRecord {
    /// Kind of income.
    public var kind = Kind.wages
    /// Amount a month, cents.
    public var monthlyAmount = Money.zero
    /// First day of the income.
    public var startedOn = Day(epochDay: 0)
    /// Last day of the income; absent while it goes on.
    public var endedOn: Day?
    /// Day the income was last verified.
    public var verifiedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Income.self, "income", "Income of one kind over a span of time",
        source: "Agency case record"
    ) { record in
        record.field("kind", \.kind, "Kind of income")
        record.field("monthly_amount", \.monthlyAmount, "Amount a month, cents")
        record.field("started_on", \.startedOn, "First day of the income")
        record.field("ended_on", \.endedOn, "Last day of the income; absent while it goes on")
        record.field("verified_on", \.verifiedOn, "Day the income was last verified")
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
    }

    /// Kind of income.
    public enum Kind: UInt8, CaseSymbol {
        case wages
        case selfEmployment
        case unemployment
        case workersCompensation
        case ssdi
        case ssi
        case vaBenefits
        case pension
        case tanf
        case generalAssistance
        case snap
        case other
    }
}

/// Public assistance over a span of time.
///
/// Source: 45 CFR 302.51; agency case record.
public struct Assistance: CaseRecord {
    /// The assistance program.
    public var program = Program.tanf
    /// Who receives it.
    public var member = Member.ncp
    /// First day of the assistance.
    public var startedOn = Day(epochDay: 0)
    /// Last day of the assistance; absent while it goes on.
    public var endedOn: Day?
    /// True if the right to support is assigned to the state.
    public var assigned = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Assistance.self, "assistance", "Public assistance over a span of time",
        source: "45 CFR 302.51; agency case record"
    ) { record in
        record.field("program", \.program, "The assistance program")
        record.field("member", \.member, "Who receives it")
        record.field("started_on", \.startedOn, "First day of the assistance")
        record.field("ended_on", \.endedOn, "Last day of the assistance; absent while it goes on")
        record.field(
            "assigned", \.assigned, "True if the right to support is assigned to the state")
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
    }

    /// Public assistance program.
    public enum Program: UInt8, CaseSymbol {
        case tanf
        case snap
        case medicaid
        case ivE
        case generalAssistance
    }

    /// Who receives the assistance.
    public enum Member: UInt8, CaseSymbol {
        case ncp
        case cpHousehold
    }
}
