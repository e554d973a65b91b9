import CaseModel
import Casework
import HTTPTypes

/// Says who asks and whether they may at all.
struct Gate: Sendable {
    let verifier: TokenVerifier
    let keeper: Gatekeeper
    let metrics: ServiceMetrics

    /// Who asks.
    ///
    /// - Throws: ``Problem`` with what is wrong with the token, never the token.
    func identify(_ headers: HTTPFields) async throws(Problem) -> Caller {
        do throws(TokenFault) {
            return try await verifier.caller(authorization: headers[.authorization])
        } catch {
            metrics.refused("token")
            if case .keysUnavailable = error {
                throw Problem(.linkDown, error.description, headers: [.retryAfter: "10"])
            }
            let isMissing = error == .missing
            throw Problem(
                .unauthenticated, "Send a bearer token: \(error).",
                headers: [.wwwAuthenticate: isMissing ? "Bearer" : "Bearer error=\"invalid_token\""]
            )
        }
    }

    /// Whether the caller may do such a thing, before anything is looked up.
    ///
    /// - Throws: ``Problem``; a site of others is answered like one that does not exist.
    func mayAtAll(
        _ caller: Caller, _ right: Endpoint.Right, site: String?, today: Day
    ) throws(Problem) -> Permit {
        do throws(Refusal) {
            return try keeper.authorize(
                caller, right.action, right.object, site: site, today: today)
        } catch {
            metrics.refused(error == .hidden ? "hidden" : "forbidden")
            throw Problem(error, hidden: .noSite)
        }
    }
}
