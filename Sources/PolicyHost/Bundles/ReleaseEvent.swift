public import CaseModel

/// The moment of a release as the history records it: a day, or a day and a time in UTC.
public struct ReleaseMoment: Sendable, Equatable, CustomStringConvertible {
    /// The day.
    public let day: Day
    /// `2026-12-01` or `2026-12-01T09:30:00Z`.
    public let description: String

    /// Reads a day, or a day and time in UTC; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let day = Day(isoBytes: bytes.prefix(10)) else { return nil }
        if bytes.count > 10 {
            let pattern = Array("T00:00:00Z".utf8)
            let time = Array(bytes.dropFirst(10))
            guard time.count == pattern.count else { return nil }
            for (byte, wanted) in zip(time, pattern) {
                let fits = wanted == 48 ? (48...57).contains(byte) : byte == wanted
                guard fits else { return nil }
            }
            func number(_ index: Int) -> Int {
                Int(time[index] - 48) * 10 + Int(time[index + 1] - 48)
            }
            guard number(1) < 24, number(4) < 60, number(7) < 60 else { return nil }
        }
        self.day = day
        description = text
    }
}

/// One line of the history of a release folder.
public struct ReleaseEvent: Sendable, Equatable {
    /// What was done.
    public enum Action: String, Sendable {
        /// A bundle became active that was not before.
        case release
        /// A bundle that had been active became active again.
        case rollback
    }

    /// What became active at a site.
    public struct Change: Sendable, Equatable {
        /// The bundle's hash.
        public var bundle: String
        /// ``SitePolicy/hash`` of the site.
        public var policyHash: String
        /// The hash of the bundle that was active before; nil if none was.
        public var previous: String?
        /// The day from which the policies are meant to decide.
        public var effective: Day
    }

    /// The number, from 1.
    public var number: Int
    /// When.
    public var at: ReleaseMoment
    /// What was done.
    public var action: Action
    /// Who did it.
    public var who: String
    /// Why.
    public var why: String
    /// What became active, by site.
    public var sites: [String: Change]
    /// SHA-256 of the line before, so that no line can be changed or taken out unseen; empty for
    /// the first.
    public var after: String

    /// The line without its end: canonical JSON.
    public var line: String { json.canonicalText }

    /// The event as JSON.
    public var json: JSONValue {
        .object([
            "number": .integer(Int64(number)), "at": .text("\(at)"),
            "action": .text(action.rawValue), "who": .text(who), "why": .text(why),
            "after": .text(after),
            "sites": .object(sites.mapValues(\.json)),
        ])
    }

    init(
        number: Int, at: ReleaseMoment, action: Action, who: String, why: String,
        sites: [String: Change], after: String
    ) {
        self.number = number
        self.at = at
        self.action = action
        self.who = who
        self.why = why
        self.sites = sites
        self.after = after
    }

    /// Reads an event; nil if it is none.
    init?(_ json: JSONValue) {
        guard let number = json["number"]?.number,
            let at = json["at"]?.string.flatMap({ ReleaseMoment($0) }),
            let action = json["action"]?.string.flatMap(Action.init(rawValue:)),
            let who = json["who"]?.string, let why = json["why"]?.string,
            let after = json["after"]?.string, case .object(let entries)? = json["sites"]
        else { return nil }
        var sites: [String: Change] = [:]
        for (site, entry) in entries {
            guard let change = Change(entry) else { return nil }
            sites[site] = change
        }
        self.init(
            number: number, at: at, action: action, who: who, why: why, sites: sites, after: after)
    }
}

extension ReleaseEvent.Change {
    /// The change as JSON.
    public var json: JSONValue {
        .object([
            "bundle": .text(bundle), "policy_hash": .text(policyHash),
            "previous": previous.map(JSONValue.text) ?? .null,
            "effective": .text("\(effective)"),
        ])
    }

    init?(_ json: JSONValue) {
        guard let bundle = json["bundle"]?.string, let policyHash = json["policy_hash"]?.string,
            let effective = json["effective"]?.string.flatMap({ Day(iso: $0) })
        else { return nil }
        self.init(
            bundle: bundle, policyHash: policyHash, previous: json["previous"]?.string,
            effective: effective)
    }
}
