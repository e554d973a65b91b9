import CaseModel
import CaseStore
import Foundation
import Testing

@Suite("`accord sweep` as a user meets it")
struct SweepCommandTests {
    /// A store with a few files of two sites.
    private static func store(_ scratch: Scratch, _ count: Int = 6) throws -> String {
        let path = scratch.path("cases.sqlite")
        let store = try CaseStore(path: path)
        var lines: [UInt8] = []
        for site in [SiteID.ohStark, .miMuskegon] {
            for index in 0..<count {
                let file = Sampler(seed: 1).caseFile(
                    index: index, site: site, asOf: day("2019-03-01"))
                lines += file.canonicalBytes() + [0x0A]
            }
        }
        try Data(lines).write(to: URL(fileURLWithPath: scratch.path("cases.ndjson")))
        try store.importNDJSON(
            from: scratch.path("cases.ndjson"), ImportOptions(receivedOn: day("2019-03-01")))
        return path
    }

    private static func run(
        _ line: String, _ paths: [String] = [], in scratch: Scratch
    ) throws -> (status: Int32, out: String, notes: String) {
        let child = try Child(line, paths, in: scratch)
        let status = child.wait()
        return (status, child.output, child.notes)
    }

    @Test func aNightInText() throws {
        let scratch = try Scratch()
        let path = try Self.store(scratch)
        let night = try Self.run("sweep --as-of 2019-03-01 --db \(path)", in: scratch)
        #expect(night.status == 0, "\(night.notes)")
        let lines = night.out.split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        #expect(
            lines.first == [
                "site", "state", "files", "spared", "decided", "changed", "errors", "seconds",
                "decisions",
            ])
        #expect(lines.dropFirst().map { $0[0] } == ["mi-muskegon", "oh-stark"])
        #expect(lines.dropFirst().allSatisfy { $0[1] == "active" && $0[2] == "6" })

        let status = try Self.run("sweep status --db \(path)", in: scratch)
        #expect(status.status == 0)
        #expect(status.out.contains("2019-03-01") && status.out.contains(lines[1][8]))

        let nothing = try Self.run(
            "sweep --as-of 2019-03-01 --format json --db \(path)", in: scratch)
        let json = try JSONValue(parsing: nothing.out)
        #expect(json["schema_version"] == .integer(1))
        #expect(json["sites"]?[0]?["counts"]?["files"] == .integer(0))
        #expect(json["sites"]?[0]?["state"] == .text("active"))
        #expect(nothing.out.filter { $0 == "\n" }.count == 1)
    }

    @Test func fullAndIncrementalNightsHaveOneHash() throws {
        let scratch = try Scratch()
        let path = try Self.store(scratch)
        var hashes: Set<String> = []
        for options in ["--threads 1", "--threads 2 --all --chunk 2", "--site oh-stark"] {
            let line = "sweep --as-of 2019-03-01 --format json --quiet \(options) --db \(path)"
            let night = try Self.run(line, in: scratch)
            let sites = try #require(try JSONValue(parsing: night.out)["sites"])
            hashes.insert("\((sites[1] ?? sites[0])?["decisions_hash"] ?? .null)")
            #expect(night.notes == "")
        }
        #expect(hashes.count == 1)
    }

    @Test(arguments: [
        ("sweep --db PATH", 64, "--as-of"),
        ("sweep --as-of yesterday --db PATH", 64, "--as-of"),
        ("sweep --as-of 2019-03-01 --threads 0 --db PATH", 64, "--threads"),
        ("sweep --as-of 2019-03-01 --chunk 0 --db PATH", 64, "--chunk"),
        ("sweep --as-of 2019-03-01 --error-bound 101 --db PATH", 64, "percent"),
        ("sweep --as-of 2019-03-01 --db PATH.not", 66, "there is no store at"),
        ("sweep --as-of 2019-03-01 --site oh-strak --db PATH", 66, "did you mean `oh-stark`?"),
        ("sweep pause --db PATH", 0, "no sweep is at work"),
    ])
    func whatCannotBeDoneIsSaid(line: String, status: Int32, note: String) throws {
        let scratch = try Scratch()
        let path = try Self.store(scratch, 1)
        let run = try Self.run(line.replacing("PATH", with: path), in: scratch)
        #expect(run.status == status)
        #expect(run.notes.contains(note), "\(run.notes)")
        #expect(run.out == "")
    }

    @Test func oneSiteIsStoppedAndOthersGoOn() throws {
        let scratch = try Scratch()
        let path = try Self.store(scratch)
        for folder in ["policies", "site-configs"] {
            try FileManager.default.copyItem(
                atPath: "\(Policies.root)/\(folder)", toPath: scratch.path(folder))
        }
        let policy = scratch.path("policies/sites/mi-muskegon/outreach.lua")
        let text = try String(contentsOfFile: policy, encoding: .utf8)
        let rule = try #require(text.firstRange(of: "when      = function(case)"))
        try text.replacingCharacters(in: rule, with: "when = function(case) error(\"no\")")
            .write(toFile: policy, atomically: true, encoding: .utf8)

        let line = "sweep --as-of 2019-03-01 --db \(path) --root \(scratch.folder)"
        let night = try Self.run(line + " --error-bound 0.5", in: scratch)
        #expect(night.status == 1)
        #expect(night.notes.contains("mi-muskegon: stopped, nothing was activated"))
        #expect(night.notes.contains("policies/sites/mi-muskegon/outreach.lua:"))
        #expect(night.out.contains("stopped") && night.out.contains("active"))

        let status = try Self.run("sweep status --format json --db \(path)", in: scratch)
        let sites = try #require(try JSONValue(parsing: status.out)["sites"])
        #expect(sites[0]?["active"] == nil && sites[0]?["unfinished"] == nil)
        #expect(sites[1]?["active"]?["as_of"] == .text("2019-03-01"))
    }

    @Test func aSecondSweepIsToldWhoIsAtWork() throws {
        let scratch = try Scratch()
        let path = try Self.store(scratch, 1)
        let lock = try SweepLock(CaseStore(path: path), site: .ohStark)
        let second = try Self.run("sweep --as-of 2019-03-01 --db \(path)", in: scratch)
        #expect(second.status == 75)
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(second.notes.contains("oh-stark is being swept by process \(process) of"))
        #expect(second.out.contains("mi-muskegon"), "the other site is swept")
        let status = try Self.run("sweep status --db \(path)", in: scratch)
        #expect(status.status == 0)
        withExtendedLifetime(lock) {}
    }
}
