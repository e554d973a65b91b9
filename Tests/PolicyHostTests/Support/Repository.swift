import CaseModel
import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

/// The policies and site configs of this repository, read once for all tests.
enum Repository {
    /// The repository's root folder, found from this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let tree: PolicyTree = {
        do {
            return try PolicyTree(root: root)
        } catch {
            preconditionFailure("the repository's own policies can't be read: \(error)")
        }
    }()

    /// All six sites as they stand in the repository.
    static let host = PolicyHost(tree: tree)

    static let sites = [
        "az-maricopa", "ca-inland-empire", "mi-muskegon", "oh-franklin", "oh-stark",
        "va-richmond-newport-news",
    ]

    /// The repository's files with one of them changed.
    static func tree(changing path: String, _ change: (inout String) -> Void) throws -> PolicyTree {
        var tree = tree
        var text = try #require(tree.files[path], "there is no file \(path)")
        let before = text
        change(&text)
        try #require(text != before, "the change of \(path) changes nothing")
        tree.files[path] = text
        return tree
    }
}

/// A date of a test; a misspelled one becomes day zero and fails the test.
func day(_ text: String) -> Day {
    Day(iso: text) ?? Day(epochDay: 0)
}

/// A case file from a fixture of `policies/fixtures`, with changes in YAML at dotted paths.
func caseFile(
    _ base: String = "base", site: String = "oh-stark", _ changes: String = ""
) throws -> CaseFile {
    var tree = try Fixtures(tree: Repository.tree).file(base)
    try Overrides.apply(["site": .text(site)], to: &tree, file: "a test")
    if !changes.isEmpty {
        guard case .object(let entries) = try YAMLTree.read(changes, file: "a test") else {
            preconditionFailure("changes are `path: value` lines")
        }
        try Overrides.apply(entries, to: &tree, file: "a test")
    }
    return try CaseFileReader().read(tree.canonicalBytes())
}

/// A case file with one value changed, written as the decision spells it.
func changed(_ file: CaseFile, at path: String, to value: JSONValue) throws -> CaseFile {
    var tree = try JSONValue(parsing: file.canonicalBytes())
    try Overrides.apply([path: value], to: &tree, file: "a test")
    return try CaseFileReader().read(tree.canonicalBytes())
}

extension Decision {
    /// The answer to a question about a subject; the first one if the subject is empty.
    func answer(_ point: DecisionPoint, _ subject: String = "") throws -> DecisionAnswer {
        try #require(
            answers.first { $0.point == point && (subject.isEmpty || $0.subject == subject) },
            "no answer for \(point.rawValue) \(subject); \(alert.map { "\($0)" } ?? "no alert")")
    }
}

extension DecisionAnswer {
    func detail(_ key: String) -> String? { details.first { $0.key == key }?.value }

    func words(_ language: String = "en") -> String? {
        parentWords.first { $0.language == language }?.text
    }

    var floorIDs: [String] { floors.map(\.rule.id) }
}

extension PolicyHost {
    /// The only decision of one area for the first case.
    func decision(
        _ file: CaseFile, _ area: Area, on day: Day, site: String? = nil,
        detail: DecisionDetail = .answers
    ) throws -> Decision {
        let decisions = decide(file, site: site, asOf: day, areas: [area], detail: detail)
        return try #require(decisions.first, "the site is not loaded: \(problems)")
    }
}

/// The line (from 1) and column (from 1) at which a text first holds another.
func place(of marker: String, in text: String) -> (line: Int, column: Int)? {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
        if let range = line.firstRange(of: marker) {
            return (number + 1, line.distance(from: line.startIndex, to: range.lowerBound) + 1)
        }
    }
    return nil
}
