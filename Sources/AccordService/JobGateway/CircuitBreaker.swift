/// Keeps calls from a service that fails, and lets one through now and then to see whether it is back.
///
/// A pure value without a clock: every question comes with the time, in seconds since 1970.
///
///   from        event                              to
///   closed      a failure, fewer than the bound    closed
///   closed      the failure that reaches it        open
///   closed      a success                          closed, failures forgotten
///   open        a call before the rest is over     open, refused
///   open        a call after it                    half open, let through
///   half open   another call                       half open, refused
///   half open   a success                          closed
///   half open   a failure                          open, for a new rest
public struct CircuitBreaker: Sendable, Equatable {
    /// Where it stands.
    public enum State: Sendable, Equatable {
        /// Calls go through; so many have failed in a row.
        case closed(failures: Int)
        /// Calls are refused until this time.
        case open(until: Int64)
        /// One call is out; the others are refused.
        case halfOpen
    }

    /// Where it stands.
    public private(set) var state = State.closed(failures: 0)
    /// The failures in a row that open it.
    private let bound: Int
    /// How long it stays open, seconds.
    private let rest: Int64

    init(bound: Int, rest: Int64) {
        self.bound = max(1, bound)
        self.rest = max(1, rest)
    }

    /// Asks to make a call.
    ///
    /// - Returns: Whether it may be made; then its end must be told.
    mutating func begin(at now: Int64) -> Bool {
        switch state {
        case .closed: return true
        case .halfOpen: return false
        case .open(let until):
            guard now >= until else { return false }
            state = .halfOpen
            return true
        }
    }

    /// Tells that a call succeeded.
    mutating func succeeded() {
        state = .closed(failures: 0)
    }

    /// Tells that a call failed.
    mutating func failed(at now: Int64) {
        switch state {
        case .closed(let failures) where failures + 1 < bound:
            state = .closed(failures: failures + 1)
        case .closed, .halfOpen:
            state = .open(until: now + rest)
        case .open:
            // A call that began while it was closed; the rest is counted from the first.
            break
        }
    }

    /// Tells that a call ended without saying anything of the service, such as when it was given up.
    mutating func abandoned(at now: Int64) {
        if state == .halfOpen { state = .open(until: now) }
    }
}
