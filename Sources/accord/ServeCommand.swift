import ArgumentParser
import Foundation
import Glibc

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer decisions over HTTP; load policies at start and again when they change.",
        discussion: """
            Starts `accordd`, which is built apart so that authors need not build it. \
            `accord serve --help` shows its options once it is there; `tools/accord serve` builds it.

            EXAMPLES
              accord serve --demo
              accord serve --settings /etc/accord/service.yaml
            """,
        // What stands behind the verb, --help included, is the daemon's.
        helpNames: [])

    @Argument(parsing: .captureForPassthrough, help: "Options of the service.")
    var options: [String] = []

    func run() throws {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let daemon = own.deletingLastPathComponent().appendingPathComponent("accordd").path
        guard FileManager.default.isExecutableFile(atPath: daemon) else {
            Terminal.note(
                "the service is not built; `tools/accord serve` builds it, or `swift build -c release --product accordd`"
            )
            throw ExitCode.unavailable
        }
        var arguments = ([daemon] + options).map { strdup($0) } + [nil]
        execv(daemon, &arguments)
        Terminal.note("\(daemon) can't be started: \(String(cString: strerror(errno)))")
        throw ExitCode.unavailable
    }
}
