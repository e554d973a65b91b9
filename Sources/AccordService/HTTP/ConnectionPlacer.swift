import CaseModel
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOHTTPTypesHTTP1

/// Puts the pace and gzip for answers and for bodies of requests into a connection.
///
/// They work on the parts of HTTP/1, which Hummingbird turns into parts of its own first; so this
/// handler, which stands behind that, places them before it and goes.
final class ConnectionPlacer: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private let bounds: ConnectionPace.Bounds
    /// Is told of each request that nobody could read, with the id under which it was answered.
    private let unreadable: @Sendable (Problem, String) -> Void
    /// Answers below this many bytes are sent as they are.
    private static let smallest = 1_024

    init(
        _ bounds: ConnectionPace.Bounds,
        unreadable: @escaping @Sendable (Problem, String) -> Void
    ) {
        self.bounds = bounds
        self.unreadable = unreadable
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        let compressor = HTTPResponseCompressor(initialByteBufferCapacity: 4_096) { head, _ in
            let length = head.headers.first(name: "content-length").flatMap { Int($0) }
            return length.map { $0 < ConnectionPlacer.smallest } ?? false
                ? .doNotCompress : .compressIfPossible
        }
        do {
            let codec = try operations.handler(type: HTTP1ToHTTPServerCodec.self)
            let pace = ConnectionPace(bounds)
            // What a body may become is bounded where it is read, as for a body that is not packed; the pace
            // sees to it that no more is unpacked than is read.
            try operations.addHandlers(
                [
                    pace, NIOHTTPRequestDecompressor(limit: .none), compressor,
                    AnswerCounter(compressor, pace, unreadable),
                ], position: .before(codec))
        } catch {
            context.fireErrorCaught(error)
        }
        operations.removeHandler(context: context, promise: nil)
    }
}

/// Takes the compressor away before an answer that no request has asked for, and says what is wrong.
///
/// What can't be read as HTTP is answered with an empty error though no request came through; the compressor
/// would look for the request and stop the process. Whoever sent it gets a problem as for any other request.
private final class AnswerCounter: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var compressor: HTTPResponseCompressor?
    private let pace: ConnectionPace
    private let note: @Sendable (Problem, String) -> Void
    private var asked = 0
    private var unreadable: Problem?

    init(
        _ compressor: HTTPResponseCompressor, _ pace: ConnectionPace,
        _ note: @escaping @Sendable (Problem, String) -> Void
    ) {
        self.compressor = compressor
        self.pace = pace
        self.note = note
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { asked += 1 }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The rest of a body that was answered already is not unpacked, and so seems to break off.
        if pace.isAnswered, error is NIOHTTPDecompression.ExtraDecompressionError { return }
        if case HTTPParserError.headerOverflow = error {
            unreadable = Problem(
                .headersTooLarge, "The request's line and headers are more than is taken.")
        } else if error is HTTPParserError {
            unreadable =
                pace.fault
                ?? Problem(.badRequest, "This can't be read as a request of HTTP/1.1.")
        }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(let head) = unwrapOutboundIn(data), head.status.code >= 200 else {
            return context.write(data, promise: promise)
        }
        defer { asked = max(0, asked - 1) }
        guard asked == 0 else { return context.write(data, promise: promise) }
        if let compressor {
            self.compressor = nil
            context.pipeline.syncOperations.removeHandler(compressor, promise: nil)
        }
        guard let unreadable else { return context.write(data, promise: promise) }
        let id = TraceContext(nil).spanID
        note(unreadable, id)
        let (told, body) = AnswerCounter.answer(unreadable, id)
        context.write(wrapOutboundOut(.head(told)), promise: promise)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }

    /// A problem for a request that nobody could read; the connection ends with it.
    private static func answer(_ problem: Problem, _ id: String) -> (HTTPResponseHead, ByteBuffer) {
        let body = ByteBuffer(bytes: problem.json(instance: id).canonicalBytes())
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: problem.kind.status.code),
            headers: [
                "Connection": "close", "Content-Type": Problem.mediaType,
                "Content-Length": "\(body.readableBytes)",
                "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "X-Request-Id": id,
            ])
        return (head, body)
    }
}
