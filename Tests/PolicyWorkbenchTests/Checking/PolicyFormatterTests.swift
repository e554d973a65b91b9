import CaseModel
import Foundation
import LuaHost
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Formatting changes blanks and quotes, never what a file means")
struct PolicyFormatterTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let files: [String: String] = (try? PolicyTree(root: root).files) ?? [:]

    @Test(arguments: files.keys.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".lua") }.sorted())
    func keepsTheMeaningOfEveryFileAndIsDoneAfterOnce(_ path: String) throws {
        let text = try #require(Self.files[path])
        let once = try PolicyFormatter.format(text, path: path)
        #expect(try PolicyFormatter.format(once, path: path) == once)
        if path.hasSuffix(".yaml") {
            #expect(try YAMLTree.read(once, file: path) == YAMLTree.read(text, file: path))
            #expect(comments(once) == comments(text))
        } else {
            let before = try LuaSyntax.pieces(of: text, name: path).filter { !$0.isComment }
            let after = try LuaSyntax.pieces(of: once, name: path).filter { !$0.isComment }
            #expect(before.map(\.text) == after.map(\.text))
        }
    }

    private func comments(_ text: String) -> [String] {
        text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("#") }
    }

    /// The same files with their blanks disturbed come back to one shape.
    @Test(arguments: files.keys.filter { $0.hasSuffix(".yaml") }.sorted())
    func bringsDisturbedBlanksBackToOneShape(_ path: String) throws {
        let tidy = try PolicyFormatter.format(try #require(Self.files[path]), path: path)
        guard !tidy.contains(": |"), !tidy.contains(": >") else { return }
        let disturbed = tidy.components(separatedBy: "\n")
            .map { line -> String in
                let indent = line.prefix { $0 == " " }.count
                return String(repeating: " ", count: indent * 2) + line.dropFirst(indent)
                    + (line.isEmpty ? "" : "  ")
            }.joined(separator: "\n")
        let read = try? YAMLTree.read(disturbed, file: path)
        // A `- key` item doubles to another column than its next keys; such a file is no YAML.
        guard let read, try read == YAMLTree.read(tidy, file: path) else { return }
        #expect(try PolicyFormatter.format(disturbed, path: path) == tidy)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var before: String
        var after: String
        var path = "site-configs/x/partners.yaml"
        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(
            name: "levels", before: "set:\n- parameter: a.b\n  value:   6\n",
            after: "set:\n  - parameter: a.b\n    value: 6\n"),
        Row(
            name: "deep levels", before: "a:\n    b:\n        - c:  1\n          d: 2\n",
            after: "a:\n  b:\n    - c: 1\n      d: 2\n"),
        Row(
            name: "lists and mappings on a line", before: "a: {b: 1,c: [ x,y ], }\n",
            after: "a: { b: 1, c: [x, y] }\n"),
        Row(name: "empty ones", before: "a: { }\nb: [ ]\n", after: "a: {}\nb: []\n"),
        Row(
            name: "quotes that say nothing", before: "a: \"A plain text\"\nb: 'word'\n",
            after: "a: A plain text\nb: word\n"),
        Row(
            name: "quotes that are needed",
            before:
                "a: \"5\"\nb: \"yes\"\nc: \"x: y\"\nd: \"x #y\"\ne: \"$5\"\nf: { g: \"a, b\" }\n",
            after:
                "a: \"5\"\nb: \"yes\"\nc: \"x: y\"\nd: \"x #y\"\ne: \"$5\"\nf: { g: \"a, b\" }\n"),
        Row(
            name: "quotes in a list",
            before: "a: [\"x\", \"x y\", x y, 'x, y', \"X\"]\nb: { c: \"x\", d: \"It's so.\" }\n",
            after: "a: [x, \"x y\", x y, 'x, y', \"X\"]\nb: { c: x, d: \"It's so.\" }\n"),
        Row(
            name: "comments", before: "# top\na: 1 # one\n\n\n   # two\nb:\n    # three\n    c: 3",
            after: "# top\na: 1  # one\n\n# two\nb:\n  # three\n  c: 3\n"),
        Row(
            name: "texts over several lines",
            before: "a: >-\n      one\n        two\n      three\nb: |\n   x  \n   y\nc: 1\n",
            after: "a: >-\n  one\n    two\n  three\nb: |\n  x  \n  y\nc: 1\n"),
        Row(
            name: "a list over several lines", before: "a: [\n   x,\n   y\n   ]\nb: 1\n",
            after: "a: [\n  x,\n  y\n]\nb: 1\n"),
        Row(
            name: "tests stand apart", before: "tests:\n  - name: a\n  - name: b\n",
            after: "tests:\n  - name: a\n\n  - name: b\n", path: "policies/x/tests/y.yaml"),
        Row(
            name: "records of mutants stand together",
            before: "equivalent:\n- mutant: a\n- mutant: b\n",
            after: "equivalent:\n  - mutant: a\n  - mutant: b\n",
            path: "policies/x/tests/equivalent-mutants.yaml"),
        Row(
            name: "Lua", before: "local a = 1  \n\n\n\tlocal b = \"x  \"\nreturn a",
            after: "local a = 1\n\n    local b = \"x  \"\nreturn a\n", path: "policies/lib/x.lua"),
        Row(
            name: "Lua texts over several lines",
            before: "local a = [[x  \n\ty]]  \n\n\n\nreturn a\n",
            after: "local a = [[x  \n\ty]]  \n\nreturn a\n", path: "policies/lib/x.lua"),
        Row(
            name: "rules stand apart", before: "policy:rule {\n}\npolicy:rule {\n}\n",
            after: "policy:rule {\n}\n\npolicy:rule {\n}\n", path: "policies/lib/x.lua"),
    ])
    func writesOneShape(_ row: Row) throws {
        #expect(try PolicyFormatter.format(row.before, path: row.path) == row.after)
        #expect(try PolicyFormatter.format(row.after, path: row.path) == row.after)
    }

    @Test func refusesWhatItCannotRead() {
        #expect(throws: PolicyProblem.self) {
            try PolicyFormatter.format("a: [", path: "site-configs/x/site.yaml")
        }
        #expect(throws: PolicyProblem.self) {
            try PolicyFormatter.format("local x = @", path: "policies/lib/x.lua")
        }
    }
}
