import NIOCore
import NIOHTTP1

/// Why a body was given up: it kept the service waiting for too long.
struct SlowBody: Error {}

/// Keeps a connection from being held by who sends or takes too slowly, and a packed body from filling the memory.
///
/// It stands directly behind what reads HTTP. A packed body goes on in small pieces, each only when somebody wants
/// it, because what unpacks it knows no measure: one read of the socket could become a hundred megabytes. What
/// nobody reads is not unpacked at all.
///
/// A body may keep the service waiting for ``Bounds/grace`` altogether, and for one second more for each
/// ``Bounds/rate`` bytes that came; time in which the service itself is busy does not count. (Apache's
/// `mod_reqtimeout` bounds in the same way.) A request's head must be whole within ``Bounds/idle``, counted from the
/// beginning of the connection or the end of the answer before. The idle time of Hummingbird can't be used: it also
/// counts while a body waits for the service.
final class ConnectionPace: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// How slow the other side may be.
    struct Bounds: Sendable {
        /// How long a body may keep the service waiting altogether, and how long the rest of one that was answered
        /// already is still read.
        var grace: TimeAmount
        /// Bytes of a body for which it may wait a second more, and bytes of an answer that must be taken in a second.
        var rate: Int64 = 500
        /// How long the head of a request may take, and after which time it is looked how much of an answer was taken.
        var idle: TimeAmount
    }

    /// What waits for its turn behind a packed body.
    private enum Item {
        case part(HTTPServerRequestPart)
        case failure(any Error)
        case inputClosed

        var isBody: Bool {
            guard case .part(.body) = self else { return false }
            return true
        }
    }

    /// Bytes of a packed body that go on at once; they become a megabyte at most.
    private static let slice = 1_024

    private let bounds: Bounds
    private var waiting = CircularBuffer<Item>()
    /// Requests that went on and are not answered to the end.
    private var open = 0
    /// Whether a body is coming in, and whether it is packed.
    private var isArriving = false
    private var isPacked = false
    /// Whether the connection was given up.
    private var isOver = false
    /// What was wrong with a head that could be read and was not handed on.
    private(set) var fault: Problem?
    private var received: Int64 = 0
    private var waited = TimeAmount.zero
    private var waitsSince: NIODeadline?
    private var patience: Scheduled<Void>?
    private var lingering: Scheduled<Void>?
    private var stall: Scheduled<Void>?
    private var idling: Scheduled<Void>?

    init(_ bounds: Bounds) { self.bounds = bounds }

    /// Whether every request that went on was answered to the end.
    var isAnswered: Bool { open == 0 }

    // MARK: What comes in

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { startIdling(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        startIdling(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        stopWaiting()
        switch unwrapInboundIn(data) {
        case .head(var head):
            guard head.namesItsHost else {
                isOver = true
                fault = Problem(
                    .badRequest, "A request of HTTP/1.1 names the host once, in the header `Host`.")
                // Whatever waits for requests ends the connection when one can't be read.
                return pass(.failure(HTTPParserError.unknown), context)
            }
            idling?.cancel()
            idling = nil
            isPacked = head.settleCoding()
            isArriving = true
            (received, waited) = (0, .zero)
            pass(.part(.head(head)), context)
        case .body(var bytes):
            received += Int64(bytes.readableBytes)
            guard isPacked else { return pass(.part(.body(bytes)), context) }
            while let piece = bytes.readSlice(length: min(Self.slice, bytes.readableBytes)),
                piece.readableBytes > 0
            {
                waiting.append(.part(.body(piece)))
            }
        case .end(let trailers):
            isArriving = false
            lingering?.cancel()
            lingering = nil
            pass(.part(.end(trailers)), context)
            if isAnswered { startIdling(context) }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handOn(context)
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        pass(.failure(error), context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        stopWaiting()
        pass(.inputClosed, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    func read(context: ChannelHandlerContext) {
        guard waiting.isEmpty else {
            handOn(context)
            context.fireChannelReadComplete()
            // Whoever wants more is asked again, as the channel does after bytes of its own.
            let channel = context.channel
            context.eventLoop.execute { channel.read() }
            return
        }
        if isArriving, !isOver { startWaiting(context) }
        context.read()
    }

    /// Hands something on, behind all that waits.
    private func pass(_ item: Item, _ context: ChannelHandlerContext) {
        if waiting.isEmpty { forward(item, context) } else { waiting.append(item) }
    }

    /// Hands on the next piece of a packed body and what stands between it and the one after.
    private func handOn(_ context: ChannelHandlerContext) {
        var isFirst = true
        while let next = waiting.first {
            let isUnwanted = next.isBody && isAnswered
            guard isFirst || isUnwanted || !next.isBody else { return }
            waiting.removeFirst()
            if isUnwanted { continue }
            if next.isBody { isFirst = false }
            forward(next, context)
        }
    }

    private func forward(_ item: Item, _ context: ChannelHandlerContext) {
        switch item {
        case .part(let part):
            if case .head = part { open += 1 }
            context.fireChannelRead(wrapInboundOut(part))
        case .failure(let error): context.fireErrorCaught(error)
        case .inputClosed: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    // MARK: What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data) else { return }
        open = max(0, open - 1)
        guard open == 0 else { return }
        guard isArriving else { return startIdling(context) }
        guard lingering == nil else { return }
        lingering = context.eventLoop.assumeIsolated().scheduleTask(in: bounds.grace) {
            context.close(promise: nil)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if !context.channel.isWritable { watchAnswer(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Closes the connection when the other side takes less of an answer than it has to.
    private func watchAnswer(_ context: ChannelHandlerContext) {
        let before = ConnectionPace.left(context)
        stall = context.eventLoop.assumeIsolated().scheduleTask(in: bounds.idle) { [self] in
            let taken = Int64(before - ConnectionPace.left(context))
            guard taken >= bounds.rate * bounds.idle.nanoseconds / 1_000_000_000 else {
                return context.close(promise: nil)
            }
            watchAnswer(context)
        }
    }

    /// How many bytes of answers wait to go out.
    private static func left(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    // MARK: Waiting

    private func startIdling(_ context: ChannelHandlerContext) {
        idling?.cancel()
        idling = context.eventLoop.assumeIsolated().scheduleTask(in: bounds.idle) { [self] in
            // An answer that is still going out has a bound of its own.
            guard stall == nil else { return startIdling(context) }
            context.close(promise: nil)
        }
    }

    private func startWaiting(_ context: ChannelHandlerContext) {
        guard waitsSince == nil else { return }
        waitsSince = .now()
        let allowed = bounds.grace + .nanoseconds(received * 1_000_000_000 / bounds.rate)
        patience = context.eventLoop.assumeIsolated().scheduleTask(in: allowed - waited) {
            [self] in
            isOver = true
            context.fireErrorCaught(SlowBody())
        }
    }

    private func stopWaiting() {
        patience?.cancel()
        patience = nil
        if let since = waitsSince { waited = waited + (.now() - since) }
        waitsSince = nil
    }

    private func forget() {
        for task in [patience, lingering, stall, idling] { task?.cancel() }
        (patience, lingering, stall, idling) = (nil, nil, nil, nil)
        waiting.removeAll()
    }
}

extension HTTPRequestHead {
    /// Whether it says once for which host it is (RFC 9112, section 3.2); HTTP/1.0 need not say.
    fileprivate var namesItsHost: Bool {
        switch headers["Host"].count {
        case 0: version.major == 1 && version.minor == 0
        case 1: true
        default: false
        }
    }

    /// Writes the coding of the body as what unpacks it expects it: one word, or none for a body as it is.
    ///
    /// What can't be taken gets a word that nobody knows, so that the first of several codings is not unpacked and
    /// the endpoint refuses it.
    /// - Returns: Whether the body is to be unpacked.
    fileprivate mutating func settleCoding() -> Bool {
        let name = "Content-Encoding"
        guard headers.contains(name: name) else { return false }
        let codings = headers[canonicalForm: name].map { $0.lowercased() }
            .filter { !$0.isEmpty && $0 != "identity" }
        headers.remove(name: name)
        guard let first = codings.first else { return false }
        // RFC 9110, section 8.4.1.3.
        let coding = first == "x-gzip" ? "gzip" : first
        let isKnown = codings.count == 1 && BodyCoding.taken.contains(coding)
        headers.add(name: name, value: isKnown ? coding : BodyCoding.refused)
        return isKnown
    }
}

/// How a body may be packed.
enum BodyCoding {
    /// What is unpacked.
    static let taken = ["gzip", "deflate"]
    /// Stands for anything else.
    static let refused = "other"
}
