import CaseModel
import LuaHost

/// What the host itself asks of a case while it decides, beside what policies read.
///
/// A case that lies in memory answers from its file; a recorded one from what was recorded.
protocol CaseFacts: AnyObject {
    /// The case itself if it lies in memory, and what holds it if it was recorded; one of them is nil.
    var live: LiveCaseFacts? { get }
    var recorded: RecordedFacts? { get }
    /// The record that policies call `case`.
    var root: UnsafeRawPointer { get }
    /// Whether the parent is in the study's arm that the site's PJAC policy must not touch.
    var isBusinessAsUsual: Bool { get }
    /// The case's remedy of a kind that is not over, or one that begins on the day.
    func remedy(_ kind: RemedyKind) -> UnsafeRawPointer
    /// A contact that would be made.
    func contact(
        _ who: Participant, _ channel: ContactChannel, _ purpose: Contact.Purpose, on day: Day
    ) -> UnsafeRawPointer
    /// A partner of the site, by its place in the config and its id, as this parent meets it.
    func partner(_ index: Int, id: String) -> UnsafeRawPointer?
    /// Why a partner is out of the question before any rule is asked, or nil.
    func refusal(of partner: PartnerConfig) -> String?
    /// The hours among those given in which a person may be contacted, and the person's time zone.
    func hours(
        for who: Participant, channel: ContactChannel, within hours: Range<Int>
    ) -> (hours: Range<Int>, zone: String)
}

/// A case in memory.
final class LiveCaseFacts: CaseFacts {
    let matter: UnsafePointer<Matter>
    /// What the matter does not hold of the parent's file.
    let safeContacts: [SafeContact]
    let day: Day
    let subjects: SubjectStore
    let partners: [PartnerConfig]
    private let timeZone: String
    /// What the host asked so far, and what it was told, for a record.
    private(set) var questions: ReadSetWriter.HostQuestions = []
    private(set) var told = HostAnswers()

    init(
        matter: UnsafePointer<Matter>, file: CaseFile, site: SitePolicy,
        parameters: ResolvedParameters, day: Day
    ) {
        self.matter = matter
        self.day = day
        safeContacts = file.safeContacts
        subjects = SubjectStore(parameters.remedies)
        partners = site.config.partners
        timeZone = site.config.timeZone
    }

    var live: LiveCaseFacts? { self }
    var recorded: RecordedFacts? { nil }
    var root: UnsafeRawPointer { UnsafeRawPointer(matter) }

    var isBusinessAsUsual: Bool { matter.pointee.study?.arm == .businessAsUsual }

    func remedy(_ kind: RemedyKind) -> UnsafeRawPointer {
        questions.insert(.remedies)
        // SAFETY: the array's storage lives as long as the matter, which outlives the evaluation.
        let found: UnsafeRawPointer? = matter.pointee.record.remedies.withUnsafeBufferPointer {
            remedies in
            let current = remedies.indices.last {
                remedies[$0].kind == kind && remedies[$0].state != .released
            }
            guard let base = remedies.baseAddress, let current else { return nil }
            return UnsafeRawPointer(base + current)
        }
        return found ?? subjects.remedy(kind)
    }

    func contact(
        _ who: Participant, _ channel: ContactChannel, _ purpose: Contact.Purpose, on day: Day
    ) -> UnsafeRawPointer {
        questions.insert(.contacts)
        return subjects.contact(
            ProposedContact(
                who: who, channel: channel, purpose: purpose, on: day, automated: false,
                consents: matter.pointee.consents, safeContacts: safeContacts))
    }

    func partner(_ index: Int, id: String) -> UnsafeRawPointer? {
        questions.insert(.partners)
        return subjects.partner(index, of: partners.count) {
            partners[index].facts(for: matter, on: day)
        }
    }

    /// The barriers that are open in the plan.
    private lazy var needs = matter.pointee.plan.barriers.map(\.word)

    func refusal(of partner: PartnerConfig) -> String? {
        questions.insert(.partners)
        let reason = reason(against: partner)
        told.refusals[partner.id] = reason
        return reason
    }

    private func reason(against partner: PartnerConfig) -> String? {
        if needs.isEmpty { return "No open barrier is recorded in the plan." }
        if !partner.services.contains(where: needs.contains) {
            return "It offers none of the services needed."
        }
        let parent = matter.pointee.ncp
        if let area = parent.serviceArea, !partner.areas.isEmpty, !partner.areas.contains(area) {
            return "It does not serve the parent's area."
        }
        if let from = partner.contractFrom, day < from { return "Its contract has not begun." }
        if let until = partner.contractUntil, day > until { return "Its contract has ended." }
        if partner.openSlots == 0 { return "It has no open place." }
        if !partner.languages.contains(parent.language.word), !partner.languages.isEmpty {
            return "It does not serve in the parent's language."
        }
        return nil
    }

    func hours(
        for who: Participant, channel: ContactChannel, within hours: Range<Int>
    ) -> (hours: Range<Int>, zone: String) {
        var hours = hours
        for safe in safeContacts where safe.who == who && safe.channel == channel {
            let from = max(hours.lowerBound, safe.fromHour)
            hours = from..<max(from, min(hours.upperBound, safe.toHour))
        }
        let zone = who == .ncp ? matter.pointee.ncp.timeZone : matter.pointee.record.cp.timeZone
        questions.insert(.contacts)
        told.hours.removeAll { $0.who == who && $0.channel == channel }
        told.hours.append(
            HostAnswers.Hours(
                who: who, channel: channel, from: hours.lowerBound, to: hours.upperBound,
                zone: zone ?? timeZone))
        return (hours, zone ?? timeZone)
    }
}

/// What the host was told about a case beside the facts that policies read.
struct HostAnswers: Sendable, Equatable {
    struct Hours: Sendable, Equatable {
        var who: Participant
        var channel: ContactChannel
        var from: Int
        var to: Int
        var zone: String

        /// What a record calls them, such as `ncp letter`.
        var key: String { "\(who.word) \(channel.word)" }
    }
    /// Hours of a contact by person and channel, each once.
    var hours: [Hours] = []
    /// Why partners are out of the question, by id; the others are not in it.
    var refusals: [String: String] = [:]
}
