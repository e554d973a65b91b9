import Crypto

/// A hash over everything that stands at a site, kept up by what changes.
///
/// It is the sum modulo 2 to the 256th of the SHA-256 of each case's and area's answers: adding and
/// subtracting come to the same in any order, so that a sweep that touches a few cases and one that
/// decides all of them end with the same hash.
struct StandingSum: Sendable, Equatable {
    // The least significant part comes first.
    private var parts: SIMD4<UInt64> = .zero

    /// Nothing stands.
    init() {}

    /// Takes back ``bytes``.
    init(bytes: [UInt8]) {
        for index in 0..<4 where bytes.count == 32 {
            let part = bytes[(24 - 8 * index)..<(32 - 8 * index)]
            parts[index] = part.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// The sum in 32 bytes, the most significant first.
    var bytes: [UInt8] {
        (0..<4).reversed().flatMap { index in
            withUnsafeBytes(of: parts[index].bigEndian) { [UInt8]($0) }
        }
    }

    /// What stood is replaced by what stands now.
    mutating func replace(_ old: DecidedRow?, by new: DecidedRow?, fileID: String) {
        if let old, old.seq != nil { subtract(Self.digest(old, fileID)) }
        if let new, new.seq != nil { add(Self.digest(new, fileID)) }
    }

    private static func digest(_ row: DecidedRow, _ fileID: String) -> StandingSum {
        var frame = Frame()
        frame.add(fileID)
        frame.add(row.caseID)
        frame.add(row.area)
        frame.add(row.standing)
        return StandingSum(bytes: RecordHash.digest(frame.bytes))
    }

    private mutating func add(_ other: StandingSum) {
        var carry: UInt64 = 0
        for index in 0..<4 {
            let (sum, first) = parts[index].addingReportingOverflow(other.parts[index])
            let (whole, second) = sum.addingReportingOverflow(carry)
            parts[index] = whole
            carry = first || second ? 1 : 0
        }
    }

    private mutating func subtract(_ other: StandingSum) {
        var borrow: UInt64 = 0
        for index in 0..<4 {
            let (rest, first) = parts[index].subtractingReportingOverflow(other.parts[index])
            let (whole, second) = rest.subtractingReportingOverflow(borrow)
            parts[index] = whole
            borrow = first || second ? 1 : 0
        }
    }
}
