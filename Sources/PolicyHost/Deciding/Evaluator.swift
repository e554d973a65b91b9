import CaseModel
import LuaHost

/// Asks the functions of rules about one matter, in one Lua state.
final class Evaluator {
    private let state: LuaState
    private let site: SitePolicy
    private let matter: UnsafePointer<Matter>
    private let file: CaseFile
    private let day: Day
    private let study: StudyRequest?
    private let parameters: ResolvedParameters
    private let window: FactWindow
    private var arguments = LuaArguments()
    private var answers = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
    /// Subjects that the case file doesn't hold: remedies not begun, contacts, partners.
    private var remedies: [RemedyKind: UnsafeMutablePointer<Remedy>] = [:]
    private var contacts: [UnsafeMutablePointer<ProposedContact>] = []
    private var partnerFacts: UnsafeMutablePointer<Partner>?
    /// Names of subjects for paths, by address.
    private var subjects: [UnsafeRawPointer: String] = [:]
    private var studied = 0

    /// The partners of the site.
    let partners: [PartnerConfig]
    /// Services that answer a barrier still open in the parent's plans.
    var openBarriers: Set<String> { Set(matter.pointee.plan.barriers.map(\.word)) }

    init(
        state: LuaState, site: SitePolicy, matter: UnsafePointer<Matter>, file: CaseFile, day: Day,
        study: StudyRequest?
    ) {
        self.state = state
        self.site = site
        self.matter = matter
        self.file = file
        self.day = day
        self.study = study
        parameters = site.parameters(on: day)
        window = FactWindow(
            schema: site.schema, parameters: parameters, calendar: site.config.calendar)
        partners = site.config.partners
        arguments.append(.record(type: site.schema.matter, UnsafeRawPointer(matter)))
        arguments.append(.record(type: site.schema.parameterRoot, parameters.root))
        arguments.append(.absent)
    }

    deinit {
        answers.deallocate()
        for remedy in remedies.values {
            remedy.deinitialize(count: 1)
            remedy.deallocate()
        }
        for contact in contacts {
            contact.deinitialize(count: 1)
            contact.deallocate()
        }
        partnerFacts?.deinitialize(count: partners.count)
        partnerFacts?.deallocate()
    }

    /// Runs one evaluation: every fact is read at most once in it, and one budget holds for all.
    func run(_ body: () throws(PolicyFailure) -> Void) throws(PolicyFailure) {
        var overrides: [FactOverride] = []
        if let (path, value) = study?.override,
            let target = FactPath(path).locate(in: matter, type: site.schema.matter)
        {
            overrides = [
                FactOverride(
                    type: target.type, record: target.record, field: target.field,
                    slot: .quantity(target.unit.unit, value))
            ]
        }
        var evaluation = Evaluation(
            today: day.epochDay, source: window, calendar: window, trace: study?.trace ?? false,
            overrides: overrides)
        if site.probeSet != nil { evaluation.probes = .count }
        do throws(LuaError) {
            try state.begin(evaluation)
        } catch {
            throw PolicyFailure(error, rule: nil)
        }
        defer { state.end() }
        try body()
    }

    // MARK: What a question is about

    /// Makes the case's remedy of a kind the subject, or an empty one that begins on the day.
    func look(atRemedy kind: RemedyKind) {
        // SAFETY: the array's storage lives as long as the matter, which outlives the evaluation.
        let found: UnsafeRawPointer? = matter.pointee.record.remedies.withUnsafeBufferPointer {
            remedies in
            let current = remedies.indices.last {
                remedies[$0].kind == kind && remedies[$0].state != .released
            }
            guard let base = remedies.baseAddress, let current else { return nil }
            return UnsafeRawPointer(base + current)
        }
        if let found {
            arguments.setRecord(2, type: site.schema.remedy, found)
            return
        }
        // A remedy without a record gets one of its own: views remember what they read.
        let spare =
            remedies[kind]
            ?? {
                let made = UnsafeMutablePointer<Remedy>.allocate(capacity: 1)
                var remedy = Remedy()
                remedy.kind = kind
                remedy.identifiedOn = day
                made.initialize(to: remedy)
                remedies[kind] = made
                subjects[UnsafeRawPointer(made)] = "remedy[\(kind.word)]"
                return made
            }()
        arguments.setRecord(2, type: site.schema.remedy, UnsafeRawPointer(spare))
    }

    /// Makes the case alone the subject.
    func lookAtNothing() {
        arguments.setAbsent(2)
    }

    /// Adds the case, the parameters and the subject to other arguments.
    func appendArguments(to other: inout LuaArguments) {
        other.append(arguments, 0..<3)
    }

    /// Makes a proposed contact the subject.
    func look(
        atContact who: Participant, channel: String, purpose: String, on start: Day
    ) throws(PolicyFailure) {
        guard let channel = ContactChannel(word: channel),
            let purpose = Contact.Purpose(word: purpose)
        else {
            throw PolicyFailure(
                code: "answer.contact", message: "the contact has no known channel", place: "")
        }
        let contact = UnsafeMutablePointer<ProposedContact>.allocate(capacity: 1)
        contact.initialize(
            to: ProposedContact(
                who: who, channel: channel, purpose: purpose, on: start, automated: false,
                file: file))
        contacts.append(contact)
        subjects[UnsafeRawPointer(contact)] = "contact"
        arguments.setRecord(2, type: site.schema.contact, UnsafeRawPointer(contact))
    }

    /// Makes a partner the subject.
    func look(atPartner index: Int) throws(PolicyFailure) {
        let facts = partnerFacts ?? preparePartners()
        partnerFacts = facts
        arguments.setRecord(2, type: site.schema.partner, UnsafeRawPointer(facts + index))
    }

    private func preparePartners() -> UnsafeMutablePointer<Partner> {
        let facts = UnsafeMutablePointer<Partner>.allocate(capacity: max(1, partners.count))
        for (index, partner) in partners.enumerated() {
            (facts + index).initialize(to: partner.facts(for: matter.pointee, on: day))
            subjects[UnsafeRawPointer(facts + index)] = "partner \(partner.id)"
        }
        return facts
    }

    // MARK: Asking

    /// Asks the rules of a batch in one protected call; returns how many were asked.
    func ask(_ batch: RuleBatch) throws(PolicyFailure) -> Int {
        let count = batch.calls.count
        if answers.count < count {
            answers.deallocate()
            answers = .allocate(capacity: count * 2)
        }
        // A typed error does not pass through `withUnsafeBufferPointer`.
        let result = batch.calls.withUnsafeBufferPointer { calls -> Result<Int, LuaError> in
            do throws(LuaError) {
                return .success(try state.conditions(calls, arguments: arguments, answers: answers))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let done): return done
        case .failure(let error):
            throw PolicyFailure(error, rule: batch.rules[error.call ?? 0])
        }
    }

    /// Whether the condition of the last batch held.
    func held(_ index: Int) -> Bool { answers[index] != 0 }

    /// Calls one function and returns what it answered.
    func call(_ function: LuaFunction, rule: Rule) throws(PolicyFailure) -> LuaValue {
        do throws(LuaError) {
            return try state.call(function, arguments: arguments)
        } catch {
            throw PolicyFailure(error, rule: rule)
        }
    }

    // MARK: Facts of the matter that the host itself needs

    private var safeContacts: [SafeContact] { file.safeContacts }

    /// The site's channels in their order, as the parameter `outreach.channels` has them.
    func channelOrder() -> [String] {
        guard case .list(let channels)? = parameter("outreach.channels") else { return [] }
        return channels
    }

    private func hour(_ id: String) -> Int? {
        guard case .amount(_, let hour)? = parameter(id) else { return nil }
        return Int(hour)
    }

    private func parameter(_ id: String) -> ParameterValue? {
        site.parameters.firstIndex { $0.id == id }.flatMap { parameters.values[$0]?.value }
    }

    /// The hours in which a person may be contacted, in the person's own time zone.
    func contactHours(for who: Participant, channel: String) -> (Range<Int>, String) {
        // The site's hours, never outside what the federal layer allows.
        var hours = site.config.contactHours
        let from = max(hours.lowerBound, hour("outreach.earliest_hour") ?? 0)
        let to = min(hours.upperBound, hour("outreach.latest_hour") ?? 24)
        hours = from..<max(from, to)
        for safe in safeContacts where safe.who == who && safe.channel.word == channel {
            let from = max(hours.lowerBound, safe.fromHour)
            hours = from..<max(from, min(hours.upperBound, safe.toHour))
        }
        let person = who == .ncp ? matter.pointee.ncp : matter.pointee.record.cp
        return (hours, person.timeZone ?? site.config.timeZone)
    }

    // MARK: What was read and compared

    /// The facts and parameters read in this evaluation, in the order first read.
    func reads() -> ([CaseModel.FactRead], [ParameterRead]) {
        var facts: [CaseModel.FactRead] = []
        var used: [ParameterRead] = []
        let paths = FactPaths(root: matter, type: site.schema.matter, subjects: subjects)
        state.forEachRead { read in
            if read.type > site.schema.parameterRoot {
                let group = site.schema.groups[read.type - site.schema.parameterRoot - 1]
                let index = group.members[read.field]
                let parameter = site.parameters[index]
                if let value = parameters.values[index] {
                    used.append(
                        ParameterRead(
                            id: parameter.id, value: "\(value.value)", from: value.from,
                            setBy: value.setBy, authority: value.authority,
                            tag: value.tag.rawValue))
                }
            } else if read.type < site.schema.parameterRoot {
                if let path = paths.note(read) {
                    facts.append(
                        CaseModel.FactRead(path: path, value: spelling(of: read.slot)))
                }
            }
        }
        return (facts, used.sorted { $0.id < $1.id })
    }

    private func spelling(of slot: Slot) -> String {
        if slot.isAbsent { return "not recorded" }
        return spelling(slot.value)
    }

    private func spelling(_ value: LuaValue) -> String {
        switch value {
        case .symbol(let id): site.schema.layout.symbols[id]
        case .list(let items): "[" + items.map(spelling).joined(separator: ", ") + "]"
        default: value.spelling ?? ""
        }
    }

    /// Ties the comparisons made since the last call to an answer, if a study wants them.
    func study(_ answer: DecisionAnswer) {
        guard let study, study.trace else { return }
        let all = state.comparisons()
        let paths = FactPaths(root: matter, type: site.schema.matter, subjects: subjects)
        state.forEachRead { read in
            if read.type < site.schema.parameterRoot { _ = paths.note(read) }
        }
        var found: [StudiedComparison] = []
        for comparison in all[min(studied, all.count)...] {
            found += comparison.studied(paths: paths, schema: site.schema)
        }
        studied = all.count
        study.record(found, for: answer)
    }
}
