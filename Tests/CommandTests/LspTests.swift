import Foundation
import Testing

@Suite("accord lsp: as an editor speaks with it", .timeLimit(.minutes(10)))
struct LspTests {
    private static let policy = "policies/sites/oh-stark/enforcement.lua"
    private static let tests = "policies/sites/oh-stark/tests/enforcement.yaml"

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8)
    }

    private func page(_ hover: Any?) throws -> String {
        let hover = try #require(hover as? [String: Any])
        let contents = try #require(hover["contents"] as? [String: Any])
        return try #require(contents["value"] as? String)
    }

    @Test func aSessionFromBeginningToEnd() throws {
        let editor = try EditorClient(root: Tool.root)
        let early = try editor.response("textDocument/hover")
        #expect((early["error"] as? [String: Any])?["code"] as? Int == -32002)
        let capabilities = try #require(
            try editor.initialize()["capabilities"] as? [String: Any])
        #expect(capabilities["positionEncoding"] as? String == "utf-16")
        #expect(capabilities["hoverProvider"] as? Bool == true)

        // A misspelt field is underlined exactly, behind characters of several sizes.
        let sound = try text(Self.policy)
        let line = "when      = function(case) return case.circumstances.in_treatment end,"
        let broken = sound.replacingOccurrences(
            of: line,
            with:
                "when      = function(case) return \"😀ñ\" ~= \"\" and case.circumstances.in_treatmnt end,"
        )
        try #require(broken != sound)
        try editor.open(Self.policy, broken)
        let findings = try editor.findings(Self.policy) { !$0.isEmpty }
        let finding = try #require(
            findings.first { ($0["message"] as? String)?.contains("in_treatmnt") == true })
        #expect((finding["message"] as? String)?.contains("did you mean `in_treatment`?") == true)
        #expect(finding["severity"] as? Int == 1)
        #expect(finding["source"] as? String == "accord")
        #expect((finding["code"] as? String)?.contains(".") == true)
        let range = try #require(finding["range"] as? [String: [String: Int]])
        #expect(range["start"] == position(of: "in_treatmnt", 0, in: broken))
        #expect(range["end"] == position(of: "in_treatmnt", 11, in: broken))

        // What was wrong goes away when it is mended.
        try editor.replace(Self.policy, with: sound)
        #expect(try editor.findings(Self.policy) { $0.isEmpty }.isEmpty)
        #expect(try editor.end() == 0)
    }

    @Test func incrementalChangesAreAppliedInUTF16() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        let sound = try text(Self.policy)
        let text = sound.replacingOccurrences(of: "site.hold.days, offer", with: "\"😀\", offer")
        try editor.open(Self.policy, text)
        let start = try #require(position(of: "\"😀\", offer", 0, in: text))
        try editor.notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": editor.uri(Self.policy), "version": 2],
                "contentChanges": [
                    [
                        "range": [
                            "start": start, "end": position(of: "\"😀\", offer", 4, in: text) ?? [:],
                        ], "text": "site.hold.dayz",
                    ]
                ],
            ])
        let findings = try editor.findings(Self.policy) { found in
            found.contains { ($0["message"] as? String)?.contains("dayz") == true }
        }
        let range = try #require(
            findings.first { ($0["message"] as? String)?.contains("dayz") == true }?["range"]
                as? [String: [String: Int]])
        #expect(range["start"]?["line"] == start["line"])
        #expect(range["start"]?["character"] == (start["character"] ?? 0) + 10)
        #expect(try editor.end() == 0)
    }

    @Test func hoverAndDefinitionInAPolicy() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        let text = try text(Self.policy)
        try editor.open(Self.policy, text)
        func hover(_ marker: String, _ distance: Int) throws -> String {
            try page(try editor.at("hover", Self.policy, text, marker, distance))
        }
        #expect(try hover("case.circumstances.in_treatment", 22).contains("residential treatment"))
        #expect(try hover("site.hold.days", 12).contains("Length of one ordinary hold"))
        #expect(try hover("parent.lost_job", 10).contains("A job ended within the site's window"))
        #expect(try hover("hold { days", 1).contains("The remedy waits until a day"))
        #expect(try hover("known(case", 2).contains("True if the fact is recorded"))
        #expect(try hover("element   =", 2).contains("element of procedural justice"))
        #expect(try hover("\"account_levy\"", 3).contains("enforcement remedy"))
        #expect(try hover("\"hold-license-after-job-loss\"", 5).contains("WKSU/Ideastream"))
        #expect(try editor.at("hover", Self.policy, text, "-- What Stark County", 5) == nil)

        func place(_ marker: String, _ distance: Int) throws -> (String, Int) {
            let found = try editor.at("definition", Self.policy, text, marker, distance)
            let location = try #require(found as? [String: Any])
            let range = try #require(location["range"] as? [String: [String: Int]])
            let uri = try #require(location["uri"] as? String)
            return (uri, try #require(range["start"]?["line"]))
        }
        let library = try self.text("policies/lib/parent.lua")
        let function = try place("parent.lost_job", 10)
        #expect(function.0 == editor.uri("policies/lib/parent.lua"))
        #expect(
            function.1 == position(of: "function parent.lost_job", 0, in: library)?["line"])
        #expect(try place("require \"parent\"", 11).0 == editor.uri("policies/lib/parent.lua"))
        let numbers = try self.text("policies/pjac/parameters.yaml")
        let number = try place("site.hold.days", 12)
        #expect(number.0 == editor.uri("policies/pjac/parameters.yaml"))
        #expect(number.1 == position(of: "id: hold.days", 0, in: numbers)?["line"])
        #expect(try editor.end() == 0)
    }

    @Test func completionFollowsThePathThroughTheSchema() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        let sound = try text(Self.policy)
        try editor.open(Self.policy, sound)
        let line = "when      = function(case) return parent.cannot_pay(case) end,"
        func labels(_ typed: String) throws -> [String] {
            let text = sound.replacingOccurrences(
                of: line, with: "when      = function(case, site) return \(typed)§")
            let clean = text.replacingOccurrences(of: "§", with: "")
            try editor.replace(Self.policy, with: clean)
            return try editor.labels(Self.policy, text, "§", 0)
        }
        #expect(try labels("case.").contains("arrears"))
        #expect(try labels("case.arrears.to").contains("total"))
        #expect(try !labels("case.ncp.").contains("birth_date"), "withheld from policies")
        #expect(try labels("site.").contains("hold"))
        #expect(try labels("site.hold.").contains("days"))
        #expect(try labels("parent.").contains("lost_job"))
        #expect(try labels("any(case.contacts, function(c) return c.").contains("purpose"))
        #expect(
            try labels("any(case.contacts, function(c) return c.channel == \"").contains("letter"))
        #expect(
            try labels("one_of(case.engagement.stated_reason, \"x\", \"").contains("lost_job"))
        #expect(try labels("case.arrears.total > dol").contains("dollars"))
        #expect(try labels("string.").contains("upper"))

        func at(_ marker: String, _ distance: Int) throws -> [String] {
            try editor.replace(Self.policy, with: sound)
            return try editor.labels(Self.policy, sound, marker, distance)
        }
        #expect(try at("policy:rule", 7).contains("forbid"))
        #expect(try at("point     = \"D1\"", 13).contains("D11"))
        #expect(try at("require \"parent\"", 9) == ["cadence", "help", "parent", "remedies"])
        #expect(try at("hold { days", 7).contains("until_"))
        #expect(try at("    id        = \"hold-license", 4).contains("element"))
        #expect(try editor.end() == 0)
    }

    @Test func testFilesAreUnderstoodToo() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        let text = try text(Self.tests)
        try editor.open(Self.tests, text)
        func labels(_ marker: String, _ distance: Int) throws -> [String] {
            try editor.labels(Self.tests, text, marker, distance)
        }
        #expect(try labels("    base: incarcerated", 4).contains("as_of"))
        #expect(try labels("base: incarcerated", 6).contains("oh-license"))
        #expect(try labels("ask: { point", 7) == ["point", "remedy", "who", "partner"])
        #expect(try labels("point: D1 }", 7).contains("D11"))
        #expect(try labels("remedy: driver", 8).contains("account_levy"))
        #expect(try labels("rule: exclude-who", 6).contains("hold-license-after-job-loss"))
        #expect(try !labels("rule: exclude-who", 6).contains("az-license-willful-x"))
        #expect(try labels("not: [enroll]", 6).contains("proceed"))
        let hover = try page(
            try editor.at("hover", Self.tests, text, "rule: exclude-who-cannot-pay", 9))
        #expect(hover.contains("exclude-who-cannot-pay"))
        let rule = try #require(
            try editor.at("definition", Self.tests, text, "rule: exclude-who-cannot-pay", 9)
                as? [String: Any])
        #expect(rule["uri"] as? String == editor.uri(Self.policy))
        let fixture = try #require(
            try editor.at("definition", Self.tests, text, "base: oh-license", 8) as? [String: Any])
        #expect(fixture["uri"] as? String == editor.uri("policies/fixtures/oh-license.yaml"))
        #expect(try editor.end() == 0)
    }

    @Test func lensesEvaluateRulesAndTests() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        let policy = try text(Self.policy)
        // One test expects a rule that does not answer.
        var tests = try text(Self.tests)
        let expected = try #require(tests.range(of: "rule: stay-with-us"))
        tests.replaceSubrange(expected, with: "rule: stay-with-them")
        try editor.open(Self.policy, policy)
        try editor.open(Self.tests, tests)
        func titles(_ path: String) throws -> [Int: [String: Any]] {
            let lenses = try #require(
                try editor.result(
                    "textDocument/codeLens", ["textDocument": ["uri": editor.uri(path)]])
                    as? [[String: Any]])
            var found: [Int: [String: Any]] = [:]
            for lens in lenses {
                let resolved = try #require(
                    try editor.result("codeLens/resolve", lens) as? [String: Any])
                let range = try #require(resolved["range"] as? [String: [String: Int]])
                found[try #require(range["start"]?["line"])] =
                    resolved["command"] as? [String: Any]
            }
            return found
        }
        let rules = try titles(Self.policy)
        #expect(rules.count == 25)
        let line = try #require(
            position(of: "    id        = \"hold-license-after-job-loss\"", 0, in: policy)?["line"])
        let lens = try #require(rules[line - 1])
        #expect(lens["title"] as? String == "evaluate with oh-license: hold until 2019-03-31")
        #expect(
            try editor.result(
                "workspace/executeCommand",
                ["command": "accord.evaluate", "arguments": lens["arguments"] ?? []]) == nil)
        var told = editor.notifications.last
        while told?["method"] as? String != "window/showMessage" { told = try editor.receive() }
        let message = (told?["params"] as? [String: Any])?["message"] as? String
        #expect(
            message?.contains("D11 driver_license_suspension: hold until 2019-03-31") == true)

        let outcomes = try titles(Self.tests).values.compactMap { $0["title"] as? String }
        #expect(outcomes.filter { $0.hasPrefix("✓ passed") }.count == outcomes.count - 1)
        #expect(outcomes.contains { $0.hasPrefix("✗ failed: rule: expected stay-with-them") })

        let symbols = try #require(
            try editor.result(
                "textDocument/documentSymbol", ["textDocument": ["uri": editor.uri(Self.policy)]])
                as? [[String: Any]])
        #expect(symbols.first?["name"] as? String == "exclude-who-cannot-pay")
        #expect(symbols.count == 25)
        #expect(try editor.end() == 0)
    }

    @Test func whatIsNoMessageEndsNothing() throws {
        let editor = try EditorClient(root: Tool.root)
        func code(_ raw: String) throws -> Int? {
            try editor.send(raw: raw)
            var message = try editor.receive()
            while message["error"] == nil { message = try editor.receive() }
            return (message["error"] as? [String: Any])?["code"] as? Int
        }
        #expect(try code("Content-Length: 3\r\n\r\n{{{") == -32700)
        #expect(try code("Content-Type: x\r\n\r\n") == -32700)
        #expect(try code("Content-Length: -5\r\n\r\n") == -32700)
        #expect(try code("Content-Length: 2\r\n\r\n[]") == -32600)
        #expect(try code("Content-Length: 15\r\n\r\n{\"id\":1,\"x\":[]}") == -32600)
        _ = try editor.initialize()
        let again = try editor.response("initialize")
        #expect((again["error"] as? [String: Any])?["code"] as? Int == -32600)
        let unknown = try editor.response("textDocument/fly")
        #expect((unknown["error"] as? [String: Any])?["code"] as? Int == -32601)
        // What makes no sense is answered with nothing.
        for parameters in [
            [:], ["textDocument": 5],
            ["textDocument": ["uri": "file:///etc/passwd"]],
            [
                "textDocument": ["uri": editor.uri(Self.policy)],
                "position": ["line": 99_999, "character": -4],
            ],
        ] as [[String: Any]] {
            let answer = try editor.response("textDocument/hover", parameters)
            #expect(answer["error"] == nil)
        }
        try editor.notify("textDocument/didChange", ["contentChanges": "none"])
        try editor.notify("$/somethingNew")
        #expect(try editor.end() == 0)
    }

    @Test func withoutAGoodByeTheExitCodeSaysSo() throws {
        let editor = try EditorClient(root: Tool.root)
        _ = try editor.initialize()
        try editor.notify("exit")
        #expect(editor.wait() == 1)
    }
}
