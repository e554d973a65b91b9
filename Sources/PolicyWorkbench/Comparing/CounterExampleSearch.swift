public import CaseModel
import PolicyHost

/// One case in which a single other fact makes the two versions part.
public struct CounterExample: Sendable, Equatable {
    /// The deciding site.
    public var site: String
    /// Where the case came from: the caseload's file id, or the fixture.
    public var source: String
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

    /// A case file to start from.
    public struct Start: Sendable {
        /// How the result calls it.
        public var source: String
        /// The file.
        public var file: CaseFile

        /// Makes a start.
        public init(source: String, file: CaseFile) {
            self.source = source
            self.file = file
        }
    }

    /// One changed case and the question at which it aims; all of its area if nil.
    private struct Trial {
        var source: String
        var moment: CaseMoment
        var site: String
        var area: Area
        var question: Question?
        var change: FactTrial
    }

    /// Searches from the given case files: first where only one version compares, then at every
    /// boundary, then with other words and yes for no.
    public func search(_ starts: [Start]) -> Result {
        var result = Result()
        var trials: (likely: [Trial], others: [Trial], words: [Trial]) = ([], [], [])
        let sites = Set(comparison.sites)
        for start in starts {
            let id = comparison.site ?? start.file.site.word
            guard sites.contains(id), let before = comparison.old.host.sites[id],
                let after = comparison.new.host.sites[id]
            else { continue }
            for index in start.file.cases.indices {
                let moment = CaseMoment(
                    file: start.file, caseIndex: index,
                    day: comparison.day ?? start.file.observedOn)
                result.cases += 1
                for area in comparison.areas ?? before.areas where after.areas.contains(area) {
                    func trial(_ change: FactTrial, _ question: Question?) -> Trial {
                        Trial(
                            source: start.source, moment: moment, site: id, area: area,
                            question: question, change: change)
                    }
                    let old = before.testedFacts(moment, area: area)
                    let new = after.testedFacts(moment, area: area)
                    let both = Set(old.map(\.key)).intersection(new.map(\.key))
                    var seen: Set<String> = []
                    for fact in old + new {
                        let subject = fact.point == .remedy ? fact.subject : nil
                        for change in fact.turns
                        where seen.insert("\(fact.key) \(change.then)").inserted {
                            let made = trial(change, Question(point: fact.point, subject: subject))
                            // A comparison that only one version makes is where they may part.
                            if both.contains(fact.key) {
                                trials.others.append(made)
                            } else {
                                trials.likely.append(made)
                            }
                        }
                    }
                    let words =
                        before.wordTrials(moment, area: area) + after.wordTrials(moment, area: area)
                    var known: Set<FactTrial> = []
                    for change in words where known.insert(change).inserted {
                        trials.words.append(trial(change, nil))
                    }
                }
            }
        }
        for trial in trials.likely + trials.others + trials.words {
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
        let (change, moment) = (trial.change, trial.moment)
        func answers(_ site: SitePolicy) -> [DecisionAnswer] {
            site.answers(moment, area: trial.area, question: trial.question, with: change)
        }
        let pairs = AnswerMatching.pairs(answers(before), answers(after))
        guard let (old, new) = pairs.first(where: { AnswerMatching.change($0, $1) == .outcome }),
            let point = new?.point ?? old?.point
        else { return nil }
        return CounterExample(
            site: trial.site, source: trial.source, fileID: moment.file.fileID,
            caseID: moment.file.cases[moment.caseIndex].caseID, asOf: moment.day,
            fact: change.path, now: change.now, then: change.then, point: point,
            subject: new?.subject ?? old?.subject ?? "", old: old?.withoutPath,
            new: new?.withoutPath)
    }
}

extension TestedFact {
    /// What is compared with what, so that a moved threshold makes another key.
    fileprivate var key: String { "\(point) \(subject) \(path) \(operation) \(edge)" }
}
