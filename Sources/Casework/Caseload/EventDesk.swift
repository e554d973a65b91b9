import CaseModel
public import CaseStore
import PolicyHost

/// What recording an event came to.
public struct EventOutcome: Sendable {
    /// What became of the case file or of the decision.
    public enum Change: String, Sendable {
        /// A record was added.
        case added
        /// The record with the same id was replaced.
        case replaced
        /// The file has the very same record: nothing was done, so that an event may be sent twice.
        case unchanged
        /// A floor refused the choice; that is on record.
        case refused
    }

    /// What was recorded.
    public var kind: EventKind
    /// The log record; nil if nothing changed.
    public var seq: Int64?
    /// The version of the case file now.
    public var version: String
    /// What changed.
    public var change: Change
    /// The id of the record in the file; empty for what is none.
    public var recordID: String
    /// For an override or hold: the choice, what the floors say, and the answer it stands for.
    public var override: OverrideDesk.Outcome?
}

/// Records what happens on a case as events: contacts, referrals, plans, conferences, choices.
///
/// An event is one record of the schema. It is read strictly, put into the case file or in the place
/// of the record with its id, and the whole file is checked again, so that no reference leads nowhere;
/// file and log record are one transaction. What is wrong is told all at once, with places inside the
/// event's own body.
public struct EventDesk: Sendable {
    /// Where case files are changed.
    public let cases: CaseDesk
    /// Where choices are taken, bounded by the floors of the site's policies.
    public let overrides: OverrideDesk

    /// Makes a desk.
    public init(cases: CaseDesk, overrides: OverrideDesk) {
        self.cases = cases
        self.overrides = overrides
    }

    /// Records an event.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - body: Its body as JSON; ``EventKind/schema`` says what it holds.
    ///   - key: The case file.
    ///   - version: The version of the file that the caller has read; nil if any will do.
    ///   - stamp: Who acts. For a choice its day is the day from which it holds.
    /// - Returns: What came of it.
    /// - Throws: `CaseFileError` with everything that is wrong with the body, ``CaseConflict``,
    ///   ``OverrideProblem`` if there is no answer to be set aside, ``PolicyProblem`` if the policy
    ///   fails on the case, ``CaseStoreError``.
    public func record(
        _ kind: EventKind, body: [UInt8], on key: CaseFileKey, expecting version: String? = nil,
        by stamp: LogStamp
    ) throws -> EventOutcome {
        switch kind {
        case .contact: try record(Contact.self, kind, body, key, version, stamp)
        case .referral: try record(Referral.self, kind, body, key, version, stamp)
        case .actionPlan: try record(Plan.self, kind, body, key, version, stamp)
        case .conference: try record(Conference.self, kind, body, key, version, stamp)
        case .override:
            try choose(
                kind, try CaseFileReader().read(OverrideWish.self, from: body), key, version, stamp)
        case .hold:
            try choose(
                kind, try CaseFileReader().read(HoldWish.self, from: body).override, key, version,
                stamp)
        case .worklistStep: try step(body, key, version, stamp)
        }
    }

    // MARK: - Records of the file

    private func record<Event: RecordedEvent>(
        _ type: Event.Type, _ kind: EventKind, _ body: [UInt8], _ key: CaseFileKey,
        _ version: String?, _ stamp: LogStamp
    ) throws -> EventOutcome {
        let event = try CaseFileReader().read(type, from: body)
        var change = EventOutcome.Change.added
        let made = try cases.record(on: key, expecting: version, by: stamp) { file in
            let (after, isNew) = try Self.put(event, into: file)
            change = isNew ? .added : .replaced
            return FileEvent(
                file: after, kind: kind.rawValue, list: Event.listName, recordID: event.recordID,
                caseID: event.aboutCase ?? (file.cases.count == 1 ? file.cases[0].caseID : ""),
                action: change.rawValue, facts: event.canonicalBytes())
        }
        return EventOutcome(
            kind: kind, seq: made.seq, version: made.file.version,
            change: made.seq == nil ? .unchanged : change, recordID: event.recordID)
    }

    /// The file with the event's record in it, and whether that is new.
    private static func put<Event: RecordedEvent>(
        _ event: Event, into file: CaseFile
    ) throws(CaseFileError) -> (file: CaseFile, isNew: Bool) {
        var after = file
        let place = file[keyPath: Event.list].firstIndex { $0.recordID == event.recordID }
        var problems: [CaseFileProblem] = []
        if let place {
            let earlier = file[keyPath: Event.list][place]
            if let problem = event.problem(after: earlier) { problems.append(problem) }
            after[keyPath: Event.list][place] = event
        } else {
            after[keyPath: Event.list].append(event)
        }
        let index = place ?? after[keyPath: Event.list].count - 1
        do throws(CaseFileError) {
            _ = try CaseFileReader().read(after.canonicalBytes())
        } catch {
            problems += error.problems.map { $0.seen(from: "\(Event.listName)[\(index)].") }
        }
        guard problems.isEmpty else { throw CaseFileError(problems: problems) }
        return (after, place == nil)
    }

    // MARK: - Steps out of order

    private func step(
        _ body: [UInt8], _ key: CaseFileKey, _ version: String?, _ stamp: LogStamp
    ) throws -> EventOutcome {
        let step = try CaseFileReader().read(WorklistStep.self, from: body)
        let isOneLine = !step.reason.contains(where: \.isNewline) && step.reason.count <= 300
        guard isOneLine, !step.reason.allSatisfy(\.isWhitespace) else {
            throw CaseFileError(problems: [
                CaseFileProblem(
                    code: .wrongType, path: "reason",
                    message: "expected one line of at most 300 characters that says why")
            ])
        }
        let present = try present(key, expecting: version)
        var members: [String: JSONValue] = ["reason": .text(step.reason)]
        members["point"] = step.point.map { .text($0) }
        members["subject"] = step.subject.map { .text($0) }
        members["rank"] = step.rank.map { .integer(Int64($0)) }
        let seq = try cases.note(
            EventKind.worklistStep.rawValue, about: key, caseID: step.caseID ?? "", members,
            by: stamp)
        return EventOutcome(
            kind: .worklistStep, seq: seq, version: present, change: .added, recordID: "")
    }

    /// The version of the file, which must be the one that the caller has read.
    func present(_ key: CaseFileKey, expecting version: String?) throws -> String {
        guard let present = try cases.version(of: key) else { throw CaseConflict.missing }
        guard version == nil || version == present else {
            throw CaseConflict.changed(present: present)
        }
        return present
    }
}
