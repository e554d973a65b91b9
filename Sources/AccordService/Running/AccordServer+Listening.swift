import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

extension AccordServer {
    /// The application that answers requests.
    ///
    /// - Parameters:
    ///   - core: What the service holds.
    ///   - started: Told the port once it listens.
    /// - Returns: The application, not yet listening.
    /// - Throws: ``StartFailure`` if TLS can't be set up.
    func application(
        _ core: ServiceCore, started: @escaping @Sendable (Int) async -> Void
    ) throws -> Application<ServiceResponder> {
        let address = settings.address
        return Application(
            responder: ServiceResponder(core: core, endpoints: AccordServer.endpoints),
            server: try server(core),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil,
                backlog: 1_024,
                availableConnectionsDelegate: ConnectionBound(
                    settings.maxConnections, metrics: core.metrics, logger: core.logger)),
            onServerRunning: { channel in
                // The bound is looked at between reads, and each would take sixteen connections.
                try? await channel.setOption(.maxMessagesPerRead, value: 1).get()
                let port = channel.localAddress?.port ?? address.port
                core.logger.notice(
                    "listening",
                    metadata: ["event": "listening", "host": "\(address.host)", "port": "\(port)"])
                await started(port)
            }, logger: AccordServer.quiet(core.logger))
    }

    /// A logger for libraries: what they tell below `info` may hold headers with tokens in them.
    static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        return quiet
    }

    private func server(_ core: ServiceCore) throws -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    ConnectionPlacer(core.limits.pace) { problem, id in
                        core.metrics.unreadable(problem.kind.status)
                        core.logger.info(
                            "answered",
                            metadata: [
                                "event": "request", "request": .string(id), "method": "any",
                                "path": "unreadable",
                                "status": .stringConvertible(problem.kind.status.code),
                            ])
                    }
                ],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10,
                    maxHeaderFieldCount: 100)))
        guard !settings.certificate.isEmpty else { return http }
        do {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(settings.certificate).map {
                    .certificate($0)
                },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(file: settings.certificateKey, format: .pem)))
            tls.minimumTLSVersion = .tlsv12
            return try .tls(http, tlsConfiguration: tls)
        } catch {
            throw StartFailure(
                description:
                    "TLS can't be set up: \(settings.certificate) must hold a certificate chain and "
                    + "\(settings.certificateKey) its private key, both in PEM", exitCode: 66)
        }
    }
}
