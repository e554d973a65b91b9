import ArgumentParser
import CaseModel
import PolicyHost
import PolicyWorkbench

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Policies as one file: build, look into, verify, sign, compare.",
        discussion: """
            A bundle holds policies, numbers, configs, partners, fixtures and tests, and a manifest \
            with the hash of each. It is a plain tar archive: tar tvf FILE lists it. Every command \
            takes one with --root and verifies it first.

            EXAMPLES
              accord bundle build -o june.accord --who "A. Director" --why "longer holds" \\
                --effective 2026-06-01
              accord bundle sign june.accord --key director.key
              accord bundle verify june.accord --trust trust.yaml
              accord bundle diff may.accord june.accord
            """,
        subcommands: [
            BundleBuildCommand.self, BundleInspectCommand.self, BundleVerifyCommand.self,
            BundleSignCommand.self, BundleDiffCommand.self,
        ])
}

/// Text for people or JSON for programs.
enum TextOrJSON: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Runs what may be refused; prints the reason and stops with the exit code that fits it.
func orStop<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let problem as PolicyProblem {
        Terminal.note("\(problem)")
        throw ExitCode(for: problem)
    }
}

extension ExitCode {
    /// The exit code for a bundle, key, trust file or release that was refused.
    init(for problem: PolicyProblem) {
        let parts = problem.code.split(separator: ".").map(String.init)
        switch (parts[0], parts.dropFirst().joined()) {
        case ("bundle", "missing"), ("key", "missing"), ("trust", "missing"): self = .noInput
        case ("file", _), ("bundle", "unreadable"): self = .inputOutput
        case ("release", "locked"): self = .tryAgain
        case ("trust", _), ("key", _), ("yaml", _): self = .configuration
        case ("bundle", "truncated"), ("bundle", "trailing"), ("bundle", "not-a-bundle"),
            ("bundle", "name"), ("bundle", "entry-kind"), ("bundle", "twice"),
            ("bundle", "too-large"), ("bundle", "header"), ("bundle", "manifest"),
            ("bundle", "format"):
            self = .dataError
        default: self = .findings
        }
    }
}

struct BundleBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Make a bundle of policies that check and whose tests pass.",
        discussion: """
            The same policies and words give the same bytes: no clock is read. Prints the hash of \
            the bundle. With --site, the bundle decides for these sites alone and leaves out what \
            only others use. A draft may have failing tests and can't be released.

            EXAMPLES
              accord bundle build -o june.accord --who "A. Director" --why "longer holds" \\
                --effective 2026-06-01
              accord bundle build --site oh-stark --base may.accord -o june.accord \\
                --who "A. Director" --why "longer holds" --effective 2026-06-01
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "Only these sites (default: all).", completion: siteCompletion)
    var site: [String] = []

    @Option(name: .shortAndLong, help: "The bundle to write.", completion: .file())
    var output: String

    @Option(help: "Who makes it.")
    var who: String

    @Option(help: "Why, in one line.")
    var why: String

    @Option(help: "The day from which its policies are meant to decide.")
    var effective: Day

    @Option(help: "The day on which it is made (default: the effective day).")
    var created: Day?

    @Option(help: "The bundle that it changes: a file or a hash.", completion: .file())
    var base: String?

    @Flag(help: "Build although checks or tests fail; the manifest says so.")
    var draft = false

    func run() throws {
        let whole = try common.tree()
        let host = try common.host(tree: whole, sites: site.isEmpty ? nil : site)
        guard host.sites.count == (site.isEmpty ? whole.sites.count : Set(site).count) else {
            throw ExitCode.configuration
        }
        let tree = site.isEmpty ? whole : whole.limited(to: host.sites.values.map(\.config))
        let leftOut = whole.sites.filter { host.sites[$0] == nil }
        let report = ReleaseGate(tree: tree, leavingOut: leftOut).report()
        for error in report.errors { Terminal.note("\(error)") }
        for test in report.failed { Terminal.note("FAILED \(test.file): \(test.name)") }
        guard report.passes || draft else {
            Terminal.note(
                "no bundle was made: \(report.errors.count) errors, \(report.failed.count) of "
                    + "\(report.tests.count) tests fail")
            throw ExitCode.findings
        }
        try orStop {
            let order = BundleOrder(
                who: who, why: why, effective: effective, created: created ?? effective,
                leftOut: leftOut, base: try base.map(hash), tests: report.tests.count,
                isDraft: !report.passes)
            let bundle = try PolicyBundle.make(tree: tree, host: host, order: order)
            try bundle.write(to: output)
            Terminal.print(bundle.hash)
            if !common.quiet {
                let count = bundle.manifest.sites.count
                Terminal.note(
                    "\(output): \(count) site\(count == 1 ? "" : "s"), "
                        + "\(bundle.manifest.files.count) files, \(bundle.manifest.tests) tests"
                        + (bundle.manifest.isDraft ? "; a draft" : "; not signed yet"))
            }
        }
    }

    /// The hash of the bundle that `--base` names.
    private func hash(_ base: String) throws -> String {
        if base.utf8.count == 64, base.allSatisfy(\.isHexDigit) { return base.lowercased() }
        var trust = BundleTrust.none
        trust.ignoresSignatures = true
        return try PolicyBundle(contentsOf: base, trust: trust).hash
    }
}

struct BundleSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Add a signature to a bundle; its hash stays the same.",
        discussion: """
            Several people sign one after the other, each with a key of their own. Read \
            `accord bundle inspect` and `accord bundle diff` before you sign.

            EXAMPLES
              accord bundle sign june.accord --key director.key
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The bundle.", completion: .file())
    var file: String

    @Option(help: "File of your private key; accord key new makes one.", completion: .file())
    var key: String

    @Option(
        name: .shortAndLong, help: "Where to write the signed bundle (default: over the bundle).",
        completion: .file())
    var output: String?

    func run() throws {
        try orStop {
            var trust = BundleTrust.none
            trust.ignoresSignatures = true
            let key = try SigningKey(contentsOf: key)
            let signed = try PolicyBundle(contentsOf: file, trust: trust).signed(by: key)
            try signed.write(to: output ?? file)
            if !common.quiet {
                Terminal.note("\(output ?? file): bundle \(signed.hash) signed by key \(key.id)")
            }
        }
    }
}
