public import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// Writes an override on record, also one that the floors refused.
    ///
    /// One that stands ends those of the same answer that are in force, in the same transaction.
    /// - Parameters:
    ///   - choice: The override; whether the floors allow it is for the caller to ask.
    ///   - ruling: What the floors made of it: members for the record's statement.
    ///   - facts: The facts that the floors read, as canonical JSON; nil if there are none.
    ///   - proposals: What the choice asks somebody to do or to leave.
    ///   - call: The id of the call by which a service asked for it; empty if there is none.
    /// - Returns: The override with the number of its log record.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func append(
        _ choice: Override, ruling: [String: JSONValue] = [:], facts: [UInt8]? = nil,
        proposals: [Proposal] = [], call: String = ""
    ) throws -> Override {
        let secret = try secret()
        return try writing { db in
            var choice = choice
            let replaced = choice.refusedBy.isEmpty ? try Self.inForce(db, like: choice) : []
            let record = PreparedRecord(
                key: choice.recordKey(on: choice.madeOn),
                meta: LogStamp(actor: choice.who, call: call, on: choice.madeOn).meta,
                statement: choice.statement(ruling, replacing: replaced).canonicalBytes(),
                facts: facts, secret: secret)
            let log = try LogAppender(db)
            choice.seq = try log.append(record)
            try log.finish()
            for seq in replaced {
                try Self.note(
                    db,
                    Override.Ending(on: choice.madeOn, by: Override.replaced, record: choice.seq),
                    of: seq)
            }
            try db.execute(
                sql: """
                    INSERT INTO overridden (seq, site, file_id, case_id, area, point, subject,
                        outcome, made_on, until, who, reason, rule, decision_seq, refused_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    choice.seq, choice.site.word, choice.fileID, choice.caseID, choice.area,
                    choice.point, choice.subject, choice.outcome, choice.madeOn.epochDay,
                    choice.until.epochDay, choice.who, choice.reason, choice.rule,
                    choice.decision, choice.refusedBy,
                ])
            try Self.put(db, proposals, of: choice.seq)
            return choice
        }
    }

    private static func put(_ db: Database, _ proposals: [Proposal], of seq: Int64) throws {
        for (position, proposal) in proposals.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO proposal (seq, position, kind, point, subject, who, channel,
                        purpose, partner, remedy, from_day, until_day, rule)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    seq, position, proposal.kind.rawValue, proposal.point, proposal.subject,
                    proposal.who, proposal.channel, proposal.purpose, proposal.partner,
                    proposal.remedy, proposal.from?.epochDay, proposal.until?.epochDay,
                    proposal.rule,
                ])
        }
    }

    /// Ends an override before its last day, on record.
    ///
    /// - Parameters:
    ///   - override: An override that is in force.
    ///   - day: The first day on which it does not hold any more.
    ///   - by: The floor that ends it, by the id of its rule, or the code of another reason.
    ///   - ruling: What stands in its way: members for the record's statement.
    ///   - facts: The facts that the floors read, as canonical JSON; nil if there are none.
    ///   - actor: Who ends it.
    ///   - call: The id of the call by which a service asked for it; empty if there is none.
    /// - Returns: The override with its end.
    /// - Throws: ``CaseStoreError``, with code `log.missing` if it is not in force any more.
    public func end(
        _ override: Override, on day: Day, by: String, ruling: [String: JSONValue] = [:],
        facts: [UInt8]? = nil, actor: String, call: String = ""
    ) throws -> Override {
        let secret = try secret()
        return try writing { db in
            var ended = override
            var object = ruling
            object["ends"] = .integer(override.seq)
            object["ended_by"] = .text(by)
            object["outcome"] = .text(override.outcome)
            object["point"] = .text(override.point)
            object["until"] = .text(override.until.description)
            if !override.subject.isEmpty { object["subject"] = .text(override.subject) }
            let record = PreparedRecord(
                key: override.recordKey(on: day),
                meta: LogStamp(actor: actor, call: call, on: day).meta,
                statement: JSONValue.object(object).canonicalBytes(), facts: facts, secret: secret)
            let log = try LogAppender(db)
            let ending = Override.Ending(on: day, by: by, record: try log.append(record))
            try log.finish()
            try Self.note(db, ending, of: override.seq)
            guard db.changesCount == 1 else {
                throw CaseStoreError(
                    code: .noRecord, message: "override \(override.seq) is not in force any more")
            }
            ended.ending = ending
            return ended
        }
    }

    /// The overrides of a site, or of all, in the order in which they were made.
    ///
    /// - Parameters:
    ///   - site: The site; all unless told.
    ///   - caseID: Only those of one IV-D case.
    ///   - days: Only those that were made on these days.
    /// - Returns: The overrides, refused and ended ones too.
    /// - Throws: ``CaseStoreError``.
    public func overrides(
        site: SiteID? = nil, caseID: String? = nil, madeOn days: ClosedRange<Day>? = nil
    ) throws -> [Override] {
        try reading { db in
            try Self.overrides(
                db,
                """
                site = ifnull(?, site) AND case_id = ifnull(?, case_id)
                    AND made_on BETWEEN ? AND ?
                """,
                [
                    site?.word, caseID, days?.lowerBound.epochDay ?? .min,
                    days?.upperBound.epochDay ?? .max,
                ])
        }
    }

    /// The override with this log record, refused or ended or not.
    ///
    /// - Throws: ``CaseStoreError``, with code `log.missing` if there is none.
    public func override(_ seq: Int64) throws -> Override {
        let found = try reading { try Self.overrides($0, "seq = ?", [seq]).first }
        guard let found else {
            throw CaseStoreError(
                code: .noRecord, message: "record \(seq) of the decision log is no override")
        }
        return found
    }

    /// The overrides of a site that stood and were not ended, and whose last day is not over on a
    /// day, in the order in which they were made.
    ///
    /// - Throws: ``CaseStoreError``.
    public func runningOverrides(site: SiteID, on day: Day) throws -> [Override] {
        try reading { db in
            try Self.overrides(
                db, "site = ? AND until >= ? AND refused_by = '' AND ended_on IS NULL",
                [site.word, day.epochDay])
        }
    }

    /// Overrides of the same answer that are not ended yet.
    private static func inForce(_ db: Database, like choice: Override) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT seq FROM overridden
                WHERE site = ? AND case_id = ? AND file_id = ? AND area = ? AND point = ?
                    AND subject = ? AND until >= ? AND refused_by = '' AND ended_on IS NULL
                ORDER BY seq
                """,
            arguments: [
                choice.site.word, choice.caseID, choice.fileID, choice.area, choice.point,
                choice.subject, choice.madeOn.epochDay,
            ])
    }

    private static func note(_ db: Database, _ ending: Override.Ending, of seq: Int64) throws {
        try db.execute(
            sql: """
                UPDATE overridden SET ended_on = ?, ended_by = ?, ended_seq = ?
                WHERE seq = ? AND refused_by = '' AND ended_on IS NULL
                """,
            arguments: [ending.on.epochDay, ending.by, ending.record, seq])
    }

    static func overrides(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Override] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT site, file_id, case_id, area, point, subject, outcome, made_on, until, who,
                    reason, rule, decision_seq, refused_by, seq, ended_on, ended_by, ended_seq
                FROM overridden WHERE \(condition) ORDER BY seq
                """, arguments: arguments)
        return try rows.map { row in
            var choice = Override(
                site: try CaseStore.site(row[0]), fileID: row[1], caseID: row[2], area: row[3],
                point: row[4], subject: row[5], outcome: row[6], madeOn: Day(epochDay: row[7]),
                until: Day(epochDay: row[8]), who: row[9], reason: row[10], rule: row[11],
                decision: row[12], refusedBy: row[13])
            choice.seq = row[14]
            if let day = row[15] as Int32?, let record = row[17] as Int64? {
                choice.ending = Override.Ending(
                    on: Day(epochDay: day), by: row[16], record: record)
            }
            return choice
        }
    }
}

extension Override {
    fileprivate func recordKey(on day: Day) -> RecordKey {
        RecordKey(
            kind: .override, site: site.word, fileID: fileID, caseID: caseID, area: area, asOf: day)
    }
}
