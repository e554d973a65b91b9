import CaseModel
import CaseStore
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What happened on a case, recorded as events.
enum EventRoutes {
    static let endpoints: [Endpoint] =
        EventKind.allCases.map(record) + [
            Endpoint(
                "listEvents", .get, "/v1/sites/{site}/case-files/{file}/events", .events,
                "The events of a case file, newest first",
                right: .init(action: .read, object: .contact), query: [.limit, .cursor],
                answer: .json("A page of events", page.schema)
            ) { exchange in
                let found = try await exchange.storedFile()
                let events = try exchange.core.eventDesk(nil).events(
                    of: found.version.key, before: exchange.query["cursor"].flatMap { Int64($0) },
                    limit: exchange.limit)
                let mask = EventMask(found.permit.viewer, of: found.file)
                return .json(
                    Page(rows: events.events.map(mask.view), next: events.next.map { "\($0)" }),
                    page)
            }
        ]

    /// The endpoint that records events of one kind.
    private static func record(_ kind: EventKind) -> Endpoint {
        Endpoint(
            "record" + kind.words.map(\.capitalized).joined(), .post,
            "/v1/sites/{site}/case-files/{file}/\(kind.pathPart)", .events,
            "Record \(kind.article) \(kind.words.joined(separator: " "))", about(kind),
            right: .init(action: .create, object: kind.object),
            body: .record(kind.schema.type, example: example(kind)),
            answer: .json("It is on record", outcome.schema, status: .created),
            problems: [.conflict, .siteUnavailable], version: .none
        ) { exchange in
            let key = try await exchange.storedFile().version.key
            let version: String? =
                exchange.request.headers[.ifMatch] == nil ? nil : try exchange.expectedVersion()
            // What a person chooses in the policy's place needs the policy; what happened does not.
            let live = kind == .override || kind == .hold ? try exchange.live() : nil
            let result = try exchange.conflicts {
                try exchange.core.eventDesk(live).record(
                    kind, body: exchange.body, on: key, expecting: version,
                    by: try exchange.stampToday())
            }
            guard result.change != .refused else {
                throw Problem(
                    .unprocessable,
                    "A floor of the law or of the model forbids this choice; the refusal is on record.",
                    errors: [
                        Problem.Detail(
                            pointer: "/outcome",
                            rule: result.override?.override.refusedBy ?? "floor",
                            message: "expected a choice that the floors allow")
                    ])
            }
            return .json(result, outcome, status: .created).version(result.version)
        }
    }

    private static func about(_ kind: EventKind) -> String {
        switch kind {
        case .contact, .referral, .actionPlan, .conference:
            """
            A record with a new id is added to the case file; one with a known id takes its place, as its life cycle \
            allows. `If-Match` may name the version that the caller saw. The record stays when the file is imported \
            again, until the system of record says something else about it than before.
            """
        case .override, .hold:
            "A choice in the place of the policy's answer, bounded by the same floors, with an end date and a reason."
        case .worklistStep:
            "The order of a worklist is proposed, never locked: one line says why another case comes first."
        }
    }

    private static func example(_ kind: EventKind) -> String {
        switch kind {
        case .contact:
            #"{"contact_id":"C-2019-117","on":"2019-02-28","with":"ncp","channel":"phone_call","direction":"outgoing","purpose":"check_in","outcome":"spoke","language":"en","automated":false}"#
        case .hold:
            #"{"case_id":"SYN-SHOWCASE-1","remedy":"driver_license_suspension","until":"2019-04-15","reason":"A first pay stub comes in April."}"#
        case .override:
            #"{"case_id":"SYN-SHOWCASE-1","point":"D11","subject":"driver_license_suspension","outcome":"hold","until":"2019-04-15","details":[],"reason":"A first pay stub comes in April."}"#
        case .worklistStep: #"{"reason":"The parent is in the office today."}"#
        case .referral, .actionPlan, .conference: ""
        }
    }

    private static let outcome = Shape<EventOutcome>(
        "EventOutcome", "What recording an event came to"
    ) {
        Shape.field(
            "kind", "What was recorded", schema: .words(EventKind.allCases.map(\.rawValue)),
            { $0.kind.rawValue })
        Shape.field("change", "added, replaced, unchanged or refused", { $0.change.rawValue })
        Shape.maybe("record", "The log record; left out if nothing changed", { $0.seq })
        Shape.field("version", "The version of the case file now", { $0.version })
        Shape.maybe(
            "id", "The id of the record in the file", { $0.recordID.isEmpty ? nil : $0.recordID })
    }
    private static let row = Shape<EventEntry>("Event", "An event of a case file") {
        Shape.field("record", "The log record", { $0.seq })
        Shape.field("kind", "What it is", { $0.kind })
        Shape.field("on", "The day of the act", { $0.on })
        Shape.field("actor", "Who acted", { $0.actor })
        Shape.maybe("call", "The id of the call", { $0.call.isEmpty ? nil : $0.call })
        Shape.maybe("case_id", "The case", { $0.caseID.isEmpty ? nil : $0.caseID })
        Shape.field("statement", "What the log says for good", { $0.statement })
        Shape.maybe("content", "The record, as far as the caller may see it", { $0.record })
        Shape.field("erased", "Whether the record was erased", { $0.isErased })
    }
    private static let page = Page.shape(row, "A page of events")
}

extension EventKind {
    /// The words of the name.
    fileprivate var words: [String] { rawValue.split(separator: "_").map(String.init) }

    fileprivate var article: String { "aeiou".contains(rawValue.first ?? "x") ? "an" : "a" }

    /// The last part of the path.
    fileprivate var pathPart: String { words.joined(separator: "-") + "s" }

    /// What the right is about.
    fileprivate var object: RightObject {
        switch self {
        case .contact, .worklistStep: .contact
        case .referral: .referral
        case .actionPlan: .actionPlan
        case .conference: .conference
        case .override: .override
        case .hold: .hold
        }
    }
}
