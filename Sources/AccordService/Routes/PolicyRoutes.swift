import CaseModel
import Casework
import HTTPTypes
import PolicyHost
import PolicyWorkbench

/// Which policies decide, and how others come to.
enum PolicyRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "readStatus", .get, "/v1/status", .policies,
            "Where the policies come from and what decides",
            right: .init(action: .read, object: .status),
            answer: .json("The source and each site", Shape.policyStatus.schema)
        ) { exchange in
            let known = Set(try exchange.sites())
            let status = PolicyStatus(
                source: exchange.core.desk.sourceStatus(),
                sites: exchange.core.desk.status().filter { known.contains($0.site) })
            return .json(status, .policyStatus)
        },
        Endpoint(
            "listAttempts", .get, "/v1/policies/attempts", .policies,
            "Every attempt to load policies, successful or not, newest first",
            right: .init(action: .list, object: .policy), query: [.limit],
            answer: .json("The attempts", attempts.schema)
        ) { exchange in
            let known = Set(try exchange.sites())
            let found = exchange.core.desk.attempts(exchange.limit).map { attempt in
                var seen = attempt
                seen.sites = attempt.sites.filter { known.contains($0.site) }
                return seen
            }
            return .json(found, attempts)
        },
        Endpoint(
            "reloadPolicies", .post, "/v1/policies/reload", .policies,
            "Look at the source again, now",
            "What does not verify, load or pass its tests changes nothing but the status.",
            right: .init(action: .activate, object: .policy),
            body: .record(PolicyOrder.self, example: PolicyOrder.example),
            answer: .json("What was done", Shape.attempt.schema)
        ) { exchange in
            let order = try exchange.record(PolicyOrder.self)
            let attempt = await exchange.core.desk.reload(
                why: .signal, by: try exchange.caller().subject, because: order.why)
            return .json(attempt, .attempt)
        },
        Endpoint(
            "putBundle", .put, "/v1/policies/bundle", .policies, "Activate a signed bundle",
            "The bundle is verified, loaded beside what decides, tested, and then takes its place at once.",
            right: .init(action: .activate, object: .policy),
            query: [
                QueryParameter(
                    "why", "The reason, for the history", .text(pattern: nil), isRequired: true)
            ],
            body: .bundle, answer: .json("What was done", Shape.attempt.schema)
        ) { exchange in
            let attempt = await exchange.core.desk.put(
                exchange.body, by: try exchange.caller().subject, why: exchange.query["why"] ?? "")
            return try finished(attempt)
        },
        Endpoint(
            "rollBack", .post, "/v1/sites/{site}/rollback", .policies,
            "Go back to a version that was good",
            "The status of a site lists the versions that are kept.",
            right: .init(action: .run, object: .rollback),
            body: .record(RollbackOrder.self, example: RollbackOrder.example),
            answer: .json("What was done", Shape.attempt.schema)
        ) { exchange in
            let order = try exchange.record(RollbackOrder.self)
            let attempt = await exchange.core.desk.rollback(
                site: try exchange.siteID().word, to: order.to, by: try exchange.caller().subject,
                why: order.why)
            return try finished(attempt)
        },
        Endpoint(
            "putCandidate", .post, "/v1/candidates", .policies,
            "Put up a bundle for dry runs, comparisons and shadows",
            "It decides nothing that counts. The last few are kept until the service stops.",
            right: .init(action: .create, object: .policy), body: .bundle,
            answer: .json("What it is and how its tests went", candidate.schema, status: .created)
        ) { exchange in
            let body = exchange.body
            let core = exchange.core
            let found = try await core.offLoop { try core.candidates.take(body) }
            return .json(found, candidate, status: .created)
        },
        Endpoint(
            "startShadow", .put, "/v1/sites/{site}/shadow", .policies,
            "Let a candidate decide beside what is live",
            right: .init(action: .run, object: .shadow),
            body: .record(ShadowOrder.self, example: ShadowOrder.example),
            answer: .json("What was done", Shape.attempt.schema)
        ) { exchange in
            let order = try exchange.record(ShadowOrder.self)
            let tree = try exchange.core.candidates.candidate(order.candidate).tree
            let attempt = await exchange.core.desk.shadow(
                .tree(tree), sites: [try exchange.siteID().word], by: try exchange.caller().subject,
                why: order.why)
            return try finished(attempt)
        },
        Endpoint(
            "readShadow", .get, "/v1/sites/{site}/shadow", .policies,
            "What a candidate would have said",
            right: .init(action: .read, object: .shadow),
            answer: .json("The differences by reason", Shape.shadow.schema)
        ) { exchange in
            guard let report = exchange.core.desk.shadowReport(try exchange.siteID().word) else {
                throw Problem(
                    .notFound, "No candidate decides beside the live policy of this site.")
            }
            return .json(report, .shadow)
        },
        Endpoint(
            "endShadow", .delete, "/v1/sites/{site}/shadow", .policies, "End a shadow",
            right: .init(action: .run, object: .shadow), answer: .nothing("It has ended")
        ) { exchange in
            exchange.core.desk.endShadow(try exchange.siteID().word)
            return .nothing
        },
    ]

    /// An attempt that was asked for; what was refused is a problem with every finding.
    private static func finished(_ attempt: ReloadAttempt) throws(Problem) -> Reply {
        guard !attempt.isSuccess else { return .json(attempt, .attempt) }
        let findings = attempt.findings + attempt.sites.flatMap(\.findings)
        throw Problem(
            .unprocessable,
            "The policies were refused; what decided before goes on (attempt \(attempt.number)).",
            errors: findings.map {
                Problem.Detail(
                    rule: $0.code,
                    message: $0.place.isEmpty ? $0.message : "\($0.place): \($0.message)")
            })
    }

    private static let attempts = Shape.items(
        "ReloadAttempts", "Attempts to load policies", "The attempts, newest first", .attempt)

    private static let candidate = Shape<Candidate>("Candidate", "A bundle that was put up") {
        Shape.field("hash", "Its hash, by which requests name it", schema: .hash, { $0.hash })
        Shape.field("sites", "The sites that it decides for", { $0.host.sites.keys.sorted() })
        Shape.list("findings", "What is wrong or doubtful", .finding, { $0.findings })
        Shape.field("tests", "How many tests it carries", { $0.tests })
        Shape.field("failed_tests", "How many of them failed", { $0.failedTests })
    }
}
