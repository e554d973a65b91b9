import ArgumentParser
import PolicyHost

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Let a bundle decide again that did before.",
        discussion: """
            Takes a moment: the bundle is verified and switched to, without running its tests again. \
            `previous` is what was active before the last change, site by site; doing it twice is \
            as if it had not been done.

            EXAMPLES
              accord rollback releases --to previous --who "A. Director" --why "holds too long"
              accord rollback releases --to 3f9a2c71 --site oh-stark --who "A. Director" \\
                --why "back to May"

            EXIT CODES
              0 active   1 refused   75 somebody else is releasing
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The release folder.", completion: .directory)
    var folder: String

    @Option(help: "previous, or the beginning of a bundle's hash.")
    var to: String

    @OptionGroup var release: ReleaseOptions

    func run() throws {
        let trust = try release.trust(common)
        let event = try orStop {
            try ReleaseFolder.rollBack(
                to: to == "previous" ? nil : to, in: folder, order: release.order(), trust: trust)
        }
        release.tell(event, quiet: common.quiet)
    }
}
