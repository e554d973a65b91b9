public import CaseModel
import GRDB

/// A record of the decision log, as it was written.
public struct LogRecord: Sendable, Equatable {
    /// Its number; the first record is 1, and none is left out.
    public var seq: Int64
    /// What it is.
    public var kind: LogKind
    /// The site, as a word; empty if it is about every site.
    public var site: String
    /// The run that wrote it; nil if no sweep did.
    public var run: Int64?
    /// The case file; empty if it is about none.
    public var fileID: String
    /// The IV-D case; empty if it is about none.
    public var caseID: String
    /// The area; empty if it is about none.
    public var area: String
    /// The day decided for, or the day of the act.
    public var asOf: Day
    /// Who acted, and what else goes with it: canonical JSON.
    public var meta: [UInt8]
    /// What was said: canonical JSON.
    public var statement: [UInt8]
    /// What it rests on: canonical JSON; nil if there is nothing, or if it was erased.
    public var facts: [UInt8]?
    /// What was hashed before the facts, so that erased ones can't be guessed; gone with them.
    public var salt: [UInt8]
    /// SHA-256 of salt and facts; empty if it never had facts.
    public var factsHash: [UInt8]
    /// SHA-256 of the link before and of this record.
    public var link: [UInt8]

    /// Whether it had facts that are gone.
    public var isErased: Bool { facts == nil && !factsHash.isEmpty }

    /// The meta data as a tree; `null` if they can't be read.
    public var metaJSON: JSONValue { (try? JSONValue(parsing: meta)) ?? .null }

    /// The statement as a tree; `null` if it can't be read.
    public var statementJSON: JSONValue { (try? JSONValue(parsing: statement)) ?? .null }

    /// The facts as a tree; nil if there are none or they were erased.
    public var factsJSON: JSONValue? { facts.map { (try? JSONValue(parsing: $0)) ?? .null } }

    /// Who acted.
    public var actor: String { metaJSON["actor"]?.string ?? "" }

    /// The whole record as one line of an export.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "seq": .integer(seq), "kind": .text(kind.rawValue),
            "as_of": .text(asOf.description), "meta": metaJSON, "statement": statementJSON,
            "link": .text(link.hexadecimal),
        ]
        for (name, text) in [
            ("site", site), ("file_id", fileID), ("case_id", caseID), ("area", area),
            ("salt", salt.hexadecimal), ("facts_hash", factsHash.hexadecimal),
        ] where !text.isEmpty {
            object[name] = .text(text)
        }
        if let run { object["run"] = .integer(run) }
        if let factsJSON { object["facts"] = factsJSON }
        if isErased { object["facts_erased"] = .bool(true) }
        return .object(object)
    }
}

/// Whether what a record says counts.
public enum LogForce: Sendable, Equatable {
    /// It stands now.
    case stands
    /// It stood once; a later decision took its place.
    case superseded
    /// Its run is not complete, so that it does not count yet.
    case pending(run: Int64)
    /// Its run was stopped: it was decided and never came into force.
    case neverInForce(run: Int64, reason: String)
    /// It is no decision of a sweep.
    case notADecision
}

/// Reads records, in the order of their numbers.
struct LogReader {
    private let rows: RawStatement
    private static let columns = """
        log.seq, kind, site, run, file_id, case_id, area, as_of, meta, facts_hash, link, statement,
        salt, facts
        """

    /// Prepares to read the records that meet a condition in SQL.
    ///
    /// The condition may use values from `?3` on.
    init(_ db: Database, where condition: String = "TRUE", newestFirst: Bool = false) throws {
        rows = try RawStatement(
            db,
            """
            SELECT \(LogReader.columns) FROM log LEFT JOIN log_facts ON log_facts.seq = log.seq
            WHERE log.seq \(newestFirst ? "<" : ">") ?1 AND (\(condition))
            ORDER BY log.seq \(newestFirst ? "DESC" : "") LIMIT ?2
            """)
    }

    /// Binds a value from `?3` on.
    func bind(_ place: Int32, _ value: String) { rows.bind(place, value) }

    /// Binds a value from `?3` on.
    func bind(_ place: Int32, _ value: Int64) { rows.bind(place, value) }

    /// The records behind one, or before it where the newest comes first: at most `limit` of
    /// them, and none behind one that is no record.
    ///
    /// - Throws: ``CaseStoreError`` with code `log.unreadable` if the first one is none.
    func read(after seq: Int64, limit: Int) throws -> [LogRecord] {
        rows.bind(1, seq)
        rows.bind(2, Int64(limit))
        var records: [LogRecord] = []
        while try rows.next() {
            guard let record else {
                let seq = rows.number(0)
                rows.reset()
                guard records.isEmpty else { break }
                throw CaseStoreError(
                    code: .badRecord,
                    message: "record \(seq) of the decision log was altered; see accord log verify")
            }
            records.append(record)
        }
        return records
    }

    /// The record of a row; nil if its kind or day does not exist.
    private var record: LogRecord? {
        let seq = rows.number(0)
        guard let kind = LogKind(rawValue: rows.text(1)), let day = Int32(exactly: rows.number(7))
        else { return nil }
        let run = rows.number(3)
        return LogRecord(
            seq: seq, kind: kind, site: rows.text(2), run: run == 0 ? nil : run,
            fileID: rows.text(4), caseID: rows.text(5), area: rows.text(6),
            asOf: Day(epochDay: day), meta: rows.bytes(8),
            statement: rows.bytes(11), facts: rows.isNull(13) ? nil : rows.bytes(13),
            salt: rows.bytes(12), factsHash: rows.bytes(9), link: rows.bytes(10))
    }
}

extension LogRecord {
    var key: RecordKey {
        RecordKey(
            kind: kind, site: site, run: run ?? 0, fileID: fileID, caseID: caseID, area: area,
            asOf: asOf)
    }

    /// The hash of the record, which its link rests on.
    var hash: [UInt8] {
        statement.withUnsafeBytes {
            RecordHash.record(key, meta: meta, statement: $0, factsHash: factsHash)
        }
    }

    /// Whether the facts that are there are those that were written.
    var factsAreTrue: Bool {
        guard let facts else { return true }
        return facts.withUnsafeBytes { RecordHash.facts($0, salt: salt) } == factsHash
    }
}

extension JSONValue {
    /// The text; nil if it is something else.
    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
}
