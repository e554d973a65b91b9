import CaseModel
import PolicyHost

/// Test files and fixtures: shapes, and every name in them that must exist elsewhere.
struct TestFileChecks {
    private let tree: PolicyTree
    private let analyses: [String: SiteAnalysis]
    /// Rules and numbers of programs, which a test may switch on.
    private let programRules: [String]
    private let programNumbers: [String]
    private let isWhole: Bool
    private let fixtures: [String]
    private(set) var findings: [PolicyProblem] = []

    init(tree: PolicyTree, analyses: [SiteAnalysis], isWhole: Bool) {
        self.tree = tree
        self.isWhole = isWhole
        self.analyses = Dictionary(
            analyses.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
        programRules = analyses.flatMap(\.rules).map(\.rule).filter { $0.layer == .program }
            .map(\.id)
        programNumbers = analyses.flatMap(\.parameters)
            .filter { $0.layer == Layer.program.rawValue }.map(\.id)
        fixtures = tree.paths(in: "policies/fixtures", ending: ".yaml").map(Self.fixtureName)
        for path in PolicyTestRunner.files(in: tree, ending: ".yaml", ".csv") { checkTests(path) }
        for path in tree.paths(in: "policies/fixtures", ending: ".yaml") { checkFixture(path) }
    }

    private static func fixtureName(_ path: String) -> String {
        String(path.dropFirst("policies/fixtures/".count).dropLast(".yaml".count))
    }

    private mutating func report(
        _ code: String, _ message: String, _ file: String, _ place: FilePlace,
        _ suggestion: String
    ) {
        findings.append(
            PolicyProblem(
                code: code, message: message, file: file, line: place.line, column: place.column,
                length: place.length, suggestion: suggestion))
    }

    // MARK: Tests

    private mutating func checkTests(_ path: String) {
        let text = tree.files[path] ?? ""
        var builder = PolicyTestBuilder(sites: tree.sites, fixtures: fixtures)
        let drafts =
            path.hasSuffix(".csv")
            ? TableTests(file: path).drafts(text, &builder)
            : YAMLTests(file: path).drafts(text, &builder)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var tests: [(PolicyTestDraft, PolicyTest)] = []
        for draft in drafts {
            if let test = builder.test(draft) { tests.append((draft, test)) }
        }
        // Where only some sites are checked, only their tests are.
        guard isWhole || tests.contains(where: { analyses[$0.1.site] != nil }) || drafts.isEmpty
        else { return }
        for problem in builder.problems {
            var problem = problem
            if problem.length == 0 {
                problem.length = Self.wordLength(lines, problem.line, problem.column)
            }
            findings.append(problem)
        }
        for (draft, test) in tests { check(draft, test, lines) }
    }

    /// The columns of the word that stands at a place, for values whose reader knows its start.
    private static func wordLength(_ lines: [Substring], _ line: Int, _ column: Int) -> Int {
        guard lines.indices.contains(line - 1), column > 0 else { return 0 }
        let rest = lines[line - 1].dropFirst(column - 1)
        if let quote = rest.first, quote == "\"" || quote == "'" {
            return 1 + rest.dropFirst().prefix { $0 != quote }.count + 1
        }
        return rest.prefix { $0.isLetter || $0.isNumber || "_-.".contains($0) }.count
    }

    private mutating func check(
        _ draft: PolicyTestDraft, _ test: PolicyTest, _ lines: [Substring]
    ) {
        for (path, value) in draft.with.sorted(by: { $0.key < $1.key }) {
            guard let wrong = CasePath.problem(path) else { continue }
            report(
                "test.path", wrong.message, draft.file, Self.place(of: path, value.place, lines),
                wrong.suggestion)
        }
        guard let analysis = analyses[test.site] else { return }
        checkRules(draft, analysis, lines)
        let ids = analysis.parameters.map(\.id) + programNumbers
        for (id, value) in draft.parameters.sorted(by: { $0.key < $1.key })
        where !ids.contains(id) {
            report(
                "test.parameter", "no layer of `\(test.site)` declares the number `\(id)`",
                draft.file, Self.place(of: id, value.place, lines),
                EditDistance.nearest(id, in: ids).map { "did you mean `\($0)`?" }
                    ?? "accord docs lists them")
        }
        let programs = Set(
            tree.files.keys.filter { $0.hasPrefix("policies/programs/") }
                .map { String($0.split(separator: "/")[2]) }
        ).sorted()
        for (name, value) in draft.programs.sorted(by: { $0.key < $1.key })
        where !programs.contains(name) {
            report(
                "test.program", "no program is called `\(name)`", draft.file,
                Self.place(of: name, value.place, lines),
                EditDistance.nearest(name, in: programs).map { "did you mean `\($0)`?" }
                    ?? "it is one of \(programs.joined(separator: ", "))")
        }
        let partners = analysis.config?.partners.map(\.id) ?? []
        for value in [draft.ask["partner"], draft.expect["partner"]].compactMap({ $0 }) {
            let id = value.value.string ?? ""
            guard !partners.contains(id) else { continue }
            report(
                "test.partner", "`\(test.site)` has no partner `\(id)`", draft.file,
                Self.place(of: id, value.place, lines),
                EditDistance.nearest(id, in: partners).map { "did you mean `\($0)`?" }
                    ?? "it is one of \(partners.joined(separator: ", "))")
        }
    }

    /// Rules that a test names must exist at its site.
    private mutating func checkRules(
        _ draft: PolicyTestDraft, _ analysis: SiteAnalysis, _ lines: [Substring]
    ) {
        // Of a site that was not read whole nobody knows which rules it has.
        guard analysis.isComplete else { return }
        let ids = analysis.rules.map(\.rule.id) + programRules
        for key in ["rule", "floors", "reasons"] {
            guard let value = draft.expect[key] else { continue }
            for id in value.value.strings where id != "none" && !ids.contains(id) {
                report(
                    "test.rule", "`\(analysis.site)` has no rule `\(id)`", draft.file,
                    Self.place(of: id, value.place, lines),
                    EditDistance.nearest(id, in: ids).map { "did you mean `\($0)`?" }
                        ?? "accord rules lists them")
            }
        }
    }

    /// Where a word stands on the line of a value, or on the line before a longer one.
    private static func place(
        of word: String, _ place: PolicyTest.Place, _ lines: [Substring]
    ) -> FilePlace {
        for number in [place.line, place.line - 1, place.line - 2] where lines.indices.contains(number - 1) {
            let line = lines[number - 1]
            guard let range = line.firstRange(of: word) else { continue }
            return FilePlace(
                line: number, column: line.distance(from: line.startIndex, to: range.lowerBound) + 1,
                length: word.count)
        }
        return FilePlace(line: place.line, column: place.column)
    }

    // MARK: Fixtures

    private mutating func checkFixture(_ path: String) {
        let text = tree.files[path] ?? ""
        let root: YAMLItem
        do throws(PolicyProblem) {
            root = try YAMLItem(document: text, file: path)
        } catch {
            findings.append(error)
            return
        }
        let known = YAMLFile.fixture.shape.allowed
        guard let entries = root.entries, root["file"] != nil || root["extends"] != nil else {
            report(
                "fixture.shape", "a fixture needs `file` or `extends`", path,
                FilePlace(line: max(1, root.line), column: max(1, root.column)),
                "write extends: base, and what differs under with:")
            return
        }
        for entry in entries where !known.contains(entry.key) {
            report(
                "yaml.unknown-key", "a fixture has no `\(entry.key)`", path,
                FilePlace(line: entry.line, column: entry.column, length: entry.key.count),
                EditDistance.nearest(entry.key, in: known).map { "did you mean `\($0)`?" }
                    ?? "known are \(known.joined(separator: ", "))")
        }
        for change in root["with"]?.entries ?? [] {
            guard let wrong = CasePath.problem(change.key) else { continue }
            report(
                "test.path", wrong.message, path,
                FilePlace(
                    line: change.line,
                    column: change.column + (change.isQuoted(in: text) ? 1 : 0),
                    length: change.key.count),
                wrong.suggestion)
        }
        guard let parent = root["extends"], let name = parent.value.string else { return }
        let place = FilePlace(line: parent.line, column: parent.column, length: name.count)
        if !fixtures.contains(name) {
            report(
                "fixture.unknown", "there is no fixture `\(name)`", path, place,
                EditDistance.nearest(name, in: fixtures).map { "did you mean `\($0)`?" }
                    ?? "known are \(fixtures.joined(separator: ", "))")
        } else if extends(name, itself: Self.fixtureName(path)) {
            report(
                "fixture.cycle", "`\(Self.fixtureName(path))` extends itself in the end", path,
                place, "extend a fixture that has a `file` of its own")
        }
    }

    private func extends(_ start: String, itself wanted: String) -> Bool {
        var name = start
        for _ in 0..<fixtures.count {
            if name == wanted { return true }
            let path = "policies/fixtures/\(name).yaml"
            guard let text = tree.files[path],
                let root = try? YAMLItem(document: text, file: path),
                let parent = root["extends"]?.value.string
            else { return false }
            name = parent
        }
        return true
    }
}

extension YAMLItem.Entry {
    /// Whether the key is written in quotes.
    func isQuoted(in text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].dropFirst(column - 1).first.map { $0 == "\"" || $0 == "'" } ?? false
    }
}

/// Dotted paths of a case file, such as `ncp.employments.0.ended_on`.
enum CasePath {
    /// What is wrong with a path; nil if the schema has it.
    static func problem(_ path: String) -> (message: String, suggestion: String)? {
        var record: RecordSchema? = CaseFile.schema
        var list = false
        for step in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let here = record else {
                return ("`\(path)`: nothing stands below `\(step)`'s parent", "end the path earlier")
            }
            if list {
                list = false
                guard Int(step) != nil else {
                    return (
                        "`\(path)`: a list counts from 0, and `\(step)` is no number",
                        "write \(path.replacing(".\(step)", with: ".0.\(step)", maxReplacements: 1))"
                    )
                }
                continue
            }
            guard let field = here.field(named: String(step)), field.origin == .stored else {
                let names = here.fields.filter { $0.origin == .stored }.map(\.name)
                let near = EditDistance.nearest(String(step), in: names)
                return (
                    "`\(path)`: a case file has no `\(step)` here",
                    near.map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))"
                )
            }
            switch field.kind {
            case .record(let type): record = type.schema
            case .list(let type):
                record = type.schema
                list = true
            case .symbols: record = nil
            default: record = nil
            }
        }
        return nil
    }
}
