import CaseModel
import Casework
import HTTPTypes

/// The alert that a parent sees after logging in.
enum JobGatewayRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "readJobGatewayAlert", .get, "/v1/sites/{site}/case-files/{file}/job-gateway-alert",
            .jobGateway,
            "Which alert about work search a parent sees",
            """
            The site's policy says whether the parent is eligible, the job site what it knows, and the policy which alert \
            follows. While the job site does not answer, the state is `unknown`, never "not registered", and `fault` says \
            why.
            """,
            right: .init(action: .read, object: .jobgatewayAlert),
            answer: .json("The alert", alert.schema), problems: [.siteUnavailable]
        ) { exchange in
            let found = try await exchange.storedFile()
            let live = try exchange.live()
            guard let post = exchange.core.jobGateway else {
                throw Problem(
                    .notFound, "This service has no link to the job site (setting `job-gateway`).")
            }
            let question = post.question(
                for: found.file.ncp.personID, caller: try exchange.caller(), call: exchange.id)
            guard
                let made = await post.desk.alert(
                    for: found.file, policy: live.policy, today: exchange.today, asking: question)
            else {
                throw Problem(.notFound, "This site has not switched the program pa-jobgateway on.")
            }
            return .json(made, alert)
        }
    ]

    private static let match = Shape<JobGatewayAnswer.Match>("JobMatch", "A job that fits") {
        Shape.field("rank", "The place among all that fit", { $0.rank })
        Shape.field("job_id", "The job site's id", { $0.jobID })
        Shape.field("title", "The title", { $0.title })
        Shape.field("employer", "The employer", { $0.employer })
        Shape.field("place", "Where", { $0.place })
        Shape.maybe("posted_on", "Since when it is open", { $0.postedOn })
        Shape.field("link_token", "What opens it at the job site", { $0.linkToken })
    }
    private static let alert = Shape<JobGatewayAlert>(
        "JobGatewayAlert", "The alert about work search"
    ) {
        Shape.field(
            "state", "What the parent sees", schema: .words(WorkSearch.AlertState.words),
            { $0.state.word })
        Shape.maybe("case_id", "The case by which the parent is eligible", { $0.caseID })
        Shape.field("words", "Words for the parent by language") { alert in
            JSONValue.object(
                Dictionary(alert.words.map { ($0.language, .text($0.text)) }) { first, _ in first })
        }
        Shape.list("top", "The best jobs", match, { $0.top })
        Shape.field("total", "How many jobs there are in all", { $0.total })
        Shape.maybe(
            "as_of", "The oldest instant for which the job site's answer holds", { $0.asOf })
        Shape.maybe("fault", "Why there is no answer", { $0.fault?.description })
        Shape.maybe(
            "kept_seconds", "How old the last good answer is; it decides nothing",
            { $0.kept.map { Int($0.age) } })
    }
}
