import CaseModel
import CaseStore
import PolicyHost
import Synchronization

/// Why there is no policy to decide by.
struct MissingPolicy: Error {
    var reason: String
}

/// The policies that a store keeps, each loaded once for all threads.
final class KeptPolicies: Sendable {
    private struct Key: Hashable {
        var site: String
        var hash: String
    }
    private let store: CaseStore
    private let loaded = Mutex<[Key: Result<SitePolicy, MissingPolicy>]>([:])
    /// Each loaded policy takes some megabytes.
    private static let most = 16

    init(store: CaseStore) { self.store = store }

    /// The policy of a site with this hash, or why there is none.
    ///
    /// - Throws: ``CaseStoreError``.
    func policy(of site: String, hash: String) throws -> Result<SitePolicy, MissingPolicy> {
        let key = Key(site: site, hash: hash)
        return try loaded.withLock { loaded in
            if let known = loaded[key] { return known }
            if loaded.count >= Self.most { loaded.removeAll() }
            let made = try load(key)
            loaded[key] = made
            return made
        }
    }

    private func load(_ key: Key) throws -> Result<SitePolicy, MissingPolicy> {
        do {
            guard let site = SiteID(word: key.site) else {
                return .failure(MissingPolicy(reason: "no site is called \(key.site)"))
            }
            let stored = try store.keptPolicy(hash: key.hash)
            return .success(
                try KeptPolicy(hash: stored.hash, bytes: stored.bytes).load(site: site))
        } catch let error as CaseStoreError where error.code == .noRecord {
            return .failure(MissingPolicy(reason: error.message))
        } catch let problem as PolicyProblem {
            return .failure(MissingPolicy(reason: problem.message))
        }
    }
}
