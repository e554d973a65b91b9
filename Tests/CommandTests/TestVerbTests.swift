import Foundation
import Testing

/// `accord test` as its users run it.
@Suite("accord test")
struct TestVerbTests {
    private static let probe = "policies/sites/oh-stark/tests/probe.yaml"

    private func folder(expecting expect: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder.copyOfPolicies()
        try folder.write(
            Self.probe,
            """
            tests:
              - name: a probe   # a comment
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect: \(expect)

            """)
        return folder
    }

    @Test(arguments: [
        ("text", "1 passed, 0 failed"), ("json", "\"schema_version\":1"), ("tap", "1..1\nok 1 - "),
        ("junit", "<testsuites name=\"accord\" tests=\"1\" failures=\"0\""),
    ])
    func formats(_ format: String, _ said: String) async throws {
        let folder = try folder(expecting: "{ outcome: hold }")
        let run = try await Tool.run(
            ["test", "probe", "--format", format, "-o", folder.path("out")], root: folder.url)
        #expect(run.status == 0 && run.out.isEmpty, "\(run.err)")
        #expect(try folder.read("out").contains(said))
        let nowhere = try await Tool.run(
            ["test", "probe", "-o", folder.path("no/such/folder/out")], root: folder.url)
        #expect(nowhere.status == 74)
    }

    @Test func zeroTestsFail() async throws {
        let run = try await Tool.run("test stark --filter no-such-test")
        #expect(run.status == 1 && run.out.isEmpty)
        #expect(run.err.contains("no policy test matches `stark` and `no-such-test`"))
    }

    @Test func aWrongTestFileEndsWith65() async throws {
        let folder = try folder(expecting: "{ outcom: hold }")
        let run = try await Tool.run("test probe", root: folder.url)
        #expect(run.status == 65 && run.out.isEmpty)
        #expect(run.err.contains("\(Self.probe):6:15: error: `expect` has no `outcom`"))
    }

    @Test func aFailureShowsTheConditionThatDidNotHold() async throws {
        let folder = try folder(expecting: "{ rule: hold-license-for-a-program-agreement }")
        try folder.write(
            Self.probe,
            try folder.read(Self.probe).replacing("oh-license", with: "refuses-with-means"))
        let run = try await Tool.run("test probe", root: folder.url)
        #expect(run.status == 1)
        #expect(run.out.contains("hold-license-for-a-program-agreement "))
        #expect(run.out.contains("policies/sites/oh-stark/enforcement.lua:"))
    }

    @Test func resultsAreTakenOverOnlyWhenToldTo() async throws {
        let folder = try folder(expecting: "{ outcome: proceed, floors: [] }")
        let before = try folder.read(Self.probe)
        let asked = try await Tool.run("test probe --accept", root: folder.url)
        #expect(asked.status == 1 && asked.err.contains("pass --yes"))
        #expect(try folder.read(Self.probe) == before)
        let told = try await Tool.run("test probe --accept --yes", root: folder.url)
        #expect(told.status == 0, "\(told.err)")
        #expect(told.out.contains("+    expect: { outcome: hold, floors: [] }"))
        #expect(
            try folder.read(Self.probe)
                == before.replacing("outcome: proceed", with: "outcome: hold"))
        #expect(try await Tool.run("test probe", root: folder.url).status == 0)
    }

    @Test func coverageCanBeAGateOnWhatChanged() async throws {
        let folder = try folder(expecting: "{ outcome: hold }")
        try git(folder, "init", "-q")
        try git(folder, "add", ".")
        try git(
            folder, "-c", "user.name=a test", "-c", "user.email=a@test", "commit", "-q", "-m", "x")
        let unchanged = try await Tool.run(
            "test probe --changed --min-condition-coverage 100", root: folder.url)
        #expect(unchanged.status == 0, "\(unchanged.err)")
        let path = "policies/sites/oh-stark/enforcement.lua"
        try folder.write(
            path,
            try folder.read(path).replacing(
                "and not case.circumstances.in_treatment",
                with: "and not case.circumstances.in_treatment and not case.court.missed_hearing"))
        let run = try await Tool.run(
            "test probe --changed --min-condition-coverage 100 --lcov \(folder.path("out.lcov"))",
            root: folder.url)
        #expect(run.status == 1)
        #expect(run.err.contains("`case.court.missed_hearing` is never true"))
        #expect(!run.err.contains("parent.cannot_pay"))
        #expect(try folder.read("out.lcov").contains("SF:\(path)"))
        let unknown = try await Tool.run(
            "test probe --changed --against no-such-revision", root: folder.url)
        #expect(unknown.status == 74 && unknown.err.contains("no-such-revision"))
    }

    private func git(_ folder: TemporaryFolder, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.url.path] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
