import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "A case on the bench: edit a fact, see the decisions change.",
        discussion: """
            Reads a command a line from standard input, typed or piped; help lists them. A line that \
            can't be done says why on standard error and ends nothing. Nothing is written but by save.

            EXAMPLES
              accord repl case.json
              accord repl --fixture lost-job --site oh-stark
              echo 'ask D11 driver_license_suspension' | accord repl --fixture oh-license
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "One case file (default: a made-up parent).", completion: .file())
    var file: String?

    @Option(help: "Begin with this case of policies/fixtures.")
    var fixture: String?

    @Option(
        help: "Decide with this site's policy (default: the file's own).",
        completion: siteCompletion)
    var site: String?

    @Option(help: "The day asked about (default: the day the file was observed).")
    var asOf: Day?

    func validate() throws {
        if file != nil, fixture != nil {
            throw ValidationError("name a case file or --fixture, not both")
        }
        if file == "-" {
            throw ValidationError("standard input is for commands; name a case file")
        }
    }

    func run() throws {
        let tree = try common.tree()
        if let site, !tree.sites.contains(site) {
            throw ValidationError(noSite(site, among: tree.sites))
        }
        var session = try begin(tree)
        let isTyped = isatty(STDIN_FILENO) == 1
        if !common.quiet { Terminal.note(session.greeting) }
        while true {
            if isTyped { FileHandle.standardError.write(Data("accord> ".utf8)) }
            guard let line = readLine() else { break }
            let reply = session.run(line)
            if reply.isError {
                Terminal.note(reply.text)
            } else if !reply.text.isEmpty {
                Terminal.print(reply.text)
            }
            if let save = reply.save { write(save.bytes, to: save.path) }
            if reply.isEnd { break }
        }
    }

    private func begin(_ tree: PolicyTree) throws -> CaseSession {
        do throws(PolicyProblem) {
            if let fixture {
                return try CaseSession(policies: tree, fixture: fixture, site: site, day: asOf)
            }
            return try CaseSession(
                policies: tree, file: try caseFile(tree), site: site, day: asOf)
        } catch {
            Terminal.note("\(error)")
            throw error.code == "fixture.unknown" || error.code == "session.read"
                ? ExitCode.noInput : ExitCode.configuration
        }
    }

    private func caseFile(_ tree: PolicyTree) throws(PolicyProblem) -> CaseFile {
        guard let file else {
            let id = site.flatMap { SiteID(word: $0) } ?? .ohStark
            return Sampler.showcase(site: id, asOf: asOf ?? SampleRun.day)
        }
        do {
            var input = CaseInput(
                files: [file], db: nil, site: nil, sites: site == nil ? tree.sites : nil)
            let files = try input.all()
            if files.count > 1 { Terminal.note("the first of \(files.count) case files is taken") }
            if let first = files.first { return first }
        } catch {
            throw PolicyProblem(
                code: "session.read", message: "the file can't be read", file: file)
        }
        throw PolicyProblem(
            code: "session.read", message: "there is no case file in it", file: file)
    }

    /// Writes a file that does not exist yet; the session goes on if it can't be.
    private func write(_ bytes: [UInt8], to path: String) {
        guard !FileManager.default.fileExists(atPath: path) else {
            Terminal.note("\(path) exists already; choose another name")
            return
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
            Terminal.note("written to \(path)")
        } catch {
            Terminal.note("\(path) can't be written: \(error.localizedDescription)")
        }
    }
}
