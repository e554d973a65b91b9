public import CaseModel
import LuaHost

/// A recorded decision made again from its record alone.
public struct ReplayedDecision: Sendable {
    /// What was answered this time, with the words that the policy has for it.
    public var decision: Decision
    /// Its permanent form, to be compared with the record.
    public var record: DecisionRecord
    /// Facts that the policy asked for and the record does not hold; without them its answer is not
    /// known.
    public var missing: [String]
}

/// Makes recorded decisions again.
public final class ReplaySession {
    private let policy: SitePolicy
    private var own: SessionState
    private var writers: [Day: RecordWriter] = [:]

    /// Opens a session with the policy that is to decide: the one that decided, or another.
    public init(policy: SitePolicy) {
        self.policy = policy
        own = SessionState(policy)
    }

    /// Decides again from a record.
    ///
    /// The same policy gives the same bytes. Another one may ask for facts that were not recorded.
    /// - Throws: ``PolicyProblem`` if the record can't be read.
    public func replay(_ record: DecisionRecord) throws(PolicyProblem) -> ReplayedDecision {
        let statement = try Self.json(record.statement)
        let recorded = try RecordedFacts(try Self.json(record.facts))
        var decision = try Self.decision(statement, policyHash: policy.hash)
        decision.site = policy.config.id
        let day = decision.asOf
        var sheet = FactSheet()
        do throws(PolicyFailure) {
            let state = try own.ready()
            let evaluator = Evaluator(
                state: state, site: policy, facts: recorded, day: day, study: nil,
                parameters: policy.parameters(on: day))
            let decider = Decider(site: policy, evaluator: evaluator, asOf: day)
            try evaluator.run { () throws(PolicyFailure) in
                decision.answers = try decider.answers(in: decision.area)
            }
            Self.count(&decision.answers, as: statement, by: decider)
            sheet.collect(state, policy.schema)
        } catch {
            if let state = own.state { sheet.collect(state, policy.schema) }
            decision.fail(error)
        }
        let isSame = recorded.missing.isEmpty && sheet.factCount == recorded.count
        let writer = writers[day] ?? RecordWriter(policy, on: day)
        writers[day] = writer
        return ReplayedDecision(
            decision: decision,
            record: DecisionRecord(
                statement: writer.statement(decision, parameters: sheet.parameters),
                facts: isSame ? record.facts : Array("{}".utf8)),
            missing: recorded.missing)
    }

    /// Counts the days of answers from the days that the record names.
    private static func count(
        _ answers: inout [DecisionAnswer], as statement: JSONValue, by decider: Decider
    ) {
        guard case .list(var rest)? = statement["answers"] else { return }
        for index in answers.indices {
            let answer = answers[index]
            guard
                let match = rest.firstIndex(where: {
                    $0["point"] == .text(answer.point.rawValue)
                        && $0["outcome"] == .text(answer.outcome.rawValue)
                        && ($0["subject"] ?? .text("")) == .text(answer.subject)
                })
            else { continue }
            let recorded = rest.remove(at: match)
            guard case .text(let text)? = recorded["since"], let since = Day(iso: text) else {
                continue
            }
            decider.count(&answers[index], from: since)
        }
    }

    private static func json(_ bytes: [UInt8]) throws(PolicyProblem) -> JSONValue {
        do throws(JSONValue.ParseError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw PolicyProblem(
                code: "replay.record", message: "the record is not JSON: \(error)", file: "log",
                suggestion: "check the log with `accord log verify`")
        }
    }

    /// The decision that a statement is about, not answered yet.
    private static func decision(_ statement: JSONValue, policyHash: String)
        throws(PolicyProblem) -> Decision
    {
        func text(_ key: String) -> String? {
            guard case .text(let text)? = statement[key] else { return nil }
            return text
        }
        guard let area = text("area").flatMap(Area.init(rawValue:)),
            let day = text("as_of").flatMap({ Day(iso: $0) }), let file = text("file_id"),
            let caseID = text("case_id"), let hash = text("case_hash")
        else {
            throw PolicyProblem(
                code: "replay.record", message: "the record is no decision", file: "log")
        }
        return Decision(
            site: text("site") ?? "", area: area, fileID: file, caseID: caseID, asOf: day,
            synthetic: statement["synthetic"] == .bool(true), policyHash: policyHash,
            factsHash: hash)
    }
}
