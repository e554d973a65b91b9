public import CaseModel

/// What the job site said of one person; a section that was not sent is nil.
public struct JobGatewayAnswer: Sendable, Equatable {
    /// A section with the instant for which it holds.
    public struct Dated<Value: Sendable & Equatable>: Sendable, Equatable {
        /// What was said.
        public var value: Value
        /// For which instant, UTC, as the job site wrote it.
        public var asOf: String
    }

    /// Whether the person has an account.
    public struct Registration: Sendable, Equatable {
        /// Whether the person has an account.
        public var isRegistered: Bool
        /// Since when.
        public var on: Day?
        /// Where the account stands; a code that is not known here is `other`.
        public var status: Status
    }

    /// Where an account stands.
    public enum Status: String, Sendable {
        case active, inactive, locked, other
    }

    /// The saved search that counts.
    public struct Search: Sendable, Equatable {
        /// The id.
        public var id: String
        /// The name the person gave it.
        public var name: String
        /// What is searched for.
        public var criteria: String
        /// How many jobs it finds.
        public var totalHits: Int
    }

    /// A job that fits the search.
    public struct Match: Sendable, Equatable {
        /// The place in the list, from 1.
        public var rank: Int
        /// The id of the posting.
        public var jobID: String
        /// What the job is called.
        public var title: String
        /// Who offers it.
        public var employer: String
        /// Where.
        public var place: String
        /// Since when.
        public var postedOn: Day?
        /// Opens the posting on the job site.
        public var linkToken: String
    }

    /// Whether a resume is stored.
    public struct Resume: Sendable, Equatable {
        /// Whether one is.
        public var isPresent: Bool
        /// When it was last changed.
        public var updatedOn: Day?
        /// Where caseworkers fetch it; it is not part of an answer.
        public var document: String?
    }

    /// Something the person did to find work.
    public struct Activity: Sendable, Equatable {
        /// The id.
        public var id: String
        /// What it was; a code that is not known here is `other`.
        public var kind: Kind
        /// When.
        public var on: Day
        /// With whom.
        public var employer: String?
        /// For which posting.
        public var jobID: String?
        /// Who wrote it down.
        public var source: Source
        /// Whether somebody checked it.
        public var isVerified: Bool
    }

    /// What an activity was.
    public enum Kind: String, Sendable {
        case application, interview, search, training, workshop
        case jobFair = "job-fair"
        case other
    }

    /// Who wrote an activity down.
    public enum Source: String, Sendable {
        case system, `self`, other
    }

    /// Whether the person has an account.
    public var registration: Dated<Registration>?
    /// The primary saved search; nil in a section that was sent if there is none.
    public var search: Dated<Search?>?
    /// The jobs that fit, best first.
    public var matches: Dated<[Match]>?
    /// The last log-in, UTC; nil in a section that was sent if there was none.
    public var lastLogin: Dated<String?>?
    /// Whether a resume is stored.
    public var resume: Dated<Resume>?
    /// What the person did.
    public var activities: Dated<[Activity]>?

    /// The oldest instant for which a section holds; nil if none was sent.
    public var asOf: String? {
        [
            registration?.asOf, search?.asOf, matches?.asOf, lastLogin?.asOf, resume?.asOf,
            activities?.asOf,
        ].compactMap { $0 }.min()
    }
}

/// What came of a question.
public struct JobGatewayReply: Sendable, Equatable {
    /// What came of it.
    public enum Outcome: Sendable, Equatable {
        /// The job site answered.
        case answered(JobGatewayAnswer)
        /// The job site does not know the person, which is not the same as "not registered".
        case personUnknown
        /// There is no answer to be had now.
        case unavailable(JobGatewayFault)
    }

    /// An answer that was good once.
    public struct Kept: Sendable, Equatable {
        /// The answer.
        public var answer: JobGatewayAnswer
        /// How long ago it came, seconds.
        public var age: Int64
    }

    /// What came of it.
    public var outcome: Outcome
    /// The last good answer to the same question, if the link is down and there is one.
    public var kept: Kept?
    /// How often the job site was asked.
    public var attempts: Int
}

/// Why the job site gave no answer that can be used; the words hold nothing of a person.
public enum JobGatewayFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// No answer came in time.
    case timeout
    /// The connection failed.
    case unreachable
    /// The answer has another status than 200.
    case status(Int)
    /// The answer is longer than accepted, in bytes.
    case tooLarge(limit: Int)
    /// The document is not of a form that is safe to read.
    case unsafe(String)
    /// Something in the document is not of the form that was agreed.
    case malformed(String)
    /// The job site says that it failed, with a code of its own.
    case refused(code: String, retryAfter: Int64?)
    /// The job site was not asked, because it failed too often lately.
    case circuitOpen

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .timeout: "the job site did not answer in time"
        case .unreachable: "the job site cannot be reached"
        case .status(let status): "the job site answered with status \(status)"
        case .tooLarge(let limit): "the answer of the job site is longer than \(limit) bytes"
        case .unsafe(let what): "the answer of the job site was not read: \(what)"
        case .malformed(let place): "the answer of the job site is not as agreed: \(place)"
        case .refused(let code, _): "the job site reports a failure of its own: \(code)"
        case .circuitOpen:
            "the job site failed too often lately and is not asked; it is tried again soon"
        }
    }

    /// True if the same question may get an answer when it is asked again at once.
    var isPassing: Bool {
        switch self {
        case .timeout, .unreachable: true
        case .status(let status): [429, 502, 503, 504].contains(status)
        case .refused(_, let retryAfter): retryAfter != nil
        case .tooLarge, .unsafe, .malformed, .circuitOpen: false
        }
    }
}
