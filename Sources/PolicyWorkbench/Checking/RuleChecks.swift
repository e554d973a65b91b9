import CaseModel
import LuaHost
import PolicyHost

/// Rules of one site that can never speak, say nothing about the case, or act before anybody
/// talked with the parent.
struct RuleChecks {
    private let analysis: SiteAnalysis
    private(set) var findings: [PolicyProblem] = []

    init(analysis: SiteAnalysis) {
        self.analysis = analysis
        guard analysis.isComplete else { return }
        for rule in analysis.rules {
            checkShadow(rule)
            checkConstant(rule)
            checkRemedies(rule)
            checkOutreach(rule)
        }
    }

    private mutating func warn(
        _ code: String, _ rule: SourcedRule, _ place: FilePlace, _ message: String,
        _ suggestion: String
    ) {
        findings.append(
            rule.problem(code, message, at: place, suggestion: suggestion, severity: .warning))
    }

    // MARK: Rules that never speak

    private mutating func checkShadow(_ rule: SourcedRule) {
        guard let source = rule.source, !source.shadowedBy.isEmpty else { return }
        let names = source.shadowedBy.suffix(3).map { "`\($0)`" }.joined(separator: ", ")
        warn(
            "rule.unreachable", rule, rule.place(ofValue: "id"),
            "`\(rule.rule.id)` is never asked: \(names) before it \(source.shadowedBy.count == 1 ? "leaves" : "leave") nothing for it",
            "move it up, narrow the earlier rule, or remove it")
    }

    private mutating func checkConstant(_ rule: SourcedRule) {
        guard let source = rule.source else { return }
        let id = rule.rule.id
        if let condition = source.parts["when"] {
            let place = rule.place(ofValue: "when")
            if condition.truth == .never {
                warn(
                    "rule.never", rule, place, "the condition of `\(id)` is never true",
                    "mend the condition, or remove the rule")
            } else if condition.reads.isEmpty || condition.truth == .always,
                speaksForItself(rule.rule)
            {
                warn(
                    "rule.constant", rule, place,
                    "the condition of `\(id)` asks nothing about the case",
                    rule.rule.kind == .rule
                        ? "ask about a fact, or make it policy:default" : "ask about a fact")
            }
        }
        if let met = source.parts["met"], met.reads.isEmpty || met.truth != .maybe {
            warn(
                "rule.constant", rule, rule.place(ofValue: "met"),
                "`\(id)` requires something that no fact can change",
                met.truth == .never ? "use policy:forbid" : "ask about a fact, or remove the rule")
        }
    }

    /// A law may hold for every case: then its remedies or channels say what it is about.
    private func speaksForItself(_ rule: Rule) -> Bool {
        switch rule.kind {
        case .rank: true
        case .rule, .due, .forbid: rule.remedies.isEmpty && rule.filters.isEmpty
        case .automatic, .available, .require, .limit, .fallback: false
        }
    }

    private mutating func checkRemedies(_ rule: SourcedRule) {
        guard rule.rule.layer >= .program, rule.rule.point == .remedy, !rule.rule.remedies.isEmpty,
            rule.rule.kind != .available
        else { return }
        guard rule.rule.remedies.allSatisfy({ !analysis.openRemedies.contains($0) }) else { return }
        let key = rule.source?.entries["remedy"] == nil ? "remedies" : "remedy"
        warn(
            "rule.not-opened", rule, rule.place(ofValue: key),
            "no law of this state opens \(rule.rule.remedies.joined(separator: ", ")), so `\(rule.rule.id)` is never asked",
            "name a remedy that the law opens: \(analysis.openRemedies.joined(separator: ", "))")
    }

    // MARK: Outreach first

    /// Steps that press a parent, and that nobody is obliged to take.
    ///
    /// Withholding, offsets, liens, reports and lump sums run by themselves once their notice is out,
    /// so the model asks no talk of them. What a case manager may start or leave is in this list.
    private static let pressing = [
        "driver_license_suspension", "occupational_license_suspension",
        "recreational_license_suspension", "account_levy", "property_seizure", "contempt_filing",
        "criminal_referral",
    ]

    private mutating func checkOutreach(_ rule: SourcedRule) {
        guard rule.rule.layer == .site, [.rule, .fallback].contains(rule.rule.kind),
            let point = rule.rule.point, let source = rule.source
        else { return }
        let act: String
        switch point {
        case .remedy: act = "proceed"
        case .furtherEnforcement: act = "escalate"
        case .contemptReferral: act = "refer"
        default: return
        }
        guard let answer = source.parts["decide"]?.answers.first(where: { $0.name == act }),
            !(source.parts["when"].map(asksAboutOutreach) ?? false)
        else { return }
        var bare: [String] = []
        if point == .remedy {
            let asked =
                rule.rule.remedies.isEmpty ? analysis.openRemedies : rule.rule.remedies
            bare = asked.filter { remedy in
                Self.pressing.contains(remedy) && analysis.openRemedies.contains(remedy)
                    && !hasOutreachFloor(.remedy, remedy: remedy)
            }
            guard !bare.isEmpty else { return }
        } else if hasOutreachFloor(point, remedy: nil) {
            return
        }
        let place =
            answer.file == rule.file
            ? FilePlace(answer.span.headOnly(answer.name), in: rule.text)
            : rule.place(ofValue: "decide")
        warn(
            "rule.no-outreach", rule, place,
            "`\(rule.rule.id)` can answer `\(act)`"
                + (bare.isEmpty ? "" : " for \(bare.joined(separator: ", "))")
                + " though nobody tried to reach the parent",
            "add a policy:require that asks case.engagement, or ask it in `when`")
    }

    private func asksAboutOutreach(_ part: RulePartFlow) -> Bool {
        !part.reads.isDisjoint(with: ["case.engagement", "case.contacts", "case.conferences"])
    }

    private func hasOutreachFloor(_ point: DecisionPoint, remedy: String?) -> Bool {
        analysis.rules.contains { other in
            guard other.rule.kind == .require, other.rule.point == point,
                let met = other.source?.parts["met"], asksAboutOutreach(met)
            else { return false }
            guard let remedy, !other.rule.remedies.isEmpty else { return true }
            return other.rule.remedies.contains(remedy)
        }
    }
}

extension SourceSpan {
    /// The first word of the span.
    func headOnly(_ word: String) -> SourceSpan {
        var head = self
        head.end = start + word.utf8.count
        head.endLine = line
        return head
    }
}
