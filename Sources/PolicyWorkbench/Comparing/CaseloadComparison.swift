public import CaseModel
import PolicyHost

/// Decides many cases with two versions and keeps what differs.
///
/// The facts of a case are derived once and lent to both. Nothing is written, and nothing is kept
/// of a case whose answers are the same.
public struct CaseloadComparison: Sendable {
    /// The version compared with.
    public let old: LoadedVersion
    /// The version looked at.
    public let new: LoadedVersion
    /// The day on which both decide; the day each file was observed if nil.
    public var day: Day?
    /// The areas asked; all that a site answers if nil.
    public var areas: [Area]?
    /// The site that decides for every file; each file's own if nil.
    public var site: String?
    /// Whether sites and areas are decided, too, in which the versions can't differ.
    public var everySite: Bool

    /// Creates a comparison; see the properties.
    public init(
        old: LoadedVersion, new: LoadedVersion, day: Day? = nil, areas: [Area]? = nil,
        site: String? = nil, everySite: Bool = false
    ) {
        self.old = old
        self.new = new
        self.day = day
        self.areas = areas
        self.site = site
        self.everySite = everySite
        let both = old.host.sites.keys.filter { new.host.sites[$0] != nil }
        shared = Dictionary(
            uniqueKeysWithValues: both.map { ($0, SharedWork(old: old, new: new, site: $0)) })
    }

    /// What need not be decided twice, by site.
    private let shared: [String: SharedWork]

    /// The sites that are compared: loaded in both versions and, unless all are wanted, different.
    public var sites: [String] {
        old.host.sites.keys.filter { id in
            guard site == nil || site == id, let mine = old.host.sites[id],
                let other = new.host.sites[id]
            else { return false }
            return everySite || mine.hash != other.hash
        }.sorted()
    }

    /// Compares a batch on as many threads as asked; the result follows the files' order.
    public func compare(_ files: [CaseFile], threads: Int) async -> [FileComparison] {
        let wanted = Set(sites)
        return await Pieces.map(files, threads: threads) { compare($0, wanted) }
    }

    private func compare(_ file: CaseFile, _ wanted: Set<String>) -> FileComparison {
        let id = site ?? file.site.word
        var result = FileComparison(fileID: file.fileID, site: id)
        guard wanted.contains(id), let before = old.host.sites[id], let after = new.host.sites[id]
        else {
            result.isKnown = old.host.sites[id] != nil && new.host.sites[id] != nil
            return result
        }
        result.isCompared = true
        let day = day ?? file.observedOn
        // An area that only one version answers is compared, too.
        let both = Set(before.areas).union(after.areas)
        let shared = everySite ? nil : shared[id]
        let asked = (areas ?? Area.allCases).filter {
            both.contains($0) && shared?.areas.contains($0) ?? true
        }
        for index in file.cases.indices {
            let moment = CaseMoment(file: file, caseIndex: index, day: day)
            for area in asked {
                if shared?.isNumbersOnly == true {
                    let (first, hasRead) = before.decide(
                        moment, area: area, watchingNumbersOf: after)
                    let second = hasRead ? after.decide(moment, areas: [area]).first : first
                    result.add(first, second, area: area, moment: moment)
                } else {
                    result.add(
                        before.areas.contains(area)
                            ? before.decide(moment, areas: [area]).first : nil,
                        after.areas.contains(area)
                            ? after.decide(moment, areas: [area]).first : nil,
                        area: area, moment: moment)
                }
            }
        }
        return result
    }
}

/// What two versions answer for one case file.
public struct FileComparison: Sendable {
    /// The file's id.
    public let fileID: String
    /// The deciding site.
    public let site: String
    /// Whether both versions have the site.
    public internal(set) var isKnown = true
    /// Whether the file was decided; false if the site's policies are the same or not loaded.
    public internal(set) var isCompared = false
    /// Every answer that differs.
    public internal(set) var flips: [AnswerFlip] = []
    /// How often each answer was given, before and after.
    var transitions: [Transition: Int] = [:]
    /// Contacts that begin within a week of the day.
    var contacts = (old: 0, new: 0)
    /// Policies that failed.
    var failures = (old: 0, new: 0)

    /// An answer before and after, same or not.
    struct Transition: Hashable, Sendable {
        var point: DecisionPoint
        var from: Outcome?
        var to: Outcome?
    }

    init(fileID: String, site: String) {
        self.fileID = fileID
        self.site = site
    }

    /// Adds one area of one case.
    mutating func add(
        _ old: Decision?, _ new: Decision?, area: Area, moment: CaseMoment
    ) {
        let base = AnswerFlip(
            site: site, area: area, fileID: fileID,
            caseID: moment.file.cases[moment.caseIndex].caseID, asOf: moment.day,
            synthetic: moment.file.synthetic, point: .remedy, subject: "", old: nil, new: nil,
            change: .failure, direction: .neither, arrears: moment.matter.arrears.total, failure: ""
        )
        if old?.alert != nil { failures.old += 1 }
        if new?.alert != nil { failures.new += 1 }
        if (old?.alert == nil) != (new?.alert == nil) {
            var flip = base
            flip.point = DecisionPoint.points(in: area)[0]
            let side = new?.alert == nil ? "the old version fails" : "the new version fails"
            let alert = new?.alert ?? old?.alert
            flip.failure = "\(side): \(alert?.message ?? "") (\(alert?.place ?? ""))"
            flips.append(flip)
            return
        }
        for (before, after) in AnswerMatching.pairs(old?.answers ?? [], new?.answers ?? []) {
            guard let point = before?.point ?? after?.point else { continue }
            transitions[
                Transition(point: point, from: before?.outcome, to: after?.outcome), default: 0] +=
                1
            let week = moment.day...moment.day.adding(days: 6)
            if let first = before?.contactOn, week.contains(first) { contacts.old += 1 }
            if let first = after?.contactOn, week.contains(first) { contacts.new += 1 }
            guard let change = AnswerMatching.change(before, after) else { continue }
            var flip = base
            flip.point = point
            flip.subject = after?.subject ?? before?.subject ?? ""
            flip.old = before?.withoutPath
            flip.new = after?.withoutPath
            flip.change = change
            flip.direction = FlipDirection(
                from: before?.outcome, to: after?.outcome, at: point)
            flips.append(flip)
        }
    }
}
