public import CaseModel
import LuaHost

/// One case of a file on one day with the facts that follow, derived once and lent to any number
/// of policies.
///
/// A class, so that the facts stay in one place and lending them costs one reference.
public final class CaseMoment: Sendable {
    /// The parent's file.
    public let file: CaseFile
    /// Which of the file's cases is asked about.
    public let caseIndex: Int
    /// The day.
    public let day: Day
    // SAFETY: written once before the moment is shared and freed with it; only read in between.
    nonisolated(unsafe) private let facts: UnsafeMutablePointer<Matter>

    /// The case with its derived facts.
    public var matter: Matter { facts.pointee }

    /// Derives the facts of one case as of a day.
    public init(file: CaseFile, caseIndex: Int, day: Day) {
        self.file = file
        self.caseIndex = caseIndex
        self.day = day
        facts = .allocate(capacity: 1)
        facts.initialize(to: Matter(file: file, caseIndex: caseIndex, asOf: day))
    }

    deinit {
        facts.deinitialize(count: 1)
        facts.deallocate()
    }

    /// Lends the facts in the place where they lie.
    func withMatter<Result>(_ body: (UnsafePointer<Matter>) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafePointer(facts)) }
    }

    /// The number at a path such as `arrears.total`; nil if it is not recorded or no number.
    ///
    /// Money is in cents, a date in days since 1970-01-01.
    package func quantity(at path: String) -> (unit: FactUnit, value: Int64)? {
        withMatter { matter in
            let cases = ScriptSchema.cases
            guard let type = cases.index(of: Matter.self),
                let place = FactPath(path).locate(in: matter, type: type)
            else { return nil }
            var slot = FactSlot.absent
            cases.slot(type: place.type, field: place.field, of: place.record, into: &slot)
            return slot.tag == .quantity ? (slot.unit, slot.value) : nil
        }
    }
}

/// A comparison that a policy made with a fact of the case while it answered a question.
package struct TestedFact: Sendable {
    /// The question.
    package var point: DecisionPoint
    /// The remedy asked about; empty for other questions, whose subject is part of the answer.
    package var subject: String
    /// The fact's path, such as `payments.last_on`.
    package var path: String
    /// The unit of the fact itself.
    package var unit: FactUnit
    /// The fact's value: cents, days since 1970-01-01, or a plain number.
    package var value: Int64
    /// What was asked, with the fact's side: two comparisons with the same name and the same path
    /// differ in their threshold only.
    package var operation: String
    /// What the fact was compared with, in the fact's own terms: the value of the fact on the edge.
    package var edge: Int64
    /// The threshold as the policy wrote it, with its unit.
    package var threshold: String
    /// Changes of the fact with which the comparison gives the other result.
    package var turns: [FactTrial]
}

/// One fact of a case that is to read as something else.
package struct FactTrial: Sendable, Hashable {
    /// The fact's path.
    package var path: String
    /// Its value in the file.
    package var now: String
    /// The value to try.
    package var then: String
    fileprivate var value: FactChange.Value
}

extension SitePolicy {
    /// Decides a case whose facts were derived already; in every area the site answers if nil.
    package func decide(_ moment: CaseMoment, areas: [Area]? = nil) -> [Decision] {
        moment.withMatter { matter in
            (areas ?? self.areas).map { area in
                decide(
                    matter, file: moment.file, moment.caseIndex, area: area, day: moment.day,
                    .answers, nil)
            }
        }
    }

    /// Decides a case in one area and says whether a number was read whose value on the day differs
    /// between this policy and another that has the same parameters.
    ///
    /// Where none was read and nothing but numbers differs, the other policy decides the same.
    package func decide(
        _ moment: CaseMoment, area: Area, watchingNumbersOf other: SitePolicy
    ) -> (decision: Decision, hasRead: Bool) {
        let mine = parameters(on: moment.day).values
        let others = other.parameters(on: moment.day).values
        let moved = mine.indices.filter { mine[$0]?.value != others[$0]?.value }
        let study = StudyRequest(question: nil, watching: Set(moved))
        let decision = moment.withMatter { matter in
            decide(
                matter, file: moment.file, moment.caseIndex, area: area, day: moment.day, .answers,
                study)
        }
        return (decision, study.hasReadWatched || decision.alert != nil)
    }

    /// The answers when one fact reads as another value.
    ///
    /// - Parameters:
    ///   - moment: The case.
    ///   - area: The area asked.
    ///   - question: The only question asked; all of the area if nil.
    ///   - trial: The changed fact.
    /// - Returns: The answers; none if the policy fails.
    package func answers(
        _ moment: CaseMoment, area: Area, question: Question?, with trial: FactTrial
    ) -> [DecisionAnswer] {
        let study = StudyRequest(
            question: question, override: FactChange(path: trial.path, value: trial.value))
        let decision = moment.withMatter { matter in
            decide(
                matter, file: moment.file, moment.caseIndex, area: area, day: moment.day, .answers,
                study)
        }
        return decision.alert == nil ? decision.answers : []
    }

    /// Other values of the facts that an area reads and that are yes, no or a word of a list.
    package func wordTrials(_ moment: CaseMoment, area: Area) -> [FactTrial] {
        let decision = moment.withMatter { matter in
            decide(
                matter, file: moment.file, moment.caseIndex, area: area, day: moment.day, .full, nil
            )
        }
        var trials: [FactTrial] = []
        for read in decision.facts {
            func add(_ then: String, _ value: FactChange.Value) {
                trials.append(FactTrial(path: read.path, now: read.value, then: then, value: value))
            }
            switch FactPath(read.path).kind {
            case .bool? where read.value == "yes": add("no", .yesNo(false))
            case .bool? where read.value == "no": add("yes", .yesNo(true))
            case .symbol(let type)?:
                for word in ScriptSchema.cases.symbolTypes[type].words where word != read.value {
                    add(word, .word(word))
                }
            default: break
            }
        }
        return trials
    }

    /// Every comparison with a fact of the case that the policies of an area make.
    package func testedFacts(_ moment: CaseMoment, area: Area) -> [TestedFact] {
        let study = StudyRequest(question: nil, trace: true)
        let decision = moment.withMatter { matter in
            decide(
                matter, file: moment.file, moment.caseIndex, area: area, day: moment.day, .answers,
                study)
        }
        guard decision.alert == nil else { return [] }
        let calendar = config.calendar
        var tested: [TestedFact] = []
        var questions: [Question] = []
        for answer in decision.answers {
            let question = Question(point: answer.point, subject: answer.subject)
            guard !questions.contains(question) else { continue }
            questions.append(question)
            for comparison in study.comparisons(for: answer) {
                guard let edge = comparison.edge(today: moment.day, calendar: calendar) else {
                    continue
                }
                let side = comparison.factIsLeft ? "fact" : "other"
                tested.append(
                    TestedFact(
                        point: answer.point,
                        subject: answer.point == .remedy ? answer.subject : "",
                        path: comparison.path,
                        unit: comparison.unit, value: comparison.factValue,
                        operation: "\(comparison.operation) \(side)", edge: edge,
                        threshold: comparison.threshold,
                        turns: comparison.turningValues(today: moment.day, calendar: calendar)
                            .map { value in
                                FactTrial(
                                    path: comparison.path,
                                    now: FactText.spell(comparison.factValue, comparison.unit),
                                    then: FactText.spell(value, comparison.unit),
                                    value: .number(value))
                            }))
            }
        }
        return tested
    }
}

extension StudiedComparison {
    /// The value of the fact at which it equals what it is compared with; nil for the passing of
    /// today, which no policy sets.
    fileprivate func edge(today: Day, calendar: SiteCalendar) -> Int64? {
        switch operation {
        case .less, .lessOrEqual, .equal:
            let (target, now) = factIsLeft ? (right, left) : (left, right)
            return factValue + slope * (target - now)
        case .within, .olderThan, .atLeastAgo:
            return startDay(spanEnding: today, calendar: calendar).map { Int64($0.epochDay) }
        case .passed, .upcoming: return nil
        }
    }

    /// What the fact is compared with, as the policy has it.
    fileprivate var threshold: String {
        switch operation {
        case .within, .olderThan, .atLeastAgo: return FactText.spell(right, spanUnit)
        default:
            // An age computed from a date is compared in days.
            return FactText.spell(factIsLeft ? right : left, slope < 0 ? .days : unit)
        }
    }
}
