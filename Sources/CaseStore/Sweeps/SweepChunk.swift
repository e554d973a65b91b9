public import CaseModel

/// A case file that a sweep must look at, with what stands for its cases.
public struct SweepItem: Sendable {
    /// The `file_id`.
    public var fileID: String
    /// The number of the import that last changed the file.
    public var change: Int64
    /// The number of that import when the file was last looked at; nil if it never was.
    public var seen: Int64?
    /// SHA-256 of the canonical text, hexadecimal.
    public var hash: String
    /// The canonical text; empty if the file was deleted.
    public var body: [UInt8]
    /// What stands, by case and area, with the rows that say that a case has left its file.
    public var rows: [DecidedRow]

    /// Whether the file was changed since it was last looked at.
    public var isChanged: Bool { seen != change }
}

/// What stands for one case in one area.
public struct DecidedRow: Sendable, Equatable {
    /// The IV-D case; empty for the row that says that its whole file could not be read.
    public var caseID: String
    /// The area; empty for the row that says that its whole file could not be read.
    public var area: String
    /// The policy that decided last.
    public var policyHash: String
    /// What the answers say, in a form that is equal if they say the same.
    public var standing: [UInt8]
    /// Which facts were read, with a digest of their values.
    public var reads: [UInt8]
    /// The last day through which the decision stands if no fact changes.
    public var stands: Day
    /// The log record of the decision; nil if the case has left its file.
    public var seq: Int64?
    /// The run that wrote the row.
    public var run: Int64
    /// Whether there are rows that this one has superseded.
    var hasOlder = false
}

/// What a sweep found for some files that follow one another: written in one transaction.
public struct SweepChunk: Sendable {
    /// The files in the order of `file_id`.
    public var files: [SweptFile]
    /// What was done.
    public var counts: SweepCounts

    /// Makes a chunk.
    public init(files: [SweptFile] = [], counts: SweepCounts = SweepCounts()) {
        self.files = files
        self.counts = counts
    }
}

/// What a sweep found for one file.
public struct SweptFile: Sendable {
    /// The `file_id`.
    public var fileID: String
    /// The change number of the text that was looked at.
    public var change: Int64
    /// One entry for every case and area of the file, and for every row that the item had.
    public var entries: [SweptEntry]

    /// Makes the finding.
    public init(fileID: String, change: Int64, entries: [SweptEntry] = []) {
        self.fileID = fileID
        self.change = change
        self.entries = entries
    }
}

/// What a sweep found for one case and area.
public struct SweptEntry: Sendable {
    /// The IV-D case; empty if the file could not be read.
    public var caseID: String
    /// The area; empty if the file could not be read.
    public var area: String
    /// The row that the item had, if any, whether it is kept or not.
    public var previous: DecidedRow?
    /// What came of it.
    public var finding: SweepFinding

    /// Makes an entry.
    public init(caseID: String, area: String, previous: DecidedRow?, finding: SweepFinding) {
        self.caseID = caseID
        self.area = area
        self.previous = previous
        self.finding = finding
    }
}

/// What came of looking at one case and area.
public enum SweepFinding: Sendable {
    /// The earlier decision still holds, through this day if no fact changes.
    case spared(stands: Day)
    /// It was decided.
    case made(MadeDecision)
    /// The case is no longer in the file, or the file can be read again.
    case gone
}

/// A decision that a sweep made.
public struct MadeDecision: Sendable {
    /// The log record; nil if the answers are what stood already, whose record is kept.
    public var record: PreparedRecord?
    /// What the answers say.
    public var standing: [UInt8]
    /// Which facts were read.
    public var reads: [UInt8]
    /// The last day through which it stands if no fact changes.
    public var stands: Day
    /// What the answers would have done; counts only with a record.
    public var proposals: [Proposal]

    /// Makes a decision to be written.
    public init(
        record: PreparedRecord?, standing: [UInt8], reads: [UInt8], stands: Day,
        proposals: [Proposal] = []
    ) {
        self.record = record
        self.standing = standing
        self.reads = reads
        self.stands = stands
        self.proposals = proposals
    }
}

/// Something that an answer would have done: a contact, a hold or a referral.
public struct Proposal: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A letter, call, message or visit.
        case contact
        /// A remedy that is held back until a day.
        case hold
        /// A parent sent to a partner.
        case referral
    }

    /// What it is.
    public var kind: Kind
    /// The question, such as `D1`.
    public var point: String
    /// What the question was about; empty if the case alone.
    public var subject: String
    /// Who is meant, as a role, never a name; empty if nobody.
    public var who: String
    /// The channel of a contact.
    public var channel: String
    /// What a contact is for.
    public var purpose: String
    /// The partner of a referral.
    public var partner: String
    /// The remedy that is held.
    public var remedy: String
    /// The first day.
    public var from: Day?
    /// The last day.
    public var until: Day?
    /// The rule that asked for it.
    public var rule: String

    /// Makes a proposal; what does not apply to its kind stays empty.
    public init(
        kind: Kind, point: String, subject: String = "", who: String = "", channel: String = "",
        purpose: String = "", partner: String = "", remedy: String = "", from: Day? = nil,
        until: Day? = nil, rule: String = ""
    ) {
        self.kind = kind
        self.point = point
        self.subject = subject
        self.who = who
        self.channel = channel
        self.purpose = purpose
        self.partner = partner
        self.remedy = remedy
        self.from = from
        self.until = until
        self.rule = rule
    }
}
