import Foundation

/// The address of another service is not one that secrets may be sent to or believed from.
public struct UnsafeAddress: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is expected.
    public var description: String {
        "the address must begin with https://; http:// is for this machine only, because whoever "
            + "can read or change the traffic could read or forge what is exchanged"
    }

    /// Accepts `https`, and `http` on this machine.
    ///
    /// - Throws: ``UnsafeAddress``.
    static func check(_ text: String) throws(UnsafeAddress) {
        let url = URL(string: text)
        let host = url?.host() ?? ""
        switch url?.scheme {
        case "https" where !host.isEmpty: return
        case "http" where ServiceAddress(host: host).isLoopback: return
        default: throw UnsafeAddress()
        }
    }
}
