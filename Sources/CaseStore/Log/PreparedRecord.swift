public import CaseModel

/// A log record that is complete but for its place in the chain.
///
/// Whoever decides prepares the record, because hashing takes longer than writing; the store's one
/// writer only links it to the record before.
public struct PreparedRecord: Sendable, Equatable {
    /// What the record is about.
    let key: RecordKey
    /// Canonical JSON of what goes with it: who acted, and the like.
    let meta: [UInt8]
    /// What was said.
    let statement: [UInt8]
    /// What it rests on; nil if there is nothing to be erased.
    let facts: [UInt8]?
    /// Keeps erased facts from being guessed by their hash.
    let salt: [UInt8]
    /// SHA-256 of salt and facts; empty without facts.
    let factsHash: [UInt8]
    /// SHA-256 of all of it.
    let hash: [UInt8]

    /// A record of a sweep or of a person's choice, of which copies of a store write the same bytes.
    init(
        key: RecordKey, meta: [UInt8], statement: [UInt8], facts: [UInt8]?,
        secret: [UInt8]
    ) {
        self.init(key, meta, statement, facts) { RecordHash.salt(key, secret) }
    }

    /// A record of what was asked of a service: many may be about the same case and day, so that
    /// each has a salt of its own.
    init(key: RecordKey, meta: [UInt8], statement: [UInt8], facts: [UInt8]? = nil) {
        self.init(key, meta, statement, facts) {
            (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    private init(
        _ key: RecordKey, _ meta: [UInt8], _ statement: [UInt8], _ facts: [UInt8]?,
        salt makeSalt: () -> [UInt8]
    ) {
        self.key = key
        self.meta = meta
        self.statement = statement
        self.facts = facts
        if let facts {
            salt = makeSalt()
            let salt = self.salt
            factsHash = facts.withUnsafeBytes { RecordHash.facts($0, salt: salt) }
        } else {
            salt = []
            factsHash = []
        }
        let factsHash = self.factsHash
        hash = statement.withUnsafeBytes {
            RecordHash.record(key, meta: meta, statement: $0, factsHash: factsHash)
        }
    }
}

/// Whose record it is.
struct RecordKey: Sendable, Equatable {
    var kind: LogKind
    var site: String
    /// Zero if no sweep wrote it.
    var run: Int64 = 0
    var fileID: String = ""
    var caseID: String = ""
    var area: String = ""
    var asOf: Day
}

/// What a log record is.
public enum LogKind: String, Sendable, CaseIterable {
    /// A case was decided in one area.
    case decision
    /// A case file could not be read.
    case unreadable
    /// A person chose otherwise.
    case override
    /// A sweep came into force or was stopped.
    case run
    /// Facts of earlier records were erased.
    case erasure
    /// A case file was created, replaced or deleted by itself.
    case caseFile = "case_file"
    /// Something that happened was recorded: a contact, a referral, who works a file.
    case event
}

/// Prepares the records of one run; may be used by many threads at once.
public struct RecordMaker: Sendable {
    private let site: String
    private let run: Int64
    private let asOf: Day
    private let meta: [UInt8]
    private let secret: [UInt8]

    init(run: SweepRun, secret: [UInt8]) {
        site = run.site.word
        self.run = run.id
        asOf = run.asOf
        meta = JSONValue.object(["actor": .text(run.actor)]).canonicalBytes()
        self.secret = secret
    }

    /// The record of a decision.
    public func decision(
        _ record: DecisionRecord, fileID: String, caseID: String, area: String
    ) -> PreparedRecord {
        prepare(.decision, fileID, caseID, area, record.statement, facts: record.facts)
    }

    /// The record of a file that could not be read.
    ///
    /// - Parameters:
    ///   - fileID: The file.
    ///   - fileHash: SHA-256 of its text, hexadecimal.
    ///   - reason: Why, without a value of the file.
    /// - Returns: The record, to be written by the run.
    public func unreadable(fileID: String, fileHash: String, reason: String) -> PreparedRecord {
        let statement = JSONValue.object([
            "facts_hash": .text(fileHash), "reason": .text(reason),
        ])
        return prepare(.unreadable, fileID, "", "", statement.canonicalBytes(), facts: nil)
    }

    private func prepare(
        _ kind: LogKind, _ fileID: String, _ caseID: String, _ area: String,
        _ statement: [UInt8], facts: [UInt8]?
    ) -> PreparedRecord {
        PreparedRecord(
            key: RecordKey(
                kind: kind, site: site, run: run, fileID: fileID, caseID: caseID, area: area,
                asOf: asOf),
            meta: meta, statement: statement, facts: facts, secret: secret)
    }
}
