/// Where the service listens: a host's name or address and a port.
public struct ServiceAddress: Sendable, Equatable {
    /// The name or address; `127.0.0.1` is this machine only.
    public var host: String
    /// The port; 0 takes any free one.
    public var port: Int

    /// An address to listen on.
    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine can reach it.
    ///
    /// A name that merely begins like such an address, as `127.0.0.1.example`, can be anywhere.
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
    }
}
