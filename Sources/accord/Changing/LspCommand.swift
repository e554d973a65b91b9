import ArgumentParser
import CaseModel
import Foundation
import PolicyWorkbench

struct LspCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract:
            "A language server for policies and their YAML files, over standard input and output.",
        discussion: """
            Editors start it. It offers findings while you type, hover, completion, definition, the \
            rules of a file, and above each rule and test a line that evaluates it with its fixture. \
            Without --root it takes the folder that the editor opened.

            EXAMPLES
              accord lsp
              accord lsp --root /srv/policies
            """)

    @OptionGroup var common: CommonOptions

    /// How long nothing must come in before the files are checked.
    private static let pause: Int32 = 200

    func run() throws {
        let isTold = common.root != nil || ProcessInfo.processInfo.environment["ACCORD_ROOT"] != nil
        let server = LanguageServer(root: isTold ? common.rootPath : nil)
        var reader = MessageReader()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            while let piece = reader.next() {
                send(server.handle(piece))
                if let status = server.exitStatus { throw ExitCode(status) }
            }
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, server.hasPending ? Self.pause : -1)
            if ready == 0 {
                send(server.settle())
                continue
            }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            // An editor that goes away without a word leaves a closed pipe.
            guard count > 0 else { throw ExitCode(server.exitStatus ?? 1) }
            reader.append(buffer[..<count])
        }
    }

    private func send(_ messages: [JSONValue]) {
        for message in messages { Terminal.write(MessageReader.framed(message)) }
    }
}
