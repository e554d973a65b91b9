public import CaseModel
import Foundation

/// Takes the messages of the language server protocol out of a stream of bytes.
///
/// A message is a header with `Content-Length`, an empty line, and so many bytes of JSON. Bytes that are
/// none of it are reported and skipped, so that one bad message does not end a session.
public struct MessageReader {
    /// What was found in the stream.
    public enum Piece: Equatable {
        /// A message.
        case message(JSONValue)
        /// Bytes that are no message, and why.
        case malformed(String)
    }

    private var buffer: [UInt8] = []
    /// A message longer than this is no file that anybody edits here.
    private static let most = 64 << 20
    /// A header longer than this is none.
    private static let mostHeader = 8 << 10

    /// Begins with an empty stream.
    public init() {}

    /// Adds bytes that came in.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
    }

    /// The next whole message, or nil if more bytes are needed.
    public mutating func next() -> Piece? {
        guard let end = headerEnd else {
            guard buffer.count > Self.mostHeader else { return nil }
            buffer.removeAll()
            return .malformed("there is no end of a header in \(Self.mostHeader) bytes")
        }
        let header = String(decoding: buffer[..<end.first], as: UTF8.self)
        guard let length = Self.length(header), length <= Self.most else {
            buffer.removeFirst(end.last)
            return .malformed("a header without a sound Content-Length")
        }
        guard buffer.count >= end.last + length else { return nil }
        let body = Array(buffer[end.last..<end.last + length])
        buffer.removeFirst(end.last + length)
        guard let value = LooseJSON.value(of: body) else {
            return .malformed("the message is no JSON")
        }
        return .message(value)
    }

    /// Where the header ends, and where the message begins.
    private var headerEnd: (first: Int, last: Int)? {
        guard buffer.count >= 4 else { return nil }
        for index in 0...min(buffer.count - 4, Self.mostHeader)
        where buffer[index] == 13 && buffer[index..<index + 4].elementsEqual([13, 10, 13, 10]) {
            return (index, index + 4)
        }
        return nil
    }

    private static func length(_ header: String) -> Int? {
        for line in header.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            return Int(parts[1].drop { $0 == " " }.prefix { $0 != " " }).flatMap {
                $0 < 0 ? nil : $0
            }
        }
        return nil
    }

    /// A message with its header, ready to be sent.
    public static func framed(_ message: JSONValue) -> [UInt8] {
        let body = message.canonicalBytes()
        return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}

/// JSON of any editor: numbers with a fraction are cut, as no message that is read here needs them.
enum LooseJSON {
    private struct Loose: Decodable {
        var value: JSONValue

        init(from decoder: any Decoder) throws {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                value = .null
            } else if let truth = try? single.decode(Bool.self) {
                value = .bool(truth)
            } else if let number = try? single.decode(Int64.self) {
                value = .integer(number)
            } else if let number = try? single.decode(Double.self) {
                value = .integer(Int64(exactly: number.rounded(.towardZero)) ?? 0)
            } else if let text = try? single.decode(String.self) {
                value = .text(text)
            } else if let list = try? single.decode([Loose].self) {
                value = .list(list.map(\.value))
            } else {
                value = .object(try single.decode([String: Loose].self).mapValues(\.value))
            }
        }
    }

    static func value(of bytes: [UInt8]) -> JSONValue? {
        if let strict = try? JSONValue(parsing: bytes) { return strict }
        return (try? JSONDecoder().decode(Loose.self, from: Data(bytes)))?.value
    }
}
