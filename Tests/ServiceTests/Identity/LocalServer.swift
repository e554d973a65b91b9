import Hummingbird
import Logging
import ServiceLifecycle

/// A server of this machine that lives as long as a test needs it.
enum LocalServer {
    /// Serves on a free port while `body` runs.
    ///
    /// - Parameters:
    ///   - router: The routes.
    ///   - body: Gets the port.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` or the server throws.
    static func serving<Context: RequestContext, Result: Sendable>(
        _ router: Router<Context>, _ body: @Sendable (Int) async throws -> Result
    ) async throws -> Result where Context.Source == ApplicationRequestContextSource {
        let (ports, port) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "stand-in")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            logger: logger)
        let services = ServiceGroup(services: [application], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            var found: Int?
            for await port in ports {
                found = port
                break
            }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(found ?? 0))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }
}
