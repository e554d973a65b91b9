/// A state of something that moves through a fixed life cycle.
///
/// A life cycle is a pure table from a state and an event to the next state. Each table is drawn in
/// the comment at the head of its file; a pair that is not drawn there is not a legal move.
public protocol LifeCycleState: Sendable, Hashable, CaseIterable {
    /// What can happen to the thing.
    associatedtype Event: Sendable, Hashable, CaseIterable, RawRepresentable<String>

    /// What moves through the life cycle, in one word for messages: `remedy`.
    static var subject: String { get }

    /// The state in one word, as case files write it.
    var word: String { get }

    /// The state after the event, or nil if the event cannot happen in this state.
    func next(after event: Event) -> Self?
}

/// An event that cannot happen in the state a thing is in.
public struct LifeCycleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was to move, such as `remedy`.
    public var subject: String
    /// The state it is in.
    public var state: String
    /// The event that was refused.
    public var event: String
    /// The events that are legal in the state, in the order of the table.
    public var legal: [String]

    /// What was refused and which moves are legal instead.
    public var description: String {
        let moves =
            legal.isEmpty
            ? "it is at the end of its life cycle"
            : "from here it can take: \(legal.joined(separator: ", "))"
        return "a \(subject) in state `\(state)` cannot take `\(event)`; \(moves)"
    }
}

extension LifeCycleState where Self: RawRepresentable<String> {
    /// The raw value, for life cycles that no case file records.
    public var word: String { rawValue }
}

extension LifeCycleState {
    /// The state after the event.
    ///
    /// - Throws: A ``LifeCycleError`` that names the legal moves, if the event is not one of them.
    public func moved(by event: Event) throws(LifeCycleError) -> Self {
        guard let next = next(after: event) else {
            throw LifeCycleError(
                subject: Self.subject, state: word, event: event.rawValue,
                legal: legalEvents.map(\.rawValue))
        }
        return next
    }

    /// The events that can happen in this state, in the order they are declared.
    public var legalEvents: [Event] {
        Event.allCases.filter { next(after: $0) != nil }
    }

    /// True if nothing can happen any more.
    public var isFinal: Bool { legalEvents.isEmpty }
}
