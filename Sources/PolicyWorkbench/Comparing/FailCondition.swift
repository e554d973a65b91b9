/// What makes a comparison fail in a pipeline.
public enum FailCondition: Sendable, Equatable {
    /// Never.
    case none
    /// Anything differs, were it a word.
    case any
    /// An outcome changed.
    case outcome
    /// An answer became milder.
    case milder
    /// An answer became harsher.
    case harsher
    /// A floor came or went.
    case floor
    /// Outcomes changed for more than this share of the parents, in hundredths of a percent.
    case share(Int)

    /// Reads `any`, `harsher` or `2.5%`; nil if it is none of them.
    public init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "any": self = .any
        case "outcome": self = .outcome
        case "milder": self = .milder
        case "harsher": self = .harsher
        case "floor": self = .floor
        default:
            guard text.hasSuffix("%"), let share = Double(text.dropLast()), share >= 0, share <= 100
            else { return nil }
            self = .share(Int((share * 100).rounded()))
        }
    }

    /// Why a difference fails, in words; nil if it does not.
    public func reason(in diff: PolicyDiff) -> String? {
        let report = diff.report
        switch self {
        case .none: return nil
        case .any:
            let count = report.changes.values.reduce(0, +)
            return count > 0 ? "\(count) answers differ" : nil
        case .outcome:
            let count = report.outcomes.flips
            return count > 0 ? "\(count) outcomes changed" : nil
        case .milder:
            return report.outcomes.milder > 0 ? "\(report.outcomes.milder) answers are milder" : nil
        case .harsher:
            return report.outcomes.harsher > 0
                ? "\(report.outcomes.harsher) answers are harsher" : nil
        case .floor:
            let lost = report.floorsLost.values.reduce(0, +)
            let gained = report.floorsGained.values.reduce(0, +)
            return lost + gained > 0
                ? "floors bind \(gained) answers anew and let go of \(lost)" : nil
        case .share(let points):
            guard report.outcomes.parents * 10_000 > points * report.parents else { return nil }
            return "outcomes changed for \(report.outcomes.parents) of \(report.parents) parents"
        }
    }
}
