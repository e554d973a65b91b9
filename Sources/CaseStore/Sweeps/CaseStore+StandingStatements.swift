public import CaseModel
import GRDB

extension CaseStore {
    /// Calls `body` with the statement of every decision that stands, in no particular order.
    ///
    /// The bytes are good for the length of the call.
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func forEachStandingStatement(
        site: SiteID? = nil, _ body: ([UInt8]) throws -> Void
    ) throws {
        let snapshot = try CaseStoreError.translating(path) { try pool.makeSnapshot() }
        try CaseStoreError.translating(path) {
            try snapshot.read { db in
                let rows = try RawStatement(
                    db,
                    """
                    SELECT log.statement FROM (SELECT d.seq FROM \(CaseStore.standing(site, nil))) AS d
                    JOIN log ON log.seq = d.seq WHERE log.kind = 'decision'
                    """)
                if let site { rows.bind(1, site.word) }
                while try rows.next() { try body(rows.bytes(0)) }
            }
        }
    }
}
