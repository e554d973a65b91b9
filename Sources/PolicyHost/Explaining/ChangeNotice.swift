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
    /// Whether it must not stand in a notice.
    var isForStaffOnly = false

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
        isForStaffOnly = Self.isForStaffOnly(change.path)
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
            self.init(
                "If we tried to reach you in \(more) more \(more == 1 ? "way" : "ways")", .office)
        case ("engagement.last_two_way_on", .date) where date <= day && more > 0:
            self.init(
                date == day
                    ? "If you talked with us today"
                    : "If you had talked with us on \(Template.words(date, language: "en"))",
                date == day ? .parent : .nobody)
        case ("opinion.able_on", .date) where more > 0,
            ("opinion.willful_on", .date) where more > 0:
            self.init("If we looked at your ability to pay again", .office)
        case ("payments.last_on", .date) where more > 0:
            self.init(
                date >= day
                    ? "If you made a payment today"
                    : "If your last payment had been on \(Template.words(date, language: "en"))",
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
        let about = String((FactPath(change.path).about ?? change.path).prefix { $0 != ";" })
        switch change.value {
        case .yesNo(let yes):
            let so = yes ? "so" : "not so"
            if about.hasPrefix("True if ") {
                condition = "If it were \(so) that \(about.dropFirst("True if ".count))"
            } else if about.hasPrefix("True while ") {
                condition = "If it were \(so) that \(about.dropFirst("True while ".count))"
            } else {
                condition = "If “\(about)” were \(change.then)"
            }
        case .word where change.path.hasPrefix("remed") && change.path.hasSuffix(".state"):
            condition =
                "If an enforcement step stood at “\(Self.plain(change.then))” instead of "
                + "“\(Self.plain(change.now))”"
        case .word, .number:
            condition =
                "If “\(about)” were \(Self.plain(change.then)) instead of \(Self.plain(change.now))"
        }
        reach = Self.reach(change, day)
    }

    /// A value without quotes and underscores, and a date in words.
    private static func plain(_ value: String) -> String {
        if let day = Day(iso: value) { return Template.words(day, language: "en") }
        return value.replacing("\"", with: "").replacing("_", with: " ")
    }

    // MARK: What a notice may say

    /// Whether the change must not be told to the parent: it would speak of safety, of the other
    /// parent, of health or tax records, or of death.
    static func isForStaffOnly(_ path: String) -> Bool {
        let hidden = [
            "safety", "engagement.cp_", "engagement.unsafe", "cp.", "circumstances.deceased",
            "status", "study", "tests.",
        ]
        return hidden.contains { path.hasPrefix($0) } || FactPath(path).isSecret
    }

    /// What would happen then, in plain words.
    static func outcome(_ answer: DecisionAnswer) -> String {
        switch answer.outcome {
        case .proceed: return "this step would go ahead"
        case .hold:
            let until = answer.until.map { " until \(Template.words($0, language: "en"))" } ?? ""
            return "this step would wait\(until)"
        case .notAvailable: return "this step could not be taken"
        case .notAllowed: return "this step would not be allowed"
        case .askSupervisor: return "a supervisor would look at your case first"
        case .offerService: return "we would offer you help first"
        case .notYet where !answer.missing.isEmpty:
            return "this would first be needed: \(answer.missing.joined(separator: ", "))"
        case .notYet: return "nothing would happen yet"
        case .enroll: return "you would join the program"
        case .refer: return "your case could go to court"
        case .doNotRefer: return "your case would not go to court"
        default: return "the answer would be: \(DecisionText.brief(answer))"
        }
    }

    private static let ofTheOffice = [
        "engagement.", "contacts", "opinion", "conferences", "referrals", "remedies", "remedy",
        "enhanced_services", "safety", "court.", "record_error_open", "final_default_on",
        "consents",
        "enrollments", "credit_notice", "located_on",
    ]

    private static func reach(_ change: CandidateChange, _ day: Day) -> NearestChange.Reach {
        if let number = change.number, number.unit == .date {
            let today = Int64(day.epochDay)
            // A day in the past; or what has happened, moved to a day to come.
            if number.then < today { return .nobody }
            if number.now <= today, number.then > today, !change.path.hasPrefix("plan") {
                return .nobody
            }
        }
        if change.path.hasPrefix("plan.") || change.path.hasPrefix("plans") { return .parent }
        return ofTheOffice.contains { change.path.hasPrefix($0) } ? .office : .nobody
    }
}

extension FactPath {
    /// What the schema says about the fact; nil if the path leads nowhere.
    var about: String? { declaration?.declaration.about }

    /// Whether readers of the fact must be careful.
    var isSecret: Bool { declaration?.declaration.sensitivity.isSecret ?? false }

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
