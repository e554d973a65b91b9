import AsyncHTTPClient
import CaseModel
import CaseStore
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import PolicyHost
import ServiceLifecycle
import Testing

@testable import AccordService

/// The real service on a free port of this machine, over a store and a tree of its own.
struct RunningService: Sendable {
    let core: ServiceCore
    let place: Place
    let port: Int
    /// Sees answers as they come over the wire.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.decompression = .disabled
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
    private let issuer: DemoIssuer

    /// An answer.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    }

    /// Serves while `body` runs.
    ///
    /// - Parameters:
    ///   - tree: The policies; two made-up sites in Ohio unless told.
    ///   - files: Case files to be stored, given to the worker `worker-1`.
    ///   - change: Changes the settings.
    ///   - lines: Gets the lines of the log.
    ///   - body: Gets the service.
    /// - Throws: What `body` or the service throws.
    static func serving(
        _ tree: PolicyTree = TwoSites.tree(), files: [CaseFile] = [],
        change: (inout ServiceSettings) -> Void = { _ in },
        lines: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        _ body: @Sendable (RunningService) async throws -> Void
    ) async throws {
        let place = try Place()
        try place.write(tree)
        var settings = ServiceSettings()
        settings.address.port = 0
        settings.policies = place.path("root")
        settings.store = place.path("store.sqlite")
        settings.rate = 0
        change(&settings)
        let server = AccordServer(settings: settings, isDemo: true)
        let issuer = try await DemoIssuer(listeningOn: settings.address)
        let store = try CaseStore(path: settings.store)
        let logger = Logger(label: "accord") {
            JSONLogHandler(label: $0, level: .trace, write: lines)
        }
        let core = try await server.core(
            store, ServiceFolder(settings, isDemo: true), issuer, logger)
        _ = await core.desk.start()
        let stamp = LogStamp(actor: "test", on: TwoSites.day)
        for file in files {
            _ = try core.cases.create(file.canonicalBytes(), by: stamp)
            try core.cases.assign(
                [CaseFileKey(site: file.site, fileID: file.fileID)], to: "worker-1", by: stamp)
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = try server.application(core) { port.yield($0) }
        var quiet = Logger(label: "group")
        quiet.logLevel = .critical
        let group = ServiceGroup(services: [application], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var found = 0
            for await port in ports {
                found = port
                break
            }
            let service = RunningService(core: core, place: place, port: found, issuer: issuer)
            let result: Swift.Result<Void, any Error>
            do {
                result = .success(try await body(service))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    /// A token for a role; at both sites unless told.
    func token(
        _ role: Role, sites: [String] = [TwoSites.stark, TwoSites.franklin], subject: String? = nil,
        clearances: [Clearance] = []
    ) async throws -> String {
        try await issuer.token(for: role, sites: sites, subject: subject, clearances: clearances)
    }

    /// Sends a request as a role.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as role: Role? = .service,
        subject: String? = nil,
        sites: [String] = [TwoSites.stark, TwoSites.franklin], clearances: [Clearance] = [],
        body: [UInt8]? = nil, type: String = "application/json", headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .init(rawValue: method.rawValue)
        if let role {
            let token = try await token(
                role, sites: sites, subject: subject, clearances: clearances)
            request.headers.add(name: "Authorization", value: "Bearer \(token)")
        }
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(body)
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await RunningService.client.execute(request, timeout: .seconds(60))
        let buffer = try await response.body.collect(upTo: 64 << 20)
        return Answer(
            status: Int(response.status.code),
            headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 },
            bytes: [UInt8](buffer: buffer))
    }

    /// Sends text as a body.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as role: Role = .service,
        subject: String? = nil,
        text: String, type: String = "application/json", headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(
            method, path, as: role, subject: subject, body: Array(text.utf8), type: type,
            headers: headers)
    }

    /// The path of a stored file.
    static func path(of file: CaseFile) -> String {
        "/v1/sites/\(file.site.word)/case-files/\(file.fileID)"
    }
}

extension JSONValue {
    /// The text at a path such as `errors.0.pointer`.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, part in
            Int(part).map { value?[$0] } ?? value?[String(part)]
        }
    }
}
