import Foundation
import GRDB

/// What a store says, as text that can be compared.
struct StoreDump: Equatable {
    /// What stands: the newest row that counts for each case and area.
    var standing: [String]
    /// What the standing decisions propose.
    var proposals: [String]
    /// The log's records of cases, with their hashes.
    var records: [String]
    /// Every line of the log with its link.
    var chain: [String]
    /// The chunk lines.
    var chunks: [String]
    /// The runs without their times by the clock.
    var runs: [String]
    /// The hash over all that stands after the newest run that counts.
    var standingHash: String

    /// Reads a store that nobody writes just now.
    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        func lines(_ sql: String) throws -> [String] {
            try queue.read { db in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.map { column, value in "\(column)=\(Self.text(value))" }
                        .joined(separator: " ")
                }
            }
        }
        let standing = """
            FROM decided AS d JOIN policy AS p ON p.id = d.policy
            WHERE d.seq IS NOT NULL AND d.run = (
                SELECT max(o.run) FROM decided AS o JOIN sweep_run AS r ON r.id = o.run
                WHERE r.state = 'active' AND o.site = d.site AND o.file_id = d.file_id
                    AND o.case_id = d.case_id AND o.area = d.area)
            """
        self.standing = try lines(
            """
            SELECT d.file_id, d.case_id, d.area, p.hash, d.seq, d.standing \(standing)
            ORDER BY 1, 2, 3
            """)
        proposals = try lines(
            """
            SELECT proposal.* FROM proposal WHERE seq IN (SELECT d.seq \(standing))
            ORDER BY seq, position
            """)
        records = try lines(
            """
            SELECT log.seq, kind, site, run, file_id, case_id, area, as_of, meta, facts_hash,
                statement, salt, facts
            FROM log LEFT JOIN log_facts ON log_facts.seq = log.seq WHERE kind <> 'run' ORDER BY 1
            """)
        chain = try lines("SELECT seq, kind, link FROM log ORDER BY seq")
        chunks = try lines(
            "SELECT run, number, first_file, last_file, counts, hash FROM sweep_chunk ORDER BY 1, 2"
        )
        runs = try lines(
            """
            SELECT id, site, as_of, is_full, state, reason, counts, cursor, chunks, hash, first_seq,
                last_seq
            FROM sweep_run ORDER BY id
            """)
        standingHash =
            try lines(
                "SELECT standing FROM sweep_run WHERE state = 'active' ORDER BY id DESC LIMIT 1"
            ).first ?? ""
    }

    private static func text(_ value: DatabaseValue) -> String {
        guard case .blob(let data) = value.storage else { return value.description }
        return String(data: data, encoding: .utf8)
            ?? data.map { String($0, radix: 16) }.joined(separator: ",")
    }
}
