import Foundation
import Hummingbird
import Synchronization
import XMLCoder

/// A job site of this machine that speaks the agreed documents; each person's key says what happens.
final class StandInJobSite: Sendable {
    /// What came in, as far as tests look at it.
    struct Request: Decodable, Sendable {
        struct Envelope: Decodable, Sendable {
            var messageId: String
            var correlationId: String
            var sentAt: String
            var callingSystem: String
            var purpose: String
            var agreement: String
            var endUserRole: String
            var endUser: String
        }
        struct Person: Decodable, Sendable { var exchangeKey: String }
        struct Sections: Decodable, Sendable { var section: [String] }
        var schemaVersion: String
        var envelope: Envelope
        var person: Person
        var sections: Sections
        var maxMatches: Int
        var activitiesFrom: String?
        var activitiesTo: String?
    }

    private let received = Mutex<[Request]>([])
    private let documents = Mutex<[String]>([])
    /// The calls that still fail, for the person `flaky`.
    private let failures = Mutex(0)
    /// What the person `document` gets, byte for byte.
    private let document = Mutex<[UInt8]>([])
    private let isDown = Mutex(false)

    var requests: [Request] { received.withLock { $0 } }
    var bodies: [String] { documents.withLock { $0 } }
    func fail(_ times: Int) { failures.withLock { $0 = times } }
    func send(_ bytes: [UInt8]) { document.withLock { $0 = bytes } }
    func goDown(_ down: Bool = true) { isDown.withLock { $0 = down } }

    /// Serves on a free port while `body` runs.
    func serving<Result: Sendable>(
        _ body: @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let router = Router()
        router.post("/exchange") { request, _ in try await self.answer(request) }
        return try await LocalServer.serving(router) { port in
            try await body("http://127.0.0.1:\(port)/exchange")
        }
    }

    private func answer(_ request: Hummingbird.Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 100_000)
        let bytes = Array(body.readableBytesView)
        documents.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        guard request.headers[.contentType] == "application/xml; charset=utf-8",
            let asked = try? XMLDecoder().decode(Request.self, from: Data(bytes))
        else { return Response(status: .badRequest) }
        received.withLock { $0.append(asked) }
        if isDown.withLock({ $0 }) { return Response(status: .internalServerError) }
        switch asked.person.exchangeKey {
        case "slow":
            // Longer than anybody waits; ends when the connection is closed.
            try await Task.sleep(for: .seconds(1))
            return Response(status: .ok)
        case "dripping":
            let stream = AsyncStream<ByteBuffer> { stream in
                let task = Task {
                    stream.yield(ByteBuffer(string: "<jobGatewayResponse>"))
                    for _ in 0..<20 {
                        try await Task.sleep(for: .milliseconds(50))
                        stream.yield(ByteBuffer(string: " "))
                    }
                    stream.finish()
                }
                stream.onTermination = { _ in task.cancel() }
            }
            return Response(status: .ok, body: .init(asyncSequence: stream))
        case "broken": return Response(status: .internalServerError)
        case "elsewhere":
            return Response(status: .temporaryRedirect, headers: [.location: "/exchange"])
        case "flaky":
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { return Response(status: .serviceUnavailable) }
        case "endless":
            let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
            let stream = AsyncStream<ByteBuffer> { stream in
                for _ in 0..<50 { stream.yield(chunk) }
                stream.finish()
            }
            return Response(status: .ok, body: .init(asyncSequence: stream))
        case "document": return xml(document.withLock { $0 })
        default: break
        }
        return xml(Array(Self.document(for: asked).utf8))
    }

    private func xml(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/xml"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The answer for a person.
    static func document(for asked: Request) -> String {
        let envelope =
            "<schemaVersion>1</schemaVersion><envelope><messageId>m</messageId><correlationId>"
            + asked.envelope.correlationId + "</correlationId></envelope>"
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<jobGatewayResponse>" + envelope
            + sections(asked) + "</jobGatewayResponse>"
    }

    private static func sections(_ asked: Request) -> String {
        let asOf = "<asOf>2019-03-01T11:58:00.250Z</asOf>"
        func registered(_ is: Bool) -> String {
            "<registration>\(asOf)<registered>\(`is`)</registered>"
                + (`is` ? "<registeredOn>2018-11-02</registeredOn><status>active</status>" : "")
                + "</registration>"
        }
        func search(_ hits: Int) -> String {
            "<savedSearch>\(asOf)<id>s-1</id><name>Kitchen &amp; more</name>"
                + "<criteria>cook</criteria><totalHits>\(hits)</totalHits></savedSearch>"
        }
        switch asked.person.exchangeKey {
        case "nobody":
            return "<errors><error><code>person-not-found</code><text>no such key</text></error>"
                + "</errors>"
        case "busy":
            return "<errors><error><code>busy</code><retryAfter>0</retryAfter></error></errors>"
        case "resting":
            return "<errors><error><code>maintenance</code><retryAfter>900</retryAfter></error>"
                + "</errors>"
        case "strange":
            return "<errors><error><code>x-\(asked.person.exchangeKey)</code></error></errors>"
        case "new": return registered(false)
        case "no-search": return registered(true) + "<savedSearch>\(asOf)</savedSearch>"
        case "no-hits": return registered(true) + search(0) + "<matches>\(asOf)</matches>"
        default:
            // More than was asked for, and the best last.
            let matches = (1...7).reversed().map { rank in
                "<match><rank>\(rank)</rank><jobId>j-\(rank)</jobId><title>Cook \(rank)</title>"
                    + "<employer>Diner</employer><place>Erie</place>"
                    + "<postedOn>2019-02-2\(rank)</postedOn><link>t-\(rank)</link>"
                    + "<bonus>unknown elements are passed over</bonus></match>"
            }
            return registered(true) + search(7)
                + "<matches>\(asOf)\(matches.joined())</matches>"
                + "<lastLogin><asOf>2019-03-01T09:00:00Z</asOf><at>2019-02-27T20:15:00Z</at>"
                + "</lastLogin><resume>\(asOf)<present>true</present>"
                + "<updatedOn>2019-01-15</updatedOn><document>r-77</document></resume>"
                + "<activities>\(asOf)<activity><id>a-1</id><type>application</type>"
                + "<date>2019-02-20</date><employer>Diner</employer><source>system</source>"
                + "<verified>true</verified></activity><activity><id>a-2</id><type>séance</type>"
                + "<date>2019-02-21</date><source>oracle</source></activity></activities>"
        }
    }
}
