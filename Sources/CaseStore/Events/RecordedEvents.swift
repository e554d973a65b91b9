import CaseModel
import Foundation
import GRDB

/// The events that were recorded on case files and that the system of record has not brought itself.
///
/// An import lays them over the file that comes in, by one rule: if the file has in the event's place what
/// stood there when the event was recorded, the event stays; if it says anything else, the system of record
/// wins and the event ends. Used inside one transaction.
struct RecordedEvents {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The events, or nil if there are none in the store, so that an import asks once.
    static func ifAny(_ db: Database) throws -> RecordedEvents? {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM recorded_event)") == true
            ? RecordedEvents(db) : nil
    }

    /// The events on one record, the oldest first: each was recorded over what the one before had left.
    private struct Chain {
        var place: RecordPlace
        var events: [(seq: Int64, stood: Data?)]
        /// What the last event has recorded.
        var record: JSONValue
        var first: Int64 { events.first?.seq ?? 0 }
        var last: Int64 { events.last?.seq ?? 0 }
    }

    private static let ofRecord = "site = ? AND file_id = ? AND list = ? AND record_id = ?"

    private static func arguments(_ key: CaseFileKey, _ place: RecordPlace) -> StatementArguments {
        [key.site.word, key.fileID, place.list, place.id]
    }

    /// The events on the records of a file, in the order in which the records were recorded first, as
    /// they came into the file.
    private func chains(of key: CaseFileKey) throws -> [Chain] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, list, record_id, stood, facts
                FROM recorded_event JOIN log_facts USING (seq)
                WHERE site = ? AND file_id = ? ORDER BY seq
                """)
        var chains: [RecordPlace: Chain] = [:]
        for row in try Row.fetchAll(statement, arguments: [key.site.word, key.fileID]) {
            let place = RecordPlace(list: row[1], id: row[2])
            // What is no JSON is no record either, which the reader will say.
            let record = (try? JSONValue(parsing: [UInt8](row[4] as Data))) ?? .null
            chains[place, default: Chain(place: place, events: [], record: .null)]
                .events.append((row[0], row[3]))
            chains[place]?.record = record
        }
        return chains.values.sorted { $0.first < $1.first }
    }

    // MARK: Changes of one file

    /// Keeps an event that was recorded on a file.
    ///
    /// - Parameters:
    ///   - seq: Its log record.
    ///   - place: Where its record is.
    ///   - key: The case file.
    ///   - before: The records of the file before the event.
    /// - Throws: `DatabaseError`.
    func keep(
        _ seq: Int64, in place: RecordPlace, of key: CaseFileKey, over before: FileRecords
    ) throws {
        // An event that was left out of the file is replaced by this one.
        try endChanged(in: before, of: key, at: place)
        try db.execute(
            sql: """
                INSERT INTO recorded_event (seq, site, file_id, list, record_id, stood)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [seq] + Self.arguments(key, place) + [before.hash(place)])
    }

    /// Ends the events whose record a file has otherwise, or not at all.
    ///
    /// - Parameters:
    ///   - records: The records of the file.
    ///   - key: The case file.
    ///   - place: Only events on this record; on all of the file's if nil.
    /// - Throws: `DatabaseError`.
    func endChanged(
        in records: FileRecords, of key: CaseFileKey, at place: RecordPlace? = nil
    ) throws {
        for chain in try chains(of: key) where place == nil || place == chain.place {
            if records[chain.place] != chain.record { try end(chain, of: key) }
        }
    }

    /// Ends the events on a file that is deleted.
    func endAll(of key: CaseFileKey) throws {
        try db.execute(
            sql: "DELETE FROM recorded_event WHERE site = ? AND file_id = ?",
            arguments: [key.site.word, key.fileID])
    }

    /// Ends the events on a record, or those before one of them.
    private func end(_ chain: Chain, of key: CaseFileKey, before seq: Int64 = .max) throws {
        try db.execute(
            sql: "DELETE FROM recorded_event WHERE \(Self.ofRecord) AND seq < ?",
            arguments: Self.arguments(key, chain.place) + [seq])
    }

    // MARK: Imports

    /// Lays the events over a file that comes in; nil if none is to be laid over it.
    ///
    /// - Parameters:
    ///   - file: The file that comes in.
    ///   - bytes: Its canonical text.
    ///   - reader: Says whether the file is sound with an event in it.
    ///   - tally: Where it is noted what became of each event.
    ///   - most: How many notices are kept.
    /// - Returns: The file as it is to be stored.
    /// - Throws: `DatabaseError`.
    func lay(
        over file: CaseFile, _ bytes: [UInt8], _ reader: CaseFileReader,
        notingIn tally: inout EventTally, most: Int
    ) throws -> CaseFile? {
        let key = CaseFileKey(site: file.site, fileID: file.fileID)
        let chains = try chains(of: key)
        guard !chains.isEmpty else { return nil }
        var records = try FileRecords(bytes)
        var waiting = try chains.filter { chain in
            let stands = try holds(chain, of: key, against: records)
            if stands == nil { tally.note(notice(of: chain, key, .superseded), most: most) }
            return stands == true
        }
        var laid: CaseFile?
        // One may need another that was recorded after it.
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            waiting.removeAll { chain in
                let attempt = records.with(chain.record, at: chain.place)
                guard let sound = try? reader.read(attempt.json.canonicalBytes()) else {
                    return false
                }
                (records, laid, hasChanged) = (attempt, sound, true)
                tally.kept += 1
                return true
            }
        }
        for chain in waiting {
            var notice = notice(of: chain, key, .leftOut)
            notice.problems = Self.problems(of: chain, in: records, reader)
            tally.note(notice, most: most)
        }
        return laid
    }

    /// Whether the events on a record are still to be laid over a file that comes in; ends those that are
    /// not.
    ///
    /// - Returns: True if they are, false if the system of record has what was recorded, nil if it says
    ///   otherwise.
    /// - Throws: `DatabaseError`.
    private func holds(
        _ chain: Chain, of key: CaseFileKey, against records: FileRecords
    ) throws -> Bool? {
        let incoming = records.hash(chain.place)
        let hasArrived = incoming == FileRecords.hash(chain.record)
        guard !hasArrived, let next = chain.events.last(where: { $0.stood == incoming }) else {
            try end(chain, of: key)
            return hasArrived ? false : nil
        }
        // What was recorded before this event has arrived.
        try end(chain, of: key, before: next.seq)
        return true
    }

    /// What would be wrong with a file if an event was laid over it; places are seen from its record.
    private static func problems(
        of chain: Chain, in records: FileRecords, _ reader: CaseFileReader
    ) -> [CaseFileProblem] {
        let attempt = records.with(chain.record, at: chain.place)
        do throws(CaseFileError) {
            _ = try reader.read(attempt.json.canonicalBytes())
            return []
        } catch {
            let way = attempt.way(to: chain.place)
            return error.problems.map { $0.seen(from: way) }
        }
    }

    private func notice(
        of chain: Chain, _ key: CaseFileKey, _ fate: EventNotice.Fate
    ) -> EventNotice {
        EventNotice(
            key: key, list: chain.place.list, recordID: chain.place.id, seq: chain.last,
            fate: fate, problems: [])
    }

    // MARK: Erasure

    /// Forgets events whose facts are erased, and with each those before it on the same record: what it
    /// had replaced must not come back.
    ///
    /// An event after it stays, as one that was recorded over what stood before all of them, so that
    /// nothing is left from which the erased record could be guessed.
    func forget(_ seqs: [Int64]) throws {
        guard try Self.ifAny(db) != nil else { return }
        let find = try db.cachedStatement(
            sql: "SELECT site, file_id, list, record_id FROM recorded_event WHERE seq = ?")
        for seq in seqs {
            guard let row = try Row.fetchOne(find, arguments: [seq]) else { continue }
            let record: StatementArguments = [
                row[0] as String, row[1] as String, row[2] as String, row[3] as String,
            ]
            try db.execute(
                sql: """
                    UPDATE recorded_event SET stood = (
                        SELECT stood FROM recorded_event WHERE \(Self.ofRecord) ORDER BY seq LIMIT 1)
                    WHERE seq = (
                        SELECT min(seq) FROM recorded_event WHERE \(Self.ofRecord) AND seq > ?)
                    """, arguments: record + record + [seq])
            try db.execute(
                sql: "DELETE FROM recorded_event WHERE \(Self.ofRecord) AND seq <= ?",
                arguments: record + [seq])
        }
    }
}
