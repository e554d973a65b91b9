import ArgumentParser
import PolicyHost

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make and show the keys that sign bundles.",
        discussion: """
            EXAMPLES
              accord key new -o director.key --name "A. Director"
              accord key show director.key
            """,
        subcommands: [KeyNewCommand.self, KeyShowCommand.self])
}

struct KeyNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a key (Ed25519) in a file that only you can read.",
        discussion: """
            Prints the public half as an entry for the trust file. Keep the key file to yourself \
            and a copy in a safe place; nobody can make it again.

            EXAMPLES
              accord key new -o director.key --name "A. Director" --role site_director
            """)

    @Option(name: .shortAndLong, help: "The key file to write.", completion: .file())
    var output: String

    @OptionGroup var owner: KeyOwner

    func run() throws {
        let key = SigningKey()
        try orStop { try key.write(to: output, comment: owner.name) }
        Terminal.print(owner.entry(key.publicKey))
        Terminal.note("\(output): private key \(key.id); the lines above go into the trust file")
    }
}

struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the public half of a key as an entry for the trust file.",
        discussion: """
            EXAMPLES
              accord key show director.key --name "A. Director" --role site_director
              accord key show director.key --pem
            """)

    @Argument(help: "The key file.", completion: .file())
    var file: String

    @OptionGroup var owner: KeyOwner

    @Flag(help: "Print the public key as PEM, for other tools.")
    var pem = false

    func run() throws {
        let key = try orStop { try SigningKey(contentsOf: file) }
        Terminal.print(
            pem ? String(key.publicKey.pem.dropLast()) : owner.entry(key.publicKey))
    }
}

/// Whose key it is.
struct KeyOwner: ParsableArguments {
    @Option(help: "Whose key it is.")
    var name = "NAME OF THE OWNER"

    @Option(help: "What the owner is, such as site_director.")
    var role: String?

    func validate() throws {
        for text in [name, role ?? ""]
        where text.contains("\"") || text.contains(where: \.isNewline) {
            throw ValidationError("a name or role holds no quotes or line ends")
        }
    }

    /// The lines of a trust file.
    func entry(_ key: PublicSigningKey) -> String {
        """
          - name: "\(name)"
        \(role.map { "    role: \"\($0)\"\n" } ?? "")\
            key: \(key.base64)
            # key id \(key.id)
        """
    }
}
