import Foundation
import Testing

@Suite("accord log")
struct LogVerbTests {
    let folder: TemporaryFolder
    var store: String { folder.path("cases.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    private func run(_ line: String) async throws -> Tool.Run {
        try await Tool.run(
            line.split(separator: " ").map {
                String($0).replacing("@", with: folder.url.path + "/")
            })
    }

    /// Sweeps a few synthetic files of one site.
    private func sweep() async throws {
        let files = try await Tool.sample(12)
        try folder.write("cases.ndjson", files.joined(separator: "\n") + "\n")
        for line in [
            "import @cases.ndjson --db @cases.sqlite",
            "sweep --db @cases.sqlite --site oh-stark --as-of 2026-03-01",
        ] {
            let run = try await run(line)
            try #require(run.status == 0, "\(run.err)")
        }
    }

    /// Changes bytes of the store behind its back; the new text is as long as the old one.
    private func tamper(_ old: String, _ new: String) throws {
        var bytes = try Data(contentsOf: folder.url.appendingPathComponent("cases.sqlite"))
        let place = try #require(bytes.range(of: Data(old.utf8), options: .backwards))
        bytes.replaceSubrange(place, with: Data(new.utf8))
        try bytes.write(to: folder.url.appendingPathComponent("cases.sqlite"))
    }

    @Test func aLogIsProvenSignedAndFoundOut() async throws {
        try await sweep()
        let sound = try await run("log verify --db @cases.sqlite --format json")
        #expect(sound.status == 0)
        let records = try #require(object(sound.out)["records"] as? Int)
        #expect(records > 5)

        let key = try await run("key new -o @a.key --name Ann")
        try folder.write("trust.yaml", "format: 1\nkeys:\n" + key.out)
        let signed = try await run("log checkpoint --db @cases.sqlite --key @a.key -o @may.json")
        #expect(signed.status == 0, "\(signed.err)")
        let trusted = try await run(
            "log verify --db @cases.sqlite --checkpoint @may.json --trust @trust.yaml")
        #expect(trusted.status == 0)
        #expect(trusted.out.contains("signed by Ann"))
        let since = try await run(
            "log verify --db @cases.sqlite --since-checkpoint --trust @trust.yaml --format json")
        #expect(try object(since.out)["records"] as? Int == 0)

        let forged = try folder.read("may.json").replacing("20", with: "21")
        try folder.write("forged.json", forged)
        let refused = try await run("log verify --db @cases.sqlite --checkpoint @forged.json")
        #expect(refused.status == 1)
        #expect(refused.out.contains("the signature is not by this key"))

        try tamper("\"outcome\":\"not_asked\"", "\"outcome\":\"not_yet_\"\"")
        let found = try await run("log verify --db @cases.sqlite --format json")
        #expect(found.status == 1)
        let fault = try #require(object(found.out)["fault"] as? [String: Any])
        let seq = try #require(fault["seq"] as? Int)
        #expect(fault["kind"] as? String == "altered")
        let shown = try await run("log show \(seq) --db @cases.sqlite")
        #expect(shown.status == 1)
        #expect(shown.out.contains("not what was written"))
        let unsigned = try await run("log checkpoint --db @cases.sqlite --key @a.key -o @no.json")
        #expect(unsigned.status == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path("no.json")))
    }

    @Test func aRecordCanBeReadByAJudge() async throws {
        try await sweep()
        let found = try await run("log search --db @cases.sqlite --area enforcement --limit 1")
        #expect(found.status == 0)
        #expect(found.err.contains("there are more"))
        let line = try await run(
            "log search --db @cases.sqlite --area enforcement --limit 1 --format ndjson")
        let record = try object(line.lines[0])
        let seq = try #require(record["seq"] as? Int)
        let caseID = try #require(record["case_id"] as? String)
        let shown = try await run("log show \(seq) --db @cases.sqlite")
        #expect(shown.status == 0)
        for part in ["a decision", caseID, "2026-03-01", "sweep, run 1", "it stands now", "CFR"] {
            #expect(shown.out.contains(part), "\(part)")
        }
        let byCase = try await run("log search --db @cases.sqlite --case \(caseID) --format json")
        let all = try #require(object(byCase.out)["records"] as? [[String: Any]])
        #expect(all.count == 3)
        #expect(all.allSatisfy { $0["case_id"] as? String == caseID })
        let exported = try await run(
            "log export --db @cases.sqlite --case \(caseID) -o @out.ndjson")
        #expect(exported.status == 0)
        #expect(try folder.read("out.ndjson").split(separator: "\n").count == 3)
        let printed = try await run("log export --db @cases.sqlite --case \(caseID)")
        #expect(try printed.out == folder.read("out.ndjson"))
    }

    @Test func factsAreErasedOnRecord() async throws {
        try await sweep()
        let scope = "--db @cases.sqlite --before 2026-03-02 --who clerk --why schedule-7"
        let trial = try await run("log erase \(scope) --dry-run")
        let count = trial.out.trimmingCharacters(in: .newlines)
        #expect(try #require(Int(count)) > 5)
        let erased = try await run("log erase \(scope)")
        #expect(erased.status == 0)
        #expect(erased.out == trial.out)
        #expect(try await run("log erase \(scope) --dry-run").out == "0\n")
        let verified = try await run("log verify --db @cases.sqlite")
        #expect(verified.status == 0)
        #expect(verified.out.contains("of \(count) records, on record"))
        #expect(try await run("log show 1 --db @cases.sqlite").out.contains("They were erased"))
    }

    @Test(arguments: [
        ("log verify --db @none.sqlite", Int32(66)), ("log show 1 --db @none.sqlite", 66),
        ("log erase --db @none.sqlite --who a --why b", 64),
        ("log search --db @none.sqlite --kind nothing", 64),
        ("log verify --db @none.sqlite --checkpoint @none.json", 66),
    ])
    func saysWhatIsMissing(line: String, status: Int32) async throws {
        let run = try await run(line)
        #expect(run.status == status)
        #expect(run.out.isEmpty)
        #expect(!run.err.isEmpty)
    }
}
