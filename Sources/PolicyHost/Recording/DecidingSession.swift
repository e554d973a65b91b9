public import CaseModel
import LuaHost

/// Decides many cases of one site on one day, on one thread.
///
/// A session has a Lua state of its own, so that threads share nothing while they decide.
public final class DecidingSession {
    private let policy: SitePolicy
    private let day: Day
    private let parameters: ResolvedParameters
    private let writer: RecordWriter
    private let numbersSteadyThrough: Day
    private var own: SessionState
    private var sheet = FactSheet()
    /// When the facts of the case asked about last move; the areas of a case share it.
    private var scheduled: (moment: CaseMoment, schedule: FactSchedule)?

    /// Opens a session.
    ///
    /// - Parameters:
    ///   - policy: The site's policy.
    ///   - day: The local civil day of the site on which to decide.
    public init(policy: SitePolicy, asOf day: Day) {
        self.policy = policy
        own = SessionState(policy)
        self.day = day
        parameters = policy.parameters(on: day)
        writer = RecordWriter(policy, on: day)
        numbersSteadyThrough = policy.numbersSteadyThrough(from: day)
    }

    /// SHA-256 of the numbers in force on the day, hexadecimal.
    public var numbersHash: String { writer.numbersHash }

    /// Decides one case in one area.
    ///
    /// - Parameters:
    ///   - moment: The case with its derived facts, as of the session's day.
    ///   - area: The area.
    ///   - fileHash: SHA-256 of the canonical case file, hexadecimal.
    ///   - standing: What stands for this case and area, if anything: an answer that says the same
    ///     keeps the day it was first given.
    ///   - isBrief: Whether the answers leave out what a record does not keep: the rules asked, words
    ///     for the parent, why other answers were not reached. The record is the same.
    /// - Returns: The decision with what is kept of it.
    public func decide(
        _ moment: CaseMoment, area: Area, fileHash: String, standing: StandingAnswers?,
        isBrief: Bool = true
    ) -> AreaDecision {
        moment.withMatter { matter in
            let live = LiveCaseFacts(
                matter: matter, file: moment.file, site: policy, parameters: parameters, day: day)
            return decide(live, moment, area, fileHash, standing, isBrief)
        }
    }

    /// Lends the schedule of a case, with what was looked up in it so far.
    private func withSchedule<Result>(
        of moment: CaseMoment, _ body: (inout FactSchedule) -> Result
    ) -> Result {
        moment.withMatter { matter in
            var schedule: FactSchedule
            if let scheduled, scheduled.moment === moment {
                schedule = scheduled.schedule
            } else {
                schedule = FactSchedule(of: matter, schema: ScriptSchema.cases)
            }
            defer { scheduled = (moment, schedule) }
            return body(&schedule)
        }
    }

    private func decide(
        _ live: LiveCaseFacts, _ moment: CaseMoment, _ area: Area, _ fileHash: String,
        _ standing: StandingAnswers?, _ isBrief: Bool
    ) -> AreaDecision {
        var decision = Decision(
            site: policy.config.id, area: area, fileID: moment.file.fileID,
            caseID: moment.file.cases[moment.caseIndex].caseID, asOf: day,
            synthetic: moment.file.synthetic, policyHash: policy.hash, factsHash: fileHash)
        var stands = day
        var settled = StandingAnswers(bytes: [])
        var kept = ReadSet(bytes: [])
        var facts = Array("{}".utf8)
        sheet.forget()
        do throws(PolicyFailure) {
            let state = try own.ready()
            let evaluator = Evaluator(
                state: state, site: policy, facts: live, day: day, study: nil,
                parameters: parameters)
            let decider = Decider(
                site: policy, evaluator: evaluator, asOf: day, isBrief: isBrief)
            try evaluator.run { () throws(PolicyFailure) in
                decision.answers = try decider.answers(in: area)
            }
            settled = StandingKeys(standing).settle(&decision.answers, by: decider, on: day)
            sheet.collect(state, policy.schema)
            (kept, stands) = readSet(
                live, moment, evaluator.standsThrough, decision.answers)
            facts = writer.facts(sheet, of: live)
        } catch {
            decision.fail(error)
            // What was read until then may show why.
            if let state = own.state {
                sheet.collect(state, policy.schema)
                facts = writer.facts(sheet, of: live)
            }
        }
        return AreaDecision(
            decision: decision,
            record: DecisionRecord(
                statement: writer.statement(decision, parameters: sheet.parameters), facts: facts),
            standing: settled.bytes.isEmpty ? .failed(decision) : settled, reads: kept,
            stands: stands)
    }

    private func readSet(
        _ live: LiveCaseFacts, _ moment: CaseMoment, _ holdsThrough: Day,
        _ answers: [DecisionAnswer]
    ) -> (ReadSet, Day) {
        var holdsThrough = min(holdsThrough, numbersSteadyThrough)
        if live.hasReadToday(sheet) { holdsThrough = day }
        // What has a last day is asked about again when that is over.
        for answer in answers {
            if let until = answer.until { holdsThrough = min(holdsThrough, max(until, day)) }
        }
        var steady = FactSchedule.never
        var writer = ReadSetWriter(live)
        let reads = withSchedule(of: moment) { schedule in
            let reads = writer.write(
                sheet, of: live, holdsThrough: holdsThrough, schedule: &schedule, steady: &steady)
            let hostSteady = live.hostSteadyThrough(
                live.questions, proposed: live.subjects.proposedDays, &schedule)
            steady = min(steady, hostSteady)
            return reads
        }
        return (reads, min(holdsThrough, steady))
    }

    /// Whether an earlier decision still holds: every fact it read is as it was, and its time is not
    /// over.
    ///
    /// - Parameters:
    ///   - reads: What the earlier decision read.
    ///   - moment: The case as it is now.
    ///   - area: The area of the decision.
    /// - Returns: The last day through which it stands from now on; nil if it must be made again.
    public func stillHolds(_ reads: ReadSet, for moment: CaseMoment, area: Area) -> Day? {
        moment.withMatter { matter in
            let live = LiveCaseFacts(
                matter: matter, file: moment.file, site: policy, parameters: parameters, day: day)
            var checker = ReadSetChecker(reads, for: live)
            return withSchedule(of: moment) { checker.stands(&$0) }
        }
    }
}

extension SitePolicy {
    /// The last day through which no number of the site changes by its date.
    func numbersSteadyThrough(from day: Day) -> Day {
        var steady = FactSchedule.never
        for value in parameters.flatMap({ $0.values + $0.siteValues }) {
            if value.from > day { steady = min(steady, value.from.adding(days: -1)) }
            if let until = value.until, until >= day { steady = min(steady, until) }
        }
        return steady
    }
}

extension Decision {
    /// A policy that fails decides nothing: every question stays without action.
    mutating func fail(_ failure: PolicyFailure) {
        answers = DecisionPoint.points(in: area).map { point in
            var answer = DecisionAnswer(point: point, outcome: .noAction)
            answer.staffWords = "The policy failed; no action is taken and an alert is raised."
            return answer
        }
        alert = DecisionAlert(
            code: failure.code, message: failure.message, place: failure.place,
            traceback: failure.traceback)
    }
}

extension StandingAnswers {
    /// What stands after a failure: that it failed, and how.
    static func failed(_ decision: Decision) -> StandingAnswers {
        var values = ValueBuffer()
        values.add(decision.alert?.code ?? "")
        values.add(decision.alert?.message ?? "")
        values.add(decision.alert?.place ?? "")
        return StandingAnswers(bytes: values.digest())
    }
}
