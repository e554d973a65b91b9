public import CaseModel

/// A record that an event adds to a case file, or puts in the place of the one with its id.
protocol RecordedEvent: CaseRecord {
    /// Where the file keeps such records.
    static var list: WritableKeyPath<CaseFile, [Self]> { get }
    /// What the file calls that list.
    static var listName: String { get }
    /// What identifies a record of the list.
    var recordID: String { get }
    /// The IV-D case that it is about, if it says so.
    var aboutCase: String? { get }

    /// What is wrong with coming from an earlier record of the same id to this one.
    func problem(after earlier: Self) -> CaseFileProblem?
}

extension EventKind {
    /// The record that such an event puts into the case file; nil for what changes no file.
    var recordType: (any RecordedEvent.Type)? {
        switch self {
        case .contact: Contact.self
        case .referral: Referral.self
        case .actionPlan: Plan.self
        case .conference: Conference.self
        case .override, .hold, .worklistStep: nil
        }
    }
}

extension Contact: RecordedEvent {
    static var list: WritableKeyPath<CaseFile, [Contact]> { \.contacts }
    static var listName: String { "contacts" }
    var recordID: String { contactID }
    var aboutCase: String? { caseID }

    // A contact has happened: it may be corrected and has no states.
    func problem(after earlier: Contact) -> CaseFileProblem? { nil }
}

extension Referral: RecordedEvent {
    static var list: WritableKeyPath<CaseFile, [Referral]> { \.referrals }
    static var listName: String { "referrals" }
    var recordID: String { referralID }
    var aboutCase: String? { nil }

    func problem(after earlier: Referral) -> CaseFileProblem? {
        earlier.outcome.problem(goingTo: outcome, in: "outcome")
    }
}

extension Plan: RecordedEvent {
    static var list: WritableKeyPath<CaseFile, [Plan]> { \.plans }
    static var listName: String { "plans" }
    var recordID: String { planID }
    var aboutCase: String? { nil }

    func problem(after earlier: Plan) -> CaseFileProblem? {
        earlier.status.problem(goingTo: status, in: "status")
    }
}

extension Conference: RecordedEvent {
    static var list: WritableKeyPath<CaseFile, [Conference]> { \.conferences }
    static var listName: String { "conferences" }
    var recordID: String { conferenceID }
    var aboutCase: String? { caseID }

    func problem(after earlier: Conference) -> CaseFileProblem? {
        earlier.status.problem(goingTo: status, in: "status")
    }
}

extension CaseFileProblem.Code {
    /// A record can't come to this state from the one that it is in.
    public static let lifeCycle = Self(rawValue: "record.life-cycle")
}

extension LifeCycleState {
    /// The states that one event leads to, in the order of the table; other than this one.
    fileprivate var nextStates: [Self] {
        var found: [Self] = []
        for event in Event.allCases {
            guard let next = next(after: event), next != self, !found.contains(next) else {
                continue
            }
            found.append(next)
        }
        return found
    }

    /// What is wrong with going to a state at once; staying is always allowed.
    fileprivate func problem(goingTo state: Self, in field: String) -> CaseFileProblem? {
        let next = nextStates
        guard state != self, !next.contains(state) else { return nil }
        let words = next.map { "`\($0.word)`" }.joined(separator: ", ")
        let moves =
            next.isEmpty
            ? "it is at the end of its life cycle" : "from there it can come to \(words)"
        return CaseFileProblem(
            code: .lifeCycle, path: field,
            message: "the \(Self.subject) is in state `\(word)` and can't come to `\(state.word)`;"
                + " \(moves)")
    }
}
