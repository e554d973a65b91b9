public import CaseModel
import Foundation
import GRDB

/// What the decision log was on a day, signed by somebody who answers for it.
///
/// A checkpoint covers every record up to its own. Keep a copy where those who can write the store
/// can't write: with it nobody can make the log anew unnoticed.
public struct LogCheckpoint: Sendable, Equatable {
    /// The last record that it covers.
    public var seq: Int64
    /// The link of that record.
    public var link: [UInt8]
    /// The day on which it was made.
    public var madeOn: Day
    /// The id of the key.
    public var keyID: String
    /// The 32 bytes of the public key (Ed25519).
    public var publicKey: [UInt8]
    /// The 64 bytes of the signature over ``signedBytes(seq:link:madeOn:)``.
    public var signature: [UInt8]

    /// Makes a checkpoint from its parts.
    public init(
        seq: Int64, link: [UInt8], madeOn: Day, keyID: String, publicKey: [UInt8],
        signature: [UInt8]
    ) {
        self.seq = seq
        self.link = link
        self.madeOn = madeOn
        self.keyID = keyID
        self.publicKey = publicKey
        self.signature = signature
    }

    /// The bytes that are signed: canonical JSON that can be taken for nothing else.
    public static func signedBytes(seq: Int64, link: [UInt8], madeOn: Day) -> [UInt8] {
        JSONValue.object([
            "link": .text(link.hexadecimal), "made_on": .text(madeOn.description),
            "seq": .integer(seq), "signs": .text("accord decision log 1"),
        ]).canonicalBytes()
    }

    /// The bytes that this one's signature is over.
    public var signedBytes: [UInt8] {
        LogCheckpoint.signedBytes(seq: seq, link: link, madeOn: madeOn)
    }

    /// The checkpoint as a file.
    public var json: JSONValue {
        .object([
            "schema_version": .integer(1), "signs": .text("accord decision log 1"),
            "seq": .integer(seq), "link": .text(link.hexadecimal),
            "made_on": .text(madeOn.description), "key": .text(keyID),
            "public_key": .text(publicKey.data.base64EncodedString()),
            "signature": .text(signature.data.base64EncodedString()),
        ])
    }

    /// Reads ``json``; nil if it is no checkpoint.
    public init?(json: JSONValue) {
        guard json["signs"]?.string == "accord decision log 1",
            case .integer(let seq)? = json["seq"], let link = json["link"]?.string,
            let madeOn = json["made_on"]?.string.flatMap({ Day(iso: $0) }),
            let keyID = json["key"]?.string,
            let publicKey = json["public_key"]?.string.flatMap({ Data(base64Encoded: $0) }),
            let signature = json["signature"]?.string.flatMap({ Data(base64Encoded: $0) })
        else { return nil }
        self.init(
            seq: seq, link: [UInt8].fromHexadecimal(link) ?? [], madeOn: madeOn, keyID: keyID,
            publicKey: [UInt8](publicKey), signature: [UInt8](signature))
    }
}

/// The rows of `log_checkpoint`.
enum CheckpointRows {
    static func all(_ db: Database) throws -> [LogCheckpoint] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT seq, link, made_on, key_id, public_key, signature FROM log_checkpoint
                ORDER BY seq, id
                """
        ).map { row in
            LogCheckpoint(
                seq: row[0], link: [UInt8](row[1] as Data), madeOn: Day(epochDay: row[2]),
                keyID: row[3], publicKey: [UInt8](row[4] as Data),
                signature: [UInt8](row[5] as Data))
        }
    }
}

extension CaseStore {
    /// The signed checkpoints that the store keeps, the first one first.
    ///
    /// - Throws: ``CaseStoreError``.
    public func checkpoints() throws -> [LogCheckpoint] {
        try reading { try CheckpointRows.all($0) }
    }

    /// Keeps a checkpoint.
    ///
    /// - Throws: ``CaseStoreError``, with code `log.missing` if the log has no such record, or
    ///   another one.
    public func keep(_ checkpoint: LogCheckpoint) throws {
        try writing { db in
            let link = try Data.fetchOne(
                db, sql: "SELECT link FROM log WHERE seq = ?", arguments: [checkpoint.seq])
            guard let link, [UInt8](link) == checkpoint.link else {
                throw CaseStoreError(
                    code: .noRecord,
                    message: "the checkpoint is not of this log: record \(checkpoint.seq) is "
                        + (link == nil ? "not there" : "another one"))
            }
            try db.execute(
                sql: """
                    INSERT INTO log_checkpoint (seq, link, made_on, key_id, public_key, signature)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    checkpoint.seq, link, checkpoint.madeOn.epochDay, checkpoint.keyID,
                    checkpoint.publicKey.data, checkpoint.signature.data,
                ])
        }
    }
}
