import CaseModel
import PolicyHost

/// Test files in which failing tests expect what came out.
///
/// Only the values of failed expectations change; comments, layout and every other byte stay. A
/// test is refused when its policy failed, when it forbids what came out, or when only a person
/// can say what it should expect.
public struct TestAcceptance {
    /// The new texts of the files that change, by path.
    public private(set) var files: [String: String] = [:]
    /// Why some failing tests stay as they are, one line each.
    public private(set) var refusals: [String] = []
    /// The number of tests that change.
    public private(set) var accepted = 0
    private let tree: PolicyTree

    /// Works out the changes for the failing tests of a run.
    ///
    /// - Throws: ``PolicyTestProblems`` if a test file can't be read.
    public init(runner: PolicyTestRunner, run: PolicyTestRun) throws(PolicyTestProblems) {
        tree = runner.bench.tree
        let failed = Set(run.failed.map { "\($0.file):\($0.line)" })
        var changes: [String: [Change]] = [:]
        for test in try runner.tests() where failed.contains(test.location) {
            switch Self.change(test, runner) {
            case .success(let change): changes[test.file, default: []].append(change)
            case .failure(let refusal): refusals.append("\(test.location): \(refusal.reason)")
            }
        }
        for result in run.failed where result.file.hasSuffix(".lua") {
            refusals.append("\(result.file):\(result.line): a Lua test is changed by hand")
        }
        for (file, changes) in changes.sorted(by: { $0.key < $1.key }) {
            apply(changes, to: file, runner)
        }
    }

    /// The changes as lines: `-` goes, `+` comes, with the files between them.
    public var diff: [String] {
        files.sorted { $0.key < $1.key }.flatMap { path, text in
            LineDifference.lines(from: tree.files[path] ?? "", to: text, path: path)
        }
    }

    /// A test with the expectations that it gets.
    struct Change {
        var test: PolicyTest
        var expect: [String: JSONValue]
    }

    private struct Refusal: Error {
        var reason: String
    }

    private static func change(_ test: PolicyTest, _ runner: PolicyTestRunner)
        -> Result<Change, Refusal>
    {
        func refused(_ reason: String) -> Result<Change, Refusal> {
            .failure(Refusal(reason: "`\(test.name)`: \(reason)"))
        }
        let decided: PolicyTestRunner.Decided
        switch runner.decide(test) {
        case .failure(let stopped): return refused(stopped.reason.description)
        case .success(let found): decided = found
        }
        let expectation = Expectation(answer: decided.answer)
        var expect: [String: JSONValue] = [:]
        for failure in expectation.failures(test.expect) {
            if failure.kind == .forbidden {
                return refused("`not` forbids what came out; change it by hand if that is right")
            }
            if failure.key == "words" {
                return refused("only a person can say which words to look for")
            }
            if failure.key == "details", case .object(var details)? = test.expect["details"] {
                if case .object(let changed)? = expect["details"] { details = changed }
                for (name, wanted) in details
                where (wanted.string ?? wanted.canonicalText) != expectation.detail(name) {
                    details[name] = .text(expectation.detail(name))
                }
                expect["details"] = .object(details)
            } else {
                expect[failure.key] = value(of: failure.key, test, expectation)
            }
        }
        return .success(Change(test: test, expect: expect))
    }

    private static func value(of key: String, _ test: PolicyTest, _ expectation: Expectation)
        -> JSONValue
    {
        switch key {
        case "floors", "missing":
            return .list(expectation.gotList(key).map(JSONValue.text))
        case "reasons":
            let held = expectation.gotList(key)
            let kept = (test.expect[key]?.strings ?? []).filter(held.contains)
            let rule = [expectation.answer.rule?.id].compactMap { $0 }
            return .list((kept.isEmpty ? rule : kept).map(JSONValue.text))
        case "services":
            guard case .list = test.expect[key] else { return .text(expectation.got(key)) }
            return .list(
                expectation.got(key).split(separator: ",").map { .text(String($0).trimmed) })
        case "amount":
            guard case .integer = test.expect[key], let amount = expectation.answer.amount else {
                return .text(expectation.got(key))
            }
            return .integer(amount.cents)
        default:
            return .text(expectation.got(key))
        }
    }

    private mutating func apply(_ changes: [Change], to file: String, _ runner: PolicyTestRunner) {
        let text = tree.files[file] ?? ""
        let edited =
            file.hasSuffix(".csv")
            ? TableEditor(text: text).text(with: changes)
            : YAMLEditor(text: text, file: file).text(with: changes)
        // Nothing is written that does not read back as exactly what was meant.
        guard let edited, Self.reads(edited, as: changes, file: file, in: runner) else {
            refusals.append(
                "\(file): an expectation is laid out in a way that can't be changed in place;"
                    + " change it by hand")
            return
        }
        files[file] = edited
        accepted += changes.count
    }

    private static func reads(
        _ text: String, as changes: [Change], file: String, in runner: PolicyTestRunner
    ) -> Bool {
        var tree = runner.bench.tree
        let before = (try? PolicyTestRunner(tree: tree).tests(filters: [file])) ?? []
        tree.files[file] = text
        guard let after = try? PolicyTestRunner(tree: tree).tests(filters: [file]),
            after.count == before.count
        else { return false }
        return zip(before, after).allSatisfy { old, new in
            var expected = old
            expected.place = new.place
            if let change = changes.first(where: { $0.test == old }) {
                expected.expect.merge(change.expect) { $1 }
            }
            return expected.normalized == new.normalized
        }
    }
}

extension PolicyTest {
    /// The test with numbers among its expectations as text, for a file may write both ways.
    fileprivate var normalized: PolicyTest {
        func plain(_ value: JSONValue) -> JSONValue {
            switch value {
            case .integer, .bool: .text(value.canonicalText)
            case .object(let entries): .object(entries.mapValues(plain))
            default: value
            }
        }
        var test = self
        test.expect = expect.mapValues(plain)
        return test
    }
}
