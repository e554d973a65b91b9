public import ArgumentParser
import CaseModel
import Foundation
public import PolicyHost
import PolicyWorkbench

/// What a change of a release folder records.
struct ReleaseOptions: ParsableArguments {
    @Option(help: "Who does it.")
    var who: String

    @Option(help: "Why, in one line.")
    var why: String

    @Option(help: "Only these sites (default: all that it is about).", completion: siteCompletion)
    var site: [String] = []

    @Option(help: "When: a day, or 2026-12-01T09:30:00Z (default: now).")
    var at: ReleaseMoment?

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    @Flag(help: "Verify, check and test, say what would change, and change nothing.")
    var dryRun = false

    func order(ignoresBase: Bool = false) -> ReleaseOrder {
        ReleaseOrder(
            who: who, why: why, at: at ?? .now, sites: site.isEmpty ? nil : site,
            ignoresBase: ignoresBase, isTrial: dryRun)
    }

    /// Whose signatures count; what decides is never taken from somebody unknown.
    func trust(_ common: CommonOptions) throws -> BundleTrust {
        guard !common.trustOptions.ignoreSignatures else {
            throw ValidationError("what decides must be signed by whom the trust file names")
        }
        return try common.trustOptions.bundleTrust()
    }

    /// Says what was done.
    func tell(_ event: ReleaseEvent?, quiet: Bool) {
        guard let event else {
            if format == .json { Terminal.print(#"{"changed":false,"schema_version":1}"#) }
            if !quiet { Terminal.note("it was active already; nothing was changed") }
            return
        }
        if format == .json {
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1), "changed": .bool(!dryRun), "event": event.json,
                ]).canonicalText)
            return
        }
        for (site, change) in event.sites.sorted(by: { $0.key < $1.key }) {
            Terminal.print(
                "\(site): \(change.previous.map { String($0.prefix(12)) } ?? "nothing") -> "
                    + change.bundle.prefix(12))
        }
        let later = event.sites.values.filter { $0.effective > event.at.day }.map(\.effective).max()
        if dryRun {
            if !quiet { Terminal.note("nothing was changed: a dry run") }
        } else if let later, !quiet {
            Terminal.note(
                "active from now on; it is meant to decide from \(later), "
                    + "\(event.at.day.days(until: later)) days from now")
        }
    }
}

struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let a bundle decide: verify, check, test, switch, record.",
        discussion: """
            Verifies signatures and files, checks the policies, runs the tests that the bundle \
            carries, and only then switches all its sites at once and adds a line to the history. \
            If anything is wrong, nothing changes. Other commands read the active bundle with \
            --root FOLDER.

            EXAMPLES
              accord release june.accord --to releases --trust trust.yaml \\
                --who "A. Director" --why "approved on June 1"
              accord releases releases

            EXIT CODES
              0 active   1 refused   66 no such file   75 somebody else is releasing
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The bundle.", completion: .file())
    var file: String

    @Option(help: "The release folder; made if there is none.", completion: .directory)
    var to: String

    @OptionGroup var release: ReleaseOptions

    @Flag(help: "Release it although another bundle than its base is active.")
    var ignoreBase = false

    func run() throws {
        let trust = try release.trust(common)
        let event = try orStop {
            try ReleaseFolder.release(
                file, to: to, order: release.order(ignoresBase: ignoreBase), trust: trust
            ) { bundle throws(PolicyProblem) in
                try ReleaseGate.check(bundle, file: file)
            }
        }
        release.tell(event, quiet: common.quiet)
    }
}

struct ReleasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "What decides now in a release folder, and the history.",
        discussion: """
            The history is a chain: each line holds the hash of the one before, and a line that was \
            changed or taken out is an error.

            EXAMPLES
              accord releases releases
              accord releases releases --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The release folder.", completion: .directory)
    var folder: String

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        guard ReleaseFolder.isOne(folder) || FileManager.default.fileExists(atPath: folder) else {
            Terminal.note("\(folder): there is no such folder")
            throw ExitCode.noInput
        }
        let releases = try orStop { try ReleaseFolder(at: folder) }
        switch format {
        case .json:
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1),
                    "active": .object(releases.active.mapValues(\.json)),
                    "history": .list(releases.history.map(\.json)),
                ]).canonicalText)
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            if releases.active.isEmpty { Terminal.note("nothing was ever released here") }
            var rows: [[String]] = []
            for (site, change) in releases.active.sorted(by: { $0.key < $1.key }) {
                let row = [
                    site, String(change.bundle.prefix(12)),
                    "policies \(change.policyHash.prefix(12))",
                ]
                let later = change.effective > .today
                rows.append(row + (later ? ["from \(change.effective), later than today"] : []))
            }
            Terminal.print(Table.render(rows))
            for event in releases.history.reversed() {
                Terminal.print("")
                Terminal.print(
                    paint.bold("\(event.number)  \(event.at)  \(event.action.rawValue)")
                        + "  \(event.who): \(event.why)")
                for (site, change) in event.sites.sorted(by: { $0.key < $1.key }) {
                    let before = change.previous.map { String($0.prefix(12)) } ?? "nothing"
                    Terminal.print(
                        "   \(site): \(before) -> \(change.bundle.prefix(12)), "
                            + "effective \(change.effective)")
                }
            }
        }
    }
}

extension ReleaseMoment: ExpressibleByArgument {
    /// Reads a day, or a day and time in UTC.
    public init?(argument: String) {
        self.init(argument)
    }

    /// This second, in UTC.
    static var now: ReleaseMoment {
        let text = ISO8601DateFormatter().string(from: Date())
        guard let now = ReleaseMoment(text) else {
            preconditionFailure("the system spells times as ISO 8601: \(text)")
        }
        return now
    }
}
