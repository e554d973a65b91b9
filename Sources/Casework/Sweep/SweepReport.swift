public import CaseModel
public import CaseStore

/// How the run of one site ended.
public struct SiteSweep: Sendable {
    /// The run as the store knows it.
    public var run: SweepRun
    /// How long it took, in seconds, since it began or was gone on with.
    public var seconds: Double
    /// Whether an earlier run was gone on with.
    public var wasResumed: Bool
    /// Whether the site's policies have changed since the run began: what is new in them waits for
    /// another sweep.
    public var policiesHaveChanged: Bool
    /// Why cases could not be decided since the run began or was gone on with.
    public var failures: FailureTally
    /// What became of the overrides that ran, once the run was activated.
    public var overrides: OverrideReview.Report
}

/// What a sweep over several sites came to.
public struct SweepReport: Sendable {
    /// What came of one site.
    public enum Outcome: Sendable {
        /// Its run was activated, stopped or paused.
        case swept(SiteSweep)
        /// No run was begun.
        case refused(SweepProblem)
    }

    /// The sites in the order in which they were swept.
    public private(set) var sites: [(site: SiteID, outcome: Outcome)] = []

    init() {}

    mutating func add(_ outcome: Outcome, of site: SiteID) {
        sites.append((site, outcome))
    }

    /// The exit code of a command that swept: the gravest of all sites.
    public var exitCode: Int32 {
        sites.map { $0.outcome.exitCode }.max() ?? 0
    }

    /// The report as a JSON tree; its only figure that differs from run to run is `milliseconds`.
    public var json: JSONValue {
        .object([
            "schema_version": .integer(1),
            "sites": .list(
                sites.map { site, outcome in
                    switch outcome {
                    case .swept(let swept): swept.json
                    case .refused(let problem):
                        .object([
                            "site": .text(site.word), "state": .text("refused"),
                            "problem": .object([
                                "code": .text(problem.code.rawValue),
                                "message": .text(problem.message),
                            ]),
                        ])
                    }
                }),
        ])
    }
}

extension SweepReport.Outcome {
    fileprivate var exitCode: Int32 {
        switch self {
        case .swept(let swept):
            switch swept.run.state {
            case .stopped: 1
            case .paused, .running: 75
            case .active: 0
            }
        case .refused(let problem):
            switch problem.code {
            case .held: 75
            case .noPolicy: 78
            default: 64
            }
        }
    }
}

extension SiteSweep {
    var json: JSONValue {
        guard case .object(var object) = run.json else { return run.json }
        object["milliseconds"] = .integer(Int64(seconds * 1000))
        object["resumed"] = .bool(wasResumed)
        object["policies_have_changed"] = .bool(policiesHaveChanged)
        object["overrides"] = .object([
            "ended": .list(overrides.ended.map { .integer($0.seq) }),
            "running": .integer(Int64(overrides.running)),
            "unjudged": .integer(Int64(overrides.unjudged)),
        ])
        let reasons = failures.commonest(10)
        if !reasons.isEmpty {
            object["failures"] = .list(
                reasons.map { reason, count in
                    .object([
                        "count": .integer(Int64(count)), "code": .text(reason.code),
                        "message": .text(reason.message), "place": .text(reason.place),
                    ])
                })
        }
        return .object(object)
    }
}

extension SweepRun {
    /// The run as a JSON tree.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "site": .text(site.word), "run": .integer(id), "as_of": .text(asOf.description),
            "state": .text(state.rawValue), "full": .bool(isFull),
            "policy_hash": .text(policyHash), "decided_hash": .text(decisionsHash),
            "decisions_hash": .text(standingHash),
            "chunks": .integer(Int64(chunks)),
            "counts": .object(
                Dictionary(
                    uniqueKeysWithValues: counts.byName.map { ($0.name, .integer(Int64($0.count))) }
                )),
        ]
        if !reason.isEmpty { object["reason"] = .text(reason) }
        return .object(object)
    }
}
