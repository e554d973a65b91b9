import HTTPTypes
import Hummingbird

/// The place of a request in a trace across systems, as W3C Trace Context writes it in `traceparent`.
struct TraceContext: Sendable, Equatable {
    /// 32 hexadecimal digits: the whole trace.
    let traceID: String
    /// 16 hexadecimal digits: this service's part of it.
    let spanID: String
    /// Two hexadecimal digits; `01` if the caller records the trace.
    let flags: String

    /// Goes on with a caller's trace, or begins one if there is none that can be read.
    init(_ header: String?) {
        var generator = SystemRandomNumberGenerator()
        spanID = String.hexadecimal(of: generator.next())
        if let header, let (trace, flags) = TraceContext.read(header) {
            traceID = trace
            self.flags = flags
        } else {
            traceID =
                String.hexadecimal(of: generator.next()) + String.hexadecimal(of: generator.next())
            flags = "00"
        }
    }

    /// The header for the answer and for calls to other systems.
    var header: String { "00-\(traceID)-\(spanID)-\(flags)" }

    private static func read(_ header: String) -> (trace: String, flags: String)? {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[0] != "ff", isHexadecimal(parts[0]),
            parts[0] != "00" || parts.count == 4,
            parts[1].count == 32, isHexadecimal(parts[1]), parts[1].contains(where: { $0 != "0" }),
            parts[2].count == 16, isHexadecimal(parts[2]), parts[2].contains(where: { $0 != "0" }),
            parts[3].count == 2, isHexadecimal(parts[3])
        else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    private static func isHexadecimal(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

/// The id of a request.
enum RequestIdentity {
    /// The caller's id if it is a plain one; else the id of this service's part of the trace.
    static func of(_ request: Request, _ trace: TraceContext) -> String {
        guard let given = request.headers[.requestID], (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || $0 == 45 || $0 == 95 || $0 == 46
            })
        else { return trace.spanID }
        return given
    }
}

extension String {
    /// Sixteen hexadecimal digits.
    static func hexadecimal(of number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
