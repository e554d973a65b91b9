public import CaseModel
import Foundation

extension ReloadAttempt {
    /// The attempt as one line of `attempts.ndjson`.
    public var json: JSONValue {
        .object([
            "number": .integer(Int64(number)), "began": .text(began.stamp),
            "milliseconds": .integer(Int64(milliseconds)), "cause": .text(cause.rawValue),
            "who": .text(who), "why": .text(why), "source": .text(source),
            "sites": .list(sites.map(\.json)), "findings": .list(findings.map(\.json)),
        ])
    }
}

extension SiteAttempt {
    /// What became of the site, as JSON.
    public var json: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }
        return .object([
            "site": .text(site), "result": .text(result.rawValue), "before": text(before),
            "after": text(after), "tried": text(tried), "bundle": text(bundle),
            "findings": .list(findings.map(\.json)), "tests": .integer(Int64(tests)),
            "failed_tests": .integer(Int64(failedTests)), "decided": .integer(Int64(decided)),
            "failed": .integer(Int64(failed)),
        ])
    }
}

extension ReloadFinding {
    /// The finding as JSON.
    public var json: JSONValue {
        .object(["code": .text(code), "place": .text(place), "message": .text(message)])
    }
}

extension Date {
    /// The moment in UTC, such as `2026-12-01T09:30:00Z`.
    var stamp: String { formatted(.iso8601) }

    init?(stamp: String) {
        guard let date = try? Date(stamp, strategy: .iso8601) else { return nil }
        self = date
    }
}
