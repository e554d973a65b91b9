import CaseModel
import PolicyHost

/// A value of a test file with its place.
struct PlacedValue {
    var value: JSONValue
    var place: PolicyTest.Place
}

/// A test as its file has it, from YAML or from a row of a table, not yet checked.
struct PolicyTestDraft {
    var file: String
    var place: PolicyTest.Place
    /// `name`, `as_of`, `site`, `base`, `case`, `because` and `note`.
    var fields: [String: PlacedValue] = [:]
    var ask: [String: PlacedValue] = [:]
    var expect: [String: PlacedValue] = [:]
    var with: [String: PlacedValue] = [:]
    var programs: [String: PlacedValue] = [:]
    var parameters: [String: PlacedValue] = [:]
}

/// Turns drafts into tests and reports everything that is wrong with them.
struct PolicyTestBuilder {
    /// The ids of the sites.
    let sites: [String]
    /// The names of the fixtures.
    let fixtures: [String]
    private(set) var problems: [PolicyProblem] = []

    init(sites: [String], fixtures: [String]) {
        self.sites = sites
        self.fixtures = fixtures
    }

    mutating func add(_ problem: PolicyProblem) { problems.append(problem) }

    /// The test, or nil if something is wrong with it.
    mutating func test(_ draft: PolicyTestDraft) -> PolicyTest? {
        let before = problems.count
        let name = text("name", draft) ?? ""
        if name.isEmpty {
            report(draft, draft.place, "test.name", "a test needs a `name`")
        }
        let asOf = day(draft)
        let site = text("site", draft) ?? Self.defaultSite(of: draft.file, sites: sites)
        if !sites.contains(site) {
            report(
                draft, draft.fields["site"]?.place ?? draft.place, "test.site",
                "no site is called `\(site)`", nearest(site, sites))
        }
        let base = text("base", draft) ?? "base"
        if !fixtures.contains(base) {
            report(
                draft, draft.fields["base"]?.place ?? draft.place, "fixture.unknown",
                "there is no fixture `\(base)`", nearest(base, fixtures))
        }
        let point = question(draft)
        checkExpectations(draft)
        guard problems.count == before, let asOf, let point else { return nil }
        var programs = draft.programs.mapValues { $0.value == .bool(true) }
        if programs.isEmpty, let program = Self.folder(of: draft.file, below: "programs") {
            programs[program] = true
        }
        var test = PolicyTest(
            name: name, file: draft.file, place: draft.place, site: site, asOf: asOf, base: base,
            with: draft.with.mapValues(\.value), programs: programs,
            parameters: draft.parameters.mapValues { Self.spelling($0.value) }, caseIndex: 0,
            point: point,
            subject: PolicyTest.questionKeys.dropFirst().lazy
                .compactMap { draft.ask[$0]?.value.string }.first ?? "",
            expect: draft.expect.mapValues(\.value), because: text("because", draft) ?? "",
            withPlaces: draft.with.mapValues(\.place))
        if case .integer(let index)? = draft.fields["case"]?.value { test.caseIndex = Int(index) }
        return test
    }

    // MARK: Parts of a test

    private mutating func day(_ draft: PolicyTestDraft) -> Day? {
        let written = text("as_of", draft)
        if let day = written.flatMap(Day.init(iso:)) { return day }
        report(
            draft, draft.fields["as_of"]?.place ?? draft.place, "test.as-of",
            written.map { "`as_of` must be a date that exists, got `\($0)`" }
                ?? "a test needs `as_of`, the day on which the case is decided",
            "write it as 2019-03-01")
        return nil
    }

    private mutating func question(_ draft: PolicyTestDraft) -> DecisionPoint? {
        let points = DecisionPoint.allCases.filter { $0.area != nil }.map(\.rawValue)
        guard let asked = draft.ask["point"] else {
            report(
                draft, draft.place, "test.ask", "`ask` needs a `point`",
                "one of \(points.joined(separator: ", "))")
            return nil
        }
        let word = asked.value.string ?? ""
        guard let point = DecisionPoint(rawValue: word), point.area != nil else {
            report(
                draft, asked.place, "test.ask", "no question is called `\(word)`",
                nearest(word, points))
            return nil
        }
        if let remedy = draft.ask["remedy"], RemedyKind(word: remedy.value.string ?? "") == nil {
            let word = remedy.value.string ?? ""
            report(
                draft, remedy.place, "test.ask", "no remedy is called `\(word)`",
                nearest(word, RemedyKind.allCases.map(\.word)))
        }
        return point
    }

    private mutating func checkExpectations(_ draft: PolicyTestDraft) {
        if draft.expect.isEmpty {
            report(draft, draft.place, "test.expect", "`expect` must say something")
        }
        let outcomes = Outcome.allCases.map(\.rawValue)
        for key in ["outcome", "not"] {
            guard let expected = draft.expect[key] else { continue }
            for word in expected.value.strings where !outcomes.contains(word) {
                report(
                    draft, expected.place, "test.expect", "no answer is called `\(word)`",
                    nearest(word, outcomes))
            }
        }
        if let until = draft.expect["until"], until.value.string != "none",
            until.value.string.flatMap(Day.init(iso:)) == nil
        {
            report(
                draft, until.place, "test.expect", "`until` must be a date, or none",
                "write it as 2019-03-01")
        }
    }

    private func text(_ key: String, _ draft: PolicyTestDraft) -> String? {
        guard let value = draft.fields[key]?.value else { return nil }
        return value.string ?? Self.spelling(value)
    }

    // MARK: Reporting

    private mutating func report(
        _ draft: PolicyTestDraft, _ place: PolicyTest.Place, _ code: String, _ message: String,
        _ suggestion: String = ""
    ) {
        let name = draft.fields["name"]?.value.string
        problems.append(
            PolicyProblem(
                code: code, message: name.map { "test `\($0)`: \(message)" } ?? message,
                file: draft.file, line: place.line, column: place.column, suggestion: suggestion))
    }

    private func nearest(_ word: String, _ known: [String]) -> String {
        EditDistance.nearest(word, in: known).map { "did you mean `\($0)`?" }
            ?? "known are \(known.joined(separator: ", "))"
    }

    private static func spelling(_ value: JSONValue) -> String {
        switch value {
        case .bool(let yes): yes ? "yes" : "no"
        case .text(let text): text
        default: value.canonicalText
        }
    }

    static func folder(of file: String, below parent: String) -> String? {
        let parts = file.split(separator: "/").map(String.init)
        guard let index = parts.firstIndex(of: parent), index + 1 < parts.count else { return nil }
        return parts[index + 1]
    }

    /// The folder's site, or the last site of the folder's state, or Stark for shared layers.
    static func defaultSite(of file: String, sites: [String]) -> String {
        if let site = folder(of: file, below: "sites") { return site }
        if let state = folder(of: file, below: "states"),
            let site = sites.filter({ $0.hasPrefix(state + "-") }).max()
        {
            return site
        }
        return sites.contains("oh-stark") ? "oh-stark" : sites.first ?? ""
    }
}
