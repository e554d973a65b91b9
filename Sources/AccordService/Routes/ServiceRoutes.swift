import CaseModel
import CaseStore
import Casework
import HTTPTypes
import PolicyHost

/// Health, readiness, version, metrics, and the API's own description.
enum ServiceRoutes {
    /// The endpoints; the document describes `all` of them.
    static func endpoints(document: @escaping @Sendable () -> [UInt8]) -> [Endpoint] {
        [
            Endpoint(
                "health", .get, "/health", .service, "Whether the process answers", right: nil,
                answer: .json("It does", state.schema)
            ) { _ in .json("ok", state) },
            Endpoint(
                "ready", .get, "/ready", .service, "Whether it can decide",
                """
                The store can be read, its decision log ends in a true record, and every site decides. A site that can't \
                decide is named; the others answer all the same.
                """,
                right: nil, answer: .json("Everything is ready", readiness.schema),
                problems: [.siteUnavailable]
            ) { exchange in
                let found = exchange.core.readiness()
                guard found.isReady else {
                    throw Problem(
                        .siteUnavailable, "Not everything is ready.",
                        errors: found.problems.map { Problem.Detail(rule: "ready", message: $0) })
                }
                return .json(found, readiness)
            },
            Endpoint(
                "version", .get, "/version", .service,
                "Which Accord, and which policy decides at each site",
                right: nil, answer: .json("The versions", version.schema)
            ) { exchange in .json(exchange.core.desk.status(), version) },
            Endpoint(
                "metrics", .get, "/metrics", .service, "What was counted, for Prometheus",
                right: .init(action: .read, object: .metrics),
                answer: .text("The numbers", "text/plain; version=0.0.4")
            ) { exchange in
                .text(exchange.core.metrics.registry.text(), type: "text/plain; version=0.0.4")
            },
            Endpoint(
                "openapi", .get, "/openapi.json", .service, "This document", right: nil,
                answer: .json("The document (OpenAPI 3.1)", .object)
            ) { _ in Reply(content: .bytes(document(), type: "application/json")) },
            Endpoint(
                "problem", .get, "/problems/{kind}", .service, "What a kind of problem means",
                right: nil,
                answer: .json("The kind in words", problem.schema)
            ) { exchange in
                guard let kind = Problem.Kind(rawValue: exchange.part("kind")) else {
                    throw Problem(
                        .notFound, "There is no such kind of problem.",
                        errors: [
                            Problem.Detail(
                                rule: "problem.unknown",
                                message: "expected a kind that an answer named",
                                suggestion: EditDistance.nearest(
                                    exchange.part("kind"), in: Problem.Kind.allCases.map(\.rawValue)
                                ))
                        ])
                }
                return .json(kind, problem)
            },
        ]
    }

    private static let state = Shape<String>("Health", "Whether the process answers") {
        Shape.field("status", "ok", { $0 })
    }
    private static let readiness = Shape<Readiness>("Readiness", "Whether the service can decide") {
        Shape.field("ready", "Whether everything is", { $0.isReady })
        Shape.field("sites", "The sites that decide", { $0.sites })
        Shape.field("problems", "What is not ready", { $0.problems })
    }
    private static let siteVersion = Shape<SiteStatus>(
        "SiteVersion", "Which policy decides at a site"
    ) {
        Shape.field("site", "The site", { $0.site })
        Shape.maybe(
            "policy_hash", "The hash of its policies; left out if it can't decide", { $0.hash })
    }
    private static let version = Shape<[SiteStatus]>("Version", "Which Accord, and which policies")
    {
        Shape.field("version", "The version of the API", { _ in OpenAPIDocument.version })
        Shape.list("sites", "The sites", siteVersion, { $0 })
    }
    private static let problem = Shape<Problem.Kind>("ProblemKind", "What a kind of problem means")
    {
        Shape.field("type", "Its address", { "/problems/\($0.rawValue)" })
        Shape.field("title", "What it means", { $0.title })
        Shape.field("status", "The HTTP status", { $0.status.code })
    }
}

/// Whether the service can decide.
struct Readiness: Sendable {
    var sites: [String] = []
    var problems: [String] = []

    var isReady: Bool { problems.isEmpty }
}
