import CaseModel
import LuaHost

extension TraceRecorder {
    /// The trace as a tree: questions, rules, conditions, values.
    ///
    /// - Parameter wanted: The only question to build; all of them if nil.
    /// - Returns: The tree.
    func trace(of wanted: DecisionAnswer? = nil) -> DecisionTrace {
        guard let builder = TraceBuilder(self) else { return DecisionTrace() }
        var trace = DecisionTrace(dropped: log.dropped)
        let asked = Dictionary(grouping: asked, by: \.question)
        for (index, question) in questions.enumerated() {
            if let wanted, question.point != wanted.point { continue }
            if let wanted, !question.subject.isEmpty, !wanted.subject.isEmpty,
                wanted.subject != question.subject
            {
                continue
            }
            guard let rules = asked[index]?.map(builder.rule) else { continue }
            if let known = trace.questions.firstIndex(where: {
                $0.point == question.point && $0.subject == question.subject
            }) {
                trace.questions[known].rules += rules
            } else {
                trace.questions.append(
                    TraceQuestion(
                        point: question.point, subject: question.subject, rules: rules))
            }
        }
        return trace
    }
}

/// Turns what was recorded into the tree that people read.
struct TraceBuilder {
    private let recorder: TraceRecorder
    private let policy: SitePolicy
    private let map: ProbeMap
    private let paths: FactPaths
    private let day: Day
    /// Numbers spelled once, by type and field.
    private let numbers = Numbers()

    private final class Numbers {
        var known: [Int: ParameterRead?] = [:]
    }

    /// The most steps kept side by side.
    private static let widest = 24

    init?(_ recorder: TraceRecorder) {
        guard let policy = recorder.policy, let map = policy.probeSet?.map,
            let matter = recorder.matter, let day = recorder.day
        else { return nil }
        self.recorder = recorder
        self.policy = policy
        self.map = map
        self.day = day
        paths = FactPaths(
            root: UnsafePointer(matter), type: policy.schema.matter,
            subjects: recorder.subjects?.names ?? [:])
        for read in recorder.reads where read.type < policy.schema.parameterRoot {
            _ = paths.note(read)
        }
    }

    func rule(_ asked: TraceRecorder.Asked) -> TraceRule {
        let line = asked.failure.flatMap { Int($0.place.split(separator: ":").last ?? "") }
        let nodes = ProbeForest.nodes(
            map, recorder.log, asked.events, call: asked.call,
            failure: asked.failure.map { (Self.plain($0.message), line ?? 0) })
        var whole = asked.held.map { Verdict(holds: $0, value: $0 ? "yes" : "no") }
        if let answer = asked.answer {
            whole = Verdict(holds: true, value: Self.words(answer))
        }
        let (steps, omitted) = limited(nodes.flatMap { self.steps($0, asking: whole) })
        return TraceRule(
            rule: asked.rule.reference, kind: asked.rule.kind.rawValue, part: asked.part,
            held: asked.held, answer: asked.answer.map(Self.words) ?? "",
            failure: asked.failure.map {
                DecisionAlert(
                    code: $0.code, message: $0.message, place: $0.place, traceback: $0.traceback)
            },
            steps: steps, omitted: omitted)
    }

    /// A failure's message without the rule, which stands beside it.
    private static func plain(_ message: String) -> String {
        guard message.hasPrefix("in rule `"), let end = message.firstRange(of: "`: ") else {
            return message
        }
        return String(message[end.upperBound...])
    }

    /// What a call came to, for the tail call that stands for it.
    private struct Verdict {
        var holds: Bool
        var value: String
    }

    private func steps(_ node: ProbeForest.Node, asking whole: Verdict?) -> [TraceStep] {
        if node.isCall {
            return node.parts.enumerated().flatMap { index, part in
                steps(part, asking: index == node.parts.count - 1 ? whole : nil)
            }
        }
        let probe = map.probes[node.probe]
        var step = TraceStep(
            kind: probe.stepKind, source: probe.text,
            place: TraceStep.Place(
                file: probe.file, line: probe.span.line, column: probe.span.column,
                anchorLine: probe.anchor.line, anchorColumn: probe.anchor.column),
            failure: node.failure)
        var mine: Verdict?
        if probe.kind == .tailCall {
            mine = whole
        } else if let event = node.event.map({ recorder.log[$0] }), !event.isEntry {
            mine = Verdict(holds: event.isTruthy, value: words(event.value))
            name(event, probe, in: &step)
        }
        step.value = mine?.value
        step.holds = mine?.holds
        let calls = node.parts.filter(\.isCall)
        if map.asksEntries[node.probe] {
            step.steps = node.parts.filter { !$0.isCall }.flatMap { steps($0, asking: nil) }
            step.steps += calls.enumerated().map { entry($1, number: $0 + 1) }
        } else {
            step.steps = node.parts.flatMap { steps($0, asking: $0.isCall ? mine : nil) }
        }
        (step.steps, step.omitted) = limited(step.steps)
        return [step]
    }

    /// What a function was asked about one entry of a list.
    private func entry(_ call: ProbeForest.Node, number: Int) -> TraceStep {
        let function = map.probes[call.probe]
        let (parts, omitted) = limited(steps(call, asking: nil))
        return TraceStep(
            kind: .entry, source: "entry \(number)",
            place: TraceStep.Place(
                file: function.file, line: function.span.line, column: function.span.column,
                anchorLine: function.span.line, anchorColumn: function.span.column),
            value: parts.last?.value, holds: parts.last?.holds, steps: parts,
            omitted: omitted)
    }

    /// The steps without what a loop repeats, and without the middle of a long row; and how many
    /// that leaves out.
    private func limited(_ steps: [TraceStep]) -> ([TraceStep], Int) {
        // Two of a kind are always kept.
        guard steps.count > 2 else { return (steps, 0) }
        var seen: [TraceStep.Place: Int] = [:]
        var kept: [TraceStep] = []
        for (index, step) in steps.enumerated() {
            let times = seen[step.place, default: 0]
            seen[step.place] = times + 1
            if step.kind == .entry || times < 2 || index >= steps.count - 2 { kept.append(step) }
        }
        if kept.count > Self.widest {
            kept = kept.prefix(Self.widest - 4) + kept.suffix(4)
        }
        return (kept, steps.count - kept.count)
    }

    /// Ties a value to the fact or the number that it is.
    private func name(_ event: ProbeEvent, _ probe: Probe, in step: inout TraceStep) {
        guard let fact = event.fact, !event.isComputed else { return }
        guard fact.type < policy.schema.parameterRoot else {
            guard let read = number(fact.type, fact.field) else { return }
            // A yes, a name or a text is known by the field that was read last.
            if let field = probe.field, read.id.drop(while: { $0 != "." }).dropFirst() != field {
                return
            }
            step.parameter = read
            return
        }
        guard
            probe.field == nil
                || ScriptSchema.cases.records[fact.type].fields[fact.field].declaration.name
                    == probe.field
        else { return }
        var isOwn = probe.field != nil
        if case .quantity = event.value { isOwn = true }
        if isOwn {
            step.fact = paths.path(type: fact.type, record: fact.record, field: fact.field)
        }
    }

    private func number(_ type: Int, _ field: Int) -> ParameterRead? {
        let key = type << 16 | field
        if let known = numbers.known[key] { return known }
        let read = policy.parameterRead(type, field, on: day)
        numbers.known[key] = .some(read)
        return read
    }

    // MARK: Spelling

    private func words(_ value: ProbeEvent.Value) -> String {
        switch value {
        case .absent: "not recorded"
        case .bool(let yes): yes ? "yes" : "no"
        case .integer(let number): "\(number)"
        case .text(let text): "\"\(text)\""
        case .quantity(let unit, let number): FactText.spell(number, unit.factUnit)
        case .record: "recorded"
        case .list(let count): count == 1 ? "1 entry" : "\(count) entries"
        case .function: "a function"
        }
    }

    private static func words(_ answer: LuaValue) -> String {
        guard let pairs = answer.pairs else { return answer.spelling ?? "" }
        var parts: [String] = []
        for (key, value) in pairs where key != "outcome" {
            if let spelled = value.spelling { parts.append("\(key) = \(spelled)") }
        }
        let outcome = answer["outcome"]?.string ?? "an answer"
        return parts.isEmpty ? outcome : "\(outcome): \(parts.joined(separator: ", "))"
    }
}

extension Probe {
    fileprivate var stepKind: TraceStep.Kind {
        switch kind {
        case .condition, .tailCall: .condition
        case .connective: .connective
        case .operand: .operand
        case .result: .result
        case .branch, .function: .branch
        }
    }
}
