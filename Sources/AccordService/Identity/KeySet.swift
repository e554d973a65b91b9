import AsyncHTTPClient
import CaseModel
import Foundation
import JWTKit
import NIOCore
import NIOHTTP1

/// Where the public keys of the issuer of tokens are, as a JSON web key set (RFC 7517).
public enum KeySource: Sendable, Equatable {
    /// A file, which is read again when a key is missing or has grown old.
    case file(String)
    /// An address: `https`, or `http` on this machine.
    case url(String)
    /// The set itself; it never changes.
    case fixed(String)
}

/// Why the keys of the issuer could not be had; the words name no key.
public struct KeyFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened and what to do.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What is known of the keys of the issuer.
public struct KeyStatus: Sendable, Equatable {
    /// The ids of the keys that can verify tokens, in alphabetical order.
    public var keys: [String]
    /// How many keys of the set are of no use here: other methods, too short, for encryption.
    public var unused: Int
    /// When the set was last had, seconds since 1970; nil if never.
    public var readAt: Int64?
    /// Why the last attempt failed; nil if it did not.
    public var fault: String?
}

/// The public keys of the issuer of tokens, kept and renewed.
///
/// The set is had again when a token names a key that is not in it, and when it is older than ten
/// minutes, but never more often than once a minute, so that made-up key names cannot make this
/// service knock at the issuer's door. If the set cannot be had, the keys that are known stay.
public actor KeySet {
    /// Seconds between two attempts to have the set again.
    public static let restBetweenAttempts: Int64 = 60
    /// Seconds between two attempts while the set was never had, and no token can be accepted.
    public static let restBeforeFirst: Int64 = 5
    /// Seconds after which the set is had again.
    public static let freshFor: Int64 = 600
    /// The largest set, bytes.
    public static let largestSet = 256 * 1024

    private struct Name: Hashable {
        var kid: String
        var algorithm: TokenAlgorithm
    }

    private let source: KeySource
    private let now: @Sendable () -> Int64
    private var keys: [Name: any JWTAlgorithm] = [:]
    /// The set as it was had, and how often it has changed.
    private var bytes: [UInt8] = []
    private var generation = 0
    private var unused = 0
    private var readAt: Int64?
    private var triedAt: Int64?
    private var fault: String?
    /// The attempt that is under way; others who need it wait for this one.
    private var attempt: Task<Void, Never>?

    /// Makes an empty set; the first token fills it, or ``load()``.
    ///
    /// - Parameters:
    ///   - source: Where the keys are.
    ///   - now: Seconds since 1970.
    /// - Throws: ``KeyFault`` for an address that is neither `https` nor on this machine.
    public init(
        _ source: KeySource, now: @escaping @Sendable () -> Int64 = TokenVerifier.clock
    ) throws(KeyFault) {
        if case .url(let text) = source {
            do throws(UnsafeAddress) { try UnsafeAddress.check(text) } catch {
                throw KeyFault("the keys of the issuer: \(error)")
            }
        }
        self.source = source
        self.now = now
    }

    /// Has the set now, as at start.
    ///
    /// - Throws: ``KeyFault`` if it cannot be had, or holds no key that could verify a token.
    public func load() async throws(KeyFault) {
        await renew()
        if let fault { throw KeyFault(fault) }
    }

    /// What is known of the keys.
    public var status: KeyStatus {
        KeyStatus(
            keys: Set(keys.keys.map(\.kid)).sorted(), unused: unused, readAt: readAt, fault: fault)
    }

    /// The key of this name for a method of signing, or nil if the issuer has none.
    ///
    /// With it comes a number that is another one after the set has changed.
    ///
    /// - Throws: ``TokenFault/keysUnavailable`` if the set was never had.
    func key(
        named kid: String, for algorithm: TokenAlgorithm
    ) async throws(TokenFault) -> (algorithm: any JWTAlgorithm, generation: Int)? {
        let name = Name(kid: kid, algorithm: algorithm)
        if let known = keys[name] {
            // The key in hand serves this request; a newer set serves the next.
            if let readAt, now() - readAt >= Self.freshFor, isRested { begin() }
            return (known, generation)
        }
        if isRested { begin() }
        await attempt?.value
        guard readAt != nil else { throw .keysUnavailable }
        return keys[name].map { ($0, generation) }
    }

    private var isRested: Bool {
        let rest = readAt == nil ? Self.restBeforeFirst : Self.restBetweenAttempts
        return triedAt.map { now() - $0 >= rest } ?? true
    }

    private func begin() {
        guard attempt == nil else { return }
        triedAt = now()
        attempt = Task { await self.renew() }
    }

    private func renew() async {
        triedAt = now()
        do {
            let read = try await Self.read(source)
            let (found, unused) = try await Self.usable(read)
            if read != bytes { generation += 1 }
            bytes = read
            keys = found.reduce(into: [:]) { keys, key in
                keys[Name(kid: key.kid, algorithm: key.algorithm)] = key.key
            }
            self.unused = unused
            readAt = now()
            fault = nil
        } catch {
            fault = error.description
        }
        attempt = nil
    }

    // MARK: Reading

    private static func read(_ source: KeySource) async throws(KeyFault) -> [UInt8] {
        switch source {
        case .fixed(let text): return Array(text.utf8)
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw KeyFault("the file of the issuer's keys cannot be read: \(path)")
            }
            guard data.count <= largestSet else {
                throw KeyFault("the file of the issuer's keys is too large: \(path)")
            }
            return Array(data)
        case .url(let url): return try await fetch(url)
        }
    }

    /// Has the set from its address: no redirects, a bounded answer, a few seconds.
    private static func fetch(_ url: String) async throws(KeyFault) -> [UInt8] {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<[UInt8], KeyFault>
        do {
            result = try await Patience.of(.seconds(5)) {
                var request = HTTPClientRequest(url: url)
                request.headers.add(
                    name: "accept", value: "application/jwk-set+json, application/json")
                let response = try await client.execute(request, deadline: .distantFuture)
                guard response.status == .ok else {
                    return .failure(
                        KeyFault(
                            "the address of the issuer's keys answered with status "
                                + "\(response.status.code)"))
                }
                let body = try await response.body.collect(upTo: largestSet)
                return .success(Array(body.readableBytesView))
            }
        } catch {
            result = .failure(
                KeyFault("the address of the issuer's keys cannot be reached, or takes too long"))
        }
        try? await client.shutdown()
        return try result.get()
    }

    // MARK: Which keys are of use

    private struct Usable {
        var kid: String
        var algorithm: TokenAlgorithm
        var key: any JWTAlgorithm
    }

    /// The keys of a set that can verify tokens, one by one: a key of an unknown kind spoils no other.
    private static func usable(_ bytes: [UInt8]) async throws(KeyFault) -> ([Usable], Int) {
        guard let set = try? JSONValue(parsing: bytes), case .list(let entries)? = set["keys"]
        else {
            throw KeyFault("the issuer's keys are no JSON web key set: expected `keys` with a list")
        }
        var found: [Usable] = []
        for entry in entries {
            if let key = await usable(entry) { found.append(key) }
        }
        guard !found.isEmpty else {
            throw KeyFault(
                "none of the \(entries.count) keys of the issuer can verify tokens: expected one "
                    + "with a `kid`, for signatures, of kind RSA with 2,048 bits, EC P-256 or "
                    + "Ed25519")
        }
        return (found, entries.count - found.count)
    }

    private static func usable(_ entry: JSONValue) async -> Usable? {
        guard case .text(let kid)? = entry["kid"], !kid.isEmpty,
            entry["use"] == nil || entry["use"] == .text("sig"),
            let algorithm = algorithm(of: entry),
            entry["alg"] == nil || entry["alg"] == .text(algorithm.rawValue)
        else { return nil }
        // Only the public part is taken over, whatever else the set may hold by mistake.
        var part: [String: JSONValue] = ["alg": .text(algorithm.rawValue), "kid": .text(kid)]
        for name in ["kty", "crv", "x", "y", "n", "e"] { part[name] = entry[name] }
        guard let jwk = try? JWK(json: JSONValue.object(part).canonicalText) else { return nil }
        let collection = JWTKeyCollection()
        guard (try? await collection.add(jwk: jwk)) != nil,
            let key = try? await collection.getKey(
                for: JWKIdentifier(string: kid), alg: algorithm.rawValue),
            key.name == algorithm.rawValue
        else { return nil }
        return Usable(kid: kid, algorithm: algorithm, key: key)
    }

    private static func algorithm(of entry: JSONValue) -> TokenAlgorithm? {
        switch (entry["kty"], entry["crv"]) {
        case (.text("RSA"), _):
            guard case .text(let modulus)? = entry["n"],
                let bytes = Base64URL.decode(modulus.utf8),
                bytes.drop(while: { $0 == 0 }).count >= 256
            else { return nil }
            return .rs256
        case (.text("EC"), .text("P-256")): return .es256
        case (.text("OKP"), .text("Ed25519")): return .edDSA
        default: return nil
        }
    }
}
