public import CaseModel
import GRDB

/// A decision that stands.
public struct StandingDecision: Sendable, Equatable {
    /// The site.
    public var site: SiteID
    /// The case file.
    public var fileID: String
    /// What stands.
    public var row: DecidedRow
}

/// A proposal of a decision that stands.
public struct StandingProposal: Sendable, Equatable {
    /// The site.
    public var site: SiteID
    /// The case file.
    public var fileID: String
    /// The IV-D case.
    public var caseID: String
    /// The log record of the decision.
    public var seq: Int64
    /// What is proposed.
    public var proposal: Proposal
}

extension CaseStore {
    /// The newest row of each key whose run is active, but for cases that have left their file.
    ///
    /// The site is `?1` and the file `?2`, where they are told; the primary key finds them then.
    static func standing(_ site: SiteID?, _ fileID: String?) -> String {
        """
        decided AS d
        JOIN sweep_run AS r ON r.id = d.run AND r.state = 'active'
        WHERE \(site == nil ? "TRUE" : "d.site = ?1")
            AND \(fileID == nil ? "TRUE" : "d.file_id = ?2")
            AND \(isStanding)
        """
    }

    /// Whether a row `d` of an active run is the newest of its key and has not ended.
    static let isStanding = """
        d.seq IS NOT NULL
            AND NOT EXISTS (
                SELECT 1 FROM decided AS later
                JOIN sweep_run AS later_run ON later_run.id = later.run
                WHERE later.site = d.site AND later.file_id = d.file_id
                    AND later.case_id = d.case_id AND later.area = d.area
                    AND later.run > d.run AND later_run.state = 'active')
        """

    /// Calls `body` with every decision that stands, in the order of site, file, case and area.
    ///
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func forEachStanding(
        site: SiteID? = nil, fileID: String? = nil, _ body: (StandingDecision) throws -> Void
    ) throws {
        let snapshot = try CaseStoreError.translating(path) { try pool.makeSnapshot() }
        try CaseStoreError.translating(path) {
            try snapshot.read { db in
                let rows = try RawStatement(
                    db,
                    """
                    SELECT d.site, d.file_id, d.case_id, d.area, policy.hash, d.standing, d.reads,
                        d.stands, d.seq, d.run
                    FROM (SELECT d.* FROM \(CaseStore.standing(site, fileID))) AS d
                    JOIN policy ON policy.id = d.policy
                    ORDER BY d.site, d.file_id, d.case_id, d.area
                    """)
                CaseStore.bind(rows, site, fileID)
                while try rows.next() {
                    let row = DecidedRow(
                        caseID: rows.text(2), area: rows.text(3), policyHash: rows.text(4),
                        standing: rows.bytes(5), reads: rows.bytes(6),
                        stands: Day(epochDay: Int32(rows.number(7))), seq: rows.number(8),
                        run: rows.number(9))
                    try body(
                        StandingDecision(
                            site: try CaseStore.site(rows.text(0)), fileID: rows.text(1), row: row)
                    )
                }
            }
        }
    }

    /// SHA-256 over everything that stands at a site, or at all, hexadecimal.
    ///
    /// It covers whose decision it is, what it says, what it read, how long it holds, by which
    /// policy, and its log record. Equal stores have equal
    /// hashes, in however many runs they came about.
    ///
    /// - Throws: ``CaseStoreError``.
    public func standingHash(site: SiteID? = nil) throws -> String {
        var hash = RecordHash.root
        try forEachStanding(site: site) { decision in
            var frame = Frame()
            frame.add(decision.site.word)
            frame.add(decision.fileID)
            frame.add(decision.row.caseID)
            frame.add(decision.row.area)
            frame.add(decision.row.policyHash)
            frame.add(decision.row.standing)
            frame.add(decision.row.reads)
            frame.add(UInt64(bitPattern: Int64(decision.row.stands.epochDay)))
            frame.add(UInt64(bitPattern: decision.row.seq ?? 0))
            hash = RecordHash.link(hash, RecordHash.digest(frame.bytes))
        }
        return hash.hexadecimal
    }

    /// Calls `body` with what the standing decisions propose, in the order of site, file and case.
    ///
    /// - Parameters:
    ///   - site: The site; all unless told.
    ///   - fileID: Only this file.
    ///   - day: If told, an answer in whose place an override stands on this day proposes nothing,
    ///     and the override does what it proposes instead.
    ///   - body: Gets each proposal.
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func forEachProposal(
        site: SiteID? = nil, fileID: String? = nil, inForceOn day: Day? = nil,
        _ body: (StandingProposal) throws -> Void
    ) throws {
        let snapshot = try CaseStoreError.translating(path) { try pool.makeSnapshot() }
        try CaseStoreError.translating(path) {
            try snapshot.read { db in
                let rows = try RawStatement(
                    db,
                    """
                    SELECT site, file_id, case_id, p.seq, kind, point, subject, who, channel,
                        purpose, partner, remedy, from_day, until_day, rule
                    FROM (
                        SELECT d.site, d.file_id, d.case_id, d.area, d.seq, 0 AS chosen
                        FROM \(CaseStore.standing(site, fileID))
                        UNION ALL
                        SELECT o.site, o.file_id, o.case_id, o.area, o.seq, 1 FROM overridden AS o
                        WHERE o.site = ifnull(?1, o.site) AND o.file_id = ifnull(?2, o.file_id)
                            AND \(CaseStore.inForce)
                    ) AS d
                    JOIN proposal AS p ON p.seq = d.seq
                    WHERE chosen OR NOT EXISTS (
                        SELECT 1 FROM overridden AS o
                        WHERE o.site = d.site AND o.file_id = d.file_id AND o.case_id = d.case_id
                            AND o.area = d.area AND o.point = p.point
                            AND o.subject IN ('', p.subject) AND \(CaseStore.inForce))
                    ORDER BY site, file_id, case_id, area, p.seq, p.position
                    """)
                CaseStore.bind(rows, site, fileID)
                if let day { rows.bind(3, Int64(day.epochDay)) }
                while try rows.next() { try body(try CaseStore.proposal(rows)) }
            }
        }
    }

    /// Whether an override `o` is in force on day `?3`; none is if no day is bound.
    private static let inForce = """
        o.refused_by = '' AND o.made_on <= ?3 AND o.until >= ?3
            AND (o.ended_on IS NULL OR o.ended_on > ?3)
        """

    private static func bind(_ rows: RawStatement, _ site: SiteID?, _ fileID: String?) {
        // What is not bound is NULL, which lets everything through.
        if let site { rows.bind(1, site.word) }
        if let fileID { rows.bind(2, fileID) }
    }

    private static func proposal(_ rows: RawStatement) throws -> StandingProposal {
        guard let kind = Proposal.Kind(rawValue: rows.text(4)) else {
            throw CaseStoreError(
                code: .damaged,
                message: "log record \(rows.number(3)) has a proposal of a kind that does not exist"
            )
        }
        return StandingProposal(
            site: try site(rows.text(0)), fileID: rows.text(1), caseID: rows.text(2),
            seq: rows.number(3),
            proposal: Proposal(
                kind: kind, point: rows.text(5), subject: rows.text(6), who: rows.text(7),
                channel: rows.text(8), purpose: rows.text(9), partner: rows.text(10),
                remedy: rows.text(11),
                from: rows.optionalNumber(12).map { Day(epochDay: Int32($0)) },
                until: rows.optionalNumber(13).map { Day(epochDay: Int32($0)) },
                rule: rows.text(14)))
    }
}
