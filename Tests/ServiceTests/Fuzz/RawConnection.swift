import Foundation
import Glibc

/// A request byte by byte, well formed unless a test breaks it.
struct RawRequest {
    var line: String
    var headers: [(String, String)]
    var body: [UInt8]?

    /// A request on a connection that closes after it.
    init(_ method: String, _ path: String, _ headers: [(String, String)] = [], body: [UInt8]? = nil)
    {
        line = "\(method) \(path) HTTP/1.1"
        self.headers = [("Host", "localhost"), ("Connection", "close")] + headers
        self.body = body
    }

    /// Beginning, headers, length unless one is given, and body.
    var bytes: [UInt8] {
        var text = line + "\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        let framing: Set = ["content-length", "transfer-encoding"]
        if let body, !headers.contains(where: { framing.contains($0.0.lowercased()) }) {
            text += "Content-Length: \(body.count)\r\n"
        }
        return Array((text + "\r\n").utf8) + (body ?? [])
    }
}

/// An answer as it came.
struct RawAnswer {
    var status: Int
    var head: String
    var body: [UInt8]

    /// A header's value; names are compared without case.
    func header(_ name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    /// Everything that was told, for searches.
    var text: String { head + "\r\n\r\n" + String(decoding: body, as: UTF8.self) }

    /// The answers in the bytes of a connection; what does not begin like one ends the list.
    static func all(in bytes: [UInt8], isHead: Bool = false) -> [RawAnswer] {
        var rest = bytes[...]
        var found: [RawAnswer] = []
        while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            let words = head.split(separator: " ", maxSplits: 2)
            guard head.hasPrefix("HTTP/1."), words.count >= 2, let status = Int(words[1]) else {
                break
            }
            rest = rest[end.upperBound...]
            var answer = RawAnswer(status: status, head: head, body: [])
            if !isHead, status >= 200, status != 204, status != 304 {
                if answer.header("transfer-encoding") == "chunked" {
                    answer.body = chunks(&rest)
                } else if let length = answer.header("content-length").flatMap({ Int($0) }) {
                    answer.body = Array(rest.prefix(length))
                    rest = rest.dropFirst(length)
                } else {
                    answer.body = Array(rest)
                    rest = []
                }
            }
            found.append(answer)
        }
        return found
    }

    private static func chunks(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var body: [UInt8] = []
        while let end = rest.firstRange(of: Array("\r\n".utf8)) {
            let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16) ?? 0
            rest = rest[end.upperBound...]
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 { break }
        }
        return body
    }
}

/// A TCP connection that sends whatever a test likes.
final class RawConnection {
    private let file: Int32

    /// Connects to a port of this machine.
    ///
    /// - Throws: If nobody listens there: the service died.
    init(port: Int, patience: Int = 20) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Refused(code: errno) }
        var time = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(file, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit { close(file) }

    /// Nobody listens.
    struct Refused: Error { var code: Int32 }

    /// Sends bytes; false if the other side has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says that nothing more comes.
    func finish() { shutdown(file, Int32(SHUT_WR)) }

    /// Ends both ways.
    func hangUp() { shutdown(file, Int32(SHUT_RDWR)) }

    /// Whether the other side has closed; what it sent before may still be there to be read.
    var isClosed: Bool {
        // POLLRDHUP of <poll.h>, which is not imported.
        var state = pollfd(fd: file, events: 0x2000, revents: 0)
        return poll(&state, 1, 0) > 0
    }

    /// Closes at once, so that the other side gets a reset.
    func reset() {
        var none = linger(l_onoff: 1, l_linger: 0)
        setsockopt(file, SOL_SOCKET, SO_LINGER, &none, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads until the other side closes, its patience ends, or `most` bytes came.
    func receive(most: Int = 32 << 20) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < most {
            let count = recv(file, &buffer, min(buffer.count, most - bytes.count), 0)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return bytes
    }

    /// Runs work with a connection on a thread that may wait.
    static func with<Value: Sendable>(
        port: Int, patience: Int = 20, _ work: @escaping @Sendable (RawConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread {
                done.resume(
                    with: Result { try work(RawConnection(port: port, patience: patience)) })
            }
        }
    }

    /// Sends bytes, says that nothing more comes, and reads all answers.
    static func exchange(_ bytes: [UInt8], port: Int, isHead: Bool = false) async throws
        -> [RawAnswer]
    {
        try await with(port: port) { connection in
            connection.send(bytes)
            connection.finish()
            return RawAnswer.all(in: connection.receive(), isHead: isHead)
        }
    }
}
