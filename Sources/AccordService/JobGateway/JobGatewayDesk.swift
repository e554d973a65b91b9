public import CaseModel
import Casework
public import PolicyHost

/// The alert for a parent: what the policy says, with what the job site knows.
public struct JobGatewayAlert: Sendable, Equatable {
    /// What the parent sees.
    public var state: WorkSearch.AlertState
    /// The case by which the parent is eligible; nil if by none.
    public var caseID: String?
    /// The words for the parent by language code, from the rule that answered.
    public var words: [Words]
    /// The decision that said so; nil if the file has no case.
    public var decision: Decision?
    /// The best jobs, at most as many as the policy shows; for ``WorkSearch/AlertState/matches`` only.
    public var top: [JobGatewayAnswer.Match]
    /// How many jobs there are in all.
    public var total: Int
    /// The oldest instant for which the job site's answer holds; nil without an answer.
    public var asOf: String?
    /// Why there is no answer, if the state is unknown for that reason.
    public var fault: JobGatewayFault?
    /// The last good answer, if there is none now; it decides nothing and may be shown with its age.
    public var kept: JobGatewayReply.Kept?
    /// The facts about the work search after the answer, to be recorded in the file.
    public var workSearch: WorkSearch?
}

/// Answers which alert a parent sees after logging in.
///
/// The policy decides twice: whether the parent is eligible, with nothing known of the job site, and,
/// if so, which alert the answer of the job site leads to. A parent who is not eligible is not asked
/// about. An answer that did not come is never taken for "not registered".
public struct JobGatewayDesk: Sendable {
    private let link: JobGatewayLink

    /// Makes a desk.
    public init(link: JobGatewayLink) {
        self.link = link
    }

    /// Decides the alert for the parent of a case file.
    ///
    /// - Parameters:
    ///   - file: The case file; it is not changed.
    ///   - policy: The policy of a site that has switched the program `pa-jobgateway` on.
    ///   - today: The local civil day at the site.
    ///   - question: The question to the job site, with the key of this parent.
    /// - Returns: The alert; nil if the site has not switched the program on.
    public func alert(
        for file: CaseFile, policy: SitePolicy, today: Day, asking question: JobGatewayQuestion
    ) async -> JobGatewayAlert? {
        guard policy.areas.contains(.workSearch) else { return nil }
        // As at every log-in, the check begins anew.
        var asked = file
        asked.workSearch?.alertState = .none
        let first = Self.decisions(asked, policy, today)
        guard let eligible = first.first(where: { Self.state($0.answer) == "checking" }) else {
            var alert = Self.alert(first.first, .none)
            alert.workSearch = file.workSearch
            alert.workSearch?.alertState = .none
            return alert
        }
        let reply = await link.ask(question)
        asked.workSearch = Self.workSearch(file.workSearch, after: reply)
        let second = Self.decisions(asked, policy, today).first {
            $0.decision.caseID == eligible.decision.caseID
        }
        let state = second.flatMap { Self.state($0.answer) }.flatMap {
            WorkSearch.AlertState(word: $0)
        }
        // A policy that failed answers nothing; then nothing is known.
        var alert = Self.alert(second, state ?? .unknown)
        alert.caseID = eligible.decision.caseID
        alert.workSearch = asked.workSearch
        alert.workSearch?.alertState = alert.state
        switch reply.outcome {
        case .answered(let answer):
            alert.asOf = answer.asOf
            guard alert.state == .matches else { break }
            alert.total = asked.workSearch?.matchesTotal ?? 0
            let most = second.flatMap { Self.detail("top", $0.answer) }.flatMap { Int($0) } ?? 0
            alert.top = Array((answer.matches?.value ?? []).prefix(most))
        case .personUnknown: break
        case .unavailable(let fault):
            alert.fault = fault
            alert.kept = reply.kept
        }
        return alert
    }

    // MARK: The policy

    private typealias Answered = (decision: Decision, answer: DecisionAnswer)

    private static func decisions(
        _ file: CaseFile, _ policy: SitePolicy, _ today: Day
    ) -> [Answered] {
        policy.decide(file, asOf: today, areas: [.workSearch], detail: .full).compactMap {
            decision in
            decision.answers.first { $0.point == .parentAlert }.map { (decision, $0) }
        }
    }

    private static func state(_ answer: DecisionAnswer) -> String? {
        answer.outcome == .showAlert ? detail("state", answer) : nil
    }

    private static func detail(_ key: String, _ answer: DecisionAnswer) -> String? {
        answer.details.first { $0.key == key }?.value
    }

    private static func alert(
        _ answered: Answered?, _ state: WorkSearch.AlertState
    ) -> JobGatewayAlert {
        JobGatewayAlert(
            state: state, words: answered?.answer.parentWords ?? [],
            decision: answered?.decision, top: [], total: 0)
    }

    // MARK: The facts

    /// The facts about the work search, as the job site's reply leaves them.
    static func workSearch(_ before: WorkSearch?, after reply: JobGatewayReply) -> WorkSearch {
        var facts = before ?? WorkSearch()
        facts.alertState = .checking
        guard case .answered(let answer) = reply.outcome, let registration = answer.registration
        else {
            facts.accountRegistered = .unknown
            facts.partnerAnswer =
                switch reply.outcome {
                case .unavailable(.timeout), .unavailable(.circuitOpen),
                    .unavailable(.unreachable):
                    .noAnswer
                default: .error
                }
            return facts
        }
        facts.partnerAnswer = .answered
        facts.accountRegistered = registration.value.isRegistered ? .yes : .no
        facts.registeredOn = registration.value.on
        facts.savedSearch = answer.search?.value != nil
        facts.matchesTotal = answer.search?.value?.totalHits ?? 0
        facts.resumePresent = answer.resume?.value.isPresent ?? facts.resumePresent
        if let login = answer.lastLogin?.value { facts.lastLoginOn = Day(iso: login.prefix(10)) }
        return facts
    }
}
