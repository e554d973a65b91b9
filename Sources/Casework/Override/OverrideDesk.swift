public import CaseModel
public import CaseStore
public import PolicyHost

/// A case manager's wish to answer one question otherwise.
public struct OverrideRequest: Sendable {
    /// The IV-D case.
    public var caseID: String
    /// The site; may be left out if only one has the case.
    public var site: SiteID?
    /// The area.
    public var area: Area
    /// What is chosen, until when and why.
    public var choice: OverrideChoice
    /// Who chooses.
    public var person: String
    /// The day.
    public var asOf: Day

    /// Creates a request.
    public init(
        caseID: String, site: SiteID? = nil, area: Area, choice: OverrideChoice, person: String,
        asOf: Day
    ) {
        self.caseID = caseID
        self.site = site
        self.area = area
        self.choice = choice
        self.person = person
        self.asOf = asOf
    }
}

/// Why an override can't be asked for at all; never holds a value of a case file.
public struct OverrideProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name that support staff can search for, such as `override.no-decision`.
    public var code: String
    /// What is wrong and what to do.
    public var message: String

    /// The message with its code.
    public var description: String { "\(message) [\(code)]" }
}

/// Takes case managers' different choices: bounded by the floors, on record, with an end.
///
/// An override takes the place of one answer (case, area, question, subject) of the decision that
/// stands, from its day through its last day. Sweeps go on deciding and recording their own answer
/// beside it; ``OverrideReview`` asks after each of them whether a floor has come to forbid it.
public struct OverrideDesk: Sendable {
    /// Where decisions and overrides are.
    public let store: CaseStore
    /// The loaded policies, whose floors bind.
    public let host: PolicyHost
    /// The tree that they were loaded from; it is kept with the override.
    public let tree: PolicyTree

    /// Makes a desk.
    public init(store: CaseStore, host: PolicyHost, tree: PolicyTree) {
        self.store = store
        self.host = host
        self.tree = tree
    }

    /// What came of a request.
    public struct Outcome: Sendable {
        /// The override as it is on record, or would be.
        public var override: Override
        /// What the floors say.
        public var ruling: OverrideRuling
        /// The answer in whose place it stands: outcome and last day.
        public var insteadOf: (outcome: String, until: Day?)
    }

    /// Asks the floors, and puts the choice on record, also one that they refuse.
    ///
    /// - Parameters:
    ///   - request: What is wished.
    ///   - isDryRun: Whether to ask only and to write nothing.
    ///   - call: The id of the call by which a service was asked; empty if there is none.
    /// - Returns: What the floors say, and what is on record.
    /// - Throws: ``OverrideProblem`` if there is no such answer to set aside, ``PolicyProblem`` if
    ///   the policy fails on the case, ``CaseStoreError``.
    public func take(
        _ request: OverrideRequest, isDryRun: Bool = false, call: String = ""
    ) throws -> Outcome {
        let key = try file(of: request)
        guard let policy = host.sites[key.site.word] else {
            throw OverrideProblem(
                code: "override.no-policy",
                message: "the policy of \(key.site.word) does not load; `accord check` says why")
        }
        let (record, standing) = try answer(to: request, key)
        guard let moment = try store.moment(key, caseID: request.caseID, on: request.asOf) else {
            throw OverrideProblem(
                code: "override.no-case",
                message: "the case is no longer in its file; sweep again first")
        }
        let judged = try policy.judge(request.choice, for: moment)
        let ruling = judged.ruling
        var override = Override(
            site: key.site, fileID: key.fileID, caseID: request.caseID, area: request.area.rawValue,
            point: request.choice.point.rawValue, subject: request.choice.subject,
            outcome: request.choice.outcome.rawValue, madeOn: request.asOf,
            until: request.choice.until, who: request.person, reason: request.choice.reason,
            rule: standing.rule, decision: record.seq, refusedBy: ruling.refusedBy)
        if !isDryRun {
            let kept = KeptPolicy(policy, from: tree)
            try store.keep(StoredPolicy(hash: kept.hash, bytes: kept.bytes))
            override = try store.append(
                override, ruling: request.choice.statement(ruling, by: policy),
                facts: judged.facts, proposals: ruling.proposals(moment, request.area), call: call)
        }
        return Outcome(
            override: override, ruling: ruling, insteadOf: (standing.outcome, standing.until))
    }

    /// The one file that holds the case.
    private func file(of request: OverrideRequest) throws -> CaseFileKey {
        let files = try store.files(ofCase: request.caseID).filter {
            request.site == nil || $0.site == request.site
        }
        guard let key = files.first else {
            throw OverrideProblem(
                code: "override.no-case",
                message: "no case file of the store holds this case; check --case"
                    + (request.site == nil ? "" : " and --site"))
        }
        guard files.count == 1 else {
            let sites = Set(files.map(\.site.word)).sorted().joined(separator: ", ")
            throw OverrideProblem(
                code: "override.no-case",
                message: "\(files.count) case files hold this case (\(sites)); name the site")
        }
        return key
    }

    /// The decision that stands, and its answer that is to be set aside.
    private func answer(
        to request: OverrideRequest, _ key: CaseFileKey
    ) throws -> (LogRecord, StandingAnswer) {
        let record = try store.standingDecision(key, caseID: request.caseID, area: request.area)
        guard let record else {
            throw OverrideProblem(
                code: "override.no-decision",
                message: "no decision stands for this case in \(request.area.rawValue);"
                    + " `accord sweep` makes one")
        }
        guard request.asOf >= record.asOf else {
            throw OverrideProblem(
                code: "override.earlier-day",
                message: "the decision that stands is of \(record.asOf); an override can't begin"
                    + " before it, on \(request.asOf)")
        }
        let choice = request.choice
        let answers = StandingAnswer.all(in: record.statementJSON).filter {
            $0.point == choice.point.rawValue
        }
        guard let answer = answers.first(where: { $0.subject == choice.subject }) else {
            throw OverrideProblem(
                code: "override.no-answer", message: Self.noAnswer(choice, among: answers, request))
        }
        let isSame = answer.outcome == choice.outcome.rawValue && choice.details.isEmpty
        guard !isSame || (answer.until.map { $0 != choice.until } ?? false) else {
            throw OverrideProblem(
                code: "override.same",
                message: "the decision that stands says `\(answer.outcome)` already")
        }
        return (record, answer)
    }

    private static func noAnswer(
        _ choice: OverrideChoice, among answers: [StandingAnswer], _ request: OverrideRequest
    ) -> String {
        guard !answers.isEmpty else {
            return "the decision that stands in \(request.area.rawValue) has no answer to"
                + " \(choice.point.rawValue)"
        }
        let subjects = answers.map(\.subject)
        if subjects == [""] { return "\(choice.point.rawValue) has no subject; leave it out" }
        let near = EditDistance.nearest(choice.subject, in: subjects)
        return "\(choice.point.rawValue) was not asked about `\(choice.subject)`"
            + (near.map { "; did you mean `\($0)`?" }
                ?? "; it was about \(subjects.joined(separator: ", "))")
    }
}

extension CaseStore {
    /// A case on a day; nil if it or its file is not there.
    ///
    /// - Throws: ``CaseStoreError``, or `CaseFileError` if the file can't be read.
    func moment(_ key: CaseFileKey, caseID: String, on day: Day) throws -> CaseMoment? {
        guard let body = try caseFile(id: key.fileID, site: key.site) else { return nil }
        let file = try CaseFileReader().read(body)
        return file.cases.firstIndex { $0.caseID == caseID }.map {
            CaseMoment(file: file, caseIndex: $0, day: day)
        }
    }
}
