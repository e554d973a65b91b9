extension JSONValue {
    /// The tree as canonical JSON: names sorted, no spaces.
    public func canonicalBytes() -> [UInt8] {
        var writer = CanonicalWriter()
        write(to: &writer, indent: nil)
        return writer.bytes
    }

    /// The tree for people: names sorted, two spaces a level, a newline at the end.
    public func prettyBytes() -> [UInt8] {
        var writer = CanonicalWriter()
        write(to: &writer, indent: 0)
        writer.byte(UInt8(ascii: "\n"))
        return writer.bytes
    }

    private func write(to writer: inout CanonicalWriter, indent: Int?) {
        switch self {
        case .null: writer.literal("null")
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .text(let value): writer.text(value)
        case .list(let elements):
            // A short list of words stays on one line, as in `"enum": ["ncp","cp"]`.
            let inner = elements.contains(where: \.isComposite) ? indent.map { $0 + 2 } : nil
            writer.byte(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { writer.byte(UInt8(ascii: ",")) }
                JSONValue.breakLine(&writer, inner)
                element.write(to: &writer, indent: inner)
            }
            if !elements.isEmpty { JSONValue.breakLine(&writer, inner == nil ? nil : indent) }
            writer.byte(UInt8(ascii: "]"))
        case .object(let members):
            let inner = indent.map { $0 + 2 }
            writer.byte(UInt8(ascii: "{"))
            // RFC 8785 orders names by their UTF-16 units.
            let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { writer.byte(UInt8(ascii: ",")) }
                JSONValue.breakLine(&writer, inner)
                writer.text(member.key)
                writer.byte(UInt8(ascii: ":"))
                if inner != nil { writer.byte(UInt8(ascii: " ")) }
                member.value.write(to: &writer, indent: inner)
            }
            if !members.isEmpty { JSONValue.breakLine(&writer, indent) }
            writer.byte(UInt8(ascii: "}"))
        }
    }

    private var isComposite: Bool {
        switch self {
        case .list, .object: true
        case .null, .bool, .integer, .text: false
        }
    }

    private static func breakLine(_ writer: inout CanonicalWriter, _ indent: Int?) {
        guard let indent else { return }
        writer.byte(UInt8(ascii: "\n"))
        for _ in 0..<indent { writer.byte(UInt8(ascii: " ")) }
    }
}
