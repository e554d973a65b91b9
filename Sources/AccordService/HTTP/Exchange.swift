import CaseModel
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// One request that was checked, on its way through an endpoint.
struct Exchange: Sendable {
    /// Everything the service holds.
    let core: ServiceCore
    /// What is asked.
    let endpoint: Endpoint
    /// The request as it came; streams read their bodies from it.
    let request: Request
    /// Who asks; nil at an endpoint that anybody may ask.
    let identity: Caller?
    /// What the caller was allowed before any case was looked up.
    let permit: Permit?
    /// The id of the request: call id in the log, instance in problems, `X-Request-Id` in the answer.
    let id: String
    /// The parameters of the path by name.
    let path: [String: String]
    /// The parameters of the query by name, checked.
    let query: [String: String]
    /// The body, unless it is a stream.
    let body: [UInt8]
    let logger: Logger

    /// Who asks.
    ///
    /// - Throws: ``Problem`` at an endpoint that has no right declared; a defect of the table.
    func caller() throws(Problem) -> Caller {
        guard let identity else { throw Problem(.defect, "The endpoint has no right declared.") }
        return identity
    }

    /// A parameter of the path.
    func part(_ name: String) -> String { path[name] ?? "" }

    /// A number of the query.
    func number(_ name: String) -> Int64? { query[name].flatMap { Int64($0) } }

    /// A day of the query.
    func day(_ name: String) -> Day? { query[name].flatMap { Day(iso: $0) } }

    /// How many rows a page has.
    var limit: Int { Int(number("limit") ?? 50) }

    /// The record that the body is.
    ///
    /// - Throws: ``Problem`` with everything that is wrong.
    func record<Record: CaseRecord>(_ type: Record.Type) throws(Problem) -> Record {
        do throws(CaseFileError) {
            return try CaseFileReader().read(type, from: body)
        } catch {
            throw Problem(error)
        }
    }

    /// The version of `If-Match`.
    ///
    /// - Throws: ``Problem`` if there is none, or one that no answer ever had.
    func expectedVersion() throws(Problem) -> String {
        guard let header = request.headers[.ifMatch] else {
            throw Problem(
                .versionRequired,
                "Name the version that you saw in `If-Match`, as the `ETag` of the last answer gave it.",
                errors: [
                    Problem.Detail(
                        parameter: "If-Match", rule: "header.missing",
                        message: "expected the ETag of the version that was read")
                ])
        }
        let inner = header.dropFirst().dropLast()
        guard header.count > 2, header.hasPrefix("\""), header.hasSuffix("\""),
            !inner.contains("\"")
        else {
            throw Problem(
                .badRequest, "`If-Match` takes one strong ETag in quotes, such as \"17\".",
                errors: [
                    Problem.Detail(
                        parameter: "If-Match", rule: "header.value",
                        message: "expected one ETag in quotes")
                ])
        }
        return String(inner)
    }
}

/// What an endpoint answers.
struct Reply: Sendable {
    /// The bytes of an answer.
    enum Content: Sendable {
        case none
        case json(JSONValue)
        case bytes([UInt8], type: String)
        case stream(ResponseBody, type: String)
    }

    var status: HTTPResponse.Status = .ok
    var content: Content
    var headers: HTTPFields = [:]

    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, content: .json(value))
    }

    static func json<Value: Sendable>(
        _ value: Value, _ shape: Shape<Value>, status: HTTPResponse.Status = .ok
    ) -> Reply {
        .json(shape.json(value), status: status)
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Reply {
        Reply(content: .bytes(Array(text.utf8), type: type))
    }

    static let nothing = Reply(status: .noContent, content: .none)

    /// The same reply with the version of what it shows.
    func version(_ version: String) -> Reply {
        var reply = self
        reply.headers[.eTag] = "\"\(version)\""
        return reply
    }

    /// The same reply with another header.
    func header(_ name: HTTPField.Name, _ value: String) -> Reply {
        var reply = self
        reply.headers[name] = value
        return reply
    }

    /// The same reply with the address of the next page, if it is a page that has one (RFC 8288).
    func paged(_ exchange: Exchange) -> Reply {
        guard exchange.endpoint.isPaged, case .json(let page) = content,
            case .text(let next)? = page["next"]
        else { return self }
        var query = exchange.query
        query["cursor"] = next
        let parameters = query.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.asPathPart)" }.joined(separator: "&")
        let path = exchange.endpoint.path.split(separator: "/").map { part in
            part.hasPrefix("{")
                ? exchange.part(String(part.dropFirst().dropLast())).asPathPart : String(part)
        }
        return header(
            .link, "</\(path.joined(separator: "/"))?\(parameters)>; rel=\"next\"")
    }

    /// The reply as Hummingbird sends it.
    var response: Response {
        var headers = headers
        switch content {
        case .none:
            return Response(status: status, headers: headers)
        case .json(let value):
            headers[.contentType] = headers[.contentType] ?? "application/json"
            return Response(
                status: status, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.canonicalBytes())))
        case .bytes(let bytes, let type):
            headers[.contentType] = type
            return Response(
                status: status, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let body, let type):
            headers[.contentType] = type
            return Response(status: status, headers: headers, body: body)
        }
    }
}

/// A page of rows with the cursor of the next one.
struct Page<Row: Sendable>: Sendable {
    var rows: [Row]
    var next: String?

    /// The shape of a page of rows with this shape.
    static func shape(_ row: Shape<Row>, _ about: String) -> Shape<Page<Row>> {
        Shape("\(row.name)Page", about) {
            Shape.list("items", "The rows of this page", row) { $0.rows }
            Shape.maybe("next", "The cursor of the next page; left out on the last one") { $0.next }
        }
    }
}

extension HTTPField.Name {
    static let requestID = known("X-Request-Id")
    static let link = known("Link")
    static let idempotencyKey = known("Idempotency-Key")
    static let traceParent = known("traceparent")
    static let policyHash = known("Accord-Policy-Hash")
    static let replayed = known("Idempotent-Replayed")
    static let contentTypeOptions = known("X-Content-Type-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let contentSecurityPolicy = known("Content-Security-Policy")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header") }
        return field
    }
}
