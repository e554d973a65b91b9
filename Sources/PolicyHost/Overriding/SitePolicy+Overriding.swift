public import CaseModel
import LuaHost

/// What the floors said about a person's choice, and what they read to say it.
public struct JudgedChoice: Sendable {
    /// What the floors say.
    public var ruling: OverrideRuling
    /// The facts that were read, as records hold them.
    public var facts: [UInt8]
}

extension SitePolicy {
    /// Asks the floors whether a person's choice may stand in place of the answer of the site's rules.
    ///
    /// The one question is decided again, with the person's answer where the site's rules are asked
    /// otherwise: thresholds, what law or model forbids, what goes ahead by law, what is required
    /// first and how long a remedy may wait bear on it in the same order, with the facts of the day.
    ///
    /// - Parameters:
    ///   - choice: The choice.
    ///   - moment: The case on the day.
    /// - Returns: The answer as it may stand, or why it may not, and the facts read.
    /// - Throws: ``PolicyProblem`` if the policy fails on this case, so that nothing can be said.
    public func judge(
        _ choice: OverrideChoice, for moment: CaseMoment
    ) throws(PolicyProblem) -> JudgedChoice {
        // A typed error does not pass through `withUnsafePointer`.
        let result = moment.withMatter {
            matter -> Result<JudgedChoice, PolicyFailure> in
            let live = LiveCaseFacts(
                matter: matter, file: moment.file, site: self,
                parameters: parameters(on: moment.day), day: moment.day)
            do throws(PolicyFailure) {
                var sheet = FactSheet()
                let ruling = try ruling(on: choice, by: live, moment.day) { state in
                    sheet.collect(state, schema)
                }
                let facts = RecordWriter(self, on: moment.day).facts(sheet, of: live)
                return .success(JudgedChoice(ruling: ruling, facts: facts))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let judged): return judged
        case .failure(let failure): throw failure.problem
        }
    }

    /// Asks the floors again, by what a record holds alone.
    ///
    /// - Parameters:
    ///   - choice: The choice that the record is about.
    ///   - facts: The facts that the record holds.
    ///   - day: The day of the choice.
    /// - Returns: What the floors say, and the facts that they asked for and the record does not hold;
    ///   without those, what they say is not known.
    /// - Throws: ``PolicyProblem`` if the facts can't be read, or the policy fails on them.
    public func judge(
        _ choice: OverrideChoice, byRecorded facts: [UInt8], on day: Day
    ) throws(PolicyProblem) -> (ruling: OverrideRuling?, missing: [String]) {
        guard let json = try? JSONValue(parsing: facts) else {
            throw PolicyProblem(
                code: "replay.record", message: "the record is not JSON", file: "log",
                suggestion: "check the log with `accord log verify`")
        }
        let recorded = try RecordedFacts(json)
        do throws(PolicyFailure) {
            let ruling = try ruling(on: choice, by: recorded, day) { _ in }
            return (recorded.missing.isEmpty ? ruling : nil, recorded.missing)
        } catch {
            guard !recorded.missing.isEmpty else { throw error.problem }
            return (nil, recorded.missing)
        }
    }

    private func ruling(
        on choice: OverrideChoice, by facts: any CaseFacts, _ day: Day,
        read: (LuaState) -> Void
    ) throws(PolicyFailure) -> OverrideRuling {
        var ruling = OverrideRuling.refused(choice.notAnAnswer)
        try states.withState { (state: LuaState) throws(PolicyFailure) in
            let evaluator = Evaluator(
                state: state, site: self, facts: facts, day: day, study: nil,
                parameters: parameters(on: day))
            try evaluator.run { () throws(PolicyFailure) in
                let decider = Decider(site: self, evaluator: evaluator, asOf: day)
                do {
                    ruling = try decider.ruling(on: choice)
                } catch let refusal as OverrideRefusal {
                    ruling = .refused(refusal)
                } catch let failure as PolicyFailure {
                    // What the person wrote stands in no file; what a rule did does.
                    guard failure.code.hasPrefix("answer."), failure.place.isEmpty else {
                        throw failure
                    }
                    ruling = .refused(
                        OverrideRefusal(code: "override.answer", message: failure.message))
                } catch {
                    preconditionFailure("deciders throw failures and refusals only")
                }
            }
            read(state)
        }
        return ruling
    }
}

extension PolicyFailure {
    /// The failure as an administrator sees it.
    fileprivate var problem: PolicyProblem {
        PolicyProblem(
            code: code, message: message, file: place,
            suggestion: "an override can't be judged while the policy fails on this case")
    }
}
