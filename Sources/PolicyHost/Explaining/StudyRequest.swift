import CaseModel
import LuaHost

/// What an explanation asks of a decision beyond the answer: its comparisons, or "what if".
final class StudyRequest {
    /// The only question to answer; all of the area if nil.
    let question: Question?
    /// Whether comparisons are recorded.
    let trace: Bool
    /// One fact, by path, that reads as another value.
    let override: FactChange?
    /// Keeps what every condition came to; only with an instrumented policy.
    let recorder: TraceRecorder?
    /// Takes down the conditions that are asked.
    let tape: ConditionTape?
    /// Numbers to watch, by their place among the site's parameters.
    let watched: Set<Int>
    /// Whether any watched number was read.
    private(set) var hasReadWatched = false
    private var recorded: [(point: DecisionPoint, subject: String, StudiedComparison)] = []

    init(
        question: Question?, trace: Bool = false, override: FactChange? = nil,
        recorder: TraceRecorder? = nil, tape: ConditionTape? = nil, watching: Set<Int> = []
    ) {
        self.question = question
        self.trace = trace
        self.override = override
        self.recorder = recorder
        self.tape = tape
        watched = watching
    }

    /// Notes that a number was read.
    func noteRead(parameter index: Int) {
        if watched.contains(index) { hasReadWatched = true }
    }

    func record(_ comparisons: [StudiedComparison], for answer: DecisionAnswer) {
        for comparison in comparisons {
            recorded.append((answer.point, answer.subject, comparison))
        }
    }

    func comparisons(for answer: DecisionAnswer) -> [StudiedComparison] {
        recorded.filter { $0.point == answer.point && $0.subject == answer.subject }.map(\.2)
    }
}

/// A comparison in which one side came from a fact of the case.
struct StudiedComparison {
    /// The fact's path.
    var path: String
    /// The fact's own unit and value.
    var unit: FactUnit
    var factValue: Int64
    /// How the compared number moves with the fact: 1, or -1 for an age computed from a date.
    var slope: Int64
    /// What was asked.
    var operation: ComparisonOperation
    /// Whether the fact stood on the left.
    var factIsLeft: Bool
    /// The compared numbers.
    var left: Int64
    var right: Int64
    /// The unit of the right side, for spans of dates.
    var spanUnit: FactUnit
    /// What came out.
    var result: Bool

    /// Values of the fact at which the comparison gives the other result, nearest first.
    func turningValues(today: Day, calendar: SiteCalendar) -> [Int64] {
        switch operation {
        case .less:
            if factIsLeft { return moved(to: result ? right : right - 1, from: left) }
            return moved(to: result ? left : left + 1, from: right)
        case .lessOrEqual:
            if factIsLeft { return moved(to: result ? right + 1 : right, from: left) }
            return moved(to: result ? left - 1 : left, from: right)
        case .equal:
            return result
                ? [] : (factIsLeft ? moved(to: right, from: left) : moved(to: left, from: right))
        case .passed, .upcoming:
            let passed = (operation == .passed) == result
            return [Int64(today.epochDay) + (passed ? 1 : 0)]
        case .within, .olderThan, .atLeastAgo:
            guard let start = startDay(spanEnding: today, calendar: calendar) else { return [] }
            let edge = Int64(start.epochDay)
            switch operation {
            case .within: return [result ? edge - 1 : edge]
            case .olderThan: return [result ? edge : edge - 1]
            default: return [result ? edge + 1 : edge]
            }
        }
    }

    /// The fact's value when the compared number becomes `target`.
    private func moved(to target: Int64, from value: Int64) -> [Int64] {
        [factValue + slope * (target - value)]
    }

    /// The day whose span is complete on `today`.
    func startDay(spanEnding today: Day, calendar: SiteCalendar) -> Day? {
        switch spanUnit {
        case .months: today.adding(months: -Int(right))
        case .businessDays: try? calendar.businessDays(after: today, count: -Int(right))
        default: today.adding(days: -Int(right))
        }
    }
}

/// The comparisons that the Lua host records.
enum ComparisonOperation: Sendable {
    case less, lessOrEqual, equal, within, olderThan, atLeastAgo, passed, upcoming
}

/// A value of one fact to be tried instead of its own.
struct FactChange {
    var path: String
    var value: Value

    enum Value: Hashable {
        case number(Int64)
        case yesNo(Bool)
        /// The word of a closed list.
        case word(String)
    }
}
