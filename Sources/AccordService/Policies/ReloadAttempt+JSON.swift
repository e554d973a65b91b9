public import CaseModel
import Foundation

extension ReloadAttempt {
    /// The attempt as the API tells it, and as one line of `attempts.ndjson`.
    public var json: JSONValue { Shape.attempt.json(self) }

    /// Reads what ``json`` writes; nil if it is something else.
    init?(_ json: JSONValue) {
        guard let number = json.number("number"),
            let began = json.text("began").flatMap(Date.init(stamp:)),
            let cause = json.text("cause").flatMap(ReloadCause.init(rawValue:)),
            let who = json.text("who"), case .list(let sites)? = json["sites"],
            case .list(let findings)? = json["findings"]
        else { return nil }
        self.number = number
        self.began = began
        milliseconds = json.number("milliseconds") ?? 0
        self.cause = cause
        self.who = who
        why = json.text("why") ?? ""
        source = json.text("source") ?? ""
        self.sites = sites.compactMap(SiteAttempt.init)
        self.findings = findings.compactMap(ReloadFinding.init)
        guard self.sites.count == sites.count, self.findings.count == findings.count else {
            return nil
        }
    }
}

extension SiteAttempt {
    init?(_ json: JSONValue) {
        guard let site = json.text("site"),
            let result = json.text("result").flatMap(SiteResult.init(rawValue:)),
            case .list(let findings)? = json["findings"]
        else { return nil }
        self.init(site, result, before: json.text("before"))
        after = json.text("after")
        tried = json.text("tried")
        bundle = json.text("bundle")
        self.findings = findings.compactMap(ReloadFinding.init)
        tests = json.number("tests") ?? 0
        failedTests = json.number("failed_tests") ?? 0
        decided = json.number("decided") ?? 0
        failed = json.number("failed") ?? 0
    }
}

extension ReloadFinding {
    init?(_ json: JSONValue) {
        guard let code = json.text("code"), let place = json.text("place"),
            let message = json.text("message")
        else { return nil }
        self.init(code: code, place: place, message: message)
    }
}

extension JSONValue {
    /// The whole number of a member; nil if it is none.
    fileprivate func number(_ name: String) -> Int? {
        guard case .integer(let number)? = self[name] else { return nil }
        return Int(number)
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
