import Foundation

/// Where the service keeps its files: the store as set, or a folder that ends with a demonstration.
final class ServiceFolder: Sendable {
    /// The SQLite store.
    let store: String
    /// Last known good policies and the history of loads.
    let state: String
    /// The folder that ends with a demonstration; nil for a service that stays.
    let temporary: String?

    init(_ settings: ServiceSettings, isDemo: Bool) throws {
        guard settings.store.isEmpty else {
            store = settings.store
            state = settings.state.isEmpty ? settings.store + "-policies" : settings.state
            temporary = nil
            return
        }
        guard isDemo else {
            throw AccordServer.StartFailure(
                description: "name the store with the case files (--store), or try it out with --demo", exitCode: 64)
        }
        // The same place each time, so that a guide can name it; what a killed demonstration left goes.
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-demo-\(settings.address.port)").path
        try? FileManager.default.removeItem(atPath: folder)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw AccordServer.StartFailure(
                description: "\(folder) can't be made; another demonstration of somebody else may hold it: "
                    + "take another --port", exitCode: 66)
        }
        temporary = folder
        store = folder + "/demo.sqlite"
        state = settings.state.isEmpty ? folder + "/policies" : settings.state
    }

    deinit {
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }
}
