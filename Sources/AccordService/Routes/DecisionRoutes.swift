import CaseModel
import CaseStore
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import PolicyHost
import PolicyWorkbench

/// Decide, explain, try and compare.
enum DecisionRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "decide", .post, "/v1/sites/{site}/decisions", .decisions, "Decide a case file",
            """
            The live policy of the site decides, and the decision is in the log before the answer comes. The case file \
            is not stored.
            """,
            right: .init(action: .run, object: .decision),
            body: .record(DecisionRequest.self, example: ""),
            answer: .json("The decisions", DecisionsAnswer.shape.schema),
            problems: [.siteUnavailable]
        ) { exchange in
            let request = try exchange.record(DecisionRequest.self)
            let live = try exchange.live()
            let permit = try await exchange.check(request.caseFile)
            return try await decide(
                request.caseFile, permit,
                request.part, live, exchange)
        },
        Endpoint(
            "decideStored", .post, "/v1/sites/{site}/case-files/{file}/decisions", .decisions,
            "Decide a stored case file",
            right: .init(action: .run, object: .decision),
            body: .record(StoredDecisionRequest.self, example: StoredDecisionRequest.example),
            answer: .json("The decisions", DecisionsAnswer.shape.schema),
            problems: [.siteUnavailable]
        ) { exchange in
            let request = try exchange.record(StoredDecisionRequest.self)
            let found = try await exchange.storedFile()
            let live = try exchange.live()
            return try await decide(
                found.file, found.permit,
                request, live, exchange)
        },
        Endpoint(
            "decideStream", .post, "/v1/sites/{site}/decisions/stream", .decisions,
            "Decide case files as they come, one a line",
            """
            Lines are answered in order, a line each, while more come. A line that is wrong fails alone: its answer has an \
            `error` in the place of `decisions`. Every decision is in the log before its line is answered. A stream has no \
            bound, packed or not; a line has one. If the stream itself can't be read to its end, the last line says so.
            """,
            right: .init(action: .run, object: .decision), query: [.asOf], body: .lines,
            answer: .text("A line for each case file", "application/x-ndjson"),
            problems: [.siteUnavailable]
        ) { exchange in
            let stream = DecisionStream(exchange: exchange, live: try exchange.live())
            return Reply(
                content: .stream(ResponseBody(asyncSequence: stream), type: "application/x-ndjson")
            ).header(.policyHash, stream.live.hash)
        },
        Endpoint(
            "explain", .post, "/v1/sites/{site}/explanations", .decisions, "Explain a decision",
            "What, why, why not, what would change it, and until when it stands. Nothing is recorded.",
            right: .init(action: .read, object: .explanation),
            body: .record(ExplanationRequest.self, example: ""),
            answer: .json("An explanation for each case", explanations.schema),
            problems: [.siteUnavailable]
        ) { exchange in
            let request = try exchange.record(ExplanationRequest.self)
            let live = try exchange.live()
            let permit = try await exchange.check(request.caseFile)
            return try await explain(request.caseFile, permit, request, live, exchange)
        },
        Endpoint(
            "explainStored", .get, "/v1/sites/{site}/case-files/{file}/explanation", .decisions,
            "Explain what a stored case file gets",
            right: .init(action: .read, object: .explanation),
            query: [
                .asOf, QueryParameter("area", "The area", .words(AreaWord.words)),
                QueryParameter("case_id", "The case", .text(pattern: nil)),
                QueryParameter("remedy", "The remedy", .words(RemedyKind.words)),
            ],
            answer: .json("An explanation for each case", explanations.schema),
            problems: [.siteUnavailable]
        ) { exchange in
            let found = try await exchange.storedFile()
            try exchange.noteRead(found)
            var request = ExplanationRequest()
            request.asOf = exchange.day("as_of")
            request.area = exchange.query["area"].flatMap { AreaWord(word: $0) }
            request.caseID = exchange.query["case_id"]
            request.remedy = exchange.query["remedy"].flatMap { RemedyKind(word: $0) }
            return try await explain(
                found.file, found.permit, request, try exchange.live(), exchange)
        },
        Endpoint(
            "dryRun", .post, "/v1/sites/{site}/dry-runs", .decisions,
            "Try a case file; nothing is recorded",
            "With `candidate` a bundle that was put up decides in the place of the live policy.",
            right: .init(action: .run, object: .dryRun),
            body: .record(DryRunRequest.self, example: ""),
            answer: .json("The decisions", DecisionsAnswer.shape.schema),
            problems: [.siteUnavailable]
        ) { exchange in
            let request = try exchange.record(DryRunRequest.self)
            let permit = try await exchange.check(request.caseFile)
            let policy = try exchange.policy(request.candidate)
            let decisions = policy.decide(
                request.caseFile, asOf: request.part.asOf ?? request.caseFile.observedOn,
                areas: request.part.areas(of: policy)
            ).filter { request.part.caseID == nil || $0.caseID == request.part.caseID }
            return .json(
                DecisionsAnswer(
                    policyHash: policy.hash,
                    decisions: decisions.map(DecisionMask(permit.viewer).view),
                    records: []),
                DecisionsAnswer.shape)
        },
        Endpoint(
            "diff", .post, "/v1/sites/{site}/diffs", .decisions,
            "Compare a candidate with the live policy over a caseload",
            """
            Whose answer would change, in which direction, by which rule. The stored caseload of the site decides, or \
            `sample` made-up parents. The answer names no case but by its id.
            """,
            right: .init(action: .run, object: .diff),
            body: .record(DiffRequest.self, example: DiffRequest.example),
            answer: .json("The difference, as `accord diff --format json` has it", .object),
            problems: [.siteUnavailable]
        ) { exchange in
            try await diff(try exchange.record(DiffRequest.self), exchange)
        },
    ]

    private static func decide(
        _ file: CaseFile, _ permit: Permit, _ part: StoredDecisionRequest, _ live: LivePolicy,
        _ exchange: Exchange
    ) async throws -> Reply {
        let decided = try Deciding(core: exchange.core, live: live)
            .decide(file, part, by: try exchange.stamp(on: part.asOf ?? file.observedOn))
        let shown = decided.decisions.map(DecisionMask(permit.viewer).view)
        return try await exchange.core.recorder.append(decided.records, by: live) { numbers in
            .json(
                DecisionsAnswer(policyHash: live.hash, decisions: shown, records: numbers),
                DecisionsAnswer.shape
            ).header(.policyHash, live.hash)
        }
    }

    private static let explanations = Shape<[JSONValue]>(
        "Explanations", "An explanation for each case"
    ) {
        Shape.field("items", "The explanations, as `accord explain --format json` has them", { $0 })
    }

    private static func explain(
        _ file: CaseFile, _ permit: Permit, _ request: ExplanationRequest, _ live: LivePolicy,
        _ exchange: Exchange
    ) async throws -> Reply {
        let question = request.remedy.map { Question(point: .remedy, subject: $0.word) }
        let area =
            question?.point.area ?? request.area?.areas(of: live.policy).first ?? .enforcement
        let made = try await exchange.core.offLoop {
            Explainer(policy: live.policy).explanations(
                of: file, asOf: request.asOf ?? file.observedOn, area: area, question: question,
                caseID: request.caseID)
        }
        return .json(made.map(DecisionMask(permit.viewer).view), explanations)
            .header(.policyHash, live.hash)
    }

    private static func diff(_ request: DiffRequest, _ exchange: Exchange) async throws -> Reply {
        let live = try exchange.live()
        let candidate = try exchange.core.candidates.candidate(request.candidate)
        let site = try exchange.siteID()
        let comparison = CaseloadComparison(
            old: LoadedVersion(PolicyVersion(label: "live", tree: live.tree), sites: [site.word]),
            new: LoadedVersion(
                PolicyVersion(label: "candidate", tree: candidate.tree), sites: [site.word]),
            day: request.asOf, site: site.word)
        let caseload =
            request.sample.map { StoredCaseload.sampled($0, site: site, on: request.asOf) }
            ?? StoredCaseload.stored(exchange.core.store, site: site)
        let found = try await PolicyDiff.run(
            comparison, over: caseload,
            options: PolicyDiff.Options(
                threads: 1, limit: request.limit ?? 20, search: 0, histograms: false))
        return .json(DiffJSON.summary(found))
    }
}

/// Case files to compare over.
enum StoredCaseload {
    /// The stored case files of a site, a piece at a time.
    static func stored(_ store: CaseStore, site: SiteID) -> Caseload {
        Caseload(name: "the stored caseload of \(site.word)") {
            var after: String?
            var isOver = false
            let desk = CaseDesk(store: store)
            let reader = CaseFileReader(sites: [site.word])
            return {
                guard !isOver else { return nil }
                let page = try desk.list(site: site, after: after, limit: 256)
                after = page.next
                isOver = page.next == nil
                return try page.rows.compactMap { row in
                    try desk.read(row.key).flatMap { try? reader.read($0.bytes) }
                }
            }
        }
    }

    /// Made-up parents.
    static func sampled(_ count: Int, site: SiteID, on day: Day?) -> Caseload {
        Caseload(name: "\(count) synthetic parents (seed 1)") {
            let sampler = Sampler(seed: 1)
            var next = 0
            return {
                guard next < count else { return nil }
                defer { next += 256 }
                return (next..<min(next + 256, count)).map {
                    sampler.caseFile(index: $0, site: site, asOf: day ?? Day(epochDay: 17_956))
                }
            }
        }
    }
}
