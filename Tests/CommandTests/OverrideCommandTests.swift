import Foundation
import Testing

@Suite("accord override, overrides and replay")
struct OverrideCommandTests {
    static let license = "driver_license_suspension"

    /// A store that was swept, and a case whose license question waits for a supervisor.
    struct Place {
        let folder: TemporaryFolder
        let caseID: String
        var db: String { folder.path("cases.sqlite") }

        init() async throws {
            folder = try TemporaryFolder()
            let cases = try await Tool.run("sample --cases 8 --seed 4 --site oh-stark").out
            try folder.write("cases.ndjson", cases)
            let db = folder.path("cases.sqlite")
            let imported = try await Tool.run(
                "import \(folder.path("cases.ndjson")) --db \(db) --quiet")
            try #require(imported.status == 0, "\(imported.err)")
            let swept = try await Tool.run("sweep --db \(db) --as-of 2019-03-01 --quiet")
            try #require(swept.status == 0, "\(swept.err)")
            let decided = try await Tool.run(
                "dry-run - --as-of 2019-03-01 --area enforcement --format ndjson --quiet",
                input: cases)
            caseID = try #require(
                try decided.lines.map(object).first { decision in
                    let answers = decision["answers"] as? [[String: Any]] ?? []
                    return answers.contains {
                        $0["subject"] as? String == OverrideCommandTests.license
                            && $0["outcome"] as? String == "ask_supervisor"
                    }
                }?["case_id"] as? String)
        }

        func override(_ rest: String) async throws -> Tool.Run {
            try await Tool.run(
                "override --db \(db) --case \(caseID) --area enforcement --point D11"
                    + " --by m.rivera --as-of 2019-03-02 --reason new-job \(rest)")
        }
    }

    @Test func aChoiceIsTakenAndReported() async throws {
        let place = try await Place()
        let asked = "--subject \(Self.license) --outcome hold"
        let dry = try await place.override("\(asked) --until 2019-03-20 --dry-run")
        #expect(dry.status == 0 && !dry.out.contains("on record"), "\(dry.err)")
        let made = try await place.override(
            "\(asked) --until 2019-03-20 --detail offer=employment")
        #expect(made.status == 0, "\(made.err)")
        #expect(made.out.contains("D11 \(Self.license): hold until 2019-03-20"), "\(made.out)")
        #expect(made.out.contains("in the place of ask_supervisor"))
        let refused = try await place.override("\(asked) --until 2019-06-20 --format json")
        #expect(refused.status == 1)
        let refusal = try #require(try object(refused.out)["refusal"] as? [String: Any])
        #expect(refusal["code"] as? String == "override.too-long")
        let floors = try #require(refusal["floors"] as? [[String: String]])
        #expect(floors.map { $0["rule"] } == ["pjac-longest-hold"])
        #expect(floors.first?["authority"]?.contains("45 CFR 303.6") == true)

        let text = try await Tool.run("overrides --db \(place.db)")
        #expect(text.status == 0)
        for part in ["made 1, refused by floors 1", "By rule", "m.rivera", "pjac-longest-hold"] {
            #expect(text.out.contains(part), "\(part): \(text.out)")
        }
        let json = try object(try await Tool.run("overrides --db \(place.db) --format json").out)
        let counts = try #require(json["counts"] as? [String: Int])
        #expect(counts["made"] == 1 && counts["refused"] == 1)
        let csv = try await Tool.run("overrides --db \(place.db) --format csv")
        let rows = csv.out.components(separatedBy: "\r\n")
        #expect(rows.count == 4 && rows[0].hasPrefix("record,site,"))
        #expect(rows[2].hasSuffix(",pjac-longest-hold,,,"))
        let file = place.folder.path("overrides.csv")
        let saved = try await Tool.run("overrides --db \(place.db) --format csv -o \(file)")
        #expect(saved.status == 0 && saved.out.isEmpty)
        #expect(try place.folder.read("overrides.csv") == csv.out)
        let none = try await Tool.run("overrides --db \(place.db) --from 2019-04-01")
        #expect(none.out == "no overrides\n")
        #expect(try await Tool.run("log verify --db \(place.db)").status == 0)
    }

    @Test(arguments: [
        ("--subject x --outcome hold", 64),
        ("--subject x --outcome contact --until 2019-03-20", 64),
        ("--subject x --outcome hold --until 2019-03-01", 64),
        ("--subject x --outcome hold --until 2019-03-20 --detail offer", 64),
        ("--subject x --outcome hold --until 2019-03-20", 65),
        ("--subject driver_license_suspension --outcome ask_supervisor --until 2019-03-20", 65),
    ])
    func whatCanNotBeChosenIsSaid(_ rest: String, _ status: Int) async throws {
        let place = try await Place()
        let run = try await place.override(rest)
        #expect(run.status == status, "\(run.err)")
        #expect(run.out.isEmpty && !run.err.isEmpty)
        #expect(try await Tool.run("overrides --db \(place.db)").out == "no overrides\n")
    }

    @Test(arguments: ["overrides --db nowhere.sqlite", "replay 1 --db nowhere.sqlite"])
    func aStoreThatIsNotThereIsMissing(_ line: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 66 && run.out.isEmpty && run.err.contains("no store"))
    }

    // MARK: Replay

    @Test func theLogIsReplayedAndOtherPoliciesAreHeard() async throws {
        let place = try await Place()
        let all = try await Tool.run("replay --since 2019-01-01 --db \(place.db) --quiet")
        #expect(all.status == 0 && all.err.isEmpty, "\(all.out)\(all.err)")
        #expect(all.lines.count == 1 && all.out.hasSuffix(" the same\n"), "\(all.out)")
        let one = try await Tool.run("replay 1 --db \(place.db) --format json")
        #expect(one.status == 0)
        #expect(try object(one.out)["finding"] as? String == "same")

        let policies = try TemporaryFolder.copyOfPolicies()
        let path = "policies/pjac/parameters.yaml"
        let text = try policies.read(path)
        try policies.write(
            path, text.replacing("value: 30 days }\n\n  # Lic", with: "value: 9 days }\n\n  # Lic"))
        let asked = "--db \(place.db) --with \(policies.url.path)"
        let other = try await Tool.run("replay --since 2019-01-01 \(asked) --format json")
        #expect(other.status == 0, "\(other.err)")
        let counts = try #require(try object(other.out)["counts"] as? [String: Int])
        let records = try #require(counts["records"])
        #expect(counts["same", default: 0] + counts["different", default: 0] == records)
        let lines = try await Tool.run("replay --since 2019-01-01 \(asked) --format ndjson --quiet")
        #expect(lines.lines.count == counts["different"])
        for line in lines.lines {
            #expect(try object(line)["finding"] as? String == "different")
        }

        // The policies of the day are kept: what stands in the folder now does not matter.
        let again = try await Tool.run(
            "replay --since 2019-01-01 --db \(place.db) --quiet", root: policies.url)
        #expect(again.out == all.out)
    }

    @Test func anErasedRecordSaysSo() async throws {
        let place = try await Place()
        let erased = try await Tool.run(
            "log erase --db \(place.db) --case \(place.caseID) --who officer --why retention")
        try #require(erased.status == 0, "\(erased.err)")
        let run = try await Tool.run("replay --since 2019-01-01 --db \(place.db) --quiet")
        #expect(run.status == 0)
        #expect(run.out.contains("with erased facts"), "\(run.out)")
    }

    @Test func aChoiceIsTakenBack() async throws {
        let place = try await Place()
        let made = try await place.override(
            "--subject \(Self.license) --outcome hold --until 2019-03-20 --detail offer=employment"
                + " --format json")
        let record = try #require(try object(made.out)["record"] as? Int, "\(made.err)")
        let line = "override --db \(place.db) --withdraw \(record) --by j.doe --reason job-found"
        let taken = try await Tool.run("\(line) --as-of 2019-03-05")
        #expect(taken.status == 0, "\(taken.err)")
        #expect(
            taken.out.contains("D11 \(Self.license): hold until 2019-03-20 withdrawn on 2019-03-05")
        )
        let shown = try await Tool.run("log show \(record + 1) --db \(place.db) --format text")
        #expect(shown.out.contains("job-found") && shown.out.contains("withdrawn"), "\(shown.out)")
        let found = try await Tool.run("log search --db \(place.db) --kind override")
        #expect(found.out.contains("override \(record) ended by withdrawn: job-found"))
        let report = try await Tool.run("overrides --db \(place.db)")
        #expect(report.out.contains("withdrawn 1"), "\(report.out)")
        let again = try await Tool.run("\(line) --as-of 2019-03-06 --format json")
        #expect(again.status == 65 && again.err.contains("ended on 2019-03-05 already"))
    }

    @Test(arguments: [
        ("--withdraw 3 --by a --reason b --case c --dry-run", "leave out --case, --dry-run"),
        ("--by a --reason b --case c", "a choice needs --area"),
        ("--withdraw 3 --by a", "--reason"),
    ])
    func wrongUseOfWithdrawingIsSaid(_ rest: String, _ words: String) async throws {
        let run = try await Tool.run("override --db nowhere.sqlite \(rest)")
        #expect(run.status == 64 && run.err.contains(words), "\(run.err)")
    }

    @Test(arguments: [
        ("replay --db %", 64), ("replay 1 --since 2019-01-01 --db %", 64),
        ("replay 1 --site oh-stark --db %", 64), ("replay 999999 --db %", 66),
        ("replay --since 2019-01-01 --site oh-starck --db %", 64),
        ("replay --since 2019-03-01 --through 2019-02-01 --db %", 64),
    ])
    func wrongUseOfReplayIsSaid(_ line: String, _ status: Int) async throws {
        let place = try await Place()
        let run = try await Tool.run(line.replacing("%", with: place.db))
        #expect(run.status == status && run.out.isEmpty && !run.err.isEmpty, "\(run.err)")
    }
}
