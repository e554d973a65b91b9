import CaseModel
import LuaHost
import PolicyHost

extension EditorPlace {
    private var reference: Reference { workspace.lately().reference }

    // MARK: Completion

    func luaCompletions() -> [Completion] {
        let tokens = LuaTokens(lines.prefix(offset))
        if tokens.openString != nil {
            return LuaCursor(tokens.items).slot.map(words(of:)) ?? []
        }
        var items = tokens.items
        // The name that is being typed is no part of what stands before it.
        if let last = items.last, last.kind == .name, last.span.end == offset { items.removeLast() }
        let cursor = LuaCursor(items)
        guard let last = items.last else { return names(cursor) }
        if last.isSymbol("."), items.count > 1 {
            return members(of: cursor, endingAt: items.count - 2)
        }
        if last.isSymbol(":"), items.count > 1, items[items.count - 2].text == "policy" {
            return reference.entries(of: .rule).map {
                completion($0, String($0.name.split(separator: ":").last ?? ""), .keyword)
            }
        }
        if cursor.isKeyPlace, let constructor = cursor.constructor {
            return keys(constructor)
        }
        return names(cursor)
    }

    private func completion(_ entry: ReferenceEntry, _ label: String, _ kind: Completion.Kind)
        -> Completion
    {
        let detail = [entry.type, entry.unit.map { "in \($0)" } ?? ""].filter { !$0.isEmpty }
        return Completion(
            label: label, kind: kind, detail: detail.joined(separator: ", "), page: entry.markdown)
    }

    /// What stands behind a dot: fields, numbers, functions of a library or of Lua.
    private func members(of cursor: LuaCursor, endingAt index: Int) -> [Completion] {
        guard let names = cursor.chain(endingAt: index), let first = names.first else { return [] }
        if names.count == 1, let module = cursor.modules[first] {
            return children(of: module, among: reference.entries(of: .function), .function)
        }
        if let path = cursor.path(of: names) {
            if path == "site" || path.hasPrefix("site.") {
                let inside = path.dropFirst(5)
                return children(
                    of: String(inside), among: reference.entries(of: .parameter), .constant)
            }
            if path == "it" || path.hasPrefix("it.") {
                return ["remedy", "partner", "contact"].flatMap {
                    children(of: $0 + path.dropFirst(2), among: reference.entries, .field)
                }
            }
            return children(of: path, among: reference.entries(prefix: path + "."), .field)
        }
        return children(of: first, among: reference.entries(of: .helper), .function)
    }

    /// The next step of every name below a path; groups of numbers are steps, too.
    private func children(of path: String, among entries: [ReferenceEntry], _ kind: Completion.Kind)
        -> [Completion]
    {
        let start = path.isEmpty ? "" : path + "."
        var found: [Completion] = []
        for entry in entries where entry.name.hasPrefix(start) && entry.withheld == nil {
            let rest = entry.name.dropFirst(start.count)
            let step = rest.prefix { $0 != "." }
            guard !step.isEmpty, !step.hasSuffix("[]") else { continue }
            if step.count == rest.count {
                found.append(completion(entry, String(step), kind))
            } else if !found.contains(where: { $0.label == step }), path.isEmpty {
                found.append(Completion(label: String(step), kind: kind))
            }
        }
        return found
    }

    private func keys(_ constructor: (name: String, isRule: Bool)) -> [Completion] {
        if constructor.isRule {
            guard let kind = RuleKind(rawValue: constructor.name) else { return [] }
            return RuleKey.keys(of: kind).map {
                Completion(
                    label: $0.name, kind: .property,
                    detail: $0.requiredBy.contains(kind) ? "required" : "", page: $0.about)
            }
        }
        let shape = AnswerShape.all.first { $0.name == constructor.name }
        return shape?.entries.map {
            Completion(label: $0.name, kind: .property, detail: $0.type, page: $0.about)
        } ?? []
    }

    /// Names that may begin an expression.
    private func names(_ cursor: LuaCursor) -> [Completion] {
        var found = cursor.meanings.keys.sorted().map { Completion(label: $0, kind: .variable) }
        found += cursor.modules.keys.sorted().map { Completion(label: $0, kind: .module) }
        for kind in [ReferenceEntry.Kind.helper, .answer] {
            found += reference.entries(of: kind).filter { !$0.name.contains(".") }
                .map { completion($0, $0.name, .function) }
        }
        return found
    }

    private func words(of slot: LuaCursor.Slot) -> [Completion] {
        func list(_ words: [String]) -> [Completion] {
            words.map { word in
                let page = reference.entries(named: word).first {
                    [.remedy, .channel, .service, .point, .answer].contains($0.kind)
                }
                return Completion(
                    label: word, kind: .value, detail: page?.summary ?? "",
                    page: page?.markdown ?? "")
            }
        }
        switch slot {
        case .module:
            return workspace.lately().tree.paths(in: "policies/lib", ending: ".lua").map {
                Completion(
                    label: String($0.dropFirst("policies/lib/".count).dropLast(4)), kind: .module)
            }
        case .path(let path):
            return list(reference.entry(named: path)?.values ?? [])
        case .key(let key, let constructor):
            return list(Self.words(ofKey: key, of: constructor, reference))
        }
    }

    /// The words that a key of a rule or of an answer takes.
    static func words(ofKey key: String, of constructor: String?, _ reference: Reference)
        -> [String]
    {
        switch key {
        case "remedy", "remedies", "opens", "ladder": return CaseVocabulary.remedies
        case "channel", "channels": return CaseVocabulary.channels
        case "purpose": return CaseVocabulary.purposes
        case "mode", "modes": return CaseVocabulary.conferenceModes
        case "who": return Participant.words
        case "service", "offer": return CaseVocabulary.services
        case "services": return CaseVocabulary.agencyServices
        case "handoff": return Referral.Handoff.words
        case "area": return Area.allCases.map(\.rawValue)
        case "point":
            return DecisionPoint.allCases.filter { $0.area != nil }.map(\.rawValue) + ["contact"]
        default:
            return reference.entries(named: "key:\(key)").first?.values ?? []
        }
    }

    // MARK: Hover and definition

    /// The token at the place, with what stands before it.
    private var token: (item: LuaTokens.Item, cursor: LuaCursor, index: Int, next: LuaTokens.Item?)?
    {
        let items = LuaTokens(lines.text).items
        guard
            let index = items.firstIndex(where: {
                $0.span.start <= offset && offset <= $0.span.end
                    && ($0.kind == .name || $0.kind == .string)
            })
        else { return nil }
        let next = index + 1 < items.count ? items[index + 1] : nil
        return (items[index], LuaCursor(Array(items[...index])), index, next)
    }

    /// The entry of the reference that the place is about.
    private func entry() -> (entry: ReferenceEntry, item: LuaTokens.Item)? {
        guard let (item, cursor, index, next) = token else { return nil }
        if item.kind == .string {
            let before = LuaCursor(Array(cursor.items.dropLast()))
            if let slot = before.slot, !words(of: slot).contains(where: { $0.label == item.text }) {
                return nil
            }
            let kinds: [ReferenceEntry.Kind] = [.remedy, .channel, .service, .point, .answer]
            return reference.entries(named: item.text).first { kinds.contains($0.kind) }
                .map { ($0, item) }
        }
        guard let names = cursor.chain(endingAt: index) else { return nil }
        if names.count == 2, let module = cursor.modules[names[0]] {
            return reference.entries(named: "function:\(module).\(names[1])").first
                .map { ($0, item) }
        }
        if names.count > 1, let path = cursor.path(of: names) {
            let spellings =
                path.hasPrefix("it.")
                ? ["remedy", "partner", "contact"].map { $0 + path.dropFirst(2) } : [path]
            let kind = path.hasPrefix("site.") ? "parameter:" : "field:"
            return spellings.lazy.compactMap { reference.entries(named: kind + $0).first }.first
                .map { ($0, item) }
        }
        if next?.isSymbol("=") == true, let constructor = cursor.constructor {
            let name = constructor.isRule ? "key:\(item.text)" : "answer:\(constructor.name)"
            return reference.entries(named: name).first.map { ($0, item) }
        }
        if names.count == 1, let path = cursor.meanings[item.text] {
            return reference.entries(named: path).first.map { ($0, item) }
        }
        let isKind = index > 0 && cursor.items[index - 1].isSymbol(":")
        let name = isKind ? "rule:policy:\(item.text)" : names.joined(separator: ".")
        let kinds: [ReferenceEntry.Kind] = [.helper, .answer, .rule]
        return reference.entries(named: name).first { kinds.contains($0.kind) }.map { ($0, item) }
    }

    func luaHover() -> Hover? {
        if let (entry, item) = entry() {
            return Hover(text: entry.markdown, start: item.span.start, end: item.span.end)
        }
        // The id of a rule: what it says and which tests name it.
        guard let item = token?.item, item.kind == .string,
            let rule = workspace.lately().rules.first(where: {
                $0.id == item.text && $0.place.hasPrefix(path)
            })
        else { return nil }
        return Hover(text: Self.page(rule), start: item.span.start, end: item.span.end)
    }

    static func page(_ rule: RuleIndex.Entry) -> String {
        var text = "## `\(rule.id)`\n\n\(rule.about).\n\n- **Kind:** \(rule.kind)\n"
        text += "- **Authority:** \(rule.authority)\n- **Stands in:** `\(rule.place)`\n"
        let tests = rule.tests.map { "`\($0)`" }.joined(separator: ", ")
        return text + "- **Tests:** \(tests.isEmpty ? "none names it" : tests)\n"
    }

    func luaDefinition() -> String? {
        if let (item, cursor, index, _) = token {
            let before = LuaCursor(Array(cursor.items.dropLast()))
            if item.kind == .string, before.slot == .module {
                return "policies/lib/\(item.text).lua:1"
            }
            if item.kind == .name, let names = cursor.chain(endingAt: index), names.count == 1,
                let module = cursor.modules[names[0]]
            {
                return "policies/lib/\(module).lua:1"
            }
        }
        return entry().map { declaration(of: $0.entry) }
    }
}
