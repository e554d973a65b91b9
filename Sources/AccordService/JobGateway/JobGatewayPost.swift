import AsyncHTTPClient
import CaseModel
import Casework
import Crypto
import Foundation
import Logging

/// The service's own end of the link to the job site: the client, the desk, and the keys of persons.
struct JobGatewayPost: Sendable {
    let client: HTTPClient
    let desk: JobGatewayDesk
    private let secret: SymmetricKey

    init(_ settings: JobGatewaySettings, secret: Data, logger: Logger) throws(UnsafeAddress) {
        client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: JobGatewaySettings.client)
        self.secret = SymmetricKey(data: secret)
        do throws(UnsafeAddress) {
            let link = try JobGatewayLink(
                settings, client: client,
                record: { read in
                    logger.info(
                        "asked the job site",
                        metadata: [
                            "event": "job_gateway", "correlation": "\(read.correlationID)",
                            "purpose": "\(read.purpose.rawValue)", "outcome": "\(read.outcome)",
                            "attempts": "\(read.attempts)",
                        ])
                })
            desk = JobGatewayDesk(link: link)
        } catch {
            let client = client
            Task { try? await client.shutdown() }
            throw error
        }
    }

    /// The question for a parent's alert.
    ///
    /// Neither side can tell who it is without the secret, and nobody who looks is named.
    func question(for personID: String, caller: Caller, call: String) -> JobGatewayQuestion {
        JobGatewayQuestion(
            exchangeKey: code(personID), purpose: .parentAlert, userRole: caller.role.rawValue,
            userPseudonym: code("user " + caller.subject), correlationID: call)
    }

    private func code(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)
        return [UInt8](code.prefix(16)).hexadecimal
    }
}
