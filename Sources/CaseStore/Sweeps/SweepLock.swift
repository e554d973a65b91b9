public import CaseModel
import Foundation

/// The right to sweep one site of one store, held by one process at a time.
///
/// It is a lock of the operating system on a file beside the database, so that it is free again
/// when its holder is gone, however that came. The file says who holds it and stays when it is free.
public final class SweepLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - site: The site.
    /// - Throws: ``CaseStoreError`` with code `sweep.busy`, which says who holds it.
    public init(_ store: CaseStore, site: SiteID) throws {
        let path = SweepLock.path(store, site)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CaseStoreError(
                code: .unreadable,
                message: "\(path) cannot be made; a sweep needs to write beside the store")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = SweepLock.text(descriptor)
            close(descriptor)
            throw CaseStoreError(
                code: .sweeping,
                message: "\(site.word) is being swept by "
                    + (holder.isEmpty ? "another process" : holder) + "; one sweep at a time")
        }
        let me = ProcessInfo.processInfo
        write(
            "process \(me.processIdentifier) of \(me.userName) on \(me.hostName) "
                + "since \(CaseStore.clock())")
    }

    deinit {
        write("")
        // Closing gives the lock back.
        close(descriptor)
    }

    /// Who holds the lock of a site just now; nil if it is free.
    public static func holder(_ store: CaseStore, site: SiteID) -> String? {
        let descriptor = open(path(store, site), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return text(descriptor)
    }

    private static func path(_ store: CaseStore, _ site: SiteID) -> String {
        let database = URL(fileURLWithPath: store.path).resolvingSymlinksInPath().path
        return "\(database)-sweep-\(site.word)"
    }

    private func write(_ text: String) {
        ftruncate(descriptor, 0)
        let bytes = Array((text.isEmpty ? "" : text + "\n").utf8)
        // Who holds it is told as a help; the lock holds without.
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
