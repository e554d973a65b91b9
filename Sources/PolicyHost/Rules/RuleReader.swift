import CaseModel
package import LuaHost

/// Turns what a policy file returns into rules, reporting everything that is wrong at once.
struct RuleReader {
    let file: String
    let text: String
    let layer: Layer
    let languages: [String]
    let problems: ProblemList
    /// The answers that a function at a line can give, read from the source.
    let outcomes: (_ line: Int) -> [Outcome]
    /// The calls that make rules, as they stand in the source.
    let sources: [RuleSource]

    static let elements = ["respect", "understanding", "voice", "neutrality", "helpfulness"]

    /// The rules of one file.
    func rules(_ value: LuaValue) -> [SourcedRule] {
        guard let head = value["head"], let list = value["rules"]?.items else {
            let last = text.split(separator: "\n", omittingEmptySubsequences: false)
                .lastIndex { !$0.allSatisfy(\.isWhitespace) }
            add(
                "policy.return", "the file must end with `return policy`",
                at: FilePlace(line: (last ?? 0) + 1, of: text),
                suggestion: "add it as the last line")
            return []
        }
        guard let areaName = head["area"]?.string, let area = Area(rawValue: areaName) else {
            let names = Area.allCases.map(\.rawValue)
            let near = head["area"]?.string.flatMap { EditDistance.nearest($0, in: names) }
            add(
                "policy.area", "`accord.policy` needs an area", at: headPlace,
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "one of \(names.joined(separator: ", "))")
            return []
        }
        if head["api"]?.number != Int64(HostAPI.version) {
            add(
                "policy.api", "this version reads `api = \(HostAPI.version)`", at: headPlace,
                suggestion: "write api = \(HostAPI.version)")
        }
        var rules: [SourcedRule] = []
        for entry in list {
            guard let kindName = entry["kind"]?.string, let kind = RuleKind(rawValue: kindName),
                let body = entry["body"]
            else { continue }
            let line = entry["line"]?.number.map { Int($0) } ?? 0
            let here = sources.filter { $0.line == line }
            let id = body["id"]?.string
            let source = here.first { $0.id == id } ?? here.first
            let reading = RuleReading(reader: self, line: line, source: source)
            if let rule = reading.rule(kind, body, area: area) {
                rules.append(SourcedRule(rule: rule, source: source, file: file, text: text))
            }
        }
        return rules
    }

    /// Where the file says what it answers.
    private var headPlace: FilePlace {
        let top = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("accord.policy") }
        return FilePlace(line: (top ?? 0) + 1, of: text)
    }

    private func add(_ code: String, _ message: String, at place: FilePlace, suggestion: String) {
        problems.add(
            PolicyProblem(
                code: code, message: message, file: file, line: place.line, column: place.column,
                length: place.length, suggestion: suggestion))
    }
}

/// Reads one rule; what is wrong is reported at the key or the value that is meant.
private struct RuleReading {
    let reader: RuleReader
    let line: Int
    let source: RuleSource?

    private var file: String { reader.file }
    private var layer: Layer { reader.layer }

    /// Where a problem is reported.
    private enum Place {
        case rule
        case key(String)
        case value(String)
        /// A text inside the value of a key.
        case word(String, in: String)
    }

    private func add(_ code: String, _ message: String, _ place: Place, suggestion: String = "") {
        let place = self.place(place)
        reader.problems.add(
            PolicyProblem(
                code: code, message: message, file: file, line: place.line, column: place.column,
                length: place.length, suggestion: suggestion))
    }

    private func place(_ place: Place) -> FilePlace {
        let text = reader.text
        guard let source else { return FilePlace(line: line, of: text) }
        let head = FilePlace(source.head, in: text)
        switch place {
        case .rule: return head
        case .key(let key): return source.entries[key].map { FilePlace($0.key, in: text) } ?? head
        case .value(let key):
            return source.entries[key].map { FilePlace($0.value.span, in: text) } ?? head
        case .word(let word, let key):
            guard let value = source.entries[key]?.value else { return head }
            return value.place(of: word, in: text) ?? FilePlace(value.span, in: text)
        }
    }

    func rule(_ kind: RuleKind, _ body: LuaValue, area: Area) -> Rule? {
        guard let entries = body.pairs else {
            add(
                "rule.shape", "policy:\(kind.rawValue) takes one table", .rule,
                suggestion: "write policy:\(kind.rawValue) { id = …, … }")
            return nil
        }
        let allowed = RuleKey.keys(of: kind).map(\.name)
        for (key, _) in entries where !allowed.contains(key) {
            let near = EditDistance.nearest(key, in: allowed)
            add(
                "rule.unknown-key", "policy:\(kind.rawValue) has no `\(key)`", .key(key),
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "it takes \(allowed.joined(separator: ", "))")
        }
        guard let id = body["id"]?.string, !id.isEmpty else {
            add(
                "rule.no-id", "policy:\(kind.rawValue) needs an `id`", .rule,
                suggestion: "write id = \"words-with-hyphens\"")
            return nil
        }
        if !layer.kinds.contains(kind) {
            add(
                "rule.layer",
                "`\(id)`: the \(layer.rawValue) layer can't hold policy:\(kind.rawValue)",
                .rule,
                suggestion:
                    "it may hold \(layer.kinds.map(\.rawValue).sorted().joined(separator: ", "))")
        }
        let about = required("about", of: id, body)
        let authority = required("authority", of: id, body)
        let tag = Provenance(rawValue: body["tag"]?.string ?? "")
        if tag == nil {
            add(
                "rule.tag", "`\(id)` needs a `tag`", .value("tag"),
                suggestion: "one of \(Provenance.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let element = body["element"]?.string ?? ""
        if [.rule, .fallback, .rank].contains(kind) || !element.isEmpty,
            !RuleReader.elements.contains(element)
        {
            let near = EditDistance.nearest(element, in: RuleReader.elements)
            add(
                "rule.element", "`\(id)` needs an `element` of procedural justice",
                .value("element"),
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "one of \(RuleReader.elements.joined(separator: ", "))")
        }
        let (point, boundsContact) = point(body, area: area, id: id)
        let remedies = names("remedy", "remedies", body, known: CaseVocabulary.remedies, id)
        let opens =
            body["opens"] == nil
            ? remedies : names("", "opens", body, known: CaseVocabulary.remedies, id)
        var filters: [String: [String]] = [:]
        for (key, known) in [
            ("channels", CaseVocabulary.channels), ("who", ["ncp", "cp"]),
            ("modes", CaseVocabulary.conferenceModes),
        ] {
            let words = names("", key, body, known: known, id)
            if !words.isEmpty { filters[key] = words }
        }
        let tell = tell(body, id: id, kind: kind)
        var rule = RuleDraft(
            id: id, kind: kind, layer: layer, area: area, point: point,
            boundsContact: boundsContact, remedies: remedies, opens: opens, filters: filters,
            about: about,
            authority: authority, tag: tag ?? .assumed, element: element, tell: tell,
            languages: reader.languages,
            missing: body["missing"]?.string ?? "", points: Int(body["points"]?.number ?? 0),
            because: body["because"]?.string ?? "", place: "\(file):\(line)")
        functions(&rule, body)
        return Rule(rule)
    }

    private func functions(_ rule: inout RuleDraft, _ body: LuaValue) {
        rule.condition = body["when"]?.callable
        rule.decide = body["decide"]?.callable
        rule.longest = body["longest"]?.callable
        rule.atMost = body["at_most"]?.callable
        func need(_ key: String) {
            add(
                "rule.function", "`\(rule.id)` needs `\(key) = function(case, site) … end`",
                .value(key), suggestion: "give `\(key)` a function")
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
                add(
                    "rule.missing", "`\(rule.id)` must say what is `missing`", .value("missing"),
                    suggestion: "write missing = \"what must be done first\"")
            }
        case .limit:
            if rule.longest == nil, rule.atMost == nil { need("longest") }
        case .rank:
            if rule.condition == nil { need("when") }
            if rule.because.isEmpty {
                add(
                    "rule.because", "`\(rule.id)` must say `because` in words", .value("because"),
                    suggestion: "write because = \"why this partner comes earlier or later\"")
            }
        case .available, .forbid, .automatic, .due:
            if rule.condition == nil { need("when") }
        }
        if let decide = rule.decide { rule.possible = reader.outcomes(decide.line) }
    }

    private func required(_ key: String, of id: String, _ body: LuaValue) -> String {
        guard let text = body[key]?.string, !text.isEmpty else {
            add(
                "rule.no-\(key)", "`\(id)` needs `\(key)`", .value(key),
                suggestion: key == "about"
                    ? "say in one sentence what the rule does"
                    : "name the law or the source, or \"Design value\"")
            return ""
        }
        return text
    }

    private func point(_ body: LuaValue, area: Area, id: String)
        -> (DecisionPoint?, Bool)
    {
        let points = DecisionPoint.points(in: area)
        guard let name = body["point"]?.string else {
            if area == .enforcement { return (.remedy, false) }
            if area == .outreach { return (nil, true) }
            add(
                "rule.point", "`\(id)` needs a `point`", .value("point"),
                suggestion: "one of \(points.map(\.rawValue).joined(separator: ", "))")
            return (nil, false)
        }
        if name == "contact", area == .outreach { return (nil, true) }
        guard let point = points.first(where: { $0.rawValue == name }) else {
            add(
                "rule.point", "`\(id)`: `\(name)` is no decision point of \(area.rawValue)",
                .value("point"),
                suggestion: "one of \(points.map(\.rawValue).joined(separator: ", "))")
            return (nil, false)
        }
        return (point, false)
    }

    private func names(
        _ single: String, _ plural: String, _ body: LuaValue, known: [String], _ id: String
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
                .word(name, in: body[single]?.string == name ? single : plural),
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "it is one of \(known.joined(separator: ", "))")
        }
        return found
    }

    private func tell(_ body: LuaValue, id: String, kind: RuleKind) -> [String: String] {
        var words: [String: String] = [:]
        for (language, value) in body["tell"]?.pairs ?? [] {
            if let text = value.string { words[language] = text }
        }
        if kind == .rule || kind == .fallback, words.isEmpty {
            add(
                "rule.no-tell", "`\(id)` needs words for the parent", .value("tell"),
                suggestion: "write tell = { en = \"…\", es = \"…\" }")
        }
        guard !words.isEmpty else { return words }
        for language in reader.languages
        where words[language] == nil && ["en", "es"].contains(language) {
            add(
                "rule.tell-language", "`\(id)` has no words in `\(language)`", .value("tell"),
                suggestion: "write \(language) = \"…\" beside the others")
        }
        for text in words.values {
            for name in Template(text).names where !Template.known.contains(name) {
                let near = EditDistance.nearest(name, in: Template.known)
                add(
                    "rule.placeholder", "`\(id)`: no `{\(name)}` can be filled in",
                    .word("{\(name)}", in: "tell"),
                    suggestion: near.map { "did you mean `{\($0)}`?" }
                        ?? "known are \(Template.known.map { "{\($0)}" }.joined(separator: ", "))")
            }
        }
        return words
    }
}

extension Expression {
    /// Where a text first stands in the strings of this expression.
    package func place(of word: String, in text: String) -> FilePlace? {
        var found: FilePlace?
        walk { node in
            guard found == nil, case .expression(let part) = node,
                case .string(let value) = part.kind, value.contains(word)
            else { return }
            let bytes = text.utf8
            let start = bytes.index(bytes.startIndex, offsetBy: part.span.start)
            let end = bytes.index(start, offsetBy: part.span.end - part.span.start)
            guard let range = text[start..<end].firstRange(of: word) else { return }
            // A whole string is meant with its quotes.
            if value == word {
                found = FilePlace(part.span, in: text)
                return
            }
            let before = text[start..<range.lowerBound]
            let line = before.split(separator: "\n", omittingEmptySubsequences: false)
            found = FilePlace(
                line: part.span.line + line.count - 1,
                column: (line.count == 1 ? part.span.column : 1) + (line.last?.count ?? 0),
                length: word.count)
        }
        return found
    }
}
