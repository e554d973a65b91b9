/// A plain POSIX ustar archive: written in one way only, and read only if it was written so.
///
/// `tar tvf` lists it and `tar xf` unpacks it. Every header has mode 644, owner 0 and time 0; there
/// are regular files alone, no folders, links or extensions. What differs by a byte from what
/// ``write(_:)`` makes is refused, so that nothing can hide in an archive.
enum TarArchive {
    /// One file.
    struct Entry: Sendable, Equatable {
        var name: String
        var bytes: [UInt8]
    }

    /// The largest archive that is read, in bytes.
    static let largestArchive = 64 << 20
    /// The largest file that is read, in bytes.
    static let largestFile = 4 << 20
    /// The most files that are read.
    static let mostEntries = 10_000

    private static let block = 512

    // MARK: Writing

    /// The archive of these files in this order.
    static func write(_ entries: [Entry]) -> [UInt8] {
        var archive: [UInt8] = []
        for entry in entries {
            archive += header(entry.name, size: entry.bytes.count)
            archive += entry.bytes
            archive += [UInt8](repeating: 0, count: padding(entry.bytes.count))
        }
        archive += [UInt8](repeating: 0, count: 2 * block)
        return archive
    }

    private static func padding(_ size: Int) -> Int { (block - size % block) % block }

    private static func header(_ name: String, size: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in text.enumerated() { header[offset + index] = byte }
        }
        let (prefix, rest) = split(name)
        put(rest, at: 0)
        put("0000644".utf8, at: 100)
        put("0000000".utf8, at: 108)
        put("0000000".utf8, at: 116)
        put(octal(size, digits: 11), at: 124)
        put("00000000000".utf8, at: 136)
        put("        ".utf8, at: 148)
        put("0".utf8, at: 156)
        put("ustar\u{0}00".utf8, at: 257)
        put("0000000".utf8, at: 329)
        put("0000000".utf8, at: 337)
        put(prefix, at: 345)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148)
        return header
    }

    /// A name of more than 100 bytes stands in two fields, parted at its first fitting slash.
    private static func split(_ name: String) -> (prefix: [UInt8], rest: [UInt8]) {
        let bytes = Array(name.utf8)
        guard bytes.count > 100 else { return ([], bytes) }
        for index in bytes.indices
        where bytes[index] == UInt8(ascii: "/") && bytes.count - index - 1 <= 100 && index <= 155 {
            return (Array(bytes[..<index]), Array(bytes[(index + 1)...]))
        }
        return ([], Array(bytes.prefix(100)))
    }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        var text = Array(String(number, radix: 8).utf8)
        text.insert(
            contentsOf: [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)),
            at: 0)
        return text
    }

    // MARK: Reading

    /// The files of an archive.
    ///
    /// - Parameters:
    ///   - archive: The bytes.
    ///   - file: The archive's name for messages.
    /// - Returns: The files in their order.
    /// - Throws: ``PolicyProblem`` that names the entry, for anything that ``write(_:)`` would not
    ///   have written.
    static func read(_ archive: [UInt8], file: String) throws(PolicyProblem) -> [Entry] {
        func refuse(_ code: String, _ message: String, _ suggestion: String) -> PolicyProblem {
            PolicyProblem(
                code: code, message: message, file: file, suggestion: suggestion)
        }
        let again = "get the bundle again from where it was signed"
        var entries: [Entry] = []
        var names: Set<String> = []
        var offset = 0
        while true {
            guard offset + block <= archive.count else {
                throw refuse(
                    "bundle.truncated",
                    "the file ends after \(archive.count) bytes, before the end of "
                        + (entries.last.map { "what follows `\($0.name)`" } ?? "the first entry"),
                    again)
            }
            let head = archive[offset..<(offset + block)]
            if head.allSatisfy({ $0 == 0 }) {
                let end = archive[offset...]
                guard end.count == 2 * block, end.allSatisfy({ $0 == 0 }) else {
                    throw refuse(
                        "bundle.trailing", "the file does not end where its last entry ends", again)
                }
                return entries
            }
            guard Array(head[(offset + 257)..<(offset + 265)]) == Array("ustar\u{0}00".utf8) else {
                throw refuse(
                    "bundle.not-a-bundle",
                    entries.isEmpty
                        ? "this is not a policy bundle"
                        : "what follows `\(entries[entries.count - 1].name)` is not an entry",
                    "bundles are written by `accord bundle build`")
            }
            guard let name = name(head) else {
                throw refuse(
                    "bundle.name", "entry \(entries.count + 1) has a name that is not UTF-8 text",
                    again)
            }
            let shown = printable(name)
            guard isSafe(name) else {
                throw refuse(
                    "bundle.name", "`\(shown)` is not the name of a file inside the bundle", again)
            }
            let kind = head[offset + 156]
            guard kind == UInt8(ascii: "0") else {
                throw refuse(
                    "bundle.entry-kind", "`\(shown)` is \(word(ofKind: kind)), not a file",
                    "bundles hold plain files only")
            }
            guard names.insert(name).inserted else {
                throw refuse("bundle.twice", "`\(shown)` is there twice", again)
            }
            guard entries.count < mostEntries else {
                throw refuse("bundle.too-large", "there are more than \(mostEntries) files", again)
            }
            guard let size = size(head[(offset + 124)..<(offset + 136)]) else {
                throw refuse("bundle.header", "the header of `\(shown)` was altered", again)
            }
            guard size <= largestFile else {
                throw refuse(
                    "bundle.too-large",
                    "`\(shown)` says that it has \(size) bytes; at most \(largestFile) are read",
                    again)
            }
            // One comparison for mode, owner, times, check sum and the bytes between them.
            guard Array(head) == header(name, size: size) else {
                throw refuse(
                    "bundle.header", "the header of `\(shown)` was altered",
                    "bundles are written by `accord bundle build`, not by other tools")
            }
            let start = offset + block
            let end = start + size
            let next = end + padding(size)
            guard next <= archive.count else {
                throw refuse("bundle.truncated", "the file ends inside `\(shown)`", again)
            }
            guard archive[end..<next].allSatisfy({ $0 == 0 }) else {
                throw refuse(
                    "bundle.trailing", "there are bytes behind the end of `\(shown)`", again)
            }
            entries.append(Entry(name: name, bytes: Array(archive[start..<end])))
            offset = next
        }
    }

    /// Whether a name leads to a place inside the archive, in letters that every system spells
    /// alike.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 250 else { return false }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 100
                && part.utf8.allSatisfy { byte in
                    (48...57).contains(byte) || (65...90).contains(byte)
                        || (97...122).contains(byte) || byte == 45 || byte == 46 || byte == 95
                }
        }
    }

    private static func name(_ head: ArraySlice<UInt8>) -> String? {
        let start = head.startIndex
        let rest = head[start..<(start + 100)].prefix { $0 != 0 }
        let prefix = head[(start + 345)..<(start + 500)].prefix { $0 != 0 }
        let whole = prefix.isEmpty ? Array(rest) : Array(prefix) + [UInt8(ascii: "/")] + rest
        return String(validating: whole, as: UTF8.self)
    }

    private static func size(_ field: ArraySlice<UInt8>) -> Int? {
        guard field.last == 0, let text = String(validating: field.dropLast(), as: UTF8.self),
            text.utf8.allSatisfy({ (48...55).contains($0) })
        else { return nil }
        return Int(text, radix: 8)
    }

    private static func word(ofKind kind: UInt8) -> String {
        switch kind {
        case UInt8(ascii: "1"): "a hard link"
        case UInt8(ascii: "2"): "a symbolic link"
        case UInt8(ascii: "3"), UInt8(ascii: "4"): "a device"
        case UInt8(ascii: "5"): "a folder"
        case UInt8(ascii: "6"): "a pipe"
        default: "an entry of an unknown kind"
        }
    }

    /// A name as a message may show it.
    private static func printable(_ name: String) -> String {
        String(name.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) })
    }
}
