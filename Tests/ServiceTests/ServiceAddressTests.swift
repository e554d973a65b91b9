import AccordService
import Testing

@Suite("Addresses to listen on")
struct ServiceAddressTests {
    @Test(
        "loopback is told from other addresses",
        arguments: [
            ("127.0.0.1", true), ("127.8.0.1", true), ("localhost", true), ("::1", true),
            ("0.0.0.0", false), ("10.0.0.4", false), ("", false),
            ("127.0.0.1.example", false), ("127.example.com", false), ("127.1", false),
        ])
    func loopback(host: String, is expected: Bool) {
        #expect(ServiceAddress(host: host).isLoopback == expected)
    }
}
