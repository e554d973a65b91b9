import CaseModel
import LuaHost

/// What stands before a place of a Lua file, as far as completion and hover need to know it.
///
/// Works on tokens, so that a file which is being typed and does not parse yet is understood up to the
/// cursor.
struct LuaCursor {
    /// A bracket that is open at the cursor.
    struct Bracket {
        var symbol: String
        /// The index of the token before it.
        var before: Int
        /// Its own index.
        var index: Int
    }

    let items: [LuaTokens.Item]
    /// The brackets around the cursor, outermost first.
    private(set) var open: [Bracket] = []
    /// What each name in sight stands for, as the reference spells it: `case.contacts[]`.
    private(set) var meanings: [String: String] = ["case": "case", "site": "site", "law": "site"]
    /// The module that each name stands for.
    private(set) var modules: [String: String] = [:]

    /// Reads the tokens before the cursor.
    init(_ items: [LuaTokens.Item]) {
        self.items = items
        for index in items.indices { read(index) }
    }

    private mutating func read(_ index: Int) {
        let item = items[index]
        switch (item.kind, item.text) {
        case (.symbol, "("), (.symbol, "{"), (.symbol, "["):
            open.append(Bracket(symbol: item.text, before: index - 1, index: index))
        case (.symbol, ")"), (.symbol, "}"), (.symbol, "]"): _ = open.popLast()
        case (.keyword, "function"): parameters(index)
        case (.keyword, "local"): local(index)
        case (.keyword, "for"): loop(index)
        default: break
        }
    }

    private func item(_ index: Int) -> LuaTokens.Item? {
        items.indices.contains(index) ? items[index] : nil
    }

    /// `function (a, b, c)`: by position in a rule, by name in a library, elements in `any` and its like.
    private mutating func parameters(_ index: Int) {
        var next = index + 1
        while let item = item(next), !item.isSymbol("(") {
            guard item.kind == .name || item.isSymbol(".") || item.isSymbol(":") else { return }
            next += 1
        }
        var names: [String] = []
        next += 1
        while let item = item(next), !item.isSymbol(")") {
            if item.kind == .name { names.append(item.text) }
            next += 1
        }
        if item(index - 1)?.isSymbol("=") == true, let key = item(index - 2)?.text,
            ["when", "met", "decide", "longest", "at_most"].contains(key)
        {
            let given = ["case", "site", subject]
            for (name, meaning) in zip(names, given) { meanings[name] = meaning }
        } else if item(index - 1)?.isSymbol(",") == true, let call = open.last,
            ["any", "all", "count", "first"].contains(item(call.before)?.text ?? ""),
            let list = path(endingAt: index - 2), let name = names.first
        {
            meanings[name] = list + "[]"
        } else {
            for name in names where !["case", "site", "law"].contains(name) {
                meanings[name] = nil
            }
        }
    }

    /// `local name = …`: another name of a path or a module.
    private mutating func local(_ index: Int) {
        guard let name = item(index + 1), name.kind == .name, item(index + 2)?.isSymbol("=") == true
        else { return }
        if item(index + 3)?.text == "require" {
            let argument = item(index + 4)?.isSymbol("(") == true ? index + 5 : index + 4
            if let module = item(argument), module.kind == .string {
                modules[name.text] = module.text
            }
            return
        }
        var last = index + 3
        while item(last + 1)?.isSymbol(".") == true, item(last + 2)?.kind == .name { last += 2 }
        if let next = item(last + 1), next.span.line == item(last)?.span.line { return }
        meanings[name.text] = path(endingAt: last)
    }

    /// `for _, name in ipairs(path)`.
    private mutating func loop(_ index: Int) {
        guard let name = item(index + 3), item(index + 2)?.isSymbol(",") == true,
            item(index + 4)?.isKeyword("in") == true, item(index + 5)?.text == "ipairs"
        else { return }
        var last = index + 7
        while item(last + 1)?.isSymbol(".") == true, item(last + 2)?.kind == .name { last += 2 }
        if let list = path(endingAt: last) { meanings[name.text] = list + "[]" }
    }

    /// What the third argument of the rule around the cursor is.
    private var subject: String {
        guard let rule = rule else { return "it" }
        for index in rule.index..<items.count - 2
        where items[index].text == "point" && items[index + 1].isSymbol("=") {
            switch items[index + 2].text {
            case "D9": return "partner"
            case "contact": return "contact"
            default: return "remedy"
            }
        }
        return "remedy"
    }

    /// The chain of names that ends at a token, outermost first; nil if none does.
    func chain(endingAt index: Int) -> [String]? {
        guard let last = item(index), last.kind == .name else { return nil }
        var names = [last.text]
        var place = index
        while item(place - 1)?.isSymbol(".") == true, let name = item(place - 2) {
            guard name.kind == .name else { return nil }
            names.insert(name.text, at: 0)
            place -= 2
        }
        // What is taken out of a call or an index can't be told from here.
        return item(place - 1)?.isSymbol(".") == true ? nil : names
    }

    /// The path that a chain stands for, as the reference spells it; nil if it is none.
    func path(endingAt index: Int) -> String? {
        chain(endingAt: index).flatMap(path(of:))
    }

    /// The path of a chain of names.
    func path(of names: [String]) -> String? {
        guard let first = names.first, let start = meanings[first] else { return nil }
        return ([start] + names.dropFirst()).joined(separator: ".")
    }

    /// The rule whose table the cursor is in, with its kind.
    var rule: (kind: String, index: Int)? {
        for bracket in open where bracket.symbol == "{" {
            guard let kind = item(bracket.before), kind.kind == .name,
                item(bracket.before - 1)?.isSymbol(":") == true,
                item(bracket.before - 2)?.text == "policy"
            else { continue }
            return (kind.text, bracket.index)
        }
        return nil
    }

    /// The name before the innermost open brace: an answer, or a kind of rule with its colon.
    var constructor: (name: String, isRule: Bool)? {
        guard let brace = open.last, brace.symbol == "{", let name = item(brace.before),
            name.kind == .name
        else { return nil }
        return (name.text, item(brace.before - 1)?.isSymbol(":") == true)
    }

    /// Whether a key may begin at the cursor: behind a brace or a comma of a table.
    var isKeyPlace: Bool {
        guard open.last?.symbol == "{", let last = items.last else { return false }
        return last.isSymbol("{") || last.isSymbol(",") || last.isSymbol(";")
    }

    /// Where the words inside a string at the cursor come from.
    enum Slot: Equatable {
        /// The value of a key, in a table that a function of this name takes, if any.
        case key(String, of: String?)
        /// A word compared with what a path holds.
        case path(String)
        /// The name of a library.
        case module
    }

    /// The slot of a string that begins behind the last token.
    var slot: Slot? {
        guard let last = items.last else { return nil }
        let end = items.count - 1
        if last.text == "require" || last.isSymbol("(") && item(end - 1)?.text == "require" {
            return .module
        }
        if last.isSymbol("="), let key = item(end - 1), key.kind == .name {
            return .key(key.text, of: constructor?.name)
        }
        if last.isSymbol("==") || last.isSymbol("~=") {
            return path(endingAt: end - 1).map { .path($0) }
        }
        guard let bracket = open.last else { return nil }
        if bracket.symbol == "(", ["one_of", "has"].contains(item(bracket.before)?.text ?? "") {
            var argument = bracket.index + 1
            while item(argument + 1)?.isSymbol(".") == true { argument += 2 }
            return path(endingAt: argument).map { .path($0) }
        }
        if bracket.symbol == "{", item(bracket.before)?.isSymbol("=") == true,
            let key = item(bracket.before - 1), key.kind == .name
        {
            return .key(key.text, of: nil)
        }
        if bracket.symbol == "{", item(bracket.before)?.text == "services" {
            return .key("services", of: nil)
        }
        return nil
    }
}
