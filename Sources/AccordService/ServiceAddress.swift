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
    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
