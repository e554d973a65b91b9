import CaseModel
import CaseStore
import Casework
import HTTPTypes

/// Sweeps started, watched and paused.
enum SweepRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "readSweep", .get, "/v1/sites/{site}/sweep", .sweeps, "Where a site's sweep stands",
            right: .init(action: .read, object: .sweep),
            answer: .json(
                "The run whose decisions stand, and the one that is unfinished", status.schema)
        ) { exchange in
            .json(try standing(of: exchange.siteID(), exchange), status)
        },
        Endpoint(
            "startSweep", .post, "/v1/sites/{site}/sweep", .sweeps,
            "Decide a site's whole caseload",
            """
            The answer comes when the run has begun; `readSweep` tells how far it is. A paused run is gone on with. The \
            live policy decides to the end, whatever is loaded meanwhile.
            """,
            right: .init(action: .run, object: .sweep),
            body: .record(SweepOrder.self, example: SweepOrder.example),
            answer: .json("The sweep has begun", status.schema, status: .accepted),
            problems: [.conflict, .siteUnavailable]
        ) { exchange in
            let order = try exchange.record(SweepOrder.self)
            let live = try exchange.live()
            try exchange.core.sweeps.start(
                live, asOf: order.asOf, isFull: order.full ?? false, by: exchange.caller().subject)
            return .json(try standing(of: exchange.siteID(), exchange), status, status: .accepted)
        },
        Endpoint(
            "pauseSweep", .post, "/v1/sites/{site}/sweep/pause", .sweeps,
            "Pause a site's sweep after the chunk it is at",
            right: .init(action: .change, object: .sweep),
            answer: .json("Where it stands", status.schema, status: .accepted)
        ) { exchange in
            try exchange.core.sweeps.pause(exchange.siteID())
            return .json(try standing(of: exchange.siteID(), exchange), status, status: .accepted)
        },
        Endpoint(
            "listSweeps", .get, "/v1/sites/{site}/sweeps", .sweeps,
            "The runs of a site, newest first",
            right: .init(action: .list, object: .sweep), query: [.limit],
            answer: .json("The runs", runs.schema)
        ) { exchange in
            let found = try exchange.core.store.runs(site: exchange.siteID())
            return .json(Array(found.sorted { $0.id > $1.id }.prefix(exchange.limit)), runs)
        },
    ]

    private static func standing(of site: SiteID, _ exchange: Exchange) throws -> SweepStatus.Site {
        guard let found = try SweepStatus(store: exchange.core.store, sites: [site]).sites.first
        else {
            throw Problem(.defect, "The store does not say where the sweep stands.")
        }
        return found
    }

    private static let run = Shape<SweepRun>(
        "SweepRun", "One run over a site's caseload", whole: \.json
    ) {
        Shape.told("site", "The site", .type("string"))
        Shape.told("run", "The number", .type("integer"))
        Shape.told("as_of", "The day on which was decided", Day.shapeSchema)
        Shape.told("state", "running, paused, active or stopped", .type("string"))
        Shape.told("full", "Whether everything was decided again", .type("boolean"))
        Shape.told("policy_hash", "The policy that decided", .type("string"))
        Shape.told("decided_hash", "The hash over what the run decided", .type("string"))
        Shape.told("decisions_hash", "The hash over all that stands", .type("string"))
        Shape.told("chunks", "How many chunks are in", .type("integer"))
        Shape.told("counts", "What was counted", .object)
        Shape.told("reason", "Why it was stopped", .type("string"), optional: true)
    }
    private static let runs = Shape.items("SweepRuns", "The runs of a site", "The runs", run)
    private static let status = Shape<SweepStatus.Site>(
        "SweepStatus", "Where a site's sweep stands"
    ) {
        Shape.field("site", "The site", { $0.site.word })
        Shape.one("active", "The run whose decisions stand", run, { $0.active })
        Shape.one(
            "unfinished", "The run that is at work, was paused, or was killed", run,
            { $0.unfinished })
        Shape.field("files_left", "How many case files it has still to look at", { $0.filesLeft })
        Shape.maybe("at_work", "Who is at work on it", { $0.holder })
    }
}
