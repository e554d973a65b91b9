import CaseModel
import Crypto
import Foundation
import JWTKit

/// A method of signing tokens that may be accepted.
///
/// Only methods with a public key: with a shared secret whoever can verify can also sign.
public enum TokenAlgorithm: String, Sendable, CaseIterable {
    /// RSA with SHA-256, keys of 2,048 bits and more.
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// Ed25519.
    case edDSA = "EdDSA"
}

/// Verifies bearer tokens and says who calls.
///
/// A token must be a JSON web token of the configured issuer for the configured audience, signed by a
/// key of that issuer. Its claims `sub`, `role`, `sites` and `exp` are required; `nbf`, `iat` and `jti`
/// are read if they are there. A parent's token names the person (`person_id`), a partner's the
/// partner (`partner_id`). Numbers must be whole, as in RFC 9068 tokens of all common issuers.
public struct TokenVerifier: Sendable {
    /// What is accepted.
    public struct Rules: Sendable {
        /// The issuer; the claim `iss` must be exactly this.
        public var issuer: String
        /// This service; one of the values of `aud` must be exactly this.
        public var audience: String
        /// The methods of signing that are accepted.
        public var algorithms: Set<TokenAlgorithm>
        /// Seconds by which clocks may differ; never more than ``mostLeeway``.
        public var leeway: Int64 {
            didSet { leeway = min(max(0, leeway), Self.mostLeeway) }
        }
        /// The longest token, bytes.
        public var longestToken: Int
        /// The longest time from issue to end, seconds; nil for any.
        public var longestLife: Int64?

        /// The most that clocks may differ, seconds.
        public static let mostLeeway: Int64 = 120

        /// Makes rules; what is not given is strict.
        public init(
            issuer: String, audience: String,
            algorithms: Set<TokenAlgorithm> = Set(TokenAlgorithm.allCases), leeway: Int64 = 30,
            longestToken: Int = 8192, longestLife: Int64? = nil
        ) {
            self.issuer = issuer
            self.audience = audience
            self.algorithms = algorithms
            self.leeway = min(max(0, leeway), Self.mostLeeway)
            self.longestToken = longestToken
            self.longestLife = longestLife
        }
    }

    private let rules: Rules
    private let keys: KeySet
    private let now: @Sendable () -> Int64
    private let seen = SeenTokens()

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - rules: What is accepted.
    ///   - keys: The keys of the issuer.
    ///   - now: Seconds since 1970.
    public init(
        rules: Rules, keys: KeySet, now: @escaping @Sendable () -> Int64 = TokenVerifier.clock
    ) {
        self.rules = rules
        self.keys = keys
        self.now = now
    }

    /// Seconds since 1970 by the clock of this machine.
    public static let clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }

    /// Verifies the token in the value of the header `Authorization`.
    ///
    /// - Parameter header: The value; nil if the header is missing.
    /// - Returns: Who calls.
    /// - Throws: ``TokenFault``.
    public func caller(authorization header: String?) async throws(TokenFault) -> Caller {
        guard let header else { throw .missing }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .notBearer }
        let token = parts[1].drop { $0 == " " }
        guard !token.contains(where: { $0 == " " || $0 == "," }) else { throw .notBearer }
        return try await caller(token: String(token))
    }

    /// Verifies a token.
    ///
    /// - Returns: Who calls.
    /// - Throws: ``TokenFault``.
    public func caller(token: String) async throws(TokenFault) -> Caller {
        guard !token.isEmpty else { throw .missing }
        guard token.utf8.count <= rules.longestToken else {
            throw .tooLong(limit: rules.longestToken)
        }
        let digest = SHA256.hash(data: Array(token.utf8))
        if let caller = try await seen.caller(digest, keys) {
            guard now() < caller.expiresAt + rules.leeway else { throw .expired }
            return caller
        }
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = Base64URL.decode(parts[2]) else { throw .malformed }
        let header = try Self.object(parts[0])
        let algorithm = try self.algorithm(header)
        guard case .text(let kid)? = header["kid"], !kid.isEmpty else { throw .unknownKey }
        guard let key = try await keys.key(named: kid, for: algorithm) else { throw .unknownKey }
        let signed = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
        guard (try? key.algorithm.verify(signature, signs: signed)) == true else {
            throw .signature
        }
        // The claims are looked at only now: before, anybody could have written them.
        let caller = try TokenClaims(Self.object(parts[1])).caller(
            rules, at: now(), digest: digest.prefix(8))
        seen.keep(caller, digest, kid: kid, algorithm, generation: key.generation)
        return caller
    }

    /// The method that signed the token, if it is accepted.
    private func algorithm(_ header: JSONValue) throws(TokenFault) -> TokenAlgorithm {
        guard case .text(let name)? = header["alg"], let algorithm = TokenAlgorithm(rawValue: name),
            rules.algorithms.contains(algorithm)
        else { throw .algorithm }
        // What must be understood and is not (RFC 7515, 4.1.11).
        guard header["crit"] == nil else { throw .malformed }
        if let type = header["typ"] {
            guard case .text(let name) = type, ["jwt", "at+jwt"].contains(name.lowercased()) else {
                throw .malformed
            }
        }
        return algorithm
    }

    private static func object(
        _ part: some Collection<UInt8>
    ) throws(TokenFault) -> JSONValue {
        guard let bytes = Base64URL.decode(part) else { throw .malformed }
        do {
            let value = try JSONValue(parsing: bytes)
            guard case .object = value else { throw TokenFault.malformed }
            return value
        } catch let error as JSONValue.ParseError where error.message.contains("another name") {
            throw .repeatedName
        } catch {
            throw .malformed
        }
    }
}

/// The alphabet of tokens (RFC 4648, section 5), without padding.
enum Base64URL {
    /// The bytes; nil for any other character, a wrong length, or bits that are left over.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var held: UInt32 = 0
        var bits = 0
        for character in text {
            guard let value = value(character) else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        guard bits < 6, held & (1 << UInt32(bits) - 1) == 0, !bytes.isEmpty else { return nil }
        return bytes
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
