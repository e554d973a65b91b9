/// Looks at an XML document before it is parsed, and refuses what a parser could be attacked with.
///
/// No document type, so no entities: what is not there cannot expand, include files or call home. Also
/// bounded are size, depth and the number of elements, because the tree is built in memory. Written
/// as a scan of bytes, since a parser that reports a document type has begun to read it.
enum XMLGuard {
    /// The deepest nesting that is accepted.
    static let deepest = 32
    /// The most elements that are accepted.
    static let mostElements = 20_000

    /// Why a document is refused; the words hold nothing of it.
    struct Refusal: Error, Equatable {
        var words: String
    }

    /// Refuses a document that is not plain, bounded UTF-8.
    static func check(_ document: [UInt8]) throws(Refusal) {
        guard String(validating: document, as: UTF8.self) != nil, !document.contains(0) else {
            throw Refusal(words: "it is not UTF-8")
        }
        var scan = Scan(bytes: document)
        try scan.run()
    }

    private struct Scan {
        let bytes: [UInt8]
        var place = 0
        var depth = 0
        var elements = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
            // A mark of byte order is allowed, and says nothing in UTF-8.
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        }

        mutating func run() throws(Refusal) {
            try declaration()
            while let next = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
                place = next
                if isHere("<!--") {
                    try skip(past: "-->", "a comment does not end")
                } else if isHere("<![CDATA[") {
                    try skip(past: "]]>", "a section does not end")
                } else if isHere("<!") {
                    throw Refusal(words: "it has a document type or declares entities")
                } else if isHere("<?") {
                    throw Refusal(words: "it has a processing instruction")
                } else {
                    try tag()
                }
            }
            guard elements > 0, depth == 0 else {
                throw Refusal(words: "it is not a whole XML document")
            }
        }

        /// The line `<?xml version="1.0" encoding="UTF-8"?>`, which may be left out.
        private mutating func declaration() throws(Refusal) {
            guard isHere("<?xml") else { return }
            let start = place
            try skip(past: "?>", "its first line does not end")
            let text = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
            guard let named = text.firstRange(of: "encoding") else { return }
            let value = text[named.upperBound...].drop { " \t=".contains($0) }
            guard value.hasPrefix("\"utf-8\"") || value.hasPrefix("'utf-8'") else {
                throw Refusal(words: "it names another encoding than UTF-8")
            }
        }

        private mutating func tag() throws(Refusal) {
            let isEnd = isHere("</")
            var quote: UInt8?
            place += 1
            while place < bytes.count {
                let byte = bytes[place]
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    break
                }
                place += 1
            }
            guard place < bytes.count else { throw Refusal(words: "a tag does not end") }
            let isEmpty = bytes[place - 1] == UInt8(ascii: "/")
            place += 1
            if isEnd {
                depth -= 1
                guard depth >= 0 else { throw Refusal(words: "it is not a whole XML document") }
                return
            }
            elements += 1
            guard elements <= mostElements else { throw Refusal(words: "it has too many elements") }
            if !isEmpty { depth += 1 }
            guard depth <= deepest else { throw Refusal(words: "its elements lie too deep") }
        }

        private func isHere(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { bytes[place...].starts(with: $0) }
        }

        private mutating func skip(past end: StaticString, _ fault: String) throws(Refusal) {
            let wanted = end.withUTF8Buffer { Array($0) }
            guard let found = bytes[place...].firstRange(of: wanted) else {
                throw Refusal(words: fault)
            }
            place = found.upperBound
        }
    }
}
