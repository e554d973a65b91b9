import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// What Hummingbird needs to know of a request, and nothing more.
struct ServiceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks, once that is known; the line that ends a request tells it.
    let actor = RequestActor()

    init(source: Source) { coreContext = .init(source: source) }
}

/// Who makes a request: found by the endpoint, told by what is around it.
final class RequestActor: Sendable {
    private let known = Mutex<String?>(nil)

    var subject: String? {
        get { known.withLock(\.self) }
        set { known.withLock { $0 = newValue } }
    }
}

/// Takes every request: gives it an id, finds its endpoint, and turns every error into a problem.
struct ServiceResponder: HTTPResponder {
    typealias Context = ServiceContext

    let core: ServiceCore
    private let router: RouterResponder<ServiceContext>
    private let endpoints: [Endpoint]

    init(core: ServiceCore, endpoints: [Endpoint]) {
        self.core = core
        self.endpoints = endpoints
        let router = Router(context: ServiceContext.self, options: [.autoGenerateHeadEndpoints])
        for endpoint in endpoints {
            let handler = EndpointHandler(core: core, endpoint: endpoint)
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await handler.respond(to: request, context)
            }
        }
        self.router = router.buildResponder()
    }

    func respond(to request: Request, context: ServiceContext) async throws -> Response {
        let started = ContinuousClock.now
        var context = context
        let trace = TraceContext(request.headers[.traceParent])
        let id = RequestIdentity.of(request, trace)
        context.logger = core.logger
        context.logger[metadataKey: "request"] = .string(id)
        context.logger[metadataKey: "trace"] = .string(trace.traceID)
        var response: Response
        do {
            response = try await router.respond(to: request, context: context)
            // The router answers a path that it does not know without a word.
            if context.endpointPath == "NotFound" { response = answer(unknownPath(request), id) }
        } catch let problem as Problem {
            response = answer(problem, id)
        } catch is CancellationError {
            response = answer(Problem(.timedOut, "The request was given up."), id)
        } catch {
            response = answer(core.limits.problem(of: error) ?? defect(error, context), id)
        }
        response.headers[.requestID] = id
        response.headers[.traceParent] = trace.header
        secure(&response)
        let took = started.duration(to: .now)
        note(request, response, took, context)
        return response
    }

    /// Counts a request and writes its line: who, what, how it went and how long; no fact and no path's ids.
    private func note(
        _ request: Request, _ response: Response, _ took: Duration, _ context: ServiceContext
    ) {
        let path = context.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 } ?? "none"
        core.metrics.answered(request.method, path, response.status, took)
        var metadata: Logger.Metadata = [
            "event": "request", "method": .string(path == "none" ? "any" : request.method.rawValue),
            "path": .string(path), "status": .stringConvertible(response.status.code),
            "microseconds": .stringConvertible(took.microseconds),
        ]
        if let actor = context.actor.subject { metadata["actor"] = .string(actor) }
        context.logger.info("answered", metadata: metadata)
    }

    private func defect(_ error: any Error, _ context: ServiceContext) -> Problem {
        // The error's text may hold a fact; its type may not.
        context.logger.error(
            "request failed", metadata: ["event": "request_defect", "error": "\(type(of: error))"])
        return Problem(
            .defect, "Accord failed to answer. Nothing was decided; name this request to support.")
    }

    private func answer(_ problem: Problem, _ id: String) -> Response {
        var reply = Reply.json(problem.json(instance: id), status: problem.kind.status)
        reply.headers = problem.headers
        reply.headers[.contentType] = Problem.mediaType
        return reply.response
    }

    /// Nothing that is answered may be kept by a browser or a proxy, or be read as something else.
    private func secure(_ response: inout Response) {
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        response.headers[.vary] = "Accept-Encoding, Authorization"
        response.headers[.contentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; frame-ancestors 'none'"
        if core.isSecure {
            response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
    }

    private func unknownPath(_ request: Request) -> Problem {
        let asked = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        let allowed = endpoints.filter { endpoint in
            let parts = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == asked.count
                && zip(parts, asked).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
        }
        guard !allowed.isEmpty else {
            let near = EditDistance.nearest(request.uri.path, in: endpoints.map(\.path))
            return Problem(
                .notFound,
                "No endpoint has this path." + (near.map { " The nearest is `\($0)`." } ?? "")
                    + " /openapi.json lists all of them.")
        }
        var methods = allowed.map(\.method.rawValue)
        if methods.contains("GET") { methods.append("HEAD") }
        return Problem(
            .methodNotAllowed, "This path takes \(methods.sorted().joined(separator: ", ")).",
            headers: [.allow: methods.sorted().joined(separator: ", ")])
    }
}

/// Checks a request against its endpoint and runs it.
struct EndpointHandler: Sendable {
    let core: ServiceCore
    let endpoint: Endpoint

    func respond(to request: Request, _ context: ServiceContext) async throws -> Response {
        var logger = context.logger
        let path = try pathParameters(context)
        var caller: Caller?
        var permit: Permit?
        if let right = endpoint.right {
            let known = try await core.gate.identify(request.headers)
            logger[metadataKey: "actor"] = .string(known.subject)
            context.actor.subject = known.subject
            try core.limiter.take(known.subject)
            permit = try core.gate.mayAtAll(
                known, right, site: path["site"], today: core.today(at: path["site"] ?? ""))
            caller = known
        }
        let query = try queryParameters(request)
        let body = try await collect(request)
        let exchange = Exchange(
            core: core, endpoint: endpoint, request: request, identity: caller,
            permit: permit, id: logger[metadataKey: "request"]?.description ?? "", path: path,
            query: query, body: body,
            logger: logger)
        let reply = try await core.repeats.answer(exchange) {
            try await endpoint.run(exchange)
        }
        if let known = request.headers[.ifNoneMatch], known == reply.headers[.eTag],
            request.method == .get
        {
            return Response(status: .notModified, headers: [.eTag: known])
        }
        return reply.paged(exchange).response
    }

    private func pathParameters(_ context: ServiceContext) throws(Problem) -> [String: String] {
        var path: [String: String] = [:]
        for name in endpoint.pathParameters {
            guard let raw = context.parameters.get(name), let text = raw.removingPercentEncoding,
                !text.isEmpty, text.utf8.count <= 256,
                !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
            else { throw Problem(.notFound, "There is no such \(name).") }
            path[name] = text
        }
        return path
    }

    private func queryParameters(_ request: Request) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        var errors: [Problem.Detail] = []
        for (name, value) in request.uri.queryParameters.map({ (String($0.key), String($0.value)) })
        {
            guard let declared = endpoint.query.first(where: { $0.name == name }) else {
                errors.append(
                    Problem.Detail(
                        parameter: String(name.prefix(80)), rule: "query.unknown",
                        message: endpoint.query.isEmpty
                            ? "this takes no parameters"
                            : "expected one of \(endpoint.query.map(\.name).joined(separator: ", "))",
                        suggestion: EditDistance.nearest(name, in: endpoint.query.map(\.name))))
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                errors.append(
                    Problem.Detail(
                        parameter: name, rule: "query.twice",
                        message: "expected the parameter once"))
            } else if let refusal = declared.refusal(of: value) {
                errors.append(refusal)
            }
        }
        for declared in endpoint.query where declared.isRequired && values[declared.name] == nil {
            errors.append(
                Problem.Detail(
                    parameter: declared.name, rule: "query.missing",
                    message: "expected this parameter: \(declared.about)"))
        }
        guard errors.isEmpty else {
            throw Problem(.badRequest, "The query can't be read.", errors: errors)
        }
        return values
    }

    /// The body, bounded in size and time; none if the endpoint reads a stream itself.
    private func collect(_ request: Request) async throws -> [UInt8] {
        guard let expected = endpoint.body.mediaType else { return [] }
        let type = request.headers[.contentType].map {
            $0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        }
        guard type == expected else {
            throw Problem(
                .unsupportedMedia,
                "Send a body of the type \(expected), and say so in `Content-Type`.",
                headers: [.accept: expected])
        }
        let coding = request.headers[.contentEncoding]
        guard coding.map(BodyCoding.taken.contains) ?? true else {
            let taken = BodyCoding.taken.joined(separator: ", ")
            throw Problem(
                .unsupportedMedia,
                "Send the body as it is, or packed once as one of \(taken), and say so in `Content-Encoding`.",
                headers: [.acceptEncoding: taken])
        }
        if case .lines = endpoint.body { return [] }
        let limit = core.limits.bodyBytes(endpoint.body)
        if let told = request.headers[.contentLength].flatMap({ Int($0) }), told > limit {
            throw core.limits.bodyProblem
        }
        do {
            let buffer = try await core.limits.inTime {
                try await request.body.collect(upTo: limit)
            }
            return [UInt8](buffer: buffer)
        } catch {
            // The router would answer an error of its library by itself, without a problem.
            throw core.limits.problem(of: error) ?? error
        }
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
