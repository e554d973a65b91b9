import CaseModel
import Casework
import HTTPTypes

/// One thing that can be asked of the service, declared once: the router, the checks of a request, the rights and the
/// OpenAPI document come from this table.
struct Endpoint: Sendable {
    /// The name of the operation in the API's document.
    let id: String
    let method: HTTPRequest.Method
    /// The path with parameters in braces, such as `/v1/sites/{site}/decisions`.
    let path: String
    /// The heading under which the document lists it.
    let tag: Tag
    /// What it does, in a line.
    let summary: String
    /// What a caller should know beyond that.
    let about: String
    /// The right that it needs; nil for what anybody may ask.
    let right: Right?
    /// The query parameters that it takes; others are refused.
    let query: [QueryParameter]
    /// What the body is.
    let body: Body
    /// What it answers when all is well.
    let answer: Answer
    /// The problems that it can answer beside those that every endpoint has.
    let problems: [Problem.Kind]
    /// What has to be said about versions.
    let version: VersionUse
    let run: @Sendable (Exchange) async throws -> Reply

    /// What a caller must be allowed to do.
    struct Right: Sendable {
        let action: RightAction
        let object: RightObject
    }

    /// The headings of the document.
    enum Tag: String, CaseIterable, Sendable {
        case decisions, cases, events, worklist, sweeps, policies, sites, log, jobGateway, service

        var title: String {
            switch self {
            case .decisions: "Decisions"
            case .cases: "Case files"
            case .events: "Events"
            case .worklist: "Worklist"
            case .sweeps: "Sweeps"
            case .policies: "Policies"
            case .sites: "Sites"
            case .log: "Decision log"
            case .jobGateway: "JobGateway"
            case .service: "The service itself"
            }
        }

        var about: String {
            switch self {
            case .decisions:
                "Decide, explain, try and compare. A decision is recorded in the log unless it is a dry run."
            case .cases: "One case file a parent, with a version that a writer must name."
            case .events:
                "What happened with a parent: contacts, holds, referrals, plans, conferences, other choices."
            case .worklist: "What to do next, grouped by urgency, with the reason on every row."
            case .sweeps: "The run that decides a whole caseload."
            case .policies: "Which policy decides where, and how it came there."
            case .sites: "The sites with their numbers and partners."
            case .log: "The record of every decision, in a chain of hashes."
            case .jobGateway: "The work search portal of Pennsylvania."
            case .service: "Health, readiness, version, metrics, this document."
            }
        }
    }

    /// What a request carries.
    enum Body: Sendable {
        case none
        /// One record, read strictly with all problems at once.
        case record(any CaseRecord.Type, example: String)
        /// A case file.
        case caseFile
        /// Case files, one a line; read while they come.
        case lines
        /// A signed bundle of policies.
        case bundle

        var mediaType: String? {
            switch self {
            case .none: nil
            case .record, .caseFile: "application/json"
            case .lines: "application/x-ndjson"
            case .bundle: "application/vnd.accord.bundle"
            }
        }
    }

    /// What is answered when all is well.
    struct Answer: Sendable {
        var status: HTTPResponse.Status
        var about: String
        var mediaType: String
        var schema: ShapeSchema?

        /// A JSON answer of a shape.
        static func json(
            _ about: String, _ schema: ShapeSchema, status: HTTPResponse.Status = .ok
        ) -> Answer {
            Answer(status: status, about: about, mediaType: "application/json", schema: schema)
        }

        /// Nothing but a status.
        static func nothing(_ about: String) -> Answer {
            Answer(status: .noContent, about: about, mediaType: "", schema: nil)
        }

        /// Text of another kind.
        static func text(_ about: String, _ mediaType: String) -> Answer {
            Answer(status: .ok, about: about, mediaType: mediaType, schema: .type("string"))
        }
    }

    /// What an endpoint does with versions of a case file.
    enum VersionUse: Sendable {
        case none
        /// The answer carries an `ETag`, and `If-None-Match` may save it.
        case told
        /// `If-Match` must name the version that the caller saw.
        case required
    }

    init(
        _ id: String, _ method: HTTPRequest.Method, _ path: String, _ tag: Tag, _ summary: String,
        _ about: String = "", right: Right?, query: [QueryParameter] = [], body: Body = .none,
        answer: Answer, problems: [Problem.Kind] = [], version: VersionUse = .none,
        run: @escaping @Sendable (Exchange) async throws -> Reply
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.tag = tag
        self.summary = summary
        self.about = about
        self.right = right
        self.query = query
        self.body = body
        self.answer = answer
        self.problems = problems
        self.version = version
        self.run = run
    }

    /// The names of the path's parameters.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
    }

    /// True if the answer is a page, which names the next one.
    var isPaged: Bool { query.contains { $0.name == QueryParameter.cursor.name } }

    /// True if the same request with the same `Idempotency-Key` is answered as before.
    var takesKey: Bool {
        guard method == .post, right != nil else { return false }
        if case .lines = body { return false }
        return true
    }

    /// Every problem that can be answered, those that all endpoints have included.
    var allProblems: [Problem.Kind] {
        var kinds: [Problem.Kind] = [.badRequest, .defect, .headersTooLarge, .timedOut]
        if right != nil { kinds += [.unauthenticated, .forbidden, .tooManyRequests] }
        if !pathParameters.isEmpty { kinds.append(.notFound) }
        switch body {
        case .none: break
        default: kinds += [.tooSlow, .tooLarge, .unsupportedMedia, .unprocessable]
        }
        if takesKey { kinds += [.conflict, .unprocessable] }
        if version == .required { kinds += [.stale, .versionRequired] }
        var seen: Set<Problem.Kind> = []
        return (kinds + problems).filter { seen.insert($0).inserted }
    }
}

/// A query parameter: its name, what it means and what it takes.
struct QueryParameter: Sendable {
    /// What a parameter takes.
    enum Kind: Sendable {
        case text(pattern: String?)
        case number(ClosedRange<Int64>)
        case day
        case flag
        case words([String])
    }

    let name: String
    let about: String
    let kind: Kind
    let isRequired: Bool

    init(_ name: String, _ about: String, _ kind: Kind, isRequired: Bool = false) {
        self.name = name
        self.about = about
        self.kind = kind
        self.isRequired = isRequired
    }

    /// The page size of lists.
    static let limit = QueryParameter("limit", "How many rows a page has", .number(1...500))
    /// Where a page goes on.
    static let cursor = QueryParameter(
        "cursor", "The `next` of the page before; leave out for the first page",
        .text(pattern: "^[A-Za-z0-9_-]{1,512}$"))
    /// The day on which to decide.
    static let asOf = QueryParameter("as_of", "The local civil day of the site", .day)

    /// The JSON Schema of a value.
    var schema: JSONValue {
        switch kind {
        case .text(let pattern):
            var members: [String: JSONValue] = ["type": .text("string"), "minLength": .integer(1)]
            if let pattern { members["pattern"] = .text(pattern) }
            return .object(members)
        case .number(let range):
            return .object([
                "type": .text("integer"), "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ])
        case .day:
            return .object([
                "type": .text("string"), "format": .text("date"),
                "pattern": .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            ])
        case .flag: return .object(["type": .text("boolean")])
        case .words(let words): return ShapeSchema.words(words).schema
        }
    }

    /// Checks a value.
    ///
    /// - Returns: What was expected; nil if the value is one that the parameter takes.
    func refusal(of value: String) -> Problem.Detail? {
        func detail(_ message: String, _ suggestion: String? = nil) -> Problem.Detail {
            Problem.Detail(
                parameter: name, rule: "query.value", message: message, suggestion: suggestion)
        }
        switch kind {
        case .text(let pattern):
            if value.isEmpty || value.utf8.count > 512 {
                return detail("expected 1 to 512 bytes of text")
            }
            guard let pattern, (try? Regex(pattern).wholeMatch(in: value)) == nil else {
                return nil
            }
            return detail("expected text of the form \(pattern)")
        case .number(let range):
            guard let number = Int64(value), range.contains(number), String(number) == value else {
                return detail(
                    "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return nil
        case .day:
            return Day(iso: value) == nil ? detail("expected a day, such as 2019-03-01") : nil
        case .flag:
            return value == "true" || value == "false" ? nil : detail("expected true or false")
        case .words(let words):
            guard !words.contains(value) else { return nil }
            return detail(
                "expected one of \(words.joined(separator: ", "))",
                EditDistance.nearest(value, in: words))
        }
    }
}
