import CaseModel
import Crypto

/// How records are hashed and chained.
///
/// None of this may change once a record is written.
enum RecordHash {
    /// What the first record is linked to.
    static let root: [UInt8] = digest(Array("accord decision log 1".utf8))

    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](SHA256.hash(data: bytes))
    }

    /// The salt of a record's facts: the same for the same record in copies of a store.
    ///
    /// No framed key is the beginning of another, and half of the hash is kept: so a secret in front
    /// is as good as HMAC, at a third of its price.
    static func salt(_ key: RecordKey, _ secret: [UInt8]) -> [UInt8] {
        var frame = Frame()
        frame.add(secret)
        frame.add(key)
        return [UInt8](digest(frame.bytes)[..<16])
    }

    static func facts(_ facts: UnsafeRawBufferPointer, salt: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: salt)
        hasher.update(bufferPointer: facts)
        return [UInt8](hasher.finalize())
    }

    static func record(
        _ key: RecordKey, meta: [UInt8], statement: UnsafeRawBufferPointer, factsHash: [UInt8]
    ) -> [UInt8] {
        var frame = Frame()
        frame.add(key)
        frame.add(meta)
        frame.add(factsHash)
        frame.add(UInt64(statement.count))
        var hasher = SHA256()
        hasher.update(data: frame.bytes)
        hasher.update(bufferPointer: statement)
        return [UInt8](hasher.finalize())
    }

    static func link(_ previous: [UInt8], _ record: [UInt8]) -> [UInt8] {
        digest(previous + record)
    }

    /// The secret of records to come; the one before can't be found from it.
    static func nextSecret(_ secret: [UInt8]) -> [UInt8] {
        digest(Array("accord next secret".utf8) + secret)
    }
}

/// Fields one behind the other, each behind its length, so that none can run into the next.
struct Frame {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ field: [UInt8]) {
        add(UInt64(field.count))
        bytes.append(contentsOf: field)
    }

    mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ key: RecordKey) {
        add(key.kind.rawValue)
        add(key.site)
        add(UInt64(bitPattern: key.run))
        add(key.fileID)
        add(key.caseID)
        add(key.area)
        add(UInt64(bitPattern: Int64(key.asOf.epochDay)))
    }
}
