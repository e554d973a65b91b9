import Foundation
import Glibc

/// Where the service keeps its files: the store as set, or a folder that ends with a demonstration.
final class ServiceFolder: Sendable {
    /// The SQLite store.
    let store: String
    /// Last known good policies and the history of loads.
    let state: String
    /// The folder that ends with a demonstration; nil for a service that stays.
    let temporary: String?
    /// Held as long as a demonstration runs, so that a second one does not take its folder away.
    private let lock: Int32

    init(_ settings: ServiceSettings, isDemo: Bool) throws {
        guard settings.store.isEmpty else {
            store = settings.store
            state = settings.state.isEmpty ? settings.store + "-policies" : settings.state
            temporary = nil
            lock = -1
            return
        }
        guard isDemo else {
            throw AccordServer.StartFailure(
                description:
                    "name the store with the case files (--store), or try it out with --demo",
                exitCode: 64)
        }
        // The same place each time, so that a guide can name it; what a killed demonstration left goes.
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-demo-\(settings.address.port)").path
        lock = open(folder + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw AccordServer.StartFailure(
                description:
                    "another demonstration runs with this port; take another one with --port",
                exitCode: 69)
        }
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        temporary = folder
        store = folder + "/demo.sqlite"
        state = settings.state.isEmpty ? folder + "/policies" : settings.state
    }

    deinit {
        guard let temporary else { return }
        try? FileManager.default.removeItem(atPath: temporary)
        try? FileManager.default.removeItem(atPath: temporary + ".lock")
        close(lock)
    }
}
