public import CaseModel
public import CaseStore

/// An event as the log has it.
public struct EventEntry: Sendable, Equatable {
    /// The log record.
    public var seq: Int64
    /// What was recorded: an ``EventKind``, `assignment`, or `override_end`.
    public var kind: String
    /// The day of the act.
    public var on: Day
    /// Who acted.
    public var actor: String
    /// The id of the call; empty if there was none.
    public var call: String
    /// The IV-D case; empty if it is about all of the file's.
    public var caseID: String
    /// What the log says for good: no fact of the case.
    public var statement: JSONValue
    /// The record that was added or replaced, and for choices the facts that they rest on; nil if
    /// there is none or it was erased.
    public var record: JSONValue?
    /// Whether the record was erased.
    public var isErased: Bool
}

/// Some events of a case file, the newest first.
public struct EventPage: Sendable, Equatable {
    /// The events.
    public var events: [EventEntry]
    /// Go on with the events before this one; nil if there are no more.
    public var next: Int64?
}

extension EventDesk {
    /// The events of a case file, choices among them, the newest first.
    ///
    /// - Parameters:
    ///   - key: The file; it may have been deleted.
    ///   - before: Only events before this log record; the newest unless told.
    ///   - limit: At most so many.
    /// - Returns: The page.
    /// - Throws: ``CaseStoreError``.
    public func events(
        of key: CaseFileKey, before: Int64? = nil, limit: Int
    ) throws -> EventPage {
        var filter = LogFilter()
        filter.site = key.site
        filter.fileID = key.fileID
        filter.kinds = [.event, .override]
        let page = try cases.store.logPage(
            filter, before: before, limit: limit, lookingThrough: .max / 2)
        return EventPage(events: page.records.map(EventEntry.init), next: page.next)
    }
}

extension EventEntry {
    fileprivate init(_ record: LogRecord) {
        let statement = record.statementJSON
        let meta = record.metaJSON
        self.init(
            seq: record.seq, kind: Self.kind(of: record, statement), on: record.asOf,
            actor: record.actor, call: meta["call"]?.text ?? "", caseID: record.caseID,
            statement: statement, record: record.factsJSON, isErased: record.isErased)
    }

    private static func kind(of record: LogRecord, _ statement: JSONValue) -> String {
        guard record.kind == .override else { return statement["kind"]?.text ?? "" }
        if statement["ends"] != nil { return "override_end" }
        return statement["outcome"]?.text == Outcome.hold.rawValue
            ? EventKind.hold.rawValue : EventKind.override.rawValue
    }
}
