import CaseModel
import LuaHost
import PolicyHost

/// "Evaluate with fixture" above each rule, and how each test ends.
struct Lenses {
    static let command = "accord.evaluate"
    let workspace: Workspace

    /// The lenses of a file; their titles are worked out when the editor shows them.
    func all(in path: String, _ lines: TextLines) -> [JSONValue] {
        path.hasSuffix(".lua") ? rules(path, lines) : tests(path, lines)
    }

    private func rules(_ path: String, _ lines: TextLines) -> [JSONValue] {
        guard let chunk = try? LuaSyntax.parse(source: lines.text, name: path) else { return [] }
        return RuleSpan.rules(in: chunk).filter { !$0.id.isEmpty }.map { rule in
            lens(lines.range(rule.span.start, rule.span.start + 6), path: path, rule: rule.id)
        }
    }

    private func tests(_ path: String, _ lines: TextLines) -> [JSONValue] {
        workspace.now().tests.filter { $0.file == path }.map { test in
            let start = lines.offset(line: test.place.line, column: test.place.column)
            return lens(lines.range(start, start + 4), path: path, test: test.name)
        }
    }

    private func lens(_ range: JSONValue, path: String, rule: String = "", test: String = "")
        -> JSONValue
    {
        .object([
            "range": range,
            "data": .object(["path": .text(path), "rule": .text(rule), "test": .text(test)]),
        ])
    }

    /// A lens with its title and command.
    func resolved(_ lens: JSONValue) -> JSONValue {
        var lens = lens
        let outcome = outcome(of: lens["data"] ?? .null)
        lens["command"] = .object([
            "title": .text(outcome.title), "command": .text(Self.command),
            "arguments": .list([lens["data"] ?? .null]),
        ])
        return lens
    }

    /// What to tell the person who ran the command of a lens; nil if it is another command.
    func run(_ parameters: JSONValue) -> JSONValue? {
        guard parameters["command"]?.string == Self.command,
            let data = parameters["arguments"]?.items.first
        else { return nil }
        let outcome = outcome(of: data)
        return .object([
            "jsonrpc": .text("2.0"), "method": .text("window/showMessage"),
            "params": .object([
                "type": .integer(outcome.isGood ? 3 : 2), "message": .text(outcome.detail),
            ]),
        ])
    }

    private struct Outcome {
        var title: String
        var detail: String
        var isGood: Bool
    }

    private func outcome(of data: JSONValue) -> Outcome {
        let path = data["path"]?.string ?? ""
        let now = workspace.now()
        if let name = data["test"]?.string, !name.isEmpty {
            guard let test = now.tests.first(where: { $0.file == path && $0.name == name }) else {
                return Outcome(
                    title: "not read", detail: "the test `\(name)` can't be read", isGood: false)
            }
            return outcome(of: test, now)
        }
        let rule = data["rule"]?.string ?? ""
        guard let test = test(naming: rule, of: path, now) else {
            return Outcome(
                title: "no test names this rule",
                detail: "no test names `\(rule)`; write one that expects it", isGood: false)
        }
        return outcome(ofRule: rule, test, now)
    }

    private func outcome(of test: PolicyTest, _ now: Knowledge) -> Outcome {
        let result = now.runner.run(test)
        if result.passed {
            return Outcome(
                title: "✓ passed with \(test.base)", detail: "\(test.name): passed", isGood: true)
        }
        let reasons = result.mismatches.map(\.description)
        return Outcome(
            title: "✗ failed: \(reasons.first ?? "")",
            detail: (["\(test.name): failed"] + reasons).joined(separator: "\n"), isGood: false)
    }

    private func outcome(ofRule rule: String, _ test: PolicyTest, _ now: Knowledge)
        -> Outcome
    {
        switch now.runner.decide(test) {
        case .failure(let stopped):
            return Outcome(
                title: "\(test.base): \(Self.firstLine(stopped.reason.description))",
                detail: "\(test.name): \(stopped.reason.description)", isGood: false)
        case .success(let decided):
            let answer = decided.answer
            let brief = DecisionText.brief(answer)
            let isMine =
                answer.rule?.id == rule || answer.floors.contains { $0.rule.id == rule }
            let by = isMine ? "" : " (by \(answer.rule?.id ?? "no rule"))"
            return Outcome(
                title: "evaluate with \(test.base): \(brief)\(by)",
                detail: "\(test.site) with \(test.base) on \(test.asOf), \(answer.point.rawValue)"
                    + (answer.subject.isEmpty ? "" : " \(answer.subject)")
                    + ": \(brief)\(by)\n\(CaseSession.because(answer))",
                isGood: isMine)
        }
    }

    private static func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }

    /// The first test that expects a rule; a site's own rules are tested beside them.
    private func test(naming rule: String, of path: String, _ now: Knowledge)
        -> PolicyTest?
    {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/") + "/"
        let isOfSite = path.hasPrefix("policies/sites/")
        let naming = now.tests.filter { test in
            (!isOfSite || test.file.hasPrefix(folder))
                && ["rule", "floors", "reasons"].contains {
                    test.expect[$0]?.strings.contains(rule) ?? false
                }
        }
        return naming.first { $0.file.hasPrefix(folder) } ?? naming.first
    }
}
