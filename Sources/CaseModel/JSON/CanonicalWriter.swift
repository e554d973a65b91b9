/// Writes canonical JSON: one spelling for each value, so that equal values are equal bytes.
///
/// The form is that of RFC 8785 without fractions: names sorted, no spaces, whole numbers, a
/// backslash only where JSON demands one. A field that is not recorded and a list without elements
/// are left out; everything else is written, so that "no" is never told by silence.
struct CanonicalWriter {
    var bytes: [UInt8] = []

    /// Writes a yes/no value.
    mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes a whole number.
    mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = value.magnitude
        // SAFETY: twenty places hold any 64-bit magnitude; only the written ones are copied.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
                magnitude /= 10
            } while magnitude > 0
            bytes.append(contentsOf: digits[first...])
        }
    }

    /// Writes a date.
    mutating func day(_ value: Day) {
        let (year, month, day) = value.civil
        bytes.append(UInt8(ascii: "\""))
        twoDigits(year / 100)
        twoDigits(year % 100)
        bytes.append(UInt8(ascii: "-"))
        twoDigits(month)
        bytes.append(UInt8(ascii: "-"))
        twoDigits(day)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func twoDigits(_ value: Int) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }

    /// Writes a text that needs no escapes, such as a word of a list.
    mutating func plain(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes any text.
    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte >= 0x20, byte != 0x22, byte != 0x5C {
                bytes.append(byte)
            } else {
                escape(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            literal("u00")
            let digits: StaticString = "0123456789abcdef"
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }

    /// Writes text that is JSON already.
    mutating func literal(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a record by its plan.
    mutating func record(_ plan: RecordPlan, at address: UnsafeRawPointer) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for field in plan.fields where field.isPresent(address + field.offset) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            plain(field.declaration.name)
            bytes.append(UInt8(ascii: ":"))
            field.encode(&self, address + field.offset)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes a list.
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout CanonicalWriter, UnsafePointer<Element>) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        elements.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for index in 0..<buffer.count {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(&self, base + index)
            }
        }
        bytes.append(UInt8(ascii: "]"))
    }
}

extension CaseRecord {
    /// The record as canonical JSON.
    public func canonicalBytes() -> [UInt8] {
        var writer = CanonicalWriter()
        withUnsafePointer(to: self) { writer.record(Self.schema.plan, at: $0) }
        return writer.bytes
    }
}
