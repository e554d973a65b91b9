import CaseModel
import Crypto
import Foundation

/// A signature over the bytes of a bundle's manifest.
public struct BundleSignature: Sendable, Equatable {
    static let name = "signatures.json"
    static let algorithm = "ed25519"

    /// The id of the key; see ``SigningKey/id``.
    public var keyID: String
    /// The 64 bytes of the signature.
    public var signature: [UInt8]

    /// The file `signatures.json`, by key id.
    static func file(_ signatures: [BundleSignature]) -> [UInt8] {
        let sorted = signatures.sorted {
            ($0.keyID, $0.base64) < ($1.keyID, $1.base64)
        }
        return JSONValue.object([
            "format": .integer(1),
            "signatures": .list(
                sorted.map {
                    .object([
                        "algorithm": .text(algorithm), "key": .text($0.keyID),
                        "signature": .text($0.base64),
                    ])
                }),
        ]).prettyBytes()
    }

    private var base64: String { Data(signature).base64EncodedString() }

    /// Reads `signatures.json`.
    ///
    /// - Throws: ``PolicyProblem`` if it is not written as ``file(_:)`` writes it.
    static func read(_ bytes: [UInt8], file: String) throws(PolicyProblem) -> [BundleSignature] {
        let refusal = PolicyProblem(
            code: "bundle.signature", message: "\(name) was altered", file: file,
            suggestion: "get the bundle again from where it was signed")
        guard case .list(let items)? = (try? JSONValue(parsing: bytes))?["signatures"] else {
            throw refusal
        }
        var signatures: [BundleSignature] = []
        for item in items {
            guard item["algorithm"]?.string == algorithm, let key = item["key"]?.string,
                let data = item["signature"]?.string.flatMap({ Data(base64Encoded: $0) })
            else { throw refusal }
            signatures.append(BundleSignature(keyID: key, signature: Array(data)))
        }
        guard !signatures.isEmpty, self.file(signatures) == bytes else { throw refusal }
        return signatures
    }
}

/// A private key that signs bundles (Ed25519).
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's random numbers.
    public init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// The public half.
    public var publicKey: PublicSigningKey {
        PublicSigningKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    /// The key's id.
    public var id: String { publicKey.id }

    /// A signature over some bytes, such as those of a manifest.
    ///
    /// - Throws: ``PolicyProblem`` if the library refuses, which no valid key makes it do.
    public func signature(over bytes: [UInt8]) throws(PolicyProblem) -> BundleSignature {
        do {
            return BundleSignature(keyID: id, signature: Array(try key.signature(for: bytes)))
        } catch {
            throw PolicyProblem(
                code: "key.failed", message: "the key can't sign: \(error)", file: id)
        }
    }

    // PKCS #8 for Ed25519 (RFC 8410) is these bytes and the 32 of the key.
    private static let derHead: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    /// The key as a PEM file that OpenSSL reads, with lines in front that say what it is.
    public func pem(comment: String) -> String {
        let note = comment.isEmpty ? "" : ": \(comment)"
        return "Accord signing key \(id)\(note)\nPrivate: whoever has this file signs as you.\n"
            + PEM.text("PRIVATE KEY", Self.derHead + Array(key.rawRepresentation))
    }

    /// Reads a key file.
    ///
    /// - Throws: ``PolicyProblem`` if there is no such file, if others than its owner may read it,
    ///   or if it holds no Ed25519 key.
    public init(contentsOf path: String) throws(PolicyProblem) {
        func refuse(_ code: String, _ message: String, _ suggestion: String) -> PolicyProblem {
            PolicyProblem(
                code: code, message: message, file: path, suggestion: suggestion)
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw refuse(
                "key.missing", "there is no such key file", "accord key new -o FILE makes one")
        }
        let rights = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        if let rights = rights as? Int, rights & 0o077 != 0 {
            throw refuse(
                "key.readable", "others than its owner can read this private key",
                "chmod 600 it; if it was not meant to be read, revoke it and make another")
        }
        guard let der = PEM.bytes("PRIVATE KEY", in: text), der.starts(with: Self.derHead),
            let key = try? Curve25519.Signing.PrivateKey(
                rawRepresentation: der.dropFirst(Self.derHead.count))
        else {
            throw refuse(
                "key.not-a-key", "this is not an Ed25519 private key in PEM",
                "accord key new -o FILE makes one")
        }
        self.key = key
    }
}

/// The public half of a key, which others check signatures with.
public struct PublicSigningKey: Sendable, Equatable {
    /// The 32 bytes.
    public var bytes: [UInt8]

    /// The first 16 digits of the SHA-256 of the bytes.
    public var id: String { String(Digest.sha256(bytes).prefix(16)) }

    /// The spelling of trust files.
    public var base64: String { Data(bytes).base64EncodedString() }

    /// The key as PEM, for OpenSSL.
    public var pem: String { PEM.text("PUBLIC KEY", Self.derHead + bytes) }

    private static let derHead: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the spelling of trust files; nil if it is no key.
    public init?(base64: String) {
        guard let data = Data(base64Encoded: base64),
            (try? Curve25519.Signing.PublicKey(rawRepresentation: data)) != nil
        else { return nil }
        bytes = Array(data)
    }

    /// Whether a signature over some bytes was made with this key's private half.
    public func verifies(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}

/// Base64 between two lines that say what it is.
private enum PEM {
    static func text(_ label: String, _ bytes: [UInt8]) -> String {
        let base64 = Data(bytes).base64EncodedString(
            options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(base64)\n-----END \(label)-----\n"
    }

    static func bytes(_ label: String, in text: String) -> [UInt8]? {
        guard let start = text.range(of: "-----BEGIN \(label)-----\n"),
            let end = text.range(of: "\n-----END \(label)-----"),
            start.upperBound <= end.lowerBound
        else { return nil }
        let base64 = text[start.upperBound..<end.lowerBound].filter { $0 != "\n" }
        return Data(base64Encoded: String(base64)).map { Array($0) }
    }
}

extension SigningKey {
    /// Writes the key into a new file that only its owner can read.
    ///
    /// - Throws: ``PolicyProblem`` if the file is there already or can't be written.
    public func write(to path: String, comment: String) throws(PolicyProblem) {
        try WholeFile.write(
            Array(pem(comment: comment).utf8), to: path, rights: 0o600, isNew: true)
    }
}
