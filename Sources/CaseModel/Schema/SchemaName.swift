/// How Swift names become the names that case files and policies use.
enum SchemaName {
    /// Turns `startedOn` into `started_on`, `employerID` into `employer_id`, `paid30` into `paid_30`.
    ///
    /// A run of capitals is one word, except that its last capital starts the next word if a small
    /// letter follows (`ivDEt` is `iv_d_et`).
    static func snakeCase(_ name: String) -> String {
        let bytes = Array(name.utf8)
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let previous = index > 0 ? bytes[index - 1] : UInt8(ascii: "_")
            let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "_")
            let startsWord =
                isCapital(byte)
                ? !isCapital(previous) || isSmall(next)
                : isDigit(byte) && !isDigit(previous)
            if startsWord, previous != UInt8(ascii: "_") { result.append(UInt8(ascii: "_")) }
            result.append(isCapital(byte) ? byte + 32 : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
    private static func isSmall(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
