import CaseModel
import CaseStore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A request with an `Idempotency-Key` while it is worked on.
///
/// What it puts on record can be written together with its answer, so that nothing can come between.
final class OpenCall: Sendable {
    let request: CallRequest
    let owner: String
    /// Whether the answer is kept already.
    private let answered = Atomic(false)

    /// The request that the present task works on; nil without a key.
    @TaskLocal static var current: OpenCall?

    init(_ request: CallRequest, owner: String) {
        self.request = request
        self.owner = owner
    }

    var isAnswered: Bool { answered.load(ordering: .relaxed) }

    func noteAnswered() { answered.store(true, ordering: .relaxed) }
}

/// Answers a request that a caller makes twice, with the same `Idempotency-Key`, as the first time.
struct RepeatedCalls: Sendable {
    let store: CaseStore
    /// Another word each time the service starts.
    let owner: String
    let clock: @Sendable () -> Date

    /// Runs a request, or answers as before.
    ///
    /// - Throws: ``Problem`` for a key that was used for something else or is at work; what `work` throws.
    func answer(_ exchange: Exchange, _ work: () async throws -> Reply) async throws -> Reply {
        guard exchange.endpoint.takesKey, let key = exchange.request.headers[.idempotencyKey] else {
            return try await work()
        }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy(RepeatedCalls.isPlain) else {
            throw Problem.parameter(
                "Idempotency-Key", "expected 1 to 128 letters, digits or any of _ . : -",
                rule: "header.value")
        }
        let call = CallRequest(
            caller: try exchange.caller().subject, key: key,
            method: exchange.request.method.rawValue,
            path: exchange.request.uri.string, body: exchange.body)
        switch try store.beginRequest(call, owner: owner, at: Int64(clock().timeIntervalSince1970))
        {
        case .new: return try await first(call, work)
        case .same(let answer): return RepeatedCalls.reply(answer)
        case .otherBody:
            throw Problem(
                .unprocessable, "This Idempotency-Key was used for another request. Take a new one."
            )
        case .inProgress:
            throw Problem(
                .conflict,
                "The request with this Idempotency-Key is still at work. Ask again soon.",
                headers: [.retryAfter: "1"])
        }
    }

    /// An answer is kept, a problem is not: what failed may be tried again.
    private func first(_ call: CallRequest, _ work: () async throws -> Reply) async throws -> Reply
    {
        let open = OpenCall(call, owner: owner)
        do {
            let reply = try await OpenCall.$current.withValue(open, operation: work)
            if !open.isAnswered {
                try store.finishRequest(call, owner: owner, with: RepeatedCalls.kept(reply))
            }
            return reply
        } catch {
            try? store.abandonRequest(call, owner: owner)
            throw error
        }
    }

    /// What is kept of an answer; nothing of a stream.
    static func kept(_ reply: Reply) -> CallAnswer {
        var headers = reply.headers.map {
            CallAnswer.Header(name: $0.name.rawName, value: $0.value)
        }
        var body: [UInt8] = []
        switch reply.content {
        case .none, .stream: break
        case .json(let value):
            headers.append(CallAnswer.Header(name: "Content-Type", value: "application/json"))
            body = value.canonicalBytes()
        case .bytes(let bytes, let type):
            headers.append(CallAnswer.Header(name: "Content-Type", value: type))
            body = bytes
        }
        return CallAnswer(status: reply.status.code, headers: headers, body: body)
    }

    private static func reply(_ answer: CallAnswer) -> Reply {
        var type = "application/json"
        var headers = HTTPFields()
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            if name == .contentType { type = header.value } else { headers[name] = header.value }
        }
        headers[.replayed] = "true"
        return Reply(
            status: HTTPResponse.Status(code: answer.status),
            content: answer.body.isEmpty ? .none : .bytes(answer.body, type: type), headers: headers
        )
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...58).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == 95
            || byte == 46 || byte == 45
    }
}
