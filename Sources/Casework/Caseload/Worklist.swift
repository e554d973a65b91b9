public import CaseModel
public import CaseStore
public import PolicyHost
import Synchronization

/// Which items of a worklist are wanted; what is not set does not matter.
public struct WorklistQuery: Sendable, Equatable {
    /// The site.
    public var site: SiteID
    /// The day on which the list is looked at.
    public var day: Day
    /// The worker; the empty text for files that nobody works; the whole site if nil, which takes as
    /// long as a walk through all that stands there.
    public var worker: String?
    /// Only this group.
    public var urgency: WorkUrgency?
    /// Only this question, such as `D3`.
    public var point: String?

    /// Asks for the whole list of a site, or of one worker there.
    public init(
        site: SiteID, on day: Day, worker: String? = nil, urgency: WorkUrgency? = nil,
        point: String? = nil
    ) {
        self.site = site
        self.day = day
        self.worker = worker
        self.urgency = urgency
        self.point = point
    }
}

/// A number of items with the filter that lists them.
public struct WorkSum: Sendable, Equatable {
    /// The name of the group, or the question: the filter that lists the items.
    public var name: String
    /// How many items.
    public var count: Int
}

/// Some items of a worklist.
public struct WorklistPage: Sendable, Equatable {
    /// The items in their order.
    public var items: [WorkItem]
    /// Go on with this cursor; nil if there are no more.
    public var next: String?
    /// Every group with the number of its items, in the order of urgency, whichever group is asked for.
    public var groups: [WorkSum]
    /// The questions with the numbers of their items, in the order of their names, whichever question
    /// is asked for.
    public var points: [WorkSum]
}

/// Why a worklist can't be given.
public struct WorklistProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String
}

/// What is to be done next on the cases of a worker, by urgency, with the reason on every row.
///
/// Made of what stands after the sweeps and of the choices that hold on the day. The order is a pure
/// function of urgency, last day and ids: it is proposed and explained, never locked. What a log
/// record asks for is worked out once and remembered, for records never change; so a list is fast from
/// the second time on.
public final class Worklist: Sendable {
    private let store: CaseStore
    private let policies: KeptPolicies
    private let known = Mutex<[Int64: WorkRecord]>([:])
    /// More records are not remembered: some hundred bytes each.
    private static let most = 100_000

    /// Makes a worklist, to be kept for as long as the store is open.
    public init(store: CaseStore) {
        self.store = store
        policies = KeptPolicies(store: store)
    }

    /// Gives some items of a list.
    ///
    /// - Parameters:
    ///   - query: Which.
    ///   - after: The cursor of the page before; the start unless told.
    ///   - limit: At most so many.
    ///   - host: The policies that are loaded now, so that those that decided need not be loaded again;
    ///     others are taken from the store by their hash.
    /// - Returns: The page.
    /// - Throws: ``WorklistProblem`` if the cursor is none, ``CaseStoreError``.
    public func page(
        _ query: WorklistQuery, after: String? = nil, limit: Int, host: PolicyHost? = nil
    ) throws -> WorklistPage {
        let start = try after.map { cursor in
            guard let key = WorkKey(cursor: cursor) else {
                throw WorklistProblem(
                    description: "the cursor is none of this list; begin again without one")
            }
            return key
        }
        let all = try items(query)
        var page = WorklistPage(items: [], groups: [], points: [])
        let ofPoint = all.filter { query.point == nil || $0.item.point == query.point }
        let ofGroup = all.filter { query.urgency == nil || $0.item.urgency == query.urgency }
        page.groups = WorkUrgency.allCases.map { urgency in
            WorkSum(
                name: urgency.rawValue, count: ofPoint.count { $0.item.urgency == urgency })
        }
        page.points = Dictionary(grouping: ofGroup, by: \.item.point).map {
            WorkSum(name: $0.key, count: $0.value.count)
        }.sorted { $0.name < $1.name }
        var wanted = ofPoint.filter { query.urgency == nil || $0.item.urgency == query.urgency }
        if let start { wanted = wanted.filter { start < $0.key } }
        var book = ReasonBook(site: query.site, host: host, policies: policies)
        page.items = try wanted.prefix(limit).map { found in
            var item = found.item
            // Ranks count from one, so that this is the next of the whole list.
            if item.rank < all.count { item.aboveNext = item.why(above: all[item.rank].item) }
            item.reasons = try book.reasons(of: found) + item.reasons
            return item
        }
        if wanted.count > limit { page.next = wanted.prefix(limit).last?.key.cursor }
        return page
    }

    /// An item while the list is made.
    struct Found {
        var item: WorkItem
        var key: WorkKey
        /// Where its reasons stand.
        var policyHash = ""
        var rules: [String] = []

        init(_ item: WorkItem) {
            self.item = item
            key = WorkKey(item)
        }
    }

    /// Every item of a worker, in order, with its rank.
    private func items(_ query: WorklistQuery) throws -> [Found] {
        let records = known.withLock(\.self)
        let work = try store.standingWork(
            site: query.site, worker: query.worker, on: query.day,
            isKnown: { records[$0] != nil })
        var found = self.found(work, records, on: query.day)
        for override in work.overrides { found += self.found(override, in: work, on: query.day) }
        found += work.errors.map { Self.found($0, on: query.day) }
        found.sort { $0.key < $1.key }
        for index in found.indices { found[index].item.rank = index + 1 }
        return found
    }

    /// What the decisions ask for, but for answers in whose place a choice stands.
    private func found(
        _ work: StandingWork, _ records: [Int64: WorkRecord], on day: Day
    ) -> [Found] {
        let chosen = Dictionary(grouping: work.overrides) { [$0.fileID, $0.caseID, $0.area] }
        var fresh: [Int64: WorkRecord] = [:]
        let found = work.rows.flatMap { row -> [Found] in
            if let record = row.record {
                fresh[row.seq] = WorkRecord(
                    record.kind, asOf: record.asOf, statement: record.statement)
            }
            guard let record = fresh[row.seq] ?? records[row.seq] else { return [] }
            let overrides = chosen[[row.fileID, row.caseID, row.area]] ?? []
            return record.tasks.compactMap { task in
                let isSetAside = overrides.contains {
                    $0.point == task.point && ($0.subject.isEmpty || $0.subject == task.subject)
                }
                return isSetAside ? nil : Found(task, record, row, on: day)
            }
        }
        remember(fresh)
        return found
    }

    private func remember(_ fresh: [Int64: WorkRecord]) {
        guard !fresh.isEmpty else { return }
        known.withLock { known in
            if known.count + fresh.count > Self.most { known.removeAll() }
            known.merge(fresh) { $1 }
        }
    }

    /// What a person's choice asks for: that somebody looks again when it ends, or does what was chosen.
    private func found(_ override: Override, in work: StandingWork, on day: Day) -> [Found] {
        let row = work.rows.first { $0.fileID == override.fileID && $0.caseID == override.caseID }
        guard let row else { return [] }
        var item = WorkItem(
            urgency: WorkUrgency(due: override.until, hasRunOut: false, on: day),
            fileID: override.fileID, caseID: override.caseID, worker: row.worker,
            area: override.area, point: override.point, outcome: override.outcome,
            subject: override.subject, due: override.until, reasons: [],
            contactedOn: row.contactedOn, decidedOn: override.madeOn, seq: override.seq, rank: 0,
            aboveNext: "")
        item.reasons = [
            WorkReason(
                rule: "", words: override.reason, authority: "the choice of \(override.who)")
        ]
        return [Found(item)]
    }

    private static func found(_ error: StandingWork.OpenError, on day: Day) -> Found {
        Found(
            WorkItem(
                urgency: .later, fileID: error.fileID, caseID: error.caseID, worker: error.worker,
                area: "", point: WorkItem.recordError, outcome: "correct", subject: "", due: nil,
                reasons: [
                    WorkReason(
                        rule: "",
                        words: "An error in the record was reported and is not put right yet.",
                        authority: "")
                ],
                contactedOn: error.contactedOn, decidedOn: nil, seq: 0, rank: 0, aboveNext: ""))
    }
}

extension Worklist.Found {
    fileprivate init(
        _ task: WorkRecord.Task, _ record: WorkRecord, _ row: StandingWork.Row, on day: Day
    ) {
        self.init(
            WorkItem(
                urgency: WorkUrgency(due: task.due, hasRunOut: task.hasRunOut, on: day),
                fileID: row.fileID, caseID: row.caseID, worker: row.worker, area: row.area,
                point: task.point, outcome: task.outcome, subject: task.subject, due: task.due,
                reasons: task.words.isEmpty
                    ? [] : [WorkReason(rule: "", words: task.words, authority: "")],
                contactedOn: row.contactedOn, decidedOn: record.asOf, seq: row.seq, rank: 0,
                aboveNext: ""))
        policyHash = record.policyHash
        rules = task.rules
    }
}

extension WorkItem {
    /// Why an item stands above another, in words.
    fileprivate func why(above next: WorkItem) -> String {
        if urgency != next.urgency {
            return "It is \(urgency.words); the next is \(next.urgency.words)."
        }
        guard let due else { return "Neither has a last day; the order of the ids decides." }
        guard let last = next.due else { return "It has a last day, \(due); the next has none." }
        let days = due.days(until: last)
        if days == 0 { return "Both have the same last day, \(due); the order of the ids decides." }
        return "Its last day is \(due), \(days) \(days == 1 ? "day" : "days") before the next."
    }
}

/// The sentences and citations of rules, from the policies that decided.
private struct ReasonBook {
    let site: SiteID
    let host: PolicyHost?
    let policies: KeptPolicies
    private var rules: [String: [String: Rule]] = [:]

    init(site: SiteID, host: PolicyHost?, policies: KeptPolicies) {
        self.site = site
        self.host = host
        self.policies = policies
    }

    mutating func reasons(of found: Worklist.Found) throws -> [WorkReason] {
        guard !found.rules.isEmpty else { return [] }
        let book = try book(found.policyHash)
        return found.rules.map { id in
            WorkReason(
                rule: id, words: book[id]?.about ?? "", authority: book[id]?.authority ?? "")
        }
    }

    private mutating func book(_ hash: String) throws -> [String: Rule] {
        if let known = rules[hash] { return known }
        let live = host?.sites[site.word]
        var policy = live?.hash == hash ? live : nil
        if policy == nil, case .success(let kept) = try policies.policy(of: site.word, hash: hash) {
            policy = kept
        }
        let made = Dictionary((policy?.rules ?? []).map { ($0.id, $0) }) { first, _ in first }
        rules[hash] = made
        return made
    }
}
