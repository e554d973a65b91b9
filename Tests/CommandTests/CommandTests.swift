import Foundation
import Testing

@Suite("The accord command: what it prints and how it ends")
struct CommandTests {
    // MARK: Help and wrong usage

    static let commands = [
        "dry-run", "explain", "check", "test", "sites", "schema", "sample", "import", "export",
    ]

    @Test func helpListsEveryCommandAndTheExitCodes() async throws {
        let run = try await Tool.run("--help")
        #expect(run.status == 0)
        for command in Self.commands { #expect(run.out.contains("\n  \(command)"), "\(command)") }
        #expect(run.out.contains("EXIT CODES"))
        #expect(run.out.contains("78 a policy or config does not load"))
    }

    @Test(arguments: commands)
    func everyCommandHasHelpOfItsOwn(_ command: String) async throws {
        let run = try await Tool.run("\(command) --help")
        #expect(run.status == 0)
        #expect(run.out.contains("USAGE: accord \(command)"))
        #expect(run.out.contains("OVERVIEW:"))
    }

    @Test(arguments: [
        "dry-run", "dry-run --frob", "fly", "dry-run --sample --threads 0",
        "dry-run --sample --as-of 2019-02-30", "dry-run --sample --area enforcment",
        "sample --cases -1", "sample --site oh-starck", "explain", "dry-run --format xml -",
    ])
    func wrongUsageEndsWith64AndPrintsNothingElse(_ line: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64, "\(run.err)")
        #expect(run.out.isEmpty)
        #expect(!run.err.isEmpty)
    }

    @Test(arguments: [
        ("dry-run --site oh-starck -", "oh-stark"), ("sample --site oh-starck", "oh-stark"),
        ("sample --showcase va-richmond-newport-new", "va-richmond-newport-news"),
    ])
    func aMisspeltSiteGetsTheNearestOne(_ line: String, _ near: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64)
        #expect(run.err.contains("did you mean `\(near)`?"), "\(run.err)")
    }

    @Test func aMisspeltRemedyGetsTheNearestOne() async throws {
        let file = try await Tool.run("sample --showcase oh-stark").out
        let run = try await Tool.run("explain - --remedy drivers_license_suspension", input: file)
        #expect(run.status == 64)
        #expect(run.err.contains("did you mean `driver_license_suspension`?"), "\(run.err)")
    }

    // MARK: Sample and schema

    @Test func theSameSeedMakesTheSameBytes() async throws {
        let one = try await Tool.run("sample --cases 30 --seed 7")
        let two = try await Tool.run("sample --cases 30 --seed 7")
        let other = try await Tool.run("sample --cases 30 --seed 8")
        #expect(one.status == 0)
        #expect(one.lines.count == 30)
        #expect(one.out == two.out)
        #expect(one.out != other.out)
        for line in one.lines { #expect(try object(line)["synthetic"] as? Bool == true) }
    }

    @Test func theSampleOfOneSiteHoldsThatSiteOnly() async throws {
        let run = try await Tool.run("sample --cases 5 --site az-maricopa")
        let sites = try Set(run.lines.map { try object($0)["site"] as? String })
        #expect(sites == ["az-maricopa"])
    }

    @Test func theSchemaIsAJSONSchemaOfACaseFile() async throws {
        let run = try await Tool.run("schema")
        #expect(run.status == 0)
        let schema = try object(run.out)
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let name = try #require(schema["$ref"] as? String).split(separator: "/").last.map(
            String.init)
        let records = try #require(schema["$defs"] as? [String: [String: Any]])
        let properties = try #require(records[name ?? ""]?["properties"] as? [String: Any])
        let line = try #require(try await Tool.sample(1).first)
        for key in try object(line).keys { #expect(properties[key] != nil, "\(key)") }
    }

    // MARK: Dry run

    /// One file, many in a file, standard input and a case store say the same.
    @Test func everyWayInGivesTheSameDecisions() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let folder = try TemporaryFolder()
        let lines = try await Tool.run("sample --cases 6 --seed 3 --site oh-stark").lines
        let all = lines.joined(separator: "\n") + "\n"
        try folder.write("cases.ndjson", all)
        for (index, line) in lines.enumerated() { try folder.write("\(index).json", line) }
        let asked = "--format ndjson --as-of 2019-03-01 --site oh-stark --quiet"
        let many = try await Tool.run(
            "dry-run \(folder.path("cases.ndjson")) \(asked)", root: policies.url)
        #expect(many.status == 0, "\(many.err)")
        #expect(many.lines.count >= 18)
        let piped = try await Tool.run("dry-run - \(asked)", input: all, root: policies.url)
        #expect(piped.out == many.out)
        let single = lines.indices.map { folder.path("\($0).json") }.joined(separator: " ")
        #expect(
            try await Tool.run("dry-run \(single) \(asked)", root: policies.url).out == many.out)
        let db = folder.path("cases.sqlite")
        #expect(try await Tool.run("import \(folder.path("cases.ndjson")) --db \(db)").status == 0)
        let stored = try await Tool.run("dry-run --db \(db) \(asked)", root: policies.url)
        #expect(stored.status == 0)
        #expect(stored.lines.sorted() == many.lines.sorted())
    }

    @Test func aFileOverSeveralLinesIsOneCaseFile() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let line = try #require(try await Tool.sample(1).first)
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let pretty = String(
            decoding: try JSONSerialization.data(withJSONObject: value, options: .prettyPrinted),
            as: UTF8.self)
        let one = try await Tool.run(
            "dry-run - --site oh-stark --format ndjson", input: line, root: policies.url)
        let other = try await Tool.run(
            "dry-run - --site oh-stark --format ndjson", input: pretty, root: policies.url)
        #expect(one.status == 0)
        #expect(other.out == one.out)
    }

    @Test func jsonIsOneArrayOfTheLinesOfNDJSON() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let all = try await Tool.sample(4).joined(separator: "\n")
        let ndjson = try await Tool.run("dry-run - --format ndjson", input: all, root: policies.url)
        let json = try await Tool.run("dry-run - --format json", input: all, root: policies.url)
        #expect(json.status == 0)
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
        #expect(list.count == ndjson.lines.count)
        for (line, entry) in zip(ndjson.lines, list) {
            #expect(NSDictionary(dictionary: try object(line)) == NSDictionary(dictionary: entry))
        }
        #expect(
            try await Tool.run(
                "dry-run - --site oh-stark --format json", input: "", root: policies.url
            ).out == "[]\n")
    }

    /// Sorted keys and no spaces between them; Foundation, sorting too, writes the same bytes.
    @Test func everyLineIsCanonical() async throws {
        let all = try await Tool.sample(4).joined(separator: "\n")
        let run = try await Tool.run("dry-run - --format ndjson", input: all)
        for line in run.lines {
            let again = try JSONSerialization.data(
                withJSONObject: try object(line), options: [.sortedKeys, .withoutEscapingSlashes])
            #expect(String(decoding: again, as: UTF8.self) == line)
        }
    }

    @Test(arguments: ["enforcement", "outreach", "referral"])
    func asksOnlyTheAreaThatIsNamed(_ area: String) async throws {
        let line = try #require(try await Tool.sample(1).first)
        let run = try await Tool.run(
            "dry-run - --site oh-stark --format ndjson --area \(area)", input: line)
        #expect(try run.lines.map { try object($0)["area"] as? String } == [area])
    }

    @Test func decidesWithTheSiteAndOnTheDayThatAreNamed() async throws {
        let line = try #require(try await Tool.sample(1).first)
        let run = try await Tool.run(
            "dry-run - --format ndjson --site oh-franklin --as-of 2019-06-01", input: line)
        for line in run.lines {
            let decision = try object(line)
            #expect(decision["site"] as? String == "oh-franklin")
            #expect(decision["as_of"] as? String == "2019-06-01")
        }
        #expect(!run.lines.isEmpty)
    }

    @Test func theTextOfManyCasesEndsWithATable() async throws {
        let all = try await Tool.sample(12).joined(separator: "\n")
        let run = try await Tool.run("dry-run - --as-of 2019-03-01", input: all)
        #expect(run.status == 0)
        for part in ["12 case files", "Top reasons", "Floors that bound", "Errors: none"] {
            #expect(run.out.contains(part), "\(part)")
        }
    }

    @Test func theTourShowsSixSitesAndASummary() async throws {
        let run = try await Tool.run("dry-run --sample --cases 60 --quiet")
        #expect(run.status == 0, "\(run.err)")
        #expect(run.err.isEmpty, "\(run.err)")
        for site in [
            "az-maricopa", "ca-inland-empire", "mi-muskegon", "oh-franklin", "oh-stark",
            "va-richmond-newport-news",
        ] {
            #expect(run.out.contains("\n  \(site)"), "\(site)")
        }
        #expect(run.out.contains("60 synthetic parents"))
        #expect(run.out.contains("driver license suspension"))
        #expect(run.out.contains("Synthetic data: no real person"))
    }

    // MARK: Wrong input

    @Test func aWrongFieldGetsItsPathAndTheNearestName() async throws {
        let line = try #require(try await Tool.sample(1).first)
            .replacing("\"observed_on\"", with: "\"observd_on\"", maxReplacements: 1)
        let run = try await Tool.run("dry-run - --site oh-stark --format ndjson", input: line)
        #expect(run.status == 65)
        #expect(run.out.isEmpty)
        #expect(run.err.contains("observd_on"), "\(run.err)")
        #expect(run.err.contains("did you mean `observed_on`?"), "\(run.err)")
    }

    @Test func everyMistakeOfAFileIsReportedAtOnce() async throws {
        let line = try #require(try await Tool.sample(1).first)
            .replacing("\"synthetic\":true", with: "\"synthetic\":\"yes\"", maxReplacements: 1)
            .replacing("\"county\"", with: "\"conty\"", maxReplacements: 1)
            .replacing(
                "\"observed_on\":\"", with: "\"observed_on\":\"2019-02-30", maxReplacements: 1)
        let run = try await Tool.run("dry-run - --site oh-stark --format ndjson", input: line)
        #expect(run.status == 65)
        #expect(run.out.isEmpty)
        for part in ["synthetic", "conty", "observed_on"] {
            #expect(run.err.contains(part), "\(part) in \(run.err)")
        }
    }

    @Test func aBadLineIsNamedAndTheOthersAreDecided() async throws {
        var lines = try await Tool.sample(3)
        lines[1] = lines[1].replacing("\"case_id\"", with: "\"case_od\"", maxReplacements: 1)
        let folder = try TemporaryFolder()
        try folder.write("cases.ndjson", lines.joined(separator: "\n"))
        let run = try await Tool.run(
            "dry-run \(folder.path("cases.ndjson")) --site oh-stark --format ndjson")
        #expect(run.status == 65)
        #expect(run.err.contains("cases.ndjson:2:"), "\(run.err)")
        let files = try Set(run.lines.map { try object($0)["file_id"] as? String })
        #expect(files.count == 2)
    }

    @Test(arguments: ["{", "[]", "null", "{}", "not json at all", "{\"schema_version\":1"])
    func whatIsNoCaseFileEndsWith65(_ text: String) async throws {
        let run = try await Tool.run("dry-run - --site oh-stark --format ndjson", input: text)
        #expect(run.status == 65)
        #expect(run.out.isEmpty)
        #expect(!run.err.isEmpty)
    }

    @Test(arguments: [
        "dry-run --site oh-stark /nowhere/case.json", "explain /nowhere/case.json",
        "dry-run --site oh-stark --db /nowhere/cases.sqlite", "export --db /nowhere/cases.sqlite",
        "import /nowhere/cases.ndjson --db cases.sqlite",
    ])
    func whatIsNotThereEndsWith66(_ line: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 66, "\(run.err)")
        #expect(run.out.isEmpty)
        #expect(run.err.contains("/nowhere/"), "\(run.err)")
    }

    @Test(arguments: ["check", "sites", "test", "dry-run --sample"])
    func aFolderWithoutPoliciesEndsWith78(_ line: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await Tool.run(line, root: folder.url)
        #expect(run.status == 78, "\(run.err)")
        #expect(run.out.isEmpty)
        #expect(run.err.contains("--root FOLDER"), "\(run.err)")
    }

    @Test func aDatabaseThatIsNoneEndsWith65() async throws {
        let folder = try TemporaryFolder()
        try folder.write("cases.sqlite", String(repeating: "no database ", count: 1_000))
        let run = try await Tool.run("dry-run --site oh-stark --db \(folder.path("cases.sqlite"))")
        #expect(run.status == 65, "\(run.err)")
        #expect(run.out.isEmpty)
    }

    // MARK: Import and export

    @Test func whatIsImportedIsExportedByteForByte() async throws {
        let folder = try TemporaryFolder()
        let lines = try await Tool.sample(20)
        let text = lines.sorted().joined(separator: "\n") + "\n"
        try folder.write("in.ndjson", text)
        let (db, out) = (folder.path("a.sqlite"), folder.path("out.ndjson"))
        let imported = try await Tool.run("import \(folder.path("in.ndjson")) --db \(db)")
        #expect(imported.status == 0, "\(imported.err)")
        #expect(imported.out.isEmpty)
        #expect(try await Tool.run("export --db \(db) -o \(out)").status == 0)
        let exported = try folder.read("out.ndjson")
        #expect(exported.split(separator: "\n").sorted() == text.split(separator: "\n").sorted())
        // Standard output is the file; a second trip changes nothing.
        #expect(try await Tool.run("export --db \(db)").out == exported)
        let again = folder.path("b.sqlite")
        #expect(try await Tool.run("import \(out) --db \(again)").status == 0)
        #expect(try await Tool.run("export --db \(again)").out == exported)
    }

    @Test func tablesAreImportedToTheSameBytes() async throws {
        let folder = try TemporaryFolder()
        try folder.write("in.ndjson", try await Tool.sample(8).joined(separator: "\n") + "\n")
        let (one, two) = (folder.path("a.sqlite"), folder.path("b.sqlite"))
        #expect(try await Tool.run("import \(folder.path("in.ndjson")) --db \(one)").status == 0)
        #expect(try await Tool.run("export --db \(one) --csv \(folder.path("tables"))").status == 0)
        #expect(try await Tool.run("import \(folder.path("tables")) --db \(two)").status == 0)
        #expect(
            try await Tool.run("export --db \(one)").out
                == (try await Tool.run("export --db \(two)").out))
    }

    @Test func oneBadLineRefusesTheWholeImport() async throws {
        let folder = try TemporaryFolder()
        var lines = try await Tool.sample(5)
        lines[3] = lines[3].replacing("\"observed_on\"", with: "\"observd_on\"", maxReplacements: 1)
        try folder.write("in.ndjson", lines.joined(separator: "\n") + "\n")
        let db = folder.path("a.sqlite")
        let run = try await Tool.run("import \(folder.path("in.ndjson")) --db \(db)")
        #expect(run.status == 65, "\(run.err)")
        #expect(run.err.contains("in.ndjson:4"), "\(run.err)")
        #expect(run.err.contains("observd_on"), "\(run.err)")
        #expect(try await Tool.run("export --db \(db)").out.isEmpty)
    }

    @Test func goodLinesGoInIfBadOnesMayBePutAside() async throws {
        let folder = try TemporaryFolder()
        var lines = try await Tool.sample(5)
        lines[3] = "{}"
        try folder.write("in.ndjson", lines.joined(separator: "\n") + "\n")
        let db = folder.path("a.sqlite")
        let run = try await Tool.run(
            "import \(folder.path("in.ndjson")) --db \(db) --reject \(folder.path("bad.ndjson"))")
        #expect(run.status == 1, "\(run.err)")
        #expect(run.err.contains("4 added"), "\(run.err)")
        #expect(try folder.read("bad.ndjson").contains("{}"))
        #expect(try await Tool.run("export --db \(db)").lines.count == 4)
    }

    // MARK: Check and test

    @Test func checkIsSilentOnStandardOutputWhenAllIsWell() async throws {
        let run = try await Tool.run("check")
        #expect(run.status == 0, "\(run.out)")
        #expect(run.out.isEmpty)
        #expect(run.err.contains("6 of 6 sites load; 0 errors"))
        let quiet = try await Tool.run("check --quiet")
        #expect(quiet.err.isEmpty)
    }

    @Test func checkListsTheValuesThatASiteMustConfirm() async throws {
        let run = try await Tool.run("check az-maricopa --assumptions")
        #expect(run.status == 0)
        #expect(run.out.contains("az-maricopa: "))
        #expect(run.out.contains("site-configs/az-maricopa/partners.yaml:"))
    }

    /// A change of one file of the copy, the place and the code that must be printed.
    struct Break: Sendable, CustomTestStringConvertible {
        var file: String
        var from: String
        var to: String
        var code: String
        var testDescription: String { "\(file): \(to)" }
    }

    @Test(arguments: [
        Break(
            file: "policies/sites/oh-stark/outreach.lua", from: "return policy",
            to: "return polizy", code: "name.unknown"),
        Break(
            file: "site-configs/oh-stark/parameters.yaml", from: "parameter: outreach.channels",
            to: "parameter: outreach.chanels", code: "parameter.unknown"),
        Break(
            file: "site-configs/oh-stark/calendar.yaml", from: "2018-11-22", to: "2018-11-31",
            code: "yaml.date"),
    ])
    func aBrokenFileIsShownWithItsLineWhileTheOthersLoad(_ change: Break) async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let before = try folder.read(change.file)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains(change.from) }) + 1
        try folder.write(
            change.file, before.replacing(change.from, with: change.to, maxReplacements: 1))
        let run = try await Tool.run("check", root: folder.url)
        #expect(run.status == 1)
        #expect(run.out.contains("\(change.file):\(line):"), "\(run.out)")
        #expect(run.out.contains("[\(change.code)]"), "\(run.out)")
        #expect(run.err.contains("5 of 6 sites load"), "\(run.err)")
        let sites = try await Tool.run("sites", root: folder.url)
        #expect(sites.out.contains("oh-franklin"))
        #expect(!sites.out.contains("\noh-stark"))
        // A run that needs the broken site says so; the others go on.
        let file = try await Tool.run("sample --cases 1 --site oh-stark").out
        #expect(
            try await Tool.run("dry-run - --site oh-stark", input: file, root: folder.url).status
                == 78)
        let other = try await Tool.run(
            "dry-run - --site oh-franklin --format ndjson", input: file, root: folder.url)
        #expect(other.status == 0)
        #expect(!other.out.isEmpty)
    }

    @Test func aPolicyThatFailsIsAFinding() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let file = "policies/sites/oh-stark/enforcement.lua"
        try folder.write(
            file,
            try folder.read(file).replacing(
                "when      = function(case) return parent.cannot_pay(case) end",
                with: "when      = function(case) error(case.county) end"))
        let showcase = try await Tool.run("sample --showcase oh-stark").out
        let run = try await Tool.run("dry-run - --format ndjson", input: showcase, root: folder.url)
        #expect(run.status == 1, "\(run.err)")
        let decision = try object(try #require(run.lines.first))
        let alert = try #require(decision["alert"] as? [String: Any])
        #expect((alert["place"] as? String)?.hasPrefix("\(file):") == true)
        let answers = try #require(decision["answers"] as? [[String: Any]])
        #expect(answers.allSatisfy { $0["outcome"] as? String == "no_action" })
    }

    @Test func policyTestsAreFilteredByTheirFile() async throws {
        let stark = try await Tool.run("test oh-stark")
        #expect(stark.status == 0, "\(stark.out)")
        #expect(stark.out.contains(" passed, 0 failed"))
        let none = try await Tool.run("test no-such-test-anywhere")
        #expect(none.status == 1)
        #expect(none.err.contains("nothing was tested"))
    }

    @Test func aFailingPolicyTestIsAFinding() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        try folder.write(
            "policies/sites/oh-stark/tests/probe.yaml",
            """
            tests:
              - name: a probe that is wrong
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: proceed }
            """)
        let run = try await Tool.run("test probe", root: folder.url)
        #expect(run.status == 1)
        #expect(
            run.out.contains(
                "FAILED policies/sites/oh-stark/tests/probe.yaml: a probe that is wrong"))
        #expect(run.out.contains("outcome: expected proceed"))
    }

    @Test func sitesAreListedAsTextAndJSON() async throws {
        let text = try await Tool.run("sites")
        #expect(text.lines.count == 7)
        let json = try await Tool.run("sites --format json")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
        #expect(
            list.map { $0["id"] as? String ?? "" }
                == text.lines.dropFirst().map {
                    String($0.prefix { $0 != " " })
                })
        #expect(list.allSatisfy { ($0["policy_hash"] as? String)?.count == 64 })
    }

    // MARK: Explain

    @Test func anExplanationNamesRuleAuthorityAndPlace() async throws {
        let file = try await Tool.run("sample --showcase oh-stark").out
        let remedy = "explain - --remedy driver_license_suspension"
        let text = try await Tool.run(remedy, input: file)
        #expect(text.status == 0, "\(text.err)")
        let json = try await Tool.run("\(remedy) --format json", input: file)
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
        let answers = try #require(list.first?["answers"] as? [[String: Any]])
        #expect(answers.count == 1)
        let rule = try #require(answers.first?["rule"] as? [String: Any])
        // Long remarks run over several lines.
        let words = text.out.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        for key in ["id", "authority", "place", "about"] {
            let value = try #require(rule[key] as? String)
            #expect(words.contains(value), "\(key): \(value)")
        }
        for part in [
            "synthetic", "why ", "how it came about", "not ", "would change it", "stands ",
            "numbers that were used", "facts that were read",
        ] {
            #expect(text.out.contains(part), "\(part)\n\(text.out)")
        }
        let place = try #require(rule["place"] as? String).split(separator: ":")
        let source = try String(
            contentsOf: Tool.root.appendingPathComponent(String(place[0])), encoding: .utf8)
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(Int(place[1]))
        #expect(lines[line - 1].hasPrefix("policy:"), "the place is where the rule begins")
    }

    // MARK: Color

    @Test(arguments: [
        "dry-run --sample --cases 6 --quiet", "dry-run - --site oh-stark", "explain -", "sites",
        "check",
    ])
    func whatIsPipedHasNoEscapes(_ line: String) async throws {
        let file = try await Tool.run("sample --showcase oh-stark").out
        let run = try await Tool.run(line, input: file)
        #expect(!run.out.contains("\u{1B}"))
        #expect(!run.err.contains("\u{1B}"))
    }

    @Test func colorIsThereWhenItIsAskedForAndChangesNoWord() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let file = try await Tool.run("sample --showcase oh-stark").out
        let plain = try await Tool.run("explain - --color never", input: file, root: policies.url)
        let painted = try await Tool.run(
            "explain - --color always", input: file, root: policies.url)
        #expect(painted.out.contains("\u{1B}[1m"))
        let bare = painted.out.replacing(/\u{1B}\[[0-9]*m/, with: "")
        #expect(bare == plain.out)
        let obeyed = try await Tool.run(
            ["explain", "-", "--color", "auto"], input: file, root: policies.url,
            environment: ["NO_COLOR": "1"])
        #expect(obeyed.out == plain.out)
    }

    // MARK: Determinism

    /// The same fifty parents in five processes, on one thread and on two: the same bytes.
    @Test func everyProcessDecidesTheSameBytes() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let folder = try TemporaryFolder()
        try folder.write("cases.ndjson", try await Tool.sample(50).joined(separator: "\n") + "\n")
        let command =
            "dry-run \(folder.path("cases.ndjson")) --format ndjson --as-of 2019-03-01 --quiet"
        let first = try await Tool.run("\(command) --threads 1", root: policies.url)
        #expect(first.status == 0, "\(first.err)")
        #expect(first.lines.count >= 150)
        for threads in [2, 1, 2, 2] {
            let run = try await Tool.run("\(command) --threads \(threads)", root: policies.url)
            #expect(run.out == first.out, "threads \(threads)")
        }
    }

    @Test func theTourSaysTheSameTwice() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let one = try await Tool.run(
            "dry-run --sample --cases 40 --seed 5 --quiet --threads 1", root: policies.url)
        let two = try await Tool.run(
            "dry-run --sample --cases 40 --seed 5 --quiet --threads 2", root: policies.url)
        #expect(one.status == 0)
        #expect(one.out == two.out)
    }
}
