/// Why cases could not be decided, and how often each reason came up.
///
/// A reason names rule, file and line, or a field; never a value of a case file.
public struct FailureTally: Sendable, Equatable {
    /// One reason.
    public struct Reason: Sendable, Hashable {
        /// A stable code, such as `budget.instructions`.
        public var code: String
        /// What happened.
        public var message: String
        /// The policy's file and line, or the field of the case file.
        public var place: String

        /// Makes a reason.
        public init(code: String, message: String, place: String) {
            self.code = code
            self.message = message
            self.place = place
        }
    }

    private var counts: [Reason: Int] = [:]
    /// A caseload can hold no end of different reasons; the commonest are known long before that.
    private static let most = 1000

    /// Starts empty.
    public init() {}

    /// Counts a reason.
    public mutating func add(_ reason: Reason, times: Int = 1) {
        guard counts.count < Self.most || counts[reason] != nil else { return }
        counts[reason, default: 0] += times
    }

    /// Counts what another tally counted.
    public mutating func add(_ other: FailureTally) {
        for (reason, count) in other.commonest(Self.most) { add(reason, times: count) }
    }

    /// The commonest reasons, ties by code, place and message.
    public func commonest(_ limit: Int) -> [(reason: Reason, count: Int)] {
        counts.sorted { left, right in
            guard left.value == right.value else { return left.value > right.value }
            let (a, b) = (left.key, right.key)
            return (a.code, a.place, a.message) < (b.code, b.place, b.message)
        }.prefix(limit).map { ($0.key, $0.value) }
    }

    /// Whether nothing was counted.
    public var isEmpty: Bool { counts.isEmpty }
}
