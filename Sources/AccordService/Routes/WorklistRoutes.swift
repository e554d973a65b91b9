import CaseModel
import CaseStore
import Casework
import HTTPTypes
import PolicyHost

/// What to do next, and the way around a case's own worker.
enum WorklistRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "readWorklist", .get, "/v1/sites/{site}/worklist", .worklist,
            "What to do next, most urgent first",
            """
            Made of what stands after the last sweep and of the choices that hold. The order is proposed, never locked: \
            `recordWorklistStep` says why another case comes first. Each group's count is that of its rows.
            """,
            right: .init(action: .read, object: .worklist),
            query: [
                .asOf, .limit, .cursor,
                QueryParameter(
                    "worker", "Whose list; a worker's own if not given", .text(pattern: nil)),
                QueryParameter(
                    "urgency", "Only this group", .words(WorkUrgency.allCases.map(\.rawValue))),
                QueryParameter("point", "Only this question", .text(pattern: nil)),
            ],
            answer: .json("A page of rows", page.schema)
        ) { exchange in
            let query = WorklistQuery(
                site: try exchange.siteID(), on: exchange.day("as_of") ?? exchange.today,
                worker: try exchange.workerFilter(),
                urgency: exchange.query["urgency"].flatMap(WorkUrgency.init(rawValue:)),
                point: exchange.query["point"])
            do {
                let found = try exchange.core.worklist.page(
                    query, after: exchange.query["cursor"], limit: exchange.limit,
                    host: (try? exchange.live().policy).map { PolicyHost(of: [$0]) })
                return .json(found, page)
            } catch let problem as WorklistProblem {
                throw Problem.parameter("cursor", problem.description)
            }
        },
        Endpoint(
            "assignCaseFile", .put, "/v1/sites/{site}/case-files/{file}/worker", .worklist,
            "Give a case file to a worker",
            right: .init(action: .list, object: .worklist),
            body: .record(Assignment.self, example: Assignment.example),
            answer: .nothing("The file is theirs")
        ) { exchange in
            let wish = try exchange.record(Assignment.self)
            _ = try exchange.conflicts {
                try exchange.core.cases.assign(
                    [try exchange.fileKey()], to: wish.worker, by: try exchange.stampToday())
            }
            return .nothing
        },
        Endpoint(
            "breakGlass", .post, "/v1/sites/{site}/case-files/{file}/access", .worklist,
            "Ask for access to a case that is assigned to somebody else",
            """
            For half an hour, with a reason that somebody else can judge. It is recorded, and a supervisor is alerted. \
            What a clearance guards stays closed.
            """,
            right: .init(action: .create, object: .breakGlass),
            body: .record(AccessWish.self, example: AccessWish.example),
            answer: .json("Access is given", grant.schema, status: .created)
        ) { exchange in
            let wish = try exchange.record(AccessWish.self)
            let found = try await exchange.storedFile()
            let subject = CaseSubject(found.file, assignedTo: [])
            let caller = try exchange.caller()
            do throws(BreakGlass.Fault) {
                let given = try await exchange.core.breakGlass.open(
                    subject, for: caller, reason: wish.reason)
                return .json(given, grant, status: .created)
            } catch {
                throw Problem(
                    .unprocessable, "Access was not given.",
                    errors: [
                        Problem.Detail(
                            pointer: "/reason", rule: "access.refused", message: error.description)
                    ])
            }
        },
    ]

    private static let reason = Shape<WorkReason>("WorkReason", "Why something is to be done") {
        Shape.maybe("rule", "The rule that says so", { $0.rule.isEmpty ? nil : $0.rule })
        Shape.field("words", "One sentence", { $0.words })
        Shape.maybe("authority", "The citation", { $0.authority.isEmpty ? nil : $0.authority })
    }
    private static let item = Shape<WorkItem>("WorkItem", "One thing to do next") {
        Shape.field(
            "urgency", "The group", schema: .words(WorkUrgency.allCases.map(\.rawValue)),
            { $0.urgency.rawValue })
        Shape.field("file_id", "The case file", { $0.fileID })
        Shape.maybe("case_id", "The case", { $0.caseID.isEmpty ? nil : $0.caseID })
        Shape.maybe("worker", "Who works the file", { $0.worker.isEmpty ? nil : $0.worker })
        Shape.maybe("area", "The area", { $0.area.isEmpty ? nil : $0.area })
        Shape.field("point", "The question", { $0.point })
        Shape.field("outcome", "What is to be done", { $0.outcome })
        Shape.maybe(
            "subject", "The parent, remedy or partner", { $0.subject.isEmpty ? nil : $0.subject })
        Shape.maybe("due", "The last day", { $0.due })
        Shape.list("reasons", "Why, with citations", reason, { $0.reasons })
        Shape.maybe("contacted_on", "The newest contact, attempts included", { $0.contactedOn })
        Shape.maybe("decided_on", "The day for which it was decided", { $0.decidedOn })
        Shape.maybe("record", "The log record that says so", { $0.seq == 0 ? nil : $0.seq })
        Shape.field("rank", "The place in the whole list, from one", { $0.rank })
        Shape.maybe(
            "above_next", "Why it stands above the next one",
            { $0.aboveNext.isEmpty ? nil : $0.aboveNext })
    }
    private static let sum = Shape<WorkSum>("WorkSum", "How many rows there are of a kind") {
        Shape.field("name", "The kind", { $0.name })
        Shape.field("count", "How many", { $0.count })
    }
    private static let page = Shape<WorklistPage>("WorklistPage", "A page of a worklist") {
        Shape.list("items", "The rows", item, { $0.items })
        Shape.list("groups", "How many rows each group has", sum, { $0.groups })
        Shape.list("points", "How many rows each question has", sum, { $0.points })
        Shape.maybe("next", "The cursor of the next page", { $0.next })
    }
    private static let grant = Shape<BreakGlassGrant>("AccessGrant", "Access to a case for a while")
    {
        Shape.field("id", "The name of the grant in records", { $0.id })
        Shape.field("until", "When it ends, in seconds since 1970", { $0.until })
    }
}

/// Who is to work a case file.
struct Assignment: CaseRecord {
    /// The worker, by the `sub` of the token; empty for nobody.
    var worker = ""

    static let schema = RecordSchema(
        Assignment.self, "assignment", "Who is to work a case file", source: "Accord"
    ) { record in
        record.field("worker", \.worker, "The worker, by the `sub` of the token; empty for nobody")
    }

    static let example = #"{"worker":"demo-pjac_worker"}"#
}

/// Why somebody needs a case that is not theirs.
struct AccessWish: CaseRecord {
    /// The reason, in words that somebody else can judge.
    var reason = ""

    static let schema = RecordSchema(
        AccessWish.self, "access_wish", "Why somebody needs a case that is not theirs",
        source: "45 CFR 307.13"
    ) { record in
        record.field("reason", \.reason, "The reason, in words that somebody else can judge")
    }

    static let example = #"{"reason":"The parent is at the counter and the worker is away today."}"#
}
