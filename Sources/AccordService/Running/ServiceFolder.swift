import Foundation

/// Where the service keeps its files: the store as set, or a folder that ends with a demonstration.
final class ServiceFolder: Sendable {
    /// The SQLite store.
    let store: String
    /// Last known good policies and the history of loads.
    let state: String
    private let temporary: String?

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
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-demo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        temporary = folder
        store = folder + "/demo.sqlite"
        state = settings.state.isEmpty ? folder + "/policies" : settings.state
    }

    deinit {
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }
}
