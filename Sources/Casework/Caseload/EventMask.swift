public import CaseModel

/// Shows events as far as a viewer may see them: a record is masked as it would be in the case file.
public struct EventMask: Sendable {
    private let viewer: Viewer
    private let file: CaseFile

    /// Makes a mask for a viewer of a file's events.
    public init(_ viewer: Viewer, of file: CaseFile) {
        self.viewer = viewer
        self.file = file
    }

    /// An event; without its record if none of that may be seen.
    public func view(_ event: EventEntry) -> EventEntry {
        guard let record = event.record else { return event }
        var event = event
        if let type = EventKind(rawValue: event.kind)?.recordType {
            event.record = shown(record, as: type)
        } else {
            // Of a choice these are the facts that it rests on.
            event.record = DecisionMask(viewer).facts(record, synthetic: file.synthetic)
        }
        return event
    }

    private func shown<Event: RecordedEvent>(
        _ record: JSONValue, as type: Event.Type
    ) -> JSONValue? {
        guard let event = try? CaseFileReader().read(type, from: record.canonicalBytes()) else {
            return nil
        }
        var alone = file
        alone[keyPath: Event.list] = [event]
        return CaseMask(viewer).view(alone).json[Event.listName]?[0]
    }
}
