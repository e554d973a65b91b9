import CaseModel

/// Why somebody asks for other policies.
struct PolicyOrder: CaseRecord {
    /// The reason, for the history.
    var why = ""

    static let schema = RecordSchema(
        PolicyOrder.self, "policy_order", "Why somebody asks for it", source: "Accord"
    ) { record in
        record.field("why", \.why, "The reason, for the history")
    }

    static let example = #"{"why":"The hold was too long by a week."}"#
}

/// To which version a site goes back.
struct RollbackOrder: CaseRecord {
    /// The hash of a version that the site's status lists as kept.
    var to = ""
    /// The reason, for the history.
    var why = ""

    static let schema = RecordSchema(
        RollbackOrder.self, "rollback_order", "To which version a site goes back", source: "Accord"
    ) { record in
        record.field("to", \.to, "The hash of a version that the site's status lists as kept")
        record.field("why", \.why, "The reason, for the history")
    }

    static let example =
        #"{"to":"0000000000000000000000000000000000000000000000000000000000000000","why":"The new hold was wrong."}"#
}

/// The candidate that decides beside what is live.
struct ShadowOrder: CaseRecord {
    /// The hash of a candidate.
    var candidate = ""
    /// The reason, for the history.
    var why = ""

    static let schema = RecordSchema(
        ShadowOrder.self, "shadow_order", "The candidate that decides beside what is live",
        source: "Accord"
    ) { record in
        record.field("candidate", \.candidate, "The hash of a candidate")
        record.field("why", \.why, "The reason, for the history")
    }

    static let example =
        #"{"candidate":"0000000000000000000000000000000000000000000000000000000000000000","why":"A month beside."}"#
}

/// What to sweep with.
struct SweepOrder: CaseRecord {
    /// The local civil day of the site on which to decide.
    var asOf = Day(epochDay: 0)
    /// Whether everything is decided again, also what still holds.
    var full: Bool?

    static let schema = RecordSchema(
        SweepOrder.self, "sweep_order", "What to sweep with", source: "Accord"
    ) { record in
        record.field("as_of", \.asOf, "The local civil day of the site on which to decide")
        record.field("full", \.full, "Whether everything is decided again, also what still holds")
    }

    static let example = #"{"as_of":"2019-03-01"}"#
}
