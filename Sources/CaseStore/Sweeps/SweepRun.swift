public import CaseModel

/// One sweep of one site: its decisions count together, and only when the last one is in.
public struct SweepRun: Sendable, Equatable {
    /// How far a run has come.
    public enum State: String, Sendable {
        /// At work, or was killed at it; goes on behind its cursor.
        case running
        /// Put aside on request; goes on behind its cursor.
        case paused
        /// Complete: what it decided stands.
        case active
        /// Given up: nothing it decided ever counts.
        case stopped
    }

    /// The number of the run, counting up over all sites of a store.
    public var id: Int64
    /// The site.
    public var site: SiteID
    /// The local civil day on which it decides.
    public var asOf: Day
    /// SHA-256 of the site's policies and numbers, hexadecimal.
    public var policyHash: String
    /// Whether it goes through every file; otherwise only through those with something to decide.
    public var isFull: Bool
    /// Who asked for it: a person, a service or `sweep`.
    public var actor: String
    /// How far it has come.
    public var state: State
    /// Why it was stopped; empty unless it was.
    public var reason: String
    /// What was done so far.
    public var counts: SweepCounts
    /// The `file_id` of the last file that is done; nil before the first chunk.
    public var cursor: String?
    /// The number of chunks that are in.
    public var chunks: Int
    /// SHA-256 over everything decided so far, in the order of files, hexadecimal; it does not depend
    /// on the size of chunks.
    public var decisionsHash: String
    /// A hash over all that stands at the site once the run counts, hexadecimal: the same whether
    /// everything was decided or only what changed.
    public var standingHash: String
    /// When it was begun by the clock, in UTC (ISO 8601).
    public var startedAt: String
    /// When it ended by the clock, in UTC; nil while it has not.
    public var endedAt: String?
    /// The first log record that it may have written.
    public var firstRecord: Int64
    /// The last log record that it may have written so far.
    public var lastRecord: Int64

    /// Whether it can go on.
    public var isUnfinished: Bool { state == .running || state == .paused }
}

/// What a sweep did, in numbers.
public struct SweepCounts: Sendable, Equatable {
    /// Case files gone through.
    public var files = 0
    /// Case files that could not be read.
    public var unreadable = 0
    /// Cases in them.
    public var cases = 0
    /// Decisions made again, or for the first time.
    public var decided = 0
    /// Decisions looked at that still hold.
    public var spared = 0
    /// Decisions that say something new: the log has a record of each.
    public var changed = 0
    /// Decisions of cases that are no longer in their file.
    public var gone = 0
    /// Case files that could not be read, or at which a policy failed, in a way that is new.
    public var failing = 0
    /// Decisions at which the policy failed.
    public var errors = 0
    /// Answers in the decisions that were made.
    public var answers = 0
    /// Contacts, holds and referrals proposed by what is new.
    public var proposals = 0

    /// Nothing done.
    public init() {}

    /// The numbers by name, in one order.
    public var byName: [(name: String, count: Int)] {
        SweepCounts.parts.map { ($0.name, self[keyPath: $0.path]) }
    }

    static var parts: [(name: String, path: WritableKeyPath<SweepCounts, Int>)] {
        [
            ("files", \.files), ("unreadable", \.unreadable), ("cases", \.cases),
            ("decided", \.decided), ("spared", \.spared), ("changed", \.changed),
            ("gone", \.gone), ("errors", \.errors), ("failing", \.failing), ("answers", \.answers),
            ("proposals", \.proposals),
        ]
    }

    /// Adds the numbers of another part of the work.
    public static func += (left: inout SweepCounts, right: SweepCounts) {
        for part in parts { left[keyPath: part.path] += right[keyPath: part.path] }
    }
}

/// The packed policies of one site, kept so that what they decided can be decided again.
public struct StoredPolicy: Sendable, Equatable {
    /// The hash by which they are found.
    public var hash: String
    /// The packed files; the store does not look inside.
    public var bytes: [UInt8]

    /// Makes the pair.
    public init(hash: String, bytes: [UInt8]) {
        self.hash = hash
        self.bytes = bytes
    }
}
