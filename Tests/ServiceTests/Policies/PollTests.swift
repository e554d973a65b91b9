import AccordService
import CaseModel
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PolicyHost
import PolicyWorkbench
import Synchronization
import Testing

/// A server of policies that tells versions by tags, as any web server does for files.
final class PolicyServer: Sendable {
    struct State {
        var files: [String: [UInt8]] = [:]
        var isTagged = true
        var status: HTTPResponse.Status?
        /// Whether requests wait for an answer.
        var isStuck = false
        var answers: [Int] = []
    }
    let state = Mutex(State())

    func serve(_ bytes: [UInt8], at path: String) {
        state.withLock { $0.files[path] = bytes }
    }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    var answers: [Int] { state.withLock(\.answers) }

    private func answer(_ request: Request) async throws -> Response {
        while state.withLock(\.isStuck) { try await Task.sleep(for: .milliseconds(5)) }
        let (bytes, isTagged, status) = state.withLock {
            ($0.files[request.uri.path], $0.isTagged, $0.status)
        }
        let response: Response
        if let status {
            response = Response(status: status)
        } else if let bytes {
            let tag = "\"\(Digest.sha256(bytes).prefix(16))\""
            let headers: HTTPFields = isTagged ? [.eTag: tag] : [:]
            response =
                isTagged && request.headers[.ifNoneMatch] == tag
                ? Response(status: .notModified, headers: headers)
                : Response(
                    status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes))
                )
        } else {
            response = Response(status: .notFound)
        }
        state.withLock { $0.answers.append(Int(response.status.code)) }
        return response
    }

    /// Runs the server on a free port while something is done with its address.
    func run(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.get("**") { request, _ in try await self.answer(request) }
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(.live) { client in
            let port = try #require(client.port)
            try await body("http://127.0.0.1:\(port)")
        }
    }
}

@Suite("Policies from an address")
struct PollTests {
    @Test("a bundle is fetched again only when its tag changes")
    func tags() async throws {
        let server = PolicyServer()
        server.serve(try TwoSites.bytes(TwoSites.tree()), at: "/one.accord")
        try await server.run { address in
            let desk = Desk(try Place(), PolicySource(address + "/one.accord"))
            let start = await desk.desk.start()
            #expect(start.isSuccess, "\(start)")
            #expect(desk.status()?.origin?.kind == .url)
            for _ in 0..<3 { #expect(await desk.desk.poll() == nil) }
            #expect(server.answers == [200, 304, 304, 304])
            server.serve(try TwoSites.bytes(TwoSites.tree(days: 31)), at: "/one.accord")
            let attempt = await desk.desk.poll()
            #expect(attempt?.cause == .poll)
            #expect(attempt?[TwoSites.stark]?.result == .activated)
            #expect(desk.stark == TwoSites.hash(TwoSites.tree(days: 31)))
            #expect(await desk.desk.poll() == nil)
            #expect(server.answers.suffix(2) == [200, 304])
        }
    }

    @Test("without tags the document itself tells whether it is new")
    func noTags() async throws {
        let server = PolicyServer()
        server.change { $0.isTagged = false }
        server.serve(try TwoSites.bytes(TwoSites.tree()), at: "/one.accord")
        try await server.run { address in
            let desk = Desk(try Place(), .url(address + "/one.accord"))
            await desk.desk.start()
            #expect(await desk.desk.poll() == nil)
            #expect(server.answers == [200, 200])
            // Who asks has it read again all the same.
            let asked = await desk.desk.reload(why: .signal, by: "an operator")
            #expect(asked.sites.map(\.result) == [.unchanged, .unchanged])
        }
    }

    @Test("the active document of a release folder names the bundles beside it")
    func active() async throws {
        let place = try Place()
        let file = place.path("one.accord")
        let bundle = try TwoSites.bundle(TwoSites.tree())
        try bundle.write(to: file)
        let at = try #require(ReleaseMoment("2026-12-01"))
        _ = try ReleaseFolder.release(
            file, to: place.path("releases"),
            order: ReleaseOrder(who: "A. Director", why: "a test", at: at), trust: .none
        ) { bundle throws(PolicyProblem) in try ReleaseGate.check(bundle, file: file) }
        let document = try place.bytes("releases/active.json")
        let bytes = try place.bytes("releases/bundles/\(bundle.hash).accord")
        let server = PolicyServer()
        server.serve(document, at: "/r/active.json")
        try await server.run { address in
            let desk = Desk(place, .url(address + "/r/active.json"))
            // The bundle is not there yet, and is asked for until it is.
            let start = await desk.desk.start()
            #expect(start[TwoSites.stark]?.findings.first?.code == "source.http-status")
            #expect(await desk.desk.poll() == nil)
            server.serve(bytes, at: "/r/bundles/\(bundle.hash).accord")
            let attempt = await desk.desk.poll()
            #expect(
                attempt?[TwoSites.stark]?.result == .activated, "\(String(describing: attempt))")
            #expect(desk.status()?.origin?.bundle == bundle.hash)
            // What decides already is not fetched again.
            server.serve(document + [UInt8(ascii: "\n")], at: "/r/active.json")
            let before = server.answers.count
            #expect(await desk.desk.poll() == nil)
            #expect(server.answers.count == before + 1)
        }
    }

    @Test("a bundle that can't be fetched does not hide what is new at another site")
    func oneMissing() async throws {
        let server = PolicyServer()
        let publish = { @Sendable (tree: PolicyTree) in
            let bundle = try TwoSites.bundle(tree)
            server.serve(try TwoSites.bytes(bundle), at: "/bundles/\(bundle.hash).accord")
            let missing = String(repeating: "0", count: 64)
            let text = """
                {"sites":{"oh-stark":{"bundle":"\(bundle.hash)"},"oh-franklin":{"bundle":"\(missing)"}}}
                """
            server.serve(Array(text.utf8), at: "/active.json")
        }
        try publish(TwoSites.tree())
        let other = TwoSites.tree(days: 31)
        try await server.run { address in
            let desk = Desk(try Place(), .url(address + "/active.json"))
            let start = await desk.desk.start()
            #expect(start[TwoSites.stark]?.result == .activated, "\(start)")
            #expect(start[TwoSites.franklin]?.result == .refused)
            #expect(await desk.desk.poll() == nil)
            try publish(other)
            let attempt = await desk.desk.poll()
            #expect(attempt?[TwoSites.stark]?.result == .activated)
            #expect(desk.stark == TwoSites.hash(other))
        }
    }

    @Test("a server that is down or wrong changes nothing but the status")
    func down() async throws {
        let server = PolicyServer()
        server.serve(try TwoSites.bytes(TwoSites.tree()), at: "/one.accord")
        let place = try Place()
        let desk = Mutex<Desk?>(nil)
        try await server.run { address in
            let made = Desk(place, .url(address + "/one.accord")) { $0.fetchLimit = 200_000 }
            desk.withLock { $0 = made }
            #expect(await made.desk.start().isSuccess)
            let faults: [(String, @Sendable (inout PolicyServer.State) -> Void)] = [
                ("source.http-status", { $0.status = .internalServerError }),
                ("source.not-active", { $0.files["/one.accord"] = Array("{}".utf8) }),
                ("bundle.", { $0.files["/one.accord"]?[300] ^= 1 }),
                (
                    "source.too-large",
                    { $0.files["/one.accord"]? += Array(repeating: 0, count: 200_000) }
                ),
            ]
            for (code, fault) in faults {
                let sound = server.state.withLock { $0 }
                server.change(fault)
                let attempt = await made.desk.poll()
                #expect(
                    attempt?.findings.first?.code.hasPrefix(code) == true,
                    "\(code): \(String(describing: attempt))")
                #expect(attempt?[TwoSites.stark]?.result == .refused)
                #expect(made.stark == TwoSites.hash(TwoSites.tree()))
                server.change { $0 = sound }
                // The same failure again is counted and not recorded.
                _ = await made.desk.poll()
            }
        }
        let made = try #require(desk.withLock { $0 })
        let gone = await made.desk.poll()
        #expect(gone?.findings.first?.code == "source.unreachable")
        // A connection that was kept may fail in other words than a new one.
        _ = await made.desk.poll()
        #expect(await made.desk.poll() == nil)
        #expect(made.desk.sourceStatus().failures == 3)
        #expect(made.stark == TwoSites.hash(TwoSites.tree()))
        // A restart without the server serves what was good.
        let again = Desk(place, .url("http://127.0.0.1:9/one.accord"))
        await again.desk.start()
        #expect(again.stark == made.stark)
        #expect(again.status()?.state == .servingLastGood)
    }

    @Test("a server that does not come to an end is given up")
    func slow() async throws {
        let server = PolicyServer()
        server.serve(try TwoSites.bytes(TwoSites.tree()), at: "/one.accord")
        server.change { $0.isStuck = true }
        try await server.run { address in
            let desk = Desk(try Place(), .url(address + "/one.accord")) {
                $0.fetchTimeout = .milliseconds(100)
            }
            let attempt = await desk.desk.start()
            server.change { $0.isStuck = false }
            #expect(
                ["source.timeout", "source.unreachable"].contains(attempt.findings.first?.code))
        }
    }
}
