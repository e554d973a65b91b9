import LuaHost
import PolicyHost

/// Turns the counts of a file's probes into conditions, branches, functions and lines.
struct FileCoverageMaker {
    let counts: ProbeTally.FileCounts
    let map: SourceMap
    /// The rules of this file.
    let rules: [ProbeTally.RuleCounts]
    private let index: [Int: Int]
    /// Branches by the place of the condition that opens them.
    private let branchStarts: Set<Int>

    init(counts: ProbeTally.FileCounts, map: SourceMap, rules: [ProbeTally.RuleCounts]) {
        self.counts = counts
        self.map = map
        self.rules = rules
        index = Dictionary(
            uniqueKeysWithValues: counts.probes.enumerated().map { ($1.id, $0) })
        branchStarts = Set(
            counts.probes.filter { ["if", "elseif"].contains($0.text) && $0.kind == .branch }
                .map(\.span.start))
    }

    func coverage(of file: String) -> FileCoverage {
        var coverage = FileCoverage(file: file)
        var names: [String: Int] = [:]
        for (position, probe) in counts.probes.enumerated() where !runsOnlyAtLoad(probe) {
            let (yes, no) = (counts.yes[position], counts.no[position])
            coverage.lines[probe.span.line, default: 0] = max(
                coverage.lines[probe.span.line] ?? 0, yes + no)
            if probe.kind == .function {
                let name = name(of: probe)
                names[name, default: 0] += 1
                let number = names[name] ?? 1
                coverage.functions.append(
                    FunctionCoverage(
                        name: number == 1 ? name : "\(name)-\(number)", line: probe.span.line,
                        entered: yes))
            }
            if isCondition(probe) {
                coverage.conditions.append(place(.condition, probe, yes, no))
            }
            if isDecision(probe) { coverage.branches.append(place(.decision, probe, yes, no)) }
            if probe.kind == .branch, ["for", "while", "repeat"].contains(probe.text) {
                coverage.branches.append(place(.loop, probe, yes, 0))
            }
            if probe.kind == .connective { coverage.branches += skipped(probe, yes + no) }
        }
        let asking = Set(coverage.conditions.map(\.line) + coverage.branches.map(\.line))
        coverage.rules = rules.map { rule($0, asking: asking) }.sorted {
            ($0.lines.lowerBound, $0.id) < ($1.lines.lowerBound, $1.id)
        }
        coverage.branches.sort { ($0.line, $0.column, $0.length) < ($1.line, $1.column, $1.length) }
        return coverage
    }

    // MARK: Rules

    /// What became of a rule, given the lines on which something is asked.
    private func rule(_ counted: ProbeTally.RuleCounts, asking: Set<Int>) -> RuleCoverage {
        let rule = counted.rule
        let lines = lines(of: rule)
        let isFloor: Bool =
            switch rule.kind {
            case .available, .forbid, .require, .automatic, .due: true
            case .rule, .fallback, .rank, .limit: false
            }
        return RuleCoverage(
            id: rule.id, kind: rule.kind.rawValue, lines: lines, held: counted.held,
            failed: counted.failed,
            // What asks nothing holds always, and says so.
            needsBoth: isFloor && lines.contains(where: asking.contains),
            unreachable: map.unreachable(at: lines.lowerBound))
    }

    /// The declaration of a rule: the statement that holds its functions.
    private func lines(of rule: Rule) -> ClosedRange<Int> {
        let places = rule.sourceLines
        return places.lazy.compactMap(map.rule).first ?? (places.last ?? 0)...(places.last ?? 0)
    }

    // MARK: Which probes are what

    /// Whether a probe stands outside functions, or in one that only builds rules at load time.
    private func runsOnlyAtLoad(_ probe: Probe) -> Bool {
        if probe.kind == .function {
            return probe.function == nil && map.calledAtLoad.contains(probe.text)
        }
        guard let function = probe.function.flatMap({ index[$0] }) else { return true }
        return runsOnlyAtLoad(counts.probes[function])
    }

    private func function(of probe: Probe) -> String? {
        probe.function.flatMap { index[$0] }.map { counts.probes[$0].text }
    }

    /// Whether the value is all that a rule's condition answers.
    private func answersARule(_ probe: Probe) -> Bool {
        probe.isDecision && ["when", "met"].contains(function(of: probe) ?? "")
    }

    private func isCondition(_ probe: Probe) -> Bool {
        switch probe.kind {
        case .condition: !isValue(probe)
        case .result, .tailCall: answersARule(probe)
        case .function, .branch, .connective, .operand: false
        }
    }

    private func isDecision(_ probe: Probe) -> Bool {
        guard probe.isDecision else { return false }
        switch probe.kind {
        case .condition, .connective: return !isValue(probe)
        case .result, .tailCall: return answersARule(probe)
        case .function, .branch, .operand: return false
        }
    }

    /// Whether what a function returns is no yes or no: `return days(30)`.
    private func isValue(_ probe: Probe) -> Bool {
        guard probe.isDecision, !branchStarts.contains(probe.span.start) else { return false }
        let verb = String(probe.text.prefix { $0 != "(" && $0 != " " })
        return Self.valueVerbs.contains(verb)
    }

    private static let valueVerbs: Set<String> = [
        "business_days", "cents", "count", "date", "days", "days_since", "days_until", "dollars",
        "first", "months", "percent",
    ]

    /// The parts of `a and b and c` after the first: each is evaluated, or skipped.
    private func skipped(_ connective: Probe, _ asked: Int) -> [PlaceCoverage] {
        let parts = counts.probes.indices.filter { counts.probes[$0].parent == connective.id }
        // With a constant among the parts the first probed one need not be the first.
        return parts.dropFirst().map { part in
            let evaluated = counts.yes[part] + counts.no[part]
            return place(
                .shortCircuit, counts.probes[part], evaluated, max(0, asked - evaluated))
        }
    }

    // MARK: Places

    private func place(_ kind: PlaceCoverage.Kind, _ probe: Probe, _ yes: Int, _ no: Int)
        -> PlaceCoverage
    {
        let firstLine = probe.text.prefix { $0 != "\n" }
        let isShort = probe.text.count == firstLine.count
        return PlaceCoverage(
            kind: kind, line: probe.span.line, column: probe.span.column, length: firstLine.count,
            text: isShort ? probe.text : firstLine + " …", yes: yes, no: no,
            unreachable: map.unreachable(at: probe.span.line))
    }

    /// The function's name with that of the rule it belongs to.
    private func name(of probe: Probe) -> String {
        let name = probe.text.contains { $0.isWhitespace } ? "function" : probe.text
        let declaration = map.rule(at: probe.span.line)
        let rule = rules.first { declaration != nil && lines(of: $0.rule) == declaration }
        guard let rule else { return name == "function" ? "line-\(probe.span.line)" : name }
        return "\(rule.rule.id).\(name)"
    }
}
