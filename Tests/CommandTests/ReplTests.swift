import Foundation
import Testing

@Suite("accord repl: a session over a pipe")
struct ReplTests {
    @Test func linesAreDoneInTurnAndTheEndOfInputEndsItWell() async throws {
        let run = try await Tool.run(
            ["repl", "--fixture", "oh-license"],
            input: "ask D11 driver_license_suspension\nnonsense\nset contacts.8.on 2019-01-12\n")
        #expect(run.status == 0, "\(run.err)")
        #expect(run.lines.first == "D11 driver_license_suspension: hold until 2019-03-31")
        #expect(run.out.contains("hold until 2019-03-31 → ask supervisor"))
        #expect(run.err.contains("no command is called `nonsense`"))
    }

    @Test func aCaseFileIsEditedAndSavedToANewFile() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "case.json", try await Tool.run("sample --showcase oh-stark").out)
        let saved = folder.path("changed.json")
        let run = try await Tool.run(
            ["repl", file.path, "--quiet"],
            input: "set cases.0.interstate true\nsave \(saved)\nsave \(saved)\nquit\nask D1\n")
        #expect(run.status == 0, "\(run.err)")
        #expect(run.err.contains("changed.json exists already"))
        #expect(!run.out.contains("D1:"), "nothing is done after quit")
        #expect(try folder.read("changed.json").contains("\"interstate\":true"))
        #expect(try folder.read("case.json").contains("\"interstate\":false"))
    }

    @Test(
        arguments: [
            (["repl", "missing.json"], 66), (["repl", "--fixture", "lost-jb"], 66),
            (["repl", "--site", "oh-strak"], 64), (["repl", "-"], 64),
            (["repl", "a.json", "--fixture", "base"], 64),
        ] as [([String], Int32)])
    func whatCannotBeginEndsWithItsCode(_ arguments: [String], _ status: Int32) async throws {
        let run = try await Tool.run(arguments)
        #expect(run.status == status, "\(run.err)")
        #expect(!run.err.isEmpty)
        #expect(run.out.isEmpty)
    }
}
