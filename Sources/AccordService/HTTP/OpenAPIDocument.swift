import CaseModel
import Casework
import HTTPTypes

/// The description of the API (OpenAPI 3.1), made from the endpoints' table and the declared shapes.
struct OpenAPIDocument {
    let endpoints: [Endpoint]

    /// The version of the API: the first number changes when a caller would have to change.
    static let version = "1.0.0"

    /// The document, the same bytes each time.
    var json: JSONValue {
        var schemas: [String: JSONValue] = Problem.shape.schema.definitions
        var paths: [String: JSONValue] = [:]
        for endpoint in endpoints {
            if let schema = endpoint.answer.schema {
                schemas.merge(schema.definitions) { first, _ in first }
            }
            schemas.merge(bodyDefinitions(endpoint.body)) { first, _ in first }
            var path = paths[endpoint.path] ?? .object([:])
            path[endpoint.method.rawValue.lowercased()] = operation(endpoint)
            paths[endpoint.path] = path
        }
        return .object([
            "openapi": .text("3.1.0"),
            "jsonSchemaDialect": .text("https://json-schema.org/draft/2020-12/schema"),
            "info": .object([
                "title": .text("Accord"), "version": .text(OpenAPIDocument.version),
                "summary": .text("Decisions of child support policies, with their reasons."),
                "description": .text(
                    "Every decision says which rule answered, what it rests on and which floor of the law bound it. "
                        + "A caller meets only what its role, its site and its cases allow. Amounts are whole cents, "
                        + "days are local civil dates of the site."),
            ]),
            "tags": .list(
                Endpoint.Tag.allCases.map {
                    .object(["name": .text($0.title), "description": .text($0.about)])
                }),
            "security": .list([.object(["bearer": .list([])])]),
            "paths": .object(paths),
            "components": .object([
                "schemas": .object(schemas),
                "securitySchemes": .object([
                    "bearer": .object([
                        "type": .text("http"), "scheme": .text("bearer"),
                        "bearerFormat": .text("JWT"),
                        "description": .text(
                            "A token of the agency's identity provider (OpenID Connect)."),
                    ])
                ]),
                "headers": .object(headers),
            ]),
        ])
    }

    private var headers: [String: JSONValue] {
        func header(_ about: String, _ type: String = "string") -> JSONValue {
            .object(["description": .text(about), "schema": .object(["type": .text(type)])])
        }
        return [
            "RequestId": header("The id of the request; name it to support"),
            "TraceParent": header(
                "The place of the answer in the caller's trace (W3C Trace Context)"),
            "Link": header(
                "The address of the next page with `rel=\"next\"` (RFC 8288); left out on the last one"
            ),
            "ETag": header("The version of what is answered, for `If-Match`"),
        ]
    }

    private func operation(_ endpoint: Endpoint) -> JSONValue {
        var about = endpoint.about
        if let right = endpoint.right {
            about +=
                (about.isEmpty ? "" : "\n\n") + "Needs the right to \(right.action.rawValue) "
                + "\(right.object.rawValue); `accord roles` shows who has it."
        }
        var operation: [String: JSONValue] = [
            "operationId": .text(endpoint.id), "tags": .list([.text(endpoint.tag.title)]),
            "summary": .text(endpoint.summary), "responses": .object(responses(endpoint)),
        ]
        if !about.isEmpty { operation["description"] = .text(about) }
        if endpoint.right == nil { operation["security"] = .list([]) }
        let parameters = parameters(endpoint)
        if !parameters.isEmpty { operation["parameters"] = .list(parameters) }
        if let type = endpoint.body.mediaType {
            var media: [String: JSONValue] = ["schema": bodySchema(endpoint.body)]
            if case .record(_, let example) = endpoint.body,
                let value = try? JSONValue(parsing: example)
            {
                media["example"] = value
            }
            operation["requestBody"] = .object([
                "required": .bool(true), "content": .object([type: .object(media)]),
            ])
        }
        return .object(operation)
    }

    private func parameters(_ endpoint: Endpoint) -> [JSONValue] {
        var parameters = endpoint.pathParameters.map { name -> JSONValue in
            .object([
                "name": .text(name), "in": .text("path"), "required": .bool(true),
                "description": .text(OpenAPIDocument.pathWords[name] ?? "The \(name)"),
                "schema": OpenAPIDocument.pathSchemas[name]
                    ?? .object([
                        "type": .text("string"), "minLength": .integer(1),
                        "maxLength": .integer(256),
                    ]),
            ])
        }
        parameters += endpoint.query.map { parameter in
            .object([
                "name": .text(parameter.name), "in": .text("query"),
                "required": .bool(parameter.isRequired),
                "description": .text(parameter.about), "schema": parameter.schema,
            ])
        }
        func header(_ name: String, _ about: String, _ isRequired: Bool, _ pattern: String)
            -> JSONValue
        {
            .object([
                "name": .text(name), "in": .text("header"), "required": .bool(isRequired),
                "description": .text(about),
                "schema": .object(["type": .text("string"), "pattern": .text(pattern)]),
            ])
        }
        if endpoint.takesKey {
            parameters.append(
                header(
                    "Idempotency-Key",
                    "Any text of the caller's; the same key with the same body is answered as the first time, for a day",
                    false, "^[A-Za-z0-9_.:-]{1,128}$"))
        }
        if endpoint.version == .required {
            parameters.append(
                header(
                    "If-Match", "The ETag of the version that the caller saw", true, "^\"[^\"]+\"$")
            )
        }
        return parameters
    }

    private func responses(_ endpoint: Endpoint) -> [String: JSONValue] {
        var answer: [String: JSONValue] = ["description": .text(endpoint.answer.about)]
        var headers: [String: JSONValue] = [
            "X-Request-Id": .object(["$ref": .text("#/components/headers/RequestId")]),
            "traceparent": .object(["$ref": .text("#/components/headers/TraceParent")]),
        ]
        if endpoint.version != .none {
            headers["ETag"] = .object(["$ref": .text("#/components/headers/ETag")])
        }
        if endpoint.isPaged {
            headers["Link"] = .object(["$ref": .text("#/components/headers/Link")])
        }
        answer["headers"] = .object(headers)
        if let schema = endpoint.answer.schema {
            answer["content"] = .object([
                endpoint.answer.mediaType: .object(["schema": schema.schema])
            ])
        }
        var responses: [String: JSONValue] = ["\(endpoint.answer.status.code)": .object(answer)]
        if endpoint.version == .told {
            responses["304"] = .object([
                "description": .text("The caller has this version already.")
            ])
        }
        var byStatus: [Int: [Problem.Kind]] = [:]
        for kind in endpoint.allProblems { byStatus[kind.status.code, default: []].append(kind) }
        for (status, kinds) in byStatus {
            responses["\(status)"] = .object([
                "description": .text(kinds.map { $0.title + "." }.joined(separator: " ")),
                "content": .object([
                    Problem.mediaType: .object(["schema": .reference("Problem")])
                ]),
            ])
        }
        return responses
    }

    private func bodySchema(_ body: Endpoint.Body) -> JSONValue {
        switch body {
        case .none: .object([:])
        case .record(let type, _): .reference(type.schema.name)
        case .caseFile: .reference(CaseFile.schema.name)
        case .lines:
            // A line that is wrong fails alone, so the body as a whole has no form that could be wrong.
            .object([
                "description": .text(
                    "Case files, one JSON object a line; each as `case_file` describes it")
            ])
        case .bundle: .object(["type": .text("string"), "format": .text("binary")])
        }
    }

    /// The schemas of a body and of the records in it, as components of this document.
    private func bodyDefinitions(_ body: Endpoint.Body) -> [String: JSONValue] {
        let type: any CaseRecord.Type
        switch body {
        case .record(let record, _): type = record
        case .caseFile, .lines: type = CaseFile.self
        case .none, .bundle: return [:]
        }
        let schema = JSONSchemaWriter().schema(of: type, title: type.schema.name)
        guard case .object(let definitions) = schema["$defs"] ?? .null else { return [:] }
        return definitions.mapValues(moved)
    }

    /// A schema whose references lead to the components of this document.
    private func moved(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .object(let members):
            return .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        if name == "$ref", case .text(let target) = value {
                            return (
                                name,
                                .text(target.replacing("#/$defs/", with: "#/components/schemas/"))
                            )
                        }
                        return (name, moved(value))
                    }))
        case .list(let elements): return .list(elements.map(moved))
        default: return schema
        }
    }

    private static let pathWords = [
        "site": "The site, such as oh-stark", "file": "The id of a parent's case file",
        "kind": "The kind of problem", "seq": "The number of a record of the log",
    ]
    private static let number: JSONValue = .object([
        "type": .text("integer"), "minimum": .integer(1), "maximum": .integer(1 << 53),
    ])
    private static let pathSchemas: [String: JSONValue] = [
        "site": .object([
            "type": .text("string"), "pattern": .text("^[a-z0-9][a-z0-9-]{0,63}$"),
            "examples": .list([.text("oh-stark")]),
        ]),
        "file": .object([
            "type": .text("string"), "minLength": .integer(1), "maxLength": .integer(256),
            "examples": .list([.text("SYN-SHOWCASE")]),
        ]),
        "kind": .object(["type": .text("string"), "examples": .list([.text("stale")])]),
        "seq": number,
    ]
}
