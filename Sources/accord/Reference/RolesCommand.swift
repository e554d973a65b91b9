import ArgumentParser
import CaseModel
import Casework

/// `accord roles`: who may do what.
struct RolesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Show who may do what, or answer whether a role may do something.",
        discussion: """
            One table says it for the service, for masks and for this command. What no line grants \
            is refused. Every line is a proposal until a site confirms it.

            EXAMPLES
              accord roles                               the table
              accord roles show partner                  what one role may do
              accord roles can parent read case_file     yes or no, with the reason

            EXIT CODES of `can`
              0 the role may   1 it may not   64 a name is not known
            """,
        subcommands: [RolesShowCommand.self, RolesCanCommand.self],
        defaultSubcommand: RolesShowCommand.self)
}

/// How an answer about roles is written.
enum RolesFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Reads a name of the table; a misspelt one gets the nearest.
private func named<Name: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ what: String, _ type: Name.Type
) throws -> Name {
    // A hyphen is what a command line makes of an underscore.
    let spelled = name.lowercased().replacing("-", with: "_")
    if let found = Name(rawValue: spelled) { return found }
    let known = Name.allCases.map(\.rawValue)
    let hint =
        EditDistance.nearest(spelled, in: known).map { "did you mean `\($0)`?" }
        ?? "known are: \(known.joined(separator: ", "))"
    throw ValidationError("no \(what) is called `\(name)`; \(hint)")
}

struct RolesShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the table of rights, or what one role may do.")

    @Argument(help: "A role; all of them if none is named.")
    var role: String?

    @Option(help: "text or json.")
    var format: RolesFormat = .text

    func run() throws {
        let roles = try role.map { [try named($0, "role", Role.self)] } ?? Role.allCases
        switch format {
        case .text: Terminal.print(RolesText.table(of: roles))
        case .json: Terminal.print(RolesText.json(of: roles).canonicalText)
        }
    }
}

struct RolesCanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "can",
        abstract: "Answer whether a role may do something, with the reason.",
        discussion: """
            EXAMPLES
              accord roles can pjac_worker create hold
              accord roles can partner read payment_source
            """)

    @Argument(help: "Who: such as pjac_worker, supervisor, parent.")
    var role: String

    @Argument(help: "What is to be done: such as read, create, run.")
    var action: String

    @Argument(help: "With what: such as case_file, override, payment_source.")
    var object: String

    @Option(help: "text or json.")
    var format: RolesFormat = .text

    func run() throws {
        let answer = Rights.answer(
            role: try named(role, "role", Role.self),
            object: try named(object, "object", RightObject.self),
            action: try named(action, "action", RightAction.self))
        switch format {
        case .text:
            Terminal.print(answer.isAllowed ? "yes" : "no")
            Terminal.print(answer.sentence)
        case .json: Terminal.print(RolesText.json(of: answer).canonicalText)
        }
        if !answer.isAllowed { throw ExitCode.findings }
    }
}
