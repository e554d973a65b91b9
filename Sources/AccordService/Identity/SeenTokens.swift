import Crypto
import Synchronization

/// Tokens that were verified lately, so that a signature is not computed for each request of a caller.
///
/// A token is kept by its digest, for as long as it holds and the issuer's keys stay as they were when
/// it was verified.
final class SeenTokens: Sendable {
    /// The most tokens that are kept; when there are more, all are forgotten.
    static let most = 4096

    private struct Seen {
        var caller: Caller
        var kid: String
        var algorithm: TokenAlgorithm
        var generation: Int
    }

    private let seen = Mutex<[SHA256.Digest: Seen]>([:])

    /// The caller of a token that was verified, if the issuer's keys are the same.
    ///
    /// - Parameters:
    ///   - digest: The digest of the whole token.
    ///   - keys: The issuer's keys; being asked, they notice that they have grown old.
    /// - Returns: The caller; whether the token has ended since is not looked at.
    /// - Throws: ``TokenFault/keysUnavailable``.
    func caller(_ digest: SHA256.Digest, _ keys: KeySet) async throws(TokenFault) -> Caller? {
        guard let found = seen.withLock({ $0[digest] }),
            let key = try await keys.key(named: found.kid, for: found.algorithm),
            key.generation == found.generation
        else { return nil }
        return found.caller
    }

    /// Keeps the caller of a token that was verified.
    func keep(
        _ caller: Caller, _ digest: SHA256.Digest, kid: String, _ algorithm: TokenAlgorithm,
        generation: Int
    ) {
        seen.withLock { seen in
            if seen.count >= Self.most { seen.removeAll(keepingCapacity: true) }
            seen[digest] = Seen(
                caller: caller, kid: kid, algorithm: algorithm, generation: generation)
        }
    }
}
