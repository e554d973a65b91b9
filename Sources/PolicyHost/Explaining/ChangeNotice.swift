import CaseModel

/// A change of one fact in plain words for a notice, and who could bring it about.
///
/// Facts that parents and offices meet most have words of their own; every other fact is named by
/// the sentence that the schema says about it.
struct ChangeNotice {
    /// The change as a clause, such as `If you paid $212.50 more`.
    let condition: String
    /// Who could bring it about.
    let reach: NearestChange.Reach

    init(_ change: CandidateChange, asOf day: Day) {
        if let number = change.number,
            let special = ChangeNotice(change.path, number.unit, number.now, number.then, day)
        {
            self = special
        } else if let special = ChangeNotice(change.path, change.then) {
            self = special
        } else {
            self.init(general: change, day)
        }
    }

    private init(_ condition: String, _ reach: NearestChange.Reach) {
        self.condition = condition
        self.reach = reach
    }

    // MARK: Numbers and days

    private init?(_ path: String, _ unit: FactUnit, _ now: Int64, _ then: Int64, _ day: Day) {
        let more = then - now
        let amount = Money(cents: abs(more))
        let date = Day(epochDay: Int32(clamping: then))
        switch (path, unit) {
        case (let path, .money) where path.hasPrefix("arrears.") && more < 0,
            (let path, .money) where path.hasPrefix("payments.paid_") && more > 0:
            self.init("If you paid \(amount) more", .parent)
        case (let path, .money) where path.hasPrefix("arrears."):
            self.init("If you owed \(amount) more", .nobody)
        case ("engagement.attempts_total", _) where more > 0,
            ("engagement.attempts_30", _) where more > 0:
            self.init("If we tried to reach you \(Self.times(more))", .office)
        case ("engagement.cp_attempts_total", _) where more > 0,
            ("engagement.cp_attempts_30", _) where more > 0:
            self.init("If we tried to reach the other parent \(Self.times(more))", .office)
        case ("engagement.channels_tried", _) where more > 0:
            self.init("If we tried to reach you in \(more) more \(more == 1 ? "way" : "ways")", .office)
        case ("engagement.last_two_way_on", .date) where date <= day && more > 0:
            self.init(
                date == day ? "If you talked with us today" : "If you had talked with us on \(date)",
                date == day ? .parent : .nobody)
        case ("opinion.able_on", .date) where more > 0, ("opinion.willful_on", .date) where more > 0:
            self.init("If we looked at your ability to pay again", .office)
        case ("payments.last_on", .date) where more > 0:
            self.init(
                date >= day ? "If you made a payment today" : "If your last payment had been on \(date)",
                date >= day ? .parent : .nobody)
        case ("plan.missed_commitments", _) where more < 0:
            self.init("If you had kept \(-more) more of the steps in your plan", .nobody)
        default: return nil
        }
    }

    private static func times(_ count: Int64) -> String {
        count == 1 ? "one more time" : "\(count) more times"
    }

    // MARK: Yes or no, and words

    private init?(_ path: String, _ then: String) {
        switch (path, then) {
        case ("plan.active", "yes"): self.init("If you agreed on a plan with us", .parent)
        case ("plan.active", "no"): self.init("If your plan had ended", .nobody)
        case ("work.employed", "yes"): self.init("If you had a job", .parent)
        case ("work.employed", "no"): self.init("If you had no job", .nobody)
        case ("engagement.ncp_reached", "yes"): self.init("If you talked with us", .parent)
        case ("engagement.cp_reached", "yes"):
            self.init("If we had reached the other parent", .office)
        case ("engagement.own_account_recorded", "yes"):
            self.init("If you told us your side and we wrote it down", .parent)
        case ("engagement.consequences_explained", "yes"):
            self.init("If we had explained to you what this step means", .office)
        case ("circumstances.in_treatment", "yes"): self.init("If you were in treatment", .nobody)
        case ("circumstances.incarcerated", "yes"):
            self.init("If you were in jail or prison", .nobody)
        case ("circumstances.incarcerated", "no"):
            self.init("If you were not in jail or prison", .nobody)
        case ("opinion.able", "\"yes\""):
            self.init("If we had found that you can pay", .office)
        case ("opinion.able", "\"no\""):
            self.init("If we had found that you cannot pay", .office)
        case ("opinion.willful", "\"yes\""):
            self.init("If we had found that you choose not to pay", .office)
        case ("opinion.willful", "\"no\""):
            self.init("If we had found that you do not choose not to pay", .office)
        default: return nil
        }
    }

    // MARK: Every other fact

    private init(general change: CandidateChange, _ day: Day) {
        let about = FactPath(change.path).about ?? change.path.replacing("_", with: " ")
        let then = change.then.replacing("\"", with: "").replacing("_", with: " ")
        let now = change.now.replacing("\"", with: "").replacing("_", with: " ")
        let lower = about.prefix(1).lowercased() + about.dropFirst()
        switch change.value {
        case .yesNo(let yes):
            let says = lower.hasPrefix("true ") ? String(lower.dropFirst(5)) : lower
            let plain = says.drop { $0 != " " }.drop { $0 == " " }
            // "True while the parent is inside" says when it holds.
            condition =
                ["if", "while"].contains(String(says.prefix { $0 != " " }))
                ? (yes ? "If this were so: \(plain)" : "If this were not so: \(plain)")
                : "If this were \(then): \(lower)"
        case .word: condition = "If this were \(then) instead of \(now): \(lower)"
        case .number: condition = "If this were \(then) instead of \(now): \(lower)"
        }
        reach = Self.reach(change, day)
    }

    private static let ofTheOffice = [
        "engagement.", "contacts", "opinion", "conferences", "referrals", "remedies", "remedy",
        "enhanced_services", "safety", "court.", "record_error_open", "final_default_on", "consents",
        "enrollments", "credit_notice", "located_on",
    ]

    private static func reach(_ change: CandidateChange, _ day: Day) -> NearestChange.Reach {
        if let number = change.number, number.unit == .date, number.then < Int64(day.epochDay) {
            return .nobody  // a day in the past
        }
        if change.path.hasPrefix("plan.") || change.path.hasPrefix("plans") { return .parent }
        return ofTheOffice.contains { change.path.hasPrefix($0) } ? .office : .nobody
    }
}

extension FactPath {
    /// What the schema says about the fact; nil if the path leads nowhere.
    var about: String? { declaration?.declaration.about }

    /// What the fact holds; nil if the path leads nowhere.
    var kind: CaseSchema.Kind? { declaration?.kind }

    private var declaration: CaseSchema.Field? {
        let cases = ScriptSchema.cases
        var type = cases.index(of: Matter.self)
        for (position, step) in steps.enumerated() {
            guard let here = type,
                let field = cases.records[here].fields.first(where: {
                    $0.declaration.name == step.name
                })
            else { return nil }
            if position == steps.count - 1 { return field }
            switch field.kind {
            case .record(let next), .list(let next): type = next
            default: return nil
            }
        }
        return nil
    }
}
