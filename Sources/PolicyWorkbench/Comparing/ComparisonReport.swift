public import CaseModel

/// What a comparison over a caseload came to; grows file by file and keeps little of each.
public struct ComparisonReport: Sendable {
    /// A count of answers, parents and money.
    public struct Count: Sendable, Equatable {
        /// Answers.
        public internal(set) var flips = 0
        /// Of these, milder ones.
        public internal(set) var milder = 0
        /// Of these, harsher ones.
        public internal(set) var harsher = 0
        /// Parents with at least one.
        public internal(set) var parents = 0
    }
    /// What one site's caseload came to.
    public struct SiteCount: Sendable, Equatable {
        /// Parents whose cases were decided.
        public internal(set) var parents = 0
        /// Outcomes that changed.
        public internal(set) var outcomes = Count()
        /// What is owed in the cases in which an outcome changed.
        public internal(set) var arrears = Money.zero
        /// Contacts that begin within a week of the day, before.
        public internal(set) var contactsBefore = 0
        /// Contacts that begin within a week of the day, after.
        public internal(set) var contactsAfter = 0
    }
    /// Steps against a parent that start and stop, for one remedy.
    public struct RemedyCount: Sendable, Equatable {
        /// Answers that become `proceed`.
        public internal(set) var starts = 0
        /// Answers that were `proceed`.
        public internal(set) var stops = 0
    }
    /// A cell of the matrix of outcomes.
    public struct Cell: Hashable, Sendable, Comparable {
        /// The question.
        public var point: DecisionPoint
        /// The old outcome, or ``FlipKind/nothing``.
        public var from: String
        /// The new outcome.
        public var to: String

        /// Orders cells by question and outcomes.
        public static func < (left: Cell, right: Cell) -> Bool {
            (left.point.place, left.from, left.to) < (right.point.place, right.from, right.to)
        }
    }
    /// How often a kind of flip occurs.
    public struct KindCount: Sendable, Equatable {
        /// Answers.
        public internal(set) var flips = 0
        /// Parents with at least one.
        public internal(set) var parents = 0
        /// Sites at which it occurs.
        public internal(set) var sites: Set<String> = []
    }

    /// How many flips are kept in ``flips``.
    public let limit: Int
    /// Files seen.
    public private(set) var files = 0
    /// Files of sites that only one version has, or that do not load.
    public private(set) var unknown = 0
    /// Files of sites whose policies are the same.
    public private(set) var unchanged = 0
    /// Parents whose cases were decided.
    public private(set) var parents = 0
    /// Parents with any difference.
    public private(set) var parentsTouched = 0
    /// Answers that differ, by the weightiest difference.
    public private(set) var changes: [AnswerChange: Int] = [:]
    /// Changed outcomes in all.
    public private(set) var outcomes = Count()
    /// What is owed in the cases in which an outcome changed.
    public private(set) var arrears = Money.zero
    /// What amounts, such as withholding a week, rise and fall by in sum.
    public private(set) var amountChange = Money.zero
    /// By site.
    public private(set) var sites: [String: SiteCount] = [:]
    /// Changed outcomes by area.
    public private(set) var areas: [Area: Count] = [:]
    /// Changed outcomes by question and remedy or person.
    public private(set) var subjects: [String: Count] = [:]
    /// Remedies that start and stop.
    public private(set) var remedies: [String: RemedyCount] = [:]
    /// Changed outcomes and reasons by rule, before and after.
    public private(set) var rules: [String: Count] = [:]
    /// Floors that bind no more, among changed outcomes and reasons.
    public private(set) var floorsLost: [String: Int] = [:]
    /// Floors that bind now.
    public private(set) var floorsGained: [String: Int] = [:]
    /// Every answer given, before and after, changed or not.
    public private(set) var matrix: [Cell: Int] = [:]
    /// Every kind of flip.
    public private(set) var kinds: [FlipKind: KindCount] = [:]
    /// The first flips, changed outcomes before the rest.
    public private(set) var flips: [AnswerFlip] = []
    /// Policies that failed with the old and the new version.
    public private(set) var failures = (old: 0, new: 0)
    /// Cases from which the examples are picked.
    private(set) var cover = ExampleCover()
    /// Files and cases in which an outcome changed, for the charts.
    private(set) var flipped: Set<String> = []

    /// Starts empty.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Whether every answer is the same.
    public var isSame: Bool { changes.isEmpty }

    /// Contacts that begin within a week, before and after, at all sites.
    public var contacts: (before: Int, after: Int) {
        sites.values.reduce((0, 0)) { ($0.0 + $1.contactsBefore, $0.1 + $1.contactsAfter) }
    }

    /// Adds one file.
    public mutating func add(_ file: CaseFile, _ comparison: FileComparison) {
        files += 1
        guard comparison.isKnown else {
            unknown += 1
            return
        }
        guard comparison.isCompared else {
            unchanged += 1
            return
        }
        parents += 1
        failures.old += comparison.failures.old
        failures.new += comparison.failures.new
        for (transition, count) in comparison.transitions {
            let cell = Cell(
                point: transition.point, from: transition.from?.rawValue ?? FlipKind.nothing,
                to: transition.to?.rawValue ?? FlipKind.nothing)
            matrix[cell, default: 0] += count
        }
        var here = sites[comparison.site] ?? SiteCount()
        here.parents += 1
        here.contactsBefore += comparison.contacts.old
        here.contactsAfter += comparison.contacts.new
        if !comparison.flips.isEmpty {
            parentsTouched += 1
            var seen = Seen()
            for flip in comparison.flips { add(flip, &here, &seen) }
            for kind in seen.kinds { kinds[kind, default: KindCount()].parents += 1 }
            if !seen.cases.isEmpty {
                outcomes.parents += 1
                here.outcomes.parents += 1
            }
            for area in seen.areas { areas[area, default: Count()].parents += 1 }
            for subject in seen.subjects { subjects[subject, default: Count()].parents += 1 }
            for rule in seen.rules { rules[rule, default: Count()].parents += 1 }
            cover.add(file, site: comparison.site, kinds: seen.kinds)
        }
        sites[comparison.site] = here
    }

    /// What one parent was already counted for.
    private struct Seen {
        var kinds: Set<FlipKind> = []
        var cases: Set<String> = []
        var areas: Set<Area> = []
        var subjects: Set<String> = []
        var rules: Set<String> = []
    }

    private mutating func add(
        _ flip: AnswerFlip, _ here: inout SiteCount, _ seen: inout Seen
    ) {
        changes[flip.change, default: 0] += 1
        let kind = flip.kind
        seen.kinds.insert(kind)
        kinds[kind, default: KindCount()].flips += 1
        kinds[kind, default: KindCount()].sites.insert(flip.site)
        keep(flip)
        if let before = flip.old?.amount, let after = flip.new?.amount {
            amountChange += after - before
        }
        if flip.change == .outcome || flip.change == .reason {
            for floor in flip.floorsLost { floorsLost[floor, default: 0] += 1 }
            for floor in flip.floorsGained { floorsGained[floor, default: 0] += 1 }
            let rule =
                "\(kind.fromRule.isEmpty ? "no rule" : kind.fromRule) → "
                + (kind.toRule.isEmpty ? "no rule" : kind.toRule)
            rules[rule, default: Count()].add(flip)
            seen.rules.insert(rule)
        }
        guard flip.change == .outcome else { return }
        outcomes.add(flip)
        here.outcomes.add(flip)
        areas[flip.area, default: Count()].add(flip)
        seen.areas.insert(flip.area)
        let subject =
            kind.subject.isEmpty ? flip.point.rawValue : "\(flip.point.rawValue) \(kind.subject)"
        subjects[subject, default: Count()].add(flip)
        seen.subjects.insert(subject)
        if seen.cases.insert(flip.caseID).inserted {
            arrears += flip.arrears
            here.arrears += flip.arrears
            flipped.insert("\(flip.fileID)\u{0}\(flip.caseID)")
        }
        if flip.point == .remedy {
            if flip.new?.outcome == .proceed {
                remedies[flip.subject, default: RemedyCount()].starts += 1
            }
            if flip.old?.outcome == .proceed {
                remedies[flip.subject, default: RemedyCount()].stops += 1
            }
        }
    }

    /// Keeps the first flips; a changed outcome takes the place of the last lighter one.
    private mutating func keep(_ flip: AnswerFlip) {
        let place = flips.lastIndex { $0.change <= flip.change }.map { $0 + 1 } ?? 0
        guard place < limit else { return }
        if flips.count == limit { flips.removeLast() }
        flips.insert(flip, at: place)
    }
}

extension ComparisonReport.Count {
    mutating func add(_ flip: AnswerFlip) {
        flips += 1
        if flip.direction == .milder { milder += 1 }
        if flip.direction == .harsher { harsher += 1 }
    }
}
