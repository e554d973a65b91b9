import CaseModel
import GRDB

/// Writes what a chunk found, inside its transaction.
final class ChunkWriter {
    private let run: SweepRun
    /// The hash over all that stands, kept up with what is written.
    private(set) var standing: StandingSum
    private let policy: Int64
    private let log: LogAppender
    private let putRow: RawStatement
    private let forgetProposals: RawStatement
    private let forgetRows: RawStatement
    private let putFile: RawStatement
    private let putProposal: RawStatement

    init(_ db: Database, run: SweepRun) throws {
        self.run = run
        standing = StandingSum(bytes: [UInt8].fromHexadecimal(run.standingHash) ?? [])
        policy = try PolicyRows.id(db, hash: run.policyHash)
        log = try LogAppender(db)
        putRow = try RawStatement(
            db,
            """
            INSERT INTO decided (site, file_id, case_id, area, run, policy, stands, seq, standing,
                reads)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let older = "site = ?1 AND file_id = ?2 AND case_id = ?3 AND area = ?4 AND run < ?5"
        forgetProposals = try RawStatement(
            db,
            """
            DELETE FROM proposal WHERE seq IN
                (SELECT seq FROM decided WHERE \(older) AND seq IS NOT ?6)
            """)
        forgetRows = try RawStatement(db, "DELETE FROM decided WHERE \(older)")
        putFile = try RawStatement(
            db,
            """
            INSERT INTO sweep_file (site, file_id, run, seen, stands) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (site, file_id) DO UPDATE SET
                prior_run = run, prior_seen = seen, prior_stands = stands, run = excluded.run,
                seen = excluded.seen, stands = excluded.stands
            WHERE seen <> excluded.seen OR stands <> excluded.stands
            """)
        putProposal = try RawStatement(
            db,
            """
            INSERT INTO proposal (seq, position, kind, point, subject, who, channel, purpose,
                partner, remedy, from_day, until_day, rule)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// Writes the files; returns the number of the last record of the log.
    func write(_ files: [SweptFile]) throws -> Int64 {
        for statement in [putRow, forgetProposals, forgetRows, putFile] {
            statement.bind(1, run.site.word)
        }
        putRow.bind(5, run.id)
        putRow.bind(6, policy)
        for file in files { try write(file) }
        return try log.finish()
    }

    private func write(_ file: SweptFile) throws {
        var stands = Day.forever
        for entry in file.entries {
            guard let row = try row(entry) else { continue }
            stands = min(stands, row.stands)
            if row != entry.previous { try put(row, file.fileID, previous: entry.previous) }
            if row.standing != entry.previous?.standing || row.seq == nil {
                standing.replace(entry.previous, by: row, fileID: file.fileID)
            }
        }
        putFile.bind(2, file.fileID)
        putFile.bind(3, run.id)
        putFile.bind(4, file.change)
        putFile.bind(5, Int64(stands.epochDay))
        try putFile.run()
    }

    /// What stands from now on; equal to the previous row if that stays as it is.
    private func row(_ entry: SweptEntry) throws -> DecidedRow? {
        switch entry.finding {
        case .spared(let stands):
            var row = entry.previous
            row?.stands = stands
            return row
        case .gone:
            // Without an earlier row there is nothing to be undone.
            guard var row = entry.previous, row.seq != nil else { return entry.previous }
            row.seq = nil
            row.standing = []
            row.reads = []
            row.stands = .forever
            return row
        case .made(let made):
            guard let seq = try made.record.map(log.append) ?? entry.previous?.seq else {
                throw CaseStoreError(
                    code: .wrongRun,
                    message: "run \(run.id) made a first decision without a log record")
            }
            if made.record != nil { try put(made.proposals, seq: seq) }
            var row = DecidedRow(
                caseID: entry.caseID, area: entry.area, policyHash: run.policyHash,
                standing: made.standing, reads: made.reads, stands: made.stands, seq: seq,
                run: entry.previous?.run ?? run.id)
            row.hasOlder = entry.previous?.hasOlder ?? false
            return row
        }
    }

    /// Writes a row, and removes those that the previous one has superseded.
    private func put(_ row: DecidedRow, _ fileID: String, previous: DecidedRow?) throws {
        if let previous, previous.hasOlder {
            for statement in [forgetProposals, forgetRows] {
                statement.bind(2, fileID)
                statement.bind(3, row.caseID)
                statement.bind(4, row.area)
                statement.bind(5, previous.run)
            }
            forgetProposals.bind(6, previous.seq)
            try forgetProposals.run()
            try forgetRows.run()
        }
        putRow.bind(2, fileID)
        putRow.bind(3, row.caseID)
        putRow.bind(4, row.area)
        putRow.bind(7, Int64(row.stands.epochDay))
        putRow.bind(8, row.seq)
        try putRow.run(9, [row.standing, row.reads])
    }

    private func put(_ proposals: [Proposal], seq: Int64) throws {
        for (position, proposal) in proposals.enumerated() {
            putProposal.bind(1, seq)
            putProposal.bind(2, Int64(position))
            let texts = [
                proposal.kind.rawValue, proposal.point, proposal.subject, proposal.who,
                proposal.channel, proposal.purpose, proposal.partner, proposal.remedy,
            ]
            for (place, text) in texts.enumerated() { putProposal.bind(Int32(place + 3), text) }
            putProposal.bind(11, proposal.from.map { Int64($0.epochDay) })
            putProposal.bind(12, proposal.until.map { Int64($0.epochDay) })
            putProposal.bind(13, proposal.rule)
            try putProposal.run()
        }
    }
}

extension Day {
    /// Behind every day that can be written: what stands until then stands while no fact changes.
    static let forever = Day(epochDay: .max)
}

extension SweptFile {
    /// SHA-256 over what is decided for the file.
    var digest: [UInt8] {
        var frame = Frame()
        frame.add(fileID)
        for entry in entries {
            frame.add(entry.caseID)
            frame.add(entry.area)
            switch entry.finding {
            case .spared: frame.add(entry.previous?.standing ?? [])
            case .made(let made): frame.add(made.standing)
            case .gone: frame.add([])
            }
        }
        return RecordHash.digest(frame.bytes)
    }
}
