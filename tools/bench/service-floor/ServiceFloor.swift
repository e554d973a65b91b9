import ArgumentParser
import Hummingbird
import Logging
import NIOCore

/// The least that a service on Hummingbird does: it takes a body and answers as many bytes as a decision has.
///
/// `tools/bench/service` measures `accord serve` against it: nobody is asked who they are, nothing is read, decided or
/// kept.
@main
struct ServiceFloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service-floor",
        abstract:
            "Answers POST / and GET / with a number of bytes; the floor of the service's benchmark."
    )

    @Option(help: "The port on this machine.") var port: Int
    @Option(help: "How many bytes an answer has.") var bytes = 1_024

    func run() async throws {
        let answer = ByteBuffer(repeating: UInt8(ascii: " "), count: bytes)
        let router = Router()
        router.get("/") { _, _ in ServiceFloor.response(answer) }
        router.post("/") { request, _ in
            _ = try await request.body.collect(upTo: 8 << 20)
            return ServiceFloor.response(answer)
        }
        var logger = Logger(label: "floor")
        logger.logLevel = .warning
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
        try await application.runService()
    }

    private static func response(_ answer: ByteBuffer) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: answer))
    }
}
