import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOHTTPTypesHTTP1

/// Puts gzip for answers and for bodies of requests into a connection.
///
/// Compression works on the parts of HTTP/1, which Hummingbird turns into parts of its own first; so
/// this handler, which stands behind that, places both before it and goes.
final class CompressionPlacer: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    /// The largest body that a compressed one may become, in bytes.
    let largestBody: Int
    /// Answers below this many bytes are sent as they are.
    static let smallest = 1_024

    init(largestBody: Int) { self.largestBody = largestBody }

    func handlerAdded(context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        do {
            let codec = try operations.handler(type: HTTP1ToHTTPServerCodec.self)
            try operations.addHandlers(
                [
                    NIOHTTPRequestDecompressor(limit: .size(largestBody)),
                    HTTPResponseCompressor(initialByteBufferCapacity: 4_096) { head, _ in
                        let length = head.headers.first(name: "content-length").flatMap { Int($0) }
                        return length.map { $0 < CompressionPlacer.smallest } ?? false
                            ? .doNotCompress : .compressIfPossible
                    },
                ], position: .before(codec))
        } catch {
            context.fireErrorCaught(error)
        }
        operations.removeHandler(context: context, promise: nil)
    }
}
