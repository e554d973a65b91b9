import Foundation
import Testing

@Suite("accord key, bundle, release, rollback")
struct BundleTests {
    /// A copy of the policies with the tests of one area of one site, so that a bundle is made fast.
    let folder: TemporaryFolder
    static let words = ["--who", "A. Director", "--why", "a test"]

    init() throws {
        folder = try TemporaryFolder.copyOfPolicies()
        let manager = FileManager.default
        for case let name as String in manager.enumerator(atPath: folder.path("policies"))
            ?? .init()
        where name.contains("tests/") && name != "sites/oh-stark/tests/referral.yaml" {
            try manager.removeItem(atPath: folder.path("policies/\(name)"))
        }
        for name in try manager.contentsOfDirectory(atPath: folder.path("site-configs"))
        where name != "oh-stark" {
            try manager.removeItem(atPath: folder.path("site-configs/\(name)"))
        }
    }

    func run(_ arguments: [String], trust: String? = nil) async throws -> Tool.Run {
        try await Tool.run(
            arguments.map { $0.replacing("@", with: folder.url.path + "/") }, root: folder.url,
            environment: trust.map { ["ACCORD_TRUST": folder.path($0)] } ?? [:])
    }

    func run(_ line: String, trust: String? = nil) async throws -> Tool.Run {
        try await run(line.split(separator: " ").map(String.init), trust: trust)
    }

    @discardableResult
    func build(_ name: String, _ more: String...) async throws -> Tool.Run {
        try await run(
            ["bundle", "build", "-o", "@\(name)", "--effective", "2026-07-01"] + Self.words + more)
    }

    /// Makes keys for Ann and Lee and a trust file that asks for both.
    func makeTrust() async throws {
        var text = "format: 1\nrequired: 2\nkeys:\n"
        for name in ["Ann", "Lee"] {
            let run = try await run("key new -o @\(name).key --name \(name)")
            try #require(run.status == 0, "\(run.err)")
            text += run.out
        }
        try folder.write("trust.yaml", text)
    }

    @Test func theWholeWayFromKeyToRollback() async throws {
        try await makeTrust()
        let built = try await build("may.accord")
        #expect(built.status == 0, "\(built.err)")
        let hash = built.out.trimmingCharacters(in: .newlines)
        #expect(hash.count == 64)
        #expect(try await run("bundle sign @may.accord --key @Ann.key").status == 0)
        let one = try await run("bundle verify @may.accord", trust: "trust.yaml")
        #expect(one.status == 1)
        #expect(one.out.contains("REFUSED"))
        #expect(try await run("bundle sign @may.accord --key @Lee.key").status == 0)
        let two = try await run("bundle verify @may.accord --format json", trust: "trust.yaml")
        #expect(two.status == 0)
        #expect(try object(two.out)["bundle"] as? String == hash)

        let release = ["release", "@may.accord", "--to", "@releases", "--at", "2026-06-10"]
        let first = try await run(release + Self.words, trust: "trust.yaml")
        #expect(first.status == 0, "\(first.err)")
        #expect(first.err.contains("2026-07-01"))
        try folder.write(
            "site-configs/oh-stark/site.yaml",
            try folder.read("site-configs/oh-stark/site.yaml") + "note: changed\n")
        #expect(try await build("june.accord", "--base", "@may.accord").status == 0)
        for name in ["Ann", "Lee"] {
            #expect(try await run("bundle sign @june.accord --key @\(name).key").status == 0)
        }
        let second = try await run(
            ["release", "@june.accord", "--to", "@releases"] + Self.words, trust: "trust.yaml")
        #expect(second.status == 0, "\(second.err)")
        let back = try await run(
            ["rollback", "@releases", "--to", "previous"] + Self.words, trust: "trust.yaml")
        #expect(back.status == 0, "\(back.err)")
        #expect(back.out.contains(hash.prefix(12)))
        let releases = try await run("releases @releases --format json")
        let history = try #require(try object(releases.out)["history"] as? [[String: Any]])
        #expect(history.map { $0["action"] as? String } == ["release", "release", "rollback"])
    }

    @Test func everyCommandReadsABundleAndAReleaseFolder() async throws {
        #expect(try await build("may.accord").status == 0)
        #expect(
            try await run(["release", "@may.accord", "--to", "@releases"] + Self.words).status == 0)
        let sample = try await Tool.run("sample --showcase oh-stark")
        try folder.write("case.json", sample.out)
        for line in [
            "sites", "check", "rules license", "dry-run @case.json --site oh-stark --format ndjson",
            "explain @case.json --area referral", "test",
        ] {
            let folderRun = try await run(line)
            for root in ["may.accord", "releases"] {
                let bundleRun = try await run("\(line) --root @\(root)")
                #expect(bundleRun.status == folderRun.status, "\(line): \(bundleRun.err)")
                #expect(bundleRun.out == folderRun.out, "\(line)")
            }
        }
    }

    @Test func everyCommandRefusesAnAlteredBundle() async throws {
        #expect(try await build("may.accord").status == 0)
        var bytes = Array(try Data(contentsOf: folder.url.appendingPathComponent("may.accord")))
        let place = try #require(bytes.firstRange(of: Array("local policy".utf8))).lowerBound
        bytes[place] = UInt8(ascii: "L")
        try Data(bytes).write(to: folder.url.appendingPathComponent("may.accord"))
        for line in ["sites", "check", "rules", "test", "dry-run --sample"] {
            let run = try await run("\(line) --root @may.accord")
            #expect(run.status == 78, "\(line)")
            #expect(run.out.isEmpty)
            #expect(run.err.contains("policies/federal/"), "\(run.err)")
        }
        #expect(try await run("bundle verify @may.accord").status == 1)
        let release = try await run(["release", "@may.accord", "--to", "@releases"] + Self.words)
        #expect(release.status == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path("releases")))
    }

    @Test func everyCommandCanAskForSignatures() async throws {
        #expect(try await build("may.accord").status == 0)
        for line in ["sites", "check", "rules", "test"] {
            #expect(try await run("\(line) --require-signed").status == 78, "\(line)")
            #expect(try await run("\(line) --require-signed --root @may.accord").status == 78)
        }
    }

    @Test func aBundleThatFailsItsTestsIsNotMade() async throws {
        let tests = "policies/sites/oh-stark/tests/referral.yaml"
        try folder.write(
            tests, try folder.read(tests).replacing("outcome: refer_to", with: "outcome: wait"))
        let run = try await build("may.accord")
        #expect(run.status == 1)
        #expect(run.err.contains("tests fail"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("may.accord")))
        let draft = try await build("draft.accord", "--draft")
        #expect(draft.status == 0)
        let release = try await self.run(
            ["release", "@draft.accord", "--to", "@releases"] + Self.words)
        #expect(release.status == 1)
        #expect(release.err.contains("draft"))
    }

    @Test func aBundleIsATarThatAdministratorsCanOpen() async throws {
        #expect(try await build("may.accord").status == 0)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
        tar.arguments = ["tf", folder.path("may.accord")]
        let pipe = Pipe()
        tar.standardOutput = pipe
        try tar.run()
        let out = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        let names = out.split(separator: "\n").map(String.init)
        #expect(names.first == "manifest.json")
        #expect(names.contains("policies/sites/oh-stark/enforcement.lua"))
        #expect(names.contains("policies/sites/oh-stark/tests/referral.yaml"))
    }

    /// Arguments, and the exit code and a word of what is said.
    static let mistakes: [(String, Int32, String)] = [
        ("bundle verify @none.accord", 66, "no such file"),
        ("bundle verify @policies/federal/policy.yaml", 65, "not a"),
        ("bundle inspect @case.json", 65, "not a policy bundle"),
        ("bundle sign @none.accord --key @none.key", 66, "no such key file"),
        ("bundle verify @none.accord --trust @none.yaml", 78, "no such trust file"),
        ("sites --require-signed --ignore-signatures", 64, "exclude each other"),
        ("rollback @releases --to previous --who Ann --why test", 1, "nothing was ever released"),
        ("rollback @releases --to previous --who Ann --why test --ignore-signatures", 64, "signed"),
        ("rollback @releases --to previous --why test", 64, "--who"),
        ("releases @none", 66, "no such folder"),
        ("bundle build -o @x.accord --who A --why B --effective soon", 64, "effective"),
    ]

    @Test(arguments: mistakes)
    func mistakesHaveTheirExitCodes(_ line: String, _ status: Int32, _ says: String) async throws {
        try folder.write("case.json", String(repeating: "{}", count: 1000))
        let run = try await run(line)
        #expect(run.status == status, "\(run.err)")
        #expect(run.err.contains(says), "\(run.err)")
    }
}
