import CaseModel
import GRDB

/// Some records of the decision log, the newest first.
public struct LogPage: Sendable, Equatable {
    /// The records.
    public var records: [LogRecord]
    /// Go on with the records before this one; nil if there are no more.
    public var next: Int64?
}

extension CaseStore {
    /// How many record numbers are looked through in one short read.
    private static let numbersAtOnce: Int64 = 50_000

    /// The newest records that a filter lets through.
    ///
    /// Records that are appended while someone goes from page to page do not move what follows: a page
    /// goes on before the last record of the one before.
    /// - Parameters:
    ///   - filter: Which records are wanted.
    ///   - before: Only records before this one; the newest unless told.
    ///   - limit: At most so many.
    ///   - most: How many record numbers are looked through before the page ends early, so that a
    ///     search for what there is not takes no longer. Such a page may be empty and still have a
    ///     next one.
    /// - Returns: The page.
    /// - Throws: ``CaseStoreError``.
    public func logPage(
        _ filter: LogFilter = LogFilter(), before: Int64? = nil, limit: Int,
        lookingThrough most: Int64 = 50_000
    ) throws -> LogPage {
        let (plan, end) = try reading { (try filter.plan($0), try LogHead($0).seq) }
        var cursor = min(before ?? .max, min(plan.last, end) + 1)
        let last = max(plan.first, cursor - most)
        // The records of a file or case are found by an index, all at once.
        let isNarrow = filter.fileID != nil || filter.caseID != nil
        var found: [LogRecord] = []
        while cursor > last {
            let floor = isNarrow ? last : max(last, cursor - Self.numbersAtOnce)
            var condition = plan
            condition.values.append(.number(floor))
            condition.condition += " AND log.seq >= ?\(condition.values.count + 2)"
            // One more than is left tells whether there is a next page.
            let wanted = limit + 1 - found.count
            let records = try reading { db in
                let reader = try LogReader(db, where: condition.condition, newestFirst: true)
                condition.bind {
                    reader.bind($0, $1)
                } number: {
                    reader.bind($0, $1)
                }
                return try reader.read(after: cursor, limit: wanted)
            }
            found += records.filter(filter.holds)
            guard found.count <= limit else {
                found.removeSubrange(limit...)
                return LogPage(records: found, next: found.last?.seq ?? cursor)
            }
            cursor = records.count < wanted ? floor : records.last?.seq ?? floor
        }
        return LogPage(records: found, next: last > plan.first ? last : nil)
    }
}
