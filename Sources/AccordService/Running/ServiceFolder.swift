import CaseStore
import Foundation

/// Where the service keeps its files: the store as set, or a folder that ends with a demonstration.
final class ServiceFolder: Sendable {
    /// The SQLite store.
    let store: String
    /// Last known good policies and the history of loads.
    let state: String
    /// The folder that ends with a demonstration; nil for a service that stays.
    let temporary: String?
    /// Held as long as a demonstration runs, so that a second one does not take its folder away.
    private let demoLock: FileLock?
    /// Held as long as the service runs, so that no other one answers from the same store, or writes the
    /// same history and versions.
    private let locks: [FileLock]

    init(_ settings: ServiceSettings, isDemo: Bool) throws {
        guard settings.store.isEmpty else {
            store = settings.store
            state = settings.state.isEmpty ? settings.store + "-policies" : settings.state
            temporary = nil
            demoLock = nil
            locks = try ServiceFolder.locks(store: store, state: state)
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
        do {
            demoLock = try FileLock(folder + ".lock")
        } catch {
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
        locks = try ServiceFolder.locks(store: store, state: state)
    }

    /// Makes the state folder and takes the right to use it and the store.
    private static func locks(
        store: String, state: String
    ) throws(AccordServer.StartFailure) -> [FileLock] {
        try? FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return [
            try lock(store + "-service", of: "the store \(store)", flag: "--store"),
            try lock(state + "/lock", of: "the state folder \(state)", flag: "--state"),
        ]
    }

    private static func lock(
        _ path: String, of what: String, flag: String
    ) throws(AccordServer.StartFailure) -> FileLock {
        do throws(FileLock.Refusal) {
            return try FileLock(path)
        } catch {
            switch error {
            case .held(let holder):
                throw AccordServer.StartFailure(
                    description:
                        "\(what) is used by another service, \(holder): stop that one, or name another (\(flag))",
                    exitCode: 69)
            case .unwritable:
                throw AccordServer.StartFailure(
                    description:
                        "\(what) can't be written; name one that the service may write to (\(flag))",
                    exitCode: 66)
            }
        }
    }

    deinit {
        guard let temporary else { return }
        try? FileManager.default.removeItem(atPath: temporary)
        try? FileManager.default.removeItem(atPath: temporary + ".lock")
    }
}
