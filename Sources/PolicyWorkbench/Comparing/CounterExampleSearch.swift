public import CaseModel
import PolicyHost

/// One case in which a single other fact makes the two versions part.
public struct CounterExample: Sendable, Equatable {
    /// The deciding site.
    public var site: String
    /// The case file's id.
    public var fileID: String
    /// The case's id.
    public var caseID: String
    /// The day.
    public var asOf: Day
    /// The fact that was changed.
    public var fact: String
    /// Its value in the file.
    public var now: String
    /// The value tried.
    public var then: String
    /// The question whose answer parts.
    public var point: DecisionPoint
    /// What it is about.
    public var subject: String
    /// The old version's answer with the changed fact; nil if it gives none.
    public var old: DecisionAnswer?
    /// The new version's answer.
    public var new: DecisionAnswer?
}

/// Looks for a case that tells two versions apart where a caseload does not.
///
/// Each comparison that either version makes with a fact of a case has a value at which it turns.
/// The search gives the fact that value and lets both versions decide again. What it reports was
/// decided; what it does not find may still exist where two facts have to change.
public struct CounterExampleSearch: Sendable {
    /// What a search came to.
    public struct Result: Sendable, Equatable {
        /// Cases at whose boundaries was looked.
        public var cases = 0
        /// Changed cases that both versions decided.
        public var tried = 0
        /// Whether there was more to try than was allowed.
        public var isCut = false
        /// The first difference, if there is one.
        public var found: CounterExample?
    }

    private let comparison: CaseloadComparison
    private let budget: Int

    /// Creates a search that tries at most `budget` changed cases.
    public init(_ comparison: CaseloadComparison, budget: Int) {
        self.comparison = comparison
        self.budget = budget
    }

    private struct Trial {
        var moment: CaseMoment
        var site: String
        var fact: TestedFact
        var value: Int64
    }

    /// Searches from the given case files.
    public func search(_ files: [CaseFile]) -> Result {
        var result = Result()
        var likely: [Trial] = []
        var others: [Trial] = []
        var seen: Set<String> = []
        let sites = Set(comparison.sites)
        for file in files {
            let id = comparison.site ?? file.site.word
            guard sites.contains(id), let before = comparison.old.host.sites[id],
                let after = comparison.new.host.sites[id]
            else { continue }
            for index in file.cases.indices {
                let moment = CaseMoment(
                    file: file, caseIndex: index, day: comparison.day ?? file.observedOn)
                result.cases += 1
                for area in comparison.areas ?? before.areas where after.areas.contains(area) {
                    let old = before.testedFacts(moment, area: area)
                    let new = after.testedFacts(moment, area: area)
                    let both = Set(old.map(\.key)).intersection(new.map(\.key))
                    for fact in old + new {
                        for value in fact.turns {
                            let name =
                                "\(id) \(file.fileID) \(index) \(fact.point) \(fact.subject)"
                                + " \(fact.path) \(value)"
                            guard seen.insert(name).inserted else { continue }
                            let trial = Trial(moment: moment, site: id, fact: fact, value: value)
                            // A comparison that only one version makes is where they may part.
                            if both.contains(fact.key) {
                                others.append(trial)
                            } else {
                                likely.append(trial)
                            }
                        }
                    }
                }
            }
        }
        for trial in likely + others {
            guard result.tried < budget else {
                result.isCut = true
                break
            }
            result.tried += 1
            if let found = difference(trial) {
                result.found = found
                break
            }
        }
        return result
    }

    private func difference(_ trial: Trial) -> CounterExample? {
        guard let before = comparison.old.host.sites[trial.site],
            let after = comparison.new.host.sites[trial.site]
        else { return nil }
        let (fact, moment) = (trial.fact, trial.moment)
        let subject = fact.point == .remedy ? fact.subject : nil
        func answers(_ site: SitePolicy) -> [DecisionAnswer] {
            site.answers(
                moment, point: fact.point, subject: subject, setting: fact.path, to: trial.value)
        }
        let pairs = AnswerMatching.pairs(answers(before), answers(after))
        guard let (old, new) = pairs.first(where: { AnswerMatching.change($0, $1) == .outcome })
        else { return nil }
        return CounterExample(
            site: trial.site, fileID: moment.file.fileID,
            caseID: moment.file.cases[moment.caseIndex].caseID, asOf: moment.day, fact: fact.path,
            now: FactText.spell(fact.value, fact.unit),
            then: FactText.spell(trial.value, fact.unit),
            point: fact.point, subject: new?.subject ?? old?.subject ?? "", old: old?.withoutPath,
            new: new?.withoutPath)
    }
}

extension TestedFact {
    /// What is compared with what, so that a moved threshold makes another key.
    fileprivate var key: String { "\(point) \(subject) \(path) \(operation) \(edge)" }
}
