import CaseModel

/// Subjects of questions that the case file does not hold: remedies not begun, contacts, partners.
///
/// Lives as long as anything that was read from them may be looked up. What a record calls them is
/// worked out when somebody asks, for most are never read from.
final class SubjectStore {
    /// Records that lie side by side, each made when it is first asked for.
    private struct Shelf<Record> {
        private var base: UnsafeMutablePointer<Record>?
        private var isMade: [Bool] = []

        mutating func record(_ index: Int, of count: Int, make: () -> Record) -> UnsafeRawPointer {
            let base = base ?? .allocate(capacity: count)
            if isMade.isEmpty {
                self.base = base
                isMade = Array(repeating: false, count: count)
            }
            if !isMade[index] {
                (base + index).initialize(to: make())
                isMade[index] = true
            }
            return UnsafeRawPointer(base + index)
        }

        /// Every record that was made.
        var made: [UnsafeMutablePointer<Record>] {
            guard let base else { return [] }
            return isMade.indices.filter { isMade[$0] }.map { base + $0 }
        }

        /// The record at an address; nil if none was made there.
        func record(at address: UnsafeRawPointer) -> UnsafePointer<Record>? {
            guard let base else { return nil }
            let distance = UnsafeRawPointer(base).distance(to: address)
            let index = distance / MemoryLayout<Record>.stride
            guard distance >= 0, index < isMade.count, isMade[index] else { return nil }
            return UnsafePointer(base + index)
        }

        func empty() {
            for record in made { record.deinitialize(count: 1) }
            base?.deallocate()
        }
    }

    private let remedies: RemediesNotBegun
    private var contacts: [UnsafeMutablePointer<ProposedContact>] = []
    private var partners = Shelf<Partner>()

    /// Makes a store for questions of the day on which these remedies begin.
    init(_ remedies: RemediesNotBegun) { self.remedies = remedies }

    deinit {
        for contact in contacts {
            contact.deinitialize(count: 1)
            contact.deallocate()
        }
        partners.empty()
    }

    /// An empty remedy of a kind, which begins on the day.
    ///
    /// Each kind has one of its own, because views remember what they read.
    func remedy(_ kind: RemedyKind) -> UnsafeRawPointer { remedies.record(kind) }

    /// A proposed contact; the same one when it is proposed again.
    func contact(_ proposed: ProposedContact) -> UnsafeRawPointer {
        for known in contacts where known.pointee.isSameProposal(as: proposed) {
            return UnsafeRawPointer(known)
        }
        let made = UnsafeMutablePointer<ProposedContact>.allocate(capacity: 1)
        made.initialize(to: proposed)
        contacts.append(made)
        return UnsafeRawPointer(made)
    }

    /// The days on which contacts were proposed, each once.
    var proposedDays: [Day] {
        contacts.isEmpty ? [] : Set(contacts.map(\.pointee.on)).sorted()
    }

    /// One of so many partners as one parent meets it.
    func partner(_ index: Int, of count: Int, make: () -> Partner) -> UnsafeRawPointer {
        partners.record(index, of: count, make: make)
    }

    // MARK: What they are called

    /// Names of subjects for paths, by address.
    var names: [UnsafeRawPointer: String] {
        var names: [UnsafeRawPointer: String] = [:]
        for kind in RemedyKind.allCases { names[remedies.record(kind)] = Self.name(of: kind) }
        for contact in contacts { names[contact] = "contact" }
        for partner in partners.made { names[partner] = Self.name(of: partner.pointee) }
        return names
    }

    /// What a record calls a subject, which tells one contact from another; nil if the address is
    /// not one of a subject.
    func key(of record: UnsafeRawPointer) -> String? {
        if let kind = remedies.kind(at: record) { return Self.name(of: kind) }
        for contact in contacts where UnsafeRawPointer(contact) == record {
            return contact.pointee.recordKey
        }
        return partners.record(at: record).map { Self.name(of: $0.pointee) }
    }

    /// Whether an address is that of a remedy or contact that the case does not hold.
    func isProposal(_ record: UnsafeRawPointer) -> Bool {
        remedies.kind(at: record) != nil
            || contacts.contains { UnsafeRawPointer($0) == record }
    }

    private static func name(of kind: RemedyKind) -> String {
        remedyNames[Int(kind.rawValue)]
    }

    private static let remedyNames = RemedyKind.words.map { "remedy[\($0)]" }

    private static func name(of partner: Partner) -> String { "partner \(partner.partnerID)" }
}

/// An empty remedy of each kind that begins on a day: the same for every case.
final class RemediesNotBegun: Sendable {
    // SAFETY: written once before it is shared and freed with the object; only read in between.
    nonisolated(unsafe) private let base: UnsafeMutablePointer<Remedy>

    init(on day: Day) {
        base = .allocate(capacity: RemedyKind.allCases.count)
        for kind in RemedyKind.allCases {
            var remedy = Remedy()
            remedy.kind = kind
            remedy.identifiedOn = day
            (base + Int(kind.rawValue)).initialize(to: remedy)
        }
    }

    deinit {
        base.deinitialize(count: RemedyKind.allCases.count)
        base.deallocate()
    }

    func record(_ kind: RemedyKind) -> UnsafeRawPointer {
        UnsafeRawPointer(base + Int(kind.rawValue))
    }

    /// The kind of the remedy at an address; nil if there is none.
    func kind(at address: UnsafeRawPointer) -> RemedyKind? {
        let distance = UnsafeRawPointer(base).distance(to: address)
        guard distance >= 0 else { return nil }
        return UInt8(exactly: distance / MemoryLayout<Remedy>.stride).flatMap {
            RemedyKind(rawValue: $0)
        }
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

    /// Whether another proposal would be the same contact.
    fileprivate func isSameProposal(as other: ProposedContact) -> Bool {
        who == other.who && channel == other.channel && purpose == other.purpose && on == other.on
    }
}
