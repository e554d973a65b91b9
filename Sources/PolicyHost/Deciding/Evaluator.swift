import CaseModel
import LuaHost

/// Asks the functions of rules about one matter, in one Lua state.
final class Evaluator {
    private let state: LuaState
    private let site: SitePolicy
    /// What the host itself asks of the case.
    let facts: any CaseFacts
    private let live: LiveCaseFacts?
    private let day: Day
    private let study: StudyRequest?
    private let parameters: ResolvedParameters
    private let window: FactWindow
    /// The case, the parameters and the subject.
    private let arguments = PinnedArguments(count: 3)
    private let answers: UnsafeMutableBufferPointer<UInt8>
    /// Who wants to know which conditions were asked, if anybody does.
    private let recorder: TraceRecorder?
    private let tape: ConditionTape?
    private var studied = 0

    /// The partners of the site.
    let partners: [PartnerConfig]
    /// The last day through which all that was found out stays so, nothing being entered.
    private(set) var standsThrough = Day(epochDay: .max)

    convenience init(
        state: LuaState, site: SitePolicy, matter: UnsafePointer<Matter>, file: CaseFile, day: Day,
        study: StudyRequest?
    ) {
        let parameters = site.parameters(on: day)
        self.init(
            state: state, site: site,
            facts: LiveCaseFacts(
                matter: matter, file: file, site: site, parameters: parameters, day: day),
            day: day, study: study, parameters: parameters)
    }

    init(
        state: LuaState, site: SitePolicy, facts: any CaseFacts, day: Day, study: StudyRequest?,
        parameters: ResolvedParameters
    ) {
        self.state = state
        self.site = site
        self.facts = facts
        live = facts.live
        self.day = day
        self.study = study
        self.parameters = parameters
        window = FactWindow(
            schema: site.schema, parameters: parameters, calendar: site.config.calendar,
            matter: facts.live?.matter, recorded: facts.recorded)
        partners = site.config.partners
        recorder = study?.recorder
        tape = study?.tape
        answers = .allocate(capacity: site.book.longestBatch)
        arguments.setRecord(0, type: site.schema.matter, facts.root)
        arguments.setRecord(1, type: site.schema.parameterRoot, parameters.root)
    }

    deinit { answers.deallocate() }

    /// Runs one evaluation: every fact is read at most once in it, and one budget holds for all.
    func run(_ body: () throws(PolicyFailure) -> Void) throws(PolicyFailure) {
        let overrides = study?.override.flatMap(override).map { [$0] } ?? []
        var evaluation = Evaluation(
            today: day.epochDay, source: window, calendar: window, trace: study?.trace ?? false,
            overrides: overrides)
        if site.probeSet != nil { evaluation.probes = study?.recorder == nil ? .count : .log }
        do throws(LuaError) {
            try state.begin(evaluation)
        } catch {
            throw PolicyFailure(error, rule: nil)
        }
        defer { state.end() }
        defer { keepTrace() }
        defer { noteWatched() }
        study?.tape?.keep(facts)
        try body()
        if let day = state.holdsThrough { stand(through: Day(epochDay: day)) }
    }

    /// Notes that the answers may be others after a day.
    func stand(through last: Day) {
        if last < standsThrough { standsThrough = max(last, day) }
    }

    /// Tells a study whether a script has read a number that it watches.
    private func noteWatched() {
        guard let study, !study.watched.isEmpty else { return }
        state.forEachRead { read in
            guard read.type > site.schema.parameterRoot else { return }
            let group = site.schema.groups[read.type - site.schema.parameterRoot - 1]
            study.noteRead(parameter: group.members[read.field])
        }
    }

    private func override(_ change: FactChange) -> FactOverride? {
        guard let live,
            let target = FactPath(change.path).locate(in: live.matter, type: site.schema.matter)
        else { return nil }
        let slot: Slot
        switch (change.value, target.kind) {
        case (.number(let value), .quantity(let unit)): slot = .quantity(unit.unit, value)
        case (.yesNo(let yes), .bool): slot = .bool(yes)
        case (.word(let word), .symbol):
            guard let id = ScriptSchema.cases.symbolID(of: word) else { return nil }
            slot = .symbol(id)
        default: return nil
        }
        return FactOverride(
            type: target.type, record: target.record, field: target.field, slot: slot)
    }

    // MARK: What a question is about

    /// Makes the case's remedy of a kind the subject, or an empty one that begins on the day.
    func look(atRemedy kind: RemedyKind) {
        arguments.setRecord(2, type: site.schema.remedy, facts.remedy(kind))
    }

    /// Makes the case alone the subject.
    func lookAtNothing() {
        arguments.setAbsent(2)
    }

    /// Adds the case, the parameters and the subject to other arguments.
    func appendArguments(to other: inout LuaArguments) {
        other.append(arguments.list, 0..<3)
    }

    /// Makes a proposed contact the subject.
    func look(
        atContact who: Participant, channel: ContactChannel, purpose: Contact.Purpose,
        on start: Day
    ) {
        let contact = facts.contact(who, channel, purpose, on: start)
        arguments.setRecord(2, type: site.schema.contact, contact)
    }

    /// Makes a partner the subject.
    func look(atPartner index: Int) throws(PolicyFailure) {
        if let partner = facts.partner(index, id: partners[index].id) {
            arguments.setRecord(2, type: site.schema.partner, partner)
        }
    }

    // MARK: Asking

    /// Asks the conditions of a batch in one protected call.
    ///
    /// - Parameters:
    ///   - batch: The conditions.
    ///   - most: So many of them, from the first; all if nil.
    /// - Returns: How many were asked or left out.
    /// - Throws: ``PolicyFailure`` of the rule whose condition failed.
    func ask(_ batch: RuleBatch, most: Int? = nil) throws(PolicyFailure) -> Int {
        let calls = UnsafeBufferPointer(rebasing: batch.calls[..<(most ?? batch.count)])
        let start = recorder == nil ? 0 : state.probeEventCount
        do throws(LuaError) {
            let done = try state.conditions(calls, arguments: arguments, answers: answers)
            if recorder != nil { record(batch, from: start, done: done) }
            if tape != nil { note(batch, done: done) }
            return done
        } catch {
            let failed = error.call ?? 0
            let failure = PolicyFailure(error, rule: batch.rules[failed])
            record(batch, from: start, done: failed, failure: failure)
            throw failure
        }
    }

    private func record(
        _ batch: RuleBatch, from start: Int, done: Int, failure: PolicyFailure? = nil
    ) {
        guard let recorder else { return }
        let events = start..<state.probeEventCount
        for index in 0..<done where wasAsked(index) {
            recorder.asked(
                batch.rules[index], batch.parts[index] == .met ? .met : .when, call: index, events,
                held: held(index))
        }
        if let failure {
            recorder.asked(
                batch.rules[done], batch.parts[done] == .met ? .met : .when, call: done, events,
                failure: failure)
        }
    }

    private func note(_ batch: RuleBatch, done: Int) {
        let asked = (0..<done).filter { wasAsked($0) }
        tape?.note(asked.map { (batch.rules[$0], batch.parts[$0]) }, arguments.list)
    }

    /// Whether a condition of the last batch was asked, and not left out.
    func wasAsked(_ index: Int) -> Bool { answers[index] < 2 }

    /// Whether the condition of the last batch held.
    func held(_ index: Int) -> Bool { answers[index] == 1 }

    /// Calls one function and returns what it answered.
    func call(_ function: LuaFunction, rule: Rule) throws(PolicyFailure) -> LuaValue {
        let start = recorder == nil ? 0 : state.probeEventCount
        do throws(LuaError) {
            let value = try state.call(function, arguments: arguments)
            recorder?.asked(
                rule, rule.part(function), call: 0, start..<state.probeEventCount, answer: value)
            return value
        } catch {
            let failure = PolicyFailure(error, rule: rule)
            recorder?.asked(
                rule, rule.part(function), call: 0, start..<state.probeEventCount,
                failure: failure)
            throw failure
        }
    }

    /// Says which question the rules asked from now on bear on.
    func begin(_ point: DecisionPoint, _ subject: String = "") {
        recorder?.begin(point, subject)
    }

    private func keepTrace() {
        guard let recorder else { return }
        var reads: [LuaHost.FactRead] = []
        state.forEachRead { reads.append($0) }
        recorder.log = state.probeLog()
        recorder.reads = reads
        recorder.subjects = live?.subjects
    }

    // MARK: Facts of the matter that the host itself needs

    /// The site's channels in their order, as the parameter `outreach.channels` has them.
    func channelOrder() throws(PolicyFailure) -> [ContactChannel] {
        guard case .list(let words)? = parameter(site.hostNumbers.channels) else { return [] }
        var channels: [ContactChannel] = []
        for word in words {
            guard let channel = ContactChannel(word: word) else {
                throw PolicyFailure(
                    code: "answer.contact", message: "the contact has no known channel", place: "")
            }
            channels.append(channel)
        }
        return channels
    }

    private func hour(_ index: Int?) -> Int? {
        guard case .amount(_, let hour)? = parameter(index) else { return nil }
        return Int(hour)
    }

    private func parameter(_ index: Int?) -> ParameterValue? {
        guard let index else { return nil }
        study?.noteRead(parameter: index)
        return parameters.values[index]?.value
    }

    /// The hours in which a person may be contacted, in the person's own time zone.
    func contactHours(for who: Participant, channel: ContactChannel) -> (Range<Int>, String) {
        // The site's hours, never outside what the federal layer allows.
        let open = site.config.contactHours
        let from = max(open.lowerBound, hour(site.hostNumbers.earliestHour) ?? 0)
        let to = min(open.upperBound, hour(site.hostNumbers.latestHour) ?? 24)
        return facts.hours(for: who, channel: channel, within: from..<max(from, to))
    }

    // MARK: What was read and compared

    /// The facts and parameters read in this evaluation, in the order first read.
    func reads() -> ([CaseModel.FactRead], [ParameterRead]) {
        var facts: [CaseModel.FactRead] = []
        var used: [ParameterRead] = []
        guard let live else { return ([], []) }
        let paths = FactPaths(
            root: live.matter, type: site.schema.matter, subjects: live.subjects.names)
        state.forEachRead { read in
            if let parameter = site.parameterRead(read.type, read.field, on: day) {
                used.append(parameter)
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

    /// Whether a study wants to know about comparisons.
    var isStudied: Bool { study?.trace ?? false }

    /// Ties the comparisons made since the last call to an answer, if a study wants them.
    func study(_ answer: DecisionAnswer) {
        guard let study, study.trace, let live else { return }
        let all = state.comparisons()
        let paths = FactPaths(
            root: live.matter, type: site.schema.matter, subjects: live.subjects.names)
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
