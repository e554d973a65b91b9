import CaseModel

/// Subjects of questions that the case file does not hold: remedies not begun, contacts, partners.
///
/// Lives as long as anything that was read from them may be looked up.
final class SubjectStore {
    private var remedies: [RemedyKind: UnsafeMutablePointer<Remedy>] = [:]
    private var contacts: [String: UnsafeMutablePointer<ProposedContact>] = [:]
    private var partners: UnsafeMutableBufferPointer<Partner>?
    /// Names of subjects for paths, by address.
    private(set) var names: [UnsafeRawPointer: String] = [:]
    /// Names of contacts in records, which tell one from another.
    private(set) var contactKeys: [UnsafeRawPointer: String] = [:]

    deinit {
        for remedy in remedies.values {
            remedy.deinitialize(count: 1)
            remedy.deallocate()
        }
        for contact in contacts.values {
            contact.deinitialize(count: 1)
            contact.deallocate()
        }
        partners?.deinitialize()
        partners?.deallocate()
    }

    /// An empty remedy of a kind, which begins on the day.
    ///
    /// Each kind has one of its own, because views remember what they read.
    func remedy(_ kind: RemedyKind, on day: Day) -> UnsafeRawPointer {
        if let made = remedies[kind] { return UnsafeRawPointer(made) }
        let made = UnsafeMutablePointer<Remedy>.allocate(capacity: 1)
        var remedy = Remedy()
        remedy.kind = kind
        remedy.identifiedOn = day
        made.initialize(to: remedy)
        remedies[kind] = made
        names[UnsafeRawPointer(made)] = "remedy[\(kind.word)]"
        return UnsafeRawPointer(made)
    }

    /// A proposed contact; the same one when it is proposed again.
    func contact(_ proposed: ProposedContact) -> UnsafeRawPointer {
        let key = proposed.recordKey
        if let known = contacts[key] { return UnsafeRawPointer(known) }
        let made = UnsafeMutablePointer<ProposedContact>.allocate(capacity: 1)
        made.initialize(to: proposed)
        contacts[key] = made
        names[UnsafeRawPointer(made)] = "contact"
        contactKeys[UnsafeRawPointer(made)] = key
        return UnsafeRawPointer(made)
    }

    /// The days on which contacts were proposed, each once.
    var proposedDays: [Day] { Set(contacts.values.map(\.pointee.on)).sorted() }

    /// A partner as one parent meets it; all are made when the first is asked for.
    func partner(_ index: Int, among make: () -> [Partner]) -> UnsafeRawPointer? {
        let all = partners ?? keep(make())
        return all.baseAddress.map { UnsafeRawPointer($0 + index) }
    }

    private func keep(_ made: [Partner]) -> UnsafeMutableBufferPointer<Partner> {
        let all = UnsafeMutableBufferPointer<Partner>.allocate(capacity: made.count)
        _ = all.initialize(from: made)
        if let base = all.baseAddress {
            for (index, partner) in made.enumerated() {
                names[UnsafeRawPointer(base + index)] = "partner \(partner.partnerID)"
            }
        }
        partners = all
        return all
    }
}

extension ProposedContact {
    /// The name of the proposal in a record.
    var recordKey: String { Self.recordKey(who, channel, purpose, on: on) }

    static func recordKey(
        _ who: Participant, _ channel: ContactChannel, _ purpose: Contact.Purpose, on day: Day
    ) -> String {
        "contact \(who.word) \(channel.word) \(purpose.word) \(day)"
    }
}
