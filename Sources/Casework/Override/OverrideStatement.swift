import CaseModel
import CaseStore
import PolicyHost

extension OverrideRuling {
    /// The floor that refuses the choice, by the id of its rule, or the code of the refusal; empty if
    /// it may stand.
    var refusedBy: String {
        switch self {
        case .bounded: ""
        case .refused(let refusal): refusal.floors.first?.rule.id ?? refusal.code
        }
    }

    /// What ``statement`` may hold.
    static let members = ["amount_cents", "floors", "missing", "refusal", "why"]

    /// What a record says of it.
    var statement: [String: JSONValue] {
        switch self {
        case .bounded(let answer):
            var object: [String: JSONValue] = [:]
            if let amount = answer.amount { object["amount_cents"] = .integer(amount.cents) }
            if !answer.floors.isEmpty { object["floors"] = .list(answer.floors.map(Self.json)) }
            return object
        case .refused(let refusal):
            var object: [String: JSONValue] = [
                "refusal": .text(refusal.code), "why": .text(refusal.message),
            ]
            if !refusal.floors.isEmpty { object["floors"] = .list(refusal.floors.map(Self.json)) }
            if !refusal.missing.isEmpty {
                object["missing"] = .list(refusal.missing.map(JSONValue.text))
            }
            return object
        }
    }

    /// A floor as the statements of decisions name it.
    private static func json(_ floor: Floor) -> JSONValue {
        .list([.text(floor.effect.rawValue), .text(floor.rule.id)])
    }

    /// What the choice asks somebody to do or to leave, if it stands.
    func proposals(_ moment: CaseMoment, _ area: Area) -> [Proposal] {
        guard case .bounded(let answer) = self else { return [] }
        let decision = Decision(
            site: moment.file.site.word, area: area, fileID: moment.file.fileID,
            caseID: moment.file.cases[moment.caseIndex].caseID, asOf: moment.day,
            synthetic: moment.file.synthetic, policyHash: "", answers: [answer])
        return decision.proposals
    }
}

extension OverrideChoice {
    /// The members of a record's statement that the ruling gives, beside what the store writes.
    func statement(_ ruling: OverrideRuling, by policy: SitePolicy) -> [String: JSONValue] {
        var members = ruling.statement
        members["policy_hash"] = .text(policy.hash)
        members["schema_version"] = .integer(1)
        if !details.isEmpty {
            members["details"] = .object(
                Dictionary(details.map { ($0.key, .text($0.value)) }) { $1 })
        }
        return members
    }

    /// The choice that a record's statement holds; nil if it holds none, or one whose question or
    /// answer this host does not know.
    init?(statement: JSONValue) {
        guard let point = statement["point"]?.text.flatMap(DecisionPoint.init(rawValue:)),
            let outcome = statement["outcome"]?.text.flatMap(Outcome.init(rawValue:)),
            let until = statement["until"]?.text.flatMap({ Day(iso: $0) })
        else { return nil }
        var details: [Detail] = []
        if case .object(let members)? = statement["details"] {
            details = members.map { Detail(key: $0.key, value: $0.value.text ?? "") }
        }
        self.init(
            point: point, subject: statement["subject"]?.text ?? "", outcome: outcome,
            until: until, details: details, reason: statement["reason"]?.text ?? "")
    }
}
