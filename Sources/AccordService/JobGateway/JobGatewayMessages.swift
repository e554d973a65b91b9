import CaseModel
import Foundation
import XMLCoder

/// The documents that are exchanged with the job site, as they are written.
///
/// Values are texts here and get their types afterwards, so that a fault can be named by its place.
/// Elements that are not known are passed over, as agreed.
enum JobGatewayMessages {
    /// The version of the documents.
    static let version = "1"

    /// Writes a question as a document.
    static func request(
        _ question: JobGatewayQuestion, messageID: String, sentAt: String, system: String,
        agreement: String
    ) throws -> [UInt8] {
        let wire = Request(
            schemaVersion: version,
            envelope: Envelope(
                messageId: messageID, correlationId: question.correlationID, sentAt: sentAt,
                callingSystem: system, purpose: question.purpose.rawValue, agreement: agreement,
                endUserRole: question.userRole, endUser: question.userPseudonym),
            person: Person(exchangeKey: question.exchangeKey),
            sections: Sections(section: question.sections.map(\.rawValue)),
            maxMatches: question.mostMatches,
            activitiesFrom: question.activities.map { "\($0.lowerBound)" },
            activitiesTo: question.activities.map { "\($0.upperBound)" })
        return Array(
            try XMLEncoder().encode(
                wire, withRootKey: "jobGatewayRequest",
                header: XMLHeader(version: 1.0, encoding: "UTF-8")))
    }

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - document: The document; it is checked before it is parsed.
    ///   - correlationID: What the question was named.
    /// - Returns: The answer; nil if the job site does not know the person.
    /// - Throws: ``JobGatewayFault``.
    static func answer(
        _ document: [UInt8], to correlationID: String
    ) throws(JobGatewayFault) -> JobGatewayAnswer? {
        do throws(XMLGuard.Refusal) { try XMLGuard.check(document) } catch {
            throw .unsafe(error.words)
        }
        let wire: Response
        do {
            wire = try XMLDecoder().decode(Response.self, from: Data(document))
        } catch DecodingError.keyNotFound(let key, _) {
            throw .malformed("`\(key.stringValue)` is missing")
        } catch {
            throw .malformed("it is no document of the agreed kind")
        }
        guard wire.schemaVersion == version else { throw .malformed("`schemaVersion`") }
        guard wire.envelope.correlationId == correlationID else {
            throw .malformed("`correlationId` is that of another question")
        }
        if let errors = wire.errors?.error, !errors.isEmpty {
            if errors.contains(where: { $0.code == "person-not-found" }) { return nil }
            let known = ["busy", "maintenance", "not-permitted", "agreement-ended", "bad-request"]
            let code = errors[0].code
            throw .refused(
                code: known.contains(code) ? code : "other",
                retryAfter: errors.compactMap(\.retryAfter).compactMap(Int64.init).first)
        }
        return try wire.typed()
    }

    // MARK: The question

    private struct Request: Encodable {
        var schemaVersion: String
        var envelope: Envelope
        var person: Person
        var sections: Sections
        var maxMatches: Int
        var activitiesFrom: String?
        var activitiesTo: String?
    }
    private struct Envelope: Encodable {
        var messageId: String
        var correlationId: String
        var sentAt: String
        var callingSystem: String
        var purpose: String
        var agreement: String
        var endUserRole: String
        var endUser: String
    }
    private struct Person: Encodable { var exchangeKey: String }
    private struct Sections: Encodable { var section: [String] }

    // MARK: The answer

    private struct Response: Decodable {
        struct Envelope: Decodable { var correlationId: String }
        struct Errors: Decodable { var error: [Fault]? }
        struct Fault: Decodable {
            var code: String
            var retryAfter: String?
        }
        struct Registration: Decodable {
            var asOf: String
            var registered: String
            var registeredOn: String?
            var status: String?
        }
        struct Search: Decodable {
            var asOf: String
            var id: String?
            var name: String?
            var criteria: String?
            var totalHits: String?
        }
        struct Matches: Decodable {
            var asOf: String
            var match: [Match]?
        }
        struct Match: Decodable {
            var rank: String
            var jobId: String
            var title: String
            var employer: String?
            var place: String?
            var postedOn: String?
            var link: String?
        }
        struct Login: Decodable {
            var asOf: String
            var at: String?
        }
        struct Resume: Decodable {
            var asOf: String
            var present: String
            var updatedOn: String?
            var document: String?
        }
        struct Activities: Decodable {
            var asOf: String
            var activity: [Activity]?
        }
        struct Activity: Decodable {
            var id: String
            var type: String
            var date: String
            var employer: String?
            var jobId: String?
            var source: String?
            var verified: String?
        }

        var schemaVersion: String
        var envelope: Envelope
        var errors: Errors?
        var registration: Registration?
        var savedSearch: Search?
        var matches: Matches?
        var lastLogin: Login?
        var resume: Resume?
        var activities: Activities?

        func typed() throws(JobGatewayFault) -> JobGatewayAnswer {
            var answer = JobGatewayAnswer()
            if let registration {
                answer.registration = .init(
                    value: .init(
                        isRegistered: try Value.flag(
                            registration.registered, "registration/registered"),
                        on: try Value.day(registration.registeredOn, "registration/registeredOn"),
                        status: registration.status.flatMap { .init(rawValue: $0) } ?? .other),
                    asOf: try Value.instant(registration.asOf, "registration/asOf"))
            }
            if let savedSearch {
                var search: JobGatewayAnswer.Search?
                if let id = savedSearch.id {
                    search = .init(
                        id: id, name: savedSearch.name ?? "",
                        criteria: savedSearch.criteria ?? "",
                        totalHits: try Value.count(savedSearch.totalHits, "savedSearch/totalHits"))
                }
                answer.search = .init(
                    value: search, asOf: try Value.instant(savedSearch.asOf, "savedSearch/asOf"))
            }
            if let matches {
                var found: [JobGatewayAnswer.Match] = []
                for match in matches.match ?? [] {
                    found.append(
                        .init(
                            rank: try Value.count(match.rank, "matches/match/rank"),
                            jobID: match.jobId, title: match.title, employer: match.employer ?? "",
                            place: match.place ?? "",
                            postedOn: try Value.day(match.postedOn, "matches/match/postedOn"),
                            linkToken: match.link ?? ""))
                }
                answer.matches = .init(
                    value: found.sorted { $0.rank < $1.rank },
                    asOf: try Value.instant(matches.asOf, "matches/asOf"))
            }
            if let lastLogin {
                var at: String?
                if let text = lastLogin.at { at = try Value.instant(text, "lastLogin/at") }
                answer.lastLogin = .init(
                    value: at, asOf: try Value.instant(lastLogin.asOf, "lastLogin/asOf"))
            }
            if let resume {
                answer.resume = .init(
                    value: .init(
                        isPresent: try Value.flag(resume.present, "resume/present"),
                        updatedOn: try Value.day(resume.updatedOn, "resume/updatedOn"),
                        document: resume.document),
                    asOf: try Value.instant(resume.asOf, "resume/asOf"))
            }
            answer.activities = try typedActivities()
            return answer
        }

        private func typedActivities() throws(JobGatewayFault)
            -> JobGatewayAnswer.Dated<[JobGatewayAnswer.Activity]>?
        {
            guard let activities else { return nil }
            var found: [JobGatewayAnswer.Activity] = []
            for activity in activities.activity ?? [] {
                guard let day = try Value.day(activity.date, "activities/activity/date") else {
                    throw .malformed("`activities/activity/date`")
                }
                found.append(
                    .init(
                        id: activity.id, kind: .init(rawValue: activity.type) ?? .other, on: day,
                        employer: activity.employer, jobID: activity.jobId,
                        source: activity.source.flatMap { .init(rawValue: $0) } ?? .other,
                        isVerified: try Value.flag(
                            activity.verified ?? "false", "activities/activity/verified")))
            }
            return .init(
                value: found, asOf: try Value.instant(activities.asOf, "activities/asOf"))
        }
    }

    /// Texts with the types that were agreed; a fault names the place and never the text.
    private enum Value {
        static func flag(_ text: String, _ place: String) throws(JobGatewayFault) -> Bool {
            switch text {
            case "true", "1": return true
            case "false", "0": return false
            default: throw .malformed("`\(place)`: expected true or false")
            }
        }

        static func day(_ text: String?, _ place: String) throws(JobGatewayFault) -> Day? {
            guard let text, !text.isEmpty else { return nil }
            guard let day = Day(iso: text) else {
                throw .malformed("`\(place)`: expected a day such as 2019-03-01")
            }
            return day
        }

        static func count(_ text: String?, _ place: String) throws(JobGatewayFault) -> Int {
            guard let text, let count = Int(text), (0...100_000_000).contains(count) else {
                throw .malformed("`\(place)`: expected a number")
            }
            return count
        }

        /// An instant in UTC to the second, of which fractions are left out, so that texts sort.
        static func instant(_ text: String, _ place: String) throws(JobGatewayFault) -> String {
            let parts = text.wholeMatch(
                of: /(\d{4}-\d{2}-\d{2})T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{1,9})?Z/)
            guard let parts, Day(iso: parts.1) != nil else {
                throw .malformed("`\(place)`: expected an instant such as 2019-03-01T12:00:00Z")
            }
            return "\(parts.1)T\(parts.2)Z"
        }
    }
}
