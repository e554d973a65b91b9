import CaseModel
import CaseStore

/// What a log record asks somebody to do: worked out once, for a record never changes.
struct WorkRecord: Sendable {
    /// One thing to do.
    struct Task: Sendable {
        var point: String
        var outcome: String
        var subject = ""
        var due: Day?
        /// Whether a deadline of law has run out.
        var hasRunOut = false
        /// The rules that say so, by id.
        var rules: [String] = []
        /// What stands in no policy: the host's own words.
        var words = ""
    }

    var policyHash = ""
    var asOf: Day
    var tasks: [Task] = []

    /// Reads a decision, or a file that could not be read.
    init(_ kind: LogKind, asOf: Day, statement: [UInt8]) {
        self.asOf = asOf
        let json = (try? JSONValue(parsing: statement)) ?? .null
        policyHash = json["policy_hash"]?.text ?? ""
        guard kind == .decision else {
            tasks = [
                Task(
                    point: WorkItem.unreadable, outcome: "correct", due: asOf,
                    words: "The case file can't be read: \(json["reason"]?.text ?? "")")
            ]
            return
        }
        if let alert = json["alert"] {
            let words =
                "A policy failed, so that nothing is decided: \(alert["message"]?.text ?? "")"
            tasks = [Task(point: WorkItem.failed, outcome: "report", due: asOf, words: words)]
            return
        }
        tasks = (json["answers"]?.items ?? []).compactMap { Task($0, asOf: asOf) }
    }
}

extension WorkRecord.Task {
    /// What an answer asks somebody to do; nil if it asks for nothing, or only for patience.
    init?(_ answer: JSONValue, asOf: Day) {
        guard let outcome = answer["outcome"]?.text.flatMap(Outcome.init(rawValue:)) else {
            return nil
        }
        let details = answer["details"]
        func day(_ value: JSONValue?) -> Day? { value?.text.flatMap { Day(iso: $0) } }
        let floors = (answer["floors"]?.items ?? []).filter { $0[0]?.text == "due" }
        let due: Day? =
            switch outcome {
            case .contact: day(details?["not_after"])
            case .referTo: day(details?["follow_up"])
            case .hold, .pause, .warn: day(answer["until"])
            default: nil
            }
        guard Self.asks.contains(outcome) else { return nil }
        self.init(
            point: answer["point"]?.text ?? "", outcome: outcome.rawValue,
            subject: answer["subject"]?.text ?? "")
        hasRunOut = !floors.isEmpty
        // The deadline ran out on that day or before.
        self.due = due ?? (hasRunOut ? day(answer["since"]) ?? asOf : nil)
        // A hold or pause without a last day ends by an event, not by a clock.
        if outcome == .hold || outcome == .pause, self.due == nil { return nil }
        rules = [answer["rule"]?.text].compactMap(\.self) + floors.compactMap { $0[1]?.text }
        words = answer["why"]?.text ?? ""
    }

    /// The answers that ask somebody for something.
    ///
    /// A remedy that proceeds does so in the state's own system, and what may not be done, or not yet,
    /// asks for nothing by itself.
    private static let asks: Set<Outcome> = [
        .contact, .conference, .services, .referTo, .hold, .pause, .warn, .escalate, .refer,
        .enroll, .exit, .offerService, .askSupervisor,
    ]
}
