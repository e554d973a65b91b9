public import CaseModel
import Foundation

/// The right to sweep one site of one store, held by one process at a time.
public final class SweepLock: Sendable {
    private let lock: FileLock

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - site: The site.
    /// - Throws: ``CaseStoreError`` with code `sweep.busy`, which says who holds it.
    public init(_ store: CaseStore, site: SiteID) throws {
        let path = SweepLock.path(store, site)
        do throws(FileLock.Refusal) {
            lock = try FileLock(path)
        } catch {
            throw switch error {
            case .held(let holder):
                CaseStoreError(
                    code: .sweeping,
                    message: "\(site.word) is being swept by \(holder); one sweep at a time")
            case .unwritable:
                CaseStoreError(
                    code: .unreadable,
                    message: "\(path) cannot be made; a sweep needs to write beside the store")
            }
        }
    }

    /// Who holds the lock of a site just now; nil if it is free.
    public static func holder(_ store: CaseStore, site: SiteID) -> String? {
        FileLock.holder(path(store, site))
    }

    private static func path(_ store: CaseStore, _ site: SiteID) -> String {
        let database = URL(fileURLWithPath: store.path).resolvingSymlinksInPath().path
        return "\(database)-sweep-\(site.word)"
    }
}
