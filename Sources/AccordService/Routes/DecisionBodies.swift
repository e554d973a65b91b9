import CaseModel
import PolicyHost

/// The areas a request may name.
enum AreaWord: UInt8, CaseSymbol {
    case enforcement, outreach, referral, workSearch, employmentTraining

    static let symbolName = "area"

    /// The areas of a site that the word names.
    func areas(of policy: SitePolicy) -> [Area] { policy.areas.filter { $0.rawValue == word } }
}

/// What of a case file is to be decided: all that a request about a stored file says, and a part of the others.
struct StoredDecisionRequest: CaseRecord {
    /// The day; the day on which the file was observed if not given.
    var asOf: Day?
    /// The area; all that the site answers if not given.
    var area: AreaWord?
    /// The case; all of the file if not given.
    var caseID: String?

    static let schema = RecordSchema(
        StoredDecisionRequest.self, "stored_decision_request",
        "What of a stored case file is to be decided",
        source: "Accord"
    ) { record in
        record.field(
            "as_of", \.asOf, "The day; the day on which the file was observed if not given")
        record.field("area", \.area, "The area; all that the site answers if not given")
        record.field("case_id", \.caseID, "The case; all of the file if not given")
    }

    static let example = #"{"as_of":"2019-03-01","area":"enforcement"}"#

    /// The areas of a site that are asked about; nil for all.
    func areas(of policy: SitePolicy) -> [Area]? { area.map { $0.areas(of: policy) } }
}

/// A case file to be decided.
struct DecisionRequest: CaseRecord {
    /// The parent's case file.
    var caseFile = CaseFile()
    /// What of it.
    var part = StoredDecisionRequest()

    static let schema = RecordSchema(
        DecisionRequest.self, "decision_request", "A case file to be decided", source: "Accord"
    ) { record in
        record.field("case_file", \.caseFile, "The parent's case file")
        record.embed(\.part, StoredDecisionRequest.self)
    }
}

/// A case file to be explained.
struct ExplanationRequest: CaseRecord {
    /// The parent's case file.
    var caseFile = CaseFile()
    /// The day; the day on which the file was observed if not given.
    var asOf: Day?
    /// The area; enforcement if not given.
    var area: AreaWord?
    /// The case; all of the file if not given.
    var caseID: String?
    /// The remedy to be explained, if only one.
    var remedy: RemedyKind?

    static let schema = RecordSchema(
        ExplanationRequest.self, "explanation_request", "A case file to be explained",
        source: "Accord"
    ) { record in
        record.field("case_file", \.caseFile, "The parent's case file")
        record.field(
            "as_of", \.asOf, "The day; the day on which the file was observed if not given")
        record.field("area", \.area, "The area; enforcement if not given")
        record.field("case_id", \.caseID, "The case; all of the file if not given")
        record.field("remedy", \.remedy, "The remedy to be explained, if only one")
    }
}

/// A case file to be tried: nothing is recorded.
struct DryRunRequest: CaseRecord {
    /// The parent's case file.
    var caseFile = CaseFile()
    /// What of it.
    var part = StoredDecisionRequest()
    /// The hash of a candidate that decides in the place of the live policy.
    var candidate: String?

    static let schema = RecordSchema(
        DryRunRequest.self, "dry_run_request", "A case file to be tried: nothing is recorded",
        source: "Accord"
    ) { record in
        record.field("case_file", \.caseFile, "The parent's case file")
        record.embed(\.part, StoredDecisionRequest.self)
        record.field(
            "candidate", \.candidate,
            "The hash of a candidate that decides in the place of the live policy")
    }
}

/// A candidate to be compared with the live policy.
struct DiffRequest: CaseRecord {
    /// The hash of the candidate.
    var candidate = ""
    /// The day; each file's own if not given.
    var asOf: Day?
    /// How many synthetic parents are decided in the place of the stored caseload.
    var sample: Int?
    /// How many changed answers are listed.
    var limit: Int?

    static let schema = RecordSchema(
        DiffRequest.self, "diff_request", "A candidate to be compared with the live policy",
        source: "Accord"
    ) { record in
        record.field("candidate", \.candidate, "The hash of the candidate")
        record.field("as_of", \.asOf, "The day; each file's own if not given")
        record.field(
            "sample", \.sample,
            "How many synthetic parents are decided in the place of the stored caseload",
            bounds: FieldBounds(1...10_000))
        record.field(
            "limit", \.limit, "How many changed answers are listed", bounds: FieldBounds(0...1_000))
    }

    static let example =
        #"{"candidate":"0000000000000000000000000000000000000000000000000000000000000000","sample":200}"#
}
