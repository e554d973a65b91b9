public import CaseModel
import Foundation
import GRDB

/// A person's choice in the place of what the policies answered.
public struct Override: Sendable, Equatable {
    /// The site.
    public var site: SiteID
    /// The case file.
    public var fileID: String
    /// The IV-D case.
    public var caseID: String
    /// The area.
    public var area: String
    /// The question, such as `D11`.
    public var point: String
    /// The remedy, partner or channel; empty if the case alone.
    public var subject: String
    /// What was chosen.
    public var outcome: String
    /// The day of the choice.
    public var madeOn: Day
    /// The last day on which it holds; nil if open.
    public var until: Day?
    /// Who chose.
    public var who: String
    /// Why, in the person's words.
    public var reason: String
    /// The rule whose answer was set aside; empty if none gave it.
    public var rule: String
    /// The log record of the decision that was set aside; nil if there is none.
    public var decision: Int64?
    /// The override's own log record; zero until it is written.
    public internal(set) var seq: Int64 = 0

    /// Makes an override.
    public init(
        site: SiteID, fileID: String, caseID: String, area: String, point: String,
        subject: String = "", outcome: String, madeOn: Day, until: Day? = nil, who: String,
        reason: String, rule: String = "", decision: Int64? = nil
    ) {
        self.site = site
        self.fileID = fileID
        self.caseID = caseID
        self.area = area
        self.point = point
        self.subject = subject
        self.outcome = outcome
        self.madeOn = madeOn
        self.until = until
        self.who = who
        self.reason = reason
        self.rule = rule
        self.decision = decision
    }

    /// What its record says; `bounds` is the decision that bounded the choice.
    func json(bounds: JSONValue?) -> JSONValue {
        var object: [String: JSONValue] = [
            "outcome": .text(outcome), "point": .text(point), "reason": .text(reason),
        ]
        if !subject.isEmpty { object["subject"] = .text(subject) }
        if !rule.isEmpty { object["rule"] = .text(rule) }
        object["until"] = until.map { .text($0.description) }
        object["instead_of"] = decision.map { .integer($0) }
        object["bounds"] = bounds
        return .object(object)
    }
}

extension CaseStore {
    /// Writes an override on record.
    ///
    /// - Parameters:
    ///   - choice: The override; whether the floors allow it is for the caller to ask.
    ///   - bounds: What the policies said when the choice was made, with the floors that bound it:
    ///     its statement goes into the override's, its facts are the override's facts.
    ///   - call: The id of the call by which a service asked for it; empty if there is none.
    /// - Returns: The number of its log record.
    /// - Throws: ``CaseStoreError``.
    public func append(
        _ choice: Override, bounds: DecisionRecord? = nil, call: String = ""
    ) throws -> Int64 {
        var meta: [String: JSONValue] = ["actor": .text(choice.who)]
        if !call.isEmpty { meta["call"] = .text(call) }
        let statement = choice.json(
            bounds: bounds.flatMap { try? JSONValue(parsing: $0.statement) })
        let record = PreparedRecord(
            key: RecordKey(
                kind: .override, site: choice.site.word, fileID: choice.fileID,
                caseID: choice.caseID, area: choice.area, asOf: choice.madeOn),
            meta: JSONValue.object(meta).canonicalBytes(), statement: statement.canonicalBytes(),
            facts: bounds?.facts, secret: try secret())
        return try writing { db in
            let log = try LogAppender(db)
            let seq = try log.append(record)
            try log.finish()
            try db.execute(
                sql: """
                    INSERT INTO overridden (seq, site, file_id, case_id, area, point, subject,
                        outcome, made_on, until, who, reason, rule, decision_seq)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    seq, choice.site.word, choice.fileID, choice.caseID, choice.area, choice.point,
                    choice.subject, choice.outcome, choice.madeOn.epochDay, choice.until?.epochDay,
                    choice.who, choice.reason, choice.rule, choice.decision,
                ])
            return seq
        }
    }

    /// The overrides of a site, or of all, in the order in which they were made.
    ///
    /// - Parameters:
    ///   - site: The site; all unless told.
    ///   - caseID: Only those of one IV-D case.
    ///   - days: Only those that were made on these days.
    /// - Throws: ``CaseStoreError``.
    public func overrides(
        site: SiteID? = nil, caseID: String? = nil, madeOn days: ClosedRange<Day>? = nil
    ) throws -> [Override] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT site, file_id, case_id, area, point, subject, outcome, made_on, until,
                        who, reason, rule, decision_seq, seq
                    FROM overridden
                    WHERE site = ifnull(?, site) AND case_id = ifnull(?, case_id)
                        AND made_on BETWEEN ? AND ?
                    ORDER BY seq
                    """,
                arguments: [
                    site?.word, caseID, days?.lowerBound.epochDay ?? .min,
                    days?.upperBound.epochDay ?? .max,
                ]
            ).map { row in
                var choice = Override(
                    site: try CaseStore.site(row[0]), fileID: row[1], caseID: row[2], area: row[3],
                    point: row[4], subject: row[5], outcome: row[6], madeOn: Day(epochDay: row[7]),
                    until: (row[8] as Int32?).map { Day(epochDay: $0) }, who: row[9],
                    reason: row[10], rule: row[11], decision: row[12])
                choice.seq = row[13]
                return choice
            }
        }
    }
}
