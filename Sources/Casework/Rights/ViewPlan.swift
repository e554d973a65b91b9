import CaseModel

/// Which records and fields somebody from outside the agency is shown at all.
///
/// A list of what is shown, not of what is hidden: a field that is added to the schema stays hidden
/// from parents and partners until somebody puts it here.
struct ViewPlan {
    private enum Side {
        case agency
        /// The noncustodial parent.
        case ncp
        /// The custodial parent of the cases with these indices and ids.
        case cp(cases: Set<Int>, ids: Set<String>, isInAll: Bool)
        case partner(id: String, isNamed: Bool)
    }

    private let side: Side

    /// Finds how a viewer stands to a file; nil if in no way.
    init?(for viewer: Viewer, _ file: CaseFile) {
        switch viewer.relation {
        case .agency:
            side = .agency
        case .parent(let id) where file.ncp.personID == id && !id.isEmpty:
            side = .ncp
        case .parent(let id):
            let own = file.cases.indices.filter { file.cases[$0].cp.personID == id }
            guard !own.isEmpty, !id.isEmpty else { return nil }
            side = .cp(
                cases: Set(own), ids: Set(own.map { file.cases[$0].caseID }),
                isInAll: own.count == file.cases.count)
        case .partner(let id):
            guard !id.isEmpty, file.referrals.contains(where: { $0.partnerID == id }) else {
                return nil
            }
            side = .partner(id: id, isNamed: Self.isShared(file, on: viewer.today))
        }
    }

    /// True if the noncustodial parent lets partners have data, by the newest word on it.
    private static func isShared(_ file: CaseFile, on today: Day) -> Bool {
        let words = file.consents.filter {
            $0.who == .ncp && $0.scope == .shareWithPartner && $0.on <= today
        }
        guard
            let newest = words.last(where: { consent in words.allSatisfy { $0.on <= consent.on } })
        else { return false }
        return newest.status == .given && (newest.expiresOn.map { $0 >= today } ?? true)
    }

    /// True if a field of a record may be shown, as far as its kind allows.
    ///
    /// - Parameters:
    ///   - field: The name of the field.
    ///   - record: The name of the record.
    ///   - isOwn: True if the record is about the viewer.
    /// - Returns: Whether it may.
    func shows(_ field: String, of record: String, isOwn: Bool) -> Bool {
        if case .agency = side { return true }
        if isOwn { return true }
        guard let fields = fields(of: record) else { return false }
        return fields.contains(field)
    }

    private func fields(of record: String) -> Set<String>? {
        switch side {
        case .agency: nil
        case .ncp: Self.forNCP[record]
        case .cp(_, _, let isInAll):
            record == "case_file" && isInAll
                ? Self.forCP[record]?.union(["consents", "safe_contacts"]) : Self.forCP[record]
        case .partner(_, let isNamed):
            record == "person" && !isNamed ? [] : Self.forPartner[record]
        }
    }

    /// True if an element of a list may be shown.
    func keeps(_ element: JSONValue, of record: String, inCase index: Int) -> Bool {
        switch side {
        case .agency:
            return true
        case .ncp:
            switch record {
            case "contact": return element["with"] == .text(Participant.ncp.word)
            case "consent", "safe_contact": return element["who"] == .text(Participant.ncp.word)
            case "commitment": return element["who"] != .text(Commitment.Party.cp.word)
            default: return true
            }
        case .cp(let cases, let ids, _):
            switch record {
            case "case": return cases.contains(index)
            case "contact":
                return element["with"] == .text(Participant.cp.word) && Self.isAbout(ids, element)
            case "consent", "safe_contact": return element["who"] == .text(Participant.cp.word)
            case "conference": return Self.isAbout(ids, element)
            // A duty to be treated or to search for work is the other parent's matter.
            case "obligation": return element["kind"] != .text(Obligation.Kind.nonfinancial.word)
            case "ledger_entry":
                return element["owed_to"] == .text(LedgerEntry.Creditor.family.word)
            default: return true
            }
        case .partner(let id, _):
            return record != "referral" || element["partner_id"] == .text(id)
        }
    }

    private static func isAbout(_ ids: Set<String>, _ element: JSONValue) -> Bool {
        guard case .text(let id)? = element["case_id"] else { return false }
        return ids.contains(id)
    }

    // MARK: What is shown

    private static let shared: [String: Set<String>] = [
        "child": ["child_id", "emancipates_on", "parentage", "health_covered"],
        "obligation": [
            "obligation_id", "order_id", "kind", "amount", "frequency", "started_on", "ended_on",
            "nonfinancial_type", "required_per_week", "nonfinancial_status",
        ],
        "ledger_entry": [
            "entry_id", "obligation_id", "kind", "amount", "effective_on", "posted_on", "owed_to",
            "source", "reverses",
        ],
        "contact": [
            "contact_id", "case_id", "on", "hour", "with", "channel", "direction", "purpose",
            "outcome", "minutes", "language", "automated", "stated_reason",
        ],
        "consent": ["who", "channel", "status", "scope", "on", "expires_on"],
        "safe_contact": ["who", "channel", "from_hour", "to_hour"],
        // How a conference is held and how it ended would tell of the other parent.
        "conference": [
            "conference_id", "case_id", "proposed_on", "held_on", "expectations_explained",
        ],
    ]

    private static let order: Set<String> = [
        "order_id", "docket", "kind", "entered_on", "effective_on", "ended_on", "controlling",
        "default_order", "status", "imputed", "last_review_on", "modification_petition_on",
    ]

    private static let forNCP: [String: Set<String>] = {
        var plan = shared
        plan["case_file"] = [
            "schema_version", "synthetic", "file_id", "site", "observed_on", "ncp", "cases",
            "contacts", "consents", "safe_contacts", "conferences", "plans", "enhanced_services",
            "referrals", "work_search", "enrollments",
        ]
        plan["case"] = [
            "case_id", "county", "office", "case_function", "status", "opened_on", "closed_on",
            "processing", "interstate", "children", "orders", "obligations", "ledger", "remedies",
            "court_events", "delinquency_identified_on", "final_default_on", "debt_judgment_on",
            "record_error_open",
        ]
        plan["order"] = order.union(["guideline_income_ncp"])
        let whole = [
            Remedy.schema, CourtEvent.schema, Plan.schema, Goal.schema, Barrier.schema,
            Commitment.schema, EnhancedService.schema, Referral.schema, WorkSearch.schema,
            Enrollment.schema,
        ]
        for record in whole { plan[record.name] = Set(record.fields.map(\.name)) }
        return plan
    }()

    private static let forCP: [String: Set<String>] = {
        var plan = shared
        plan["case_file"] = [
            "schema_version", "synthetic", "file_id", "site", "observed_on", "cases", "contacts",
            "conferences",
        ]
        plan["case"] = [
            "case_id", "county", "office", "kind", "case_function", "status", "opened_on",
            "closed_on", "processing", "interstate", "cp", "children", "orders", "obligations",
            "ledger",
        ]
        plan["order"] = order.union(["guideline_income_cp"])
        return plan
    }()

    private static let forPartner: [String: Set<String>] = [
        "case_file": ["schema_version", "synthetic", "file_id", "site", "ncp", "referrals"],
        "person": ["name", "language", "interpreter_needed"],
        "referral": Set(Referral.schema.fields.map(\.name)),
    ]
}
