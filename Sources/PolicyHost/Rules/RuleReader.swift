import CaseModel
import LuaHost

/// Turns what a policy file returns into rules, reporting everything that is wrong at once.
struct RuleReader {
    let file: String
    let layer: Layer
    let languages: [String]
    let problems: ProblemList
    /// The answers that a function at a line can give, read from the source.
    let outcomes: (_ line: Int) -> [Outcome]

    static let elements = ["respect", "understanding", "voice", "neutrality", "helpfulness"]

    /// The rules of one file.
    func rules(_ value: LuaValue) -> [Rule] {
        guard let head = value["head"], let list = value["rules"]?.items else {
            add("policy.return", "the file must end with `return policy`", line: 0)
            return []
        }
        guard let areaName = head["area"]?.string, let area = Area(rawValue: areaName) else {
            add(
                "policy.area", "`accord.policy` needs an area", line: 1,
                suggestion: "one of \(Area.allCases.map(\.rawValue).joined(separator: ", "))")
            return []
        }
        if head["api"]?.number != 1 {
            add("policy.api", "this version reads `api = 1`", line: 1)
        }
        var rules: [Rule] = []
        for entry in list {
            guard let kindName = entry["kind"]?.string, let kind = RuleKind(rawValue: kindName),
                let body = entry["body"]
            else { continue }
            let line = entry["line"]?.number.map { Int($0) } ?? 0
            if let rule = rule(kind, body, area: area, line: line) { rules.append(rule) }
        }
        return rules
    }

    private func add(_ code: String, _ message: String, line: Int, suggestion: String = "") {
        problems.add(
            PolicyProblem(
                code: code, message: message, file: file, line: line, suggestion: suggestion))
    }

    private func rule(_ kind: RuleKind, _ body: LuaValue, area: Area, line: Int) -> Rule? {
        guard let entries = body.pairs else {
            add("rule.shape", "policy:\(kind.rawValue) takes one table", line: line)
            return nil
        }
        let allowed = RuleKey.keys(of: kind).map(\.name)
        for (key, _) in entries where !allowed.contains(key) {
            let near = EditDistance.nearest(key, in: allowed)
            add(
                "rule.unknown-key", "policy:\(kind.rawValue) has no `\(key)`", line: line,
                suggestion: near.map { "did you mean `\($0)`?" } ?? "")
        }
        guard let id = body["id"]?.string, !id.isEmpty else {
            add("rule.no-id", "policy:\(kind.rawValue) needs an `id`", line: line)
            return nil
        }
        if !layer.kinds.contains(kind) {
            add(
                "rule.layer",
                "`\(id)`: the \(layer.rawValue) layer can't hold policy:\(kind.rawValue)",
                line: line,
                suggestion:
                    "it may hold \(layer.kinds.map(\.rawValue).sorted().joined(separator: ", "))")
        }
        let about = required("about", of: id, body, line)
        let authority = required("authority", of: id, body, line)
        let tag = Provenance(rawValue: body["tag"]?.string ?? "")
        if tag == nil {
            add(
                "rule.tag", "`\(id)` needs a `tag`", line: line,
                suggestion: "one of \(Provenance.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let element = body["element"]?.string ?? ""
        if [.rule, .fallback, .rank].contains(kind) || !element.isEmpty,
            !Self.elements.contains(element)
        {
            let near = EditDistance.nearest(element, in: Self.elements)
            add(
                "rule.element", "`\(id)` needs an `element` of procedural justice", line: line,
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "one of \(Self.elements.joined(separator: ", "))")
        }
        let (point, boundsContact) = point(body, area: area, id: id, line: line)
        let remedies = names("remedy", "remedies", body, known: CaseVocabulary.remedies, id, line)
        let opens =
            body["opens"] == nil
            ? remedies : names("", "opens", body, known: CaseVocabulary.remedies, id, line)
        var filters: [String: [String]] = [:]
        for (key, known) in [
            ("channels", CaseVocabulary.channels), ("who", ["ncp", "cp"]),
            ("modes", CaseVocabulary.conferenceModes),
        ] {
            let words = names("", key, body, known: known, id, line)
            if !words.isEmpty { filters[key] = words }
        }
        let tell = tell(body, id: id, kind: kind, line: line)
        var rule = RuleDraft(
            id: id, kind: kind, layer: layer, area: area, point: point,
            boundsContact: boundsContact, remedies: remedies, opens: opens, filters: filters,
            about: about,
            authority: authority, tag: tag ?? .assumed, element: element, tell: tell,
            languages: languages,
            missing: body["missing"]?.string ?? "", points: Int(body["points"]?.number ?? 0),
            because: body["because"]?.string ?? "", place: "\(file):\(line)")
        functions(&rule, body, line: line)
        return Rule(rule)
    }

    private func functions(_ rule: inout RuleDraft, _ body: LuaValue, line: Int) {
        rule.condition = body["when"]?.callable
        rule.decide = body["decide"]?.callable
        rule.longest = body["longest"]?.callable
        rule.atMost = body["at_most"]?.callable
        func need(_ key: String) {
            add(
                "rule.function", "`\(rule.id)` needs `\(key) = function(case, site) … end`",
                line: line)
        }
        switch rule.kind {
        case .rule:
            if rule.condition == nil { need("when") }
            if rule.decide == nil { need("decide") }
        case .fallback:
            if rule.decide == nil { need("decide") }
        case .require:
            // A requirement is met, or it does not apply; `when` narrows whom it applies to.
            rule.met = body["met"]?.callable
            if rule.met == nil { need("met") }
            if rule.missing.isEmpty {
                add("rule.missing", "`\(rule.id)` must say what is `missing`", line: line)
            }
        case .limit:
            if rule.longest == nil, rule.atMost == nil { need("longest") }
        case .rank:
            if rule.condition == nil { need("when") }
            if rule.because.isEmpty {
                add("rule.because", "`\(rule.id)` must say `because` in words", line: line)
            }
        case .available, .forbid, .automatic, .due:
            if rule.condition == nil { need("when") }
        }
        if let decide = rule.decide { rule.possible = outcomes(decide.line) }
    }

    private func required(_ key: String, of id: String, _ body: LuaValue, _ line: Int) -> String {
        guard let text = body[key]?.string, !text.isEmpty else {
            add("rule.no-\(key)", "`\(id)` needs `\(key)`", line: line)
            return ""
        }
        return text
    }

    private func point(_ body: LuaValue, area: Area, id: String, line: Int)
        -> (DecisionPoint?, Bool)
    {
        let points = DecisionPoint.points(in: area)
        guard let name = body["point"]?.string else {
            if area == .enforcement { return (.remedy, false) }
            if area == .outreach { return (nil, true) }
            add(
                "rule.point", "`\(id)` needs a `point`", line: line,
                suggestion: "one of \(points.map(\.rawValue).joined(separator: ", "))")
            return (nil, false)
        }
        if name == "contact", area == .outreach { return (nil, true) }
        guard let point = points.first(where: { $0.rawValue == name }) else {
            add(
                "rule.point", "`\(id)`: `\(name)` is no decision point of \(area.rawValue)",
                line: line, suggestion: "one of \(points.map(\.rawValue).joined(separator: ", "))")
            return (nil, false)
        }
        return (point, false)
    }

    private func names(
        _ single: String, _ plural: String, _ body: LuaValue, known: [String], _ id: String,
        _ line: Int
    ) -> [String] {
        var found: [String] = []
        if !single.isEmpty, let one = body[single]?.string { found.append(one) }
        if let one = body[plural]?.string { found.append(one) }
        for item in body[plural]?.items ?? [] {
            if let text = item.string { found.append(text) }
        }
        for name in found where !known.contains(name) {
            let near = EditDistance.nearest(name, in: known)
            add(
                "rule.unknown-name",
                "`\(id)`: no \(single.isEmpty ? plural : single) is called `\(name)`",
                line: line, suggestion: near.map { "did you mean `\($0)`?" } ?? "")
        }
        return found
    }

    private func tell(_ body: LuaValue, id: String, kind: RuleKind, line: Int) -> [String: String] {
        var words: [String: String] = [:]
        for (language, value) in body["tell"]?.pairs ?? [] {
            if let text = value.string { words[language] = text }
        }
        if kind == .rule || kind == .fallback, words.isEmpty {
            add(
                "rule.no-tell", "`\(id)` needs words for the parent", line: line,
                suggestion: "write tell = { en = \"…\", es = \"…\" }")
        }
        guard !words.isEmpty else { return words }
        for language in languages where words[language] == nil && ["en", "es"].contains(language) {
            add("rule.tell-language", "`\(id)` has no words in `\(language)`", line: line)
        }
        for text in words.values {
            for name in Template.placeholders(in: text) where !Template.known.contains(name) {
                let near = EditDistance.nearest(name, in: Template.known)
                add(
                    "rule.placeholder", "`\(id)`: no `{\(name)}` can be filled in", line: line,
                    suggestion: near.map { "did you mean `{\($0)}`?" } ?? "")
            }
        }
        return words
    }
}
