import ArgumentParser
import CaseModel
import PolicyHost
import PolicyWorkbench

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Begin a site, a program, a policy or a rule: skeletons that pass check and test.",
        discussion: """
            Each skeleton is put together, checked and tested before anything is written, and then \
            written whole or not at all. A file that exists is never overwritten. What is not known is \
            tagged "assumed"; accord check --assumptions lists it.

            EXAMPLES
              accord init site oh-summit --state oh --name "Summit County"
              accord init program fatherhood-group
              accord init policy referral --site oh-summit
              accord init rule hold-for-new-parents --site oh-summit --point D11 --remedy driver_license_suspension
            """,
        subcommands: [Site.self, Program.self, Policy.self, Rule.self])

    struct Site: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A new site: settings, calendar, partners, three policies, tests.",
            discussion: """
                The state's layer of law is made, empty and explained, if there is none yet. Case files \
                of the site say its id under `site`; nothing has to be built anew.

                EXAMPLES
                  accord init site oh-summit --state oh
                  accord init site wa-king --state wa --name "King County" --language en --language es
                  accord init site oh-summit --state oh --dry-run
                """)

        @OptionGroup var output: InitOptions

        @Argument(help: "The site's id, such as oh-summit.")
        var id: String

        @Option(help: "The two letters of its state, such as oh.")
        var state: String

        @Option(help: "The name people use (default: from the id).")
        var name: String?

        @Option(help: "The agency that runs it.")
        var agency: String?

        @Option(help: "IANA time zone, such as America/New_York (default: the state's).")
        var timeZone: String?

        @Option(help: "A county it covers; give it again for more.")
        var county: [String] = []

        @Option(help: "An area by which partners are chosen; give it again for more.")
        var area: [String] = []

        @Option(help: "A language for parents, en or es; give it again for more (default: en).")
        var language: [String] = []

        func run() throws {
            if let timeZone, !TimeZones.isKnown(timeZone) {
                throw ValidationError("no time zone is called `\(timeZone)`")
            }
            try output.run { tree throws(ScaffoldProblem) in
                try Scaffolder(tree: tree).site(
                    SiteRequest(
                        id: id, state: state.lowercased(), name: name, agency: agency,
                        timeZone: timeZone, counties: county, serviceAreas: area,
                        languages: language))
            }
        }
    }

    struct Program: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A new program, off everywhere: description, numbers, policy, tests.",
            discussion: """
                EXAMPLES
                  accord init program fatherhood-group
                """)

        @OptionGroup var output: InitOptions

        @Argument(help: "The program's id, such as fatherhood-group.")
        var id: String

        func run() throws {
            try output.run { tree throws(ScaffoldProblem) in
                try Scaffolder(tree: tree).program(id)
            }
        }
    }

    struct Policy: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A policy file that a site lacks, with its tests.",
            discussion: """
                EXAMPLES
                  accord init policy referral --site oh-summit
                """)

        @OptionGroup var output: InitOptions

        @Argument(help: "enforcement, outreach or referral.")
        var area: Area

        @Option(help: "The site.", completion: siteCompletion)
        var site: String

        func run() throws {
            try output.run { tree throws(ScaffoldProblem) in
                try Scaffolder(tree: tree).policy(area, site: site)
            }
        }
    }

    struct Rule: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A rule at its place in a site's policy, with a test that reaches it.",
            discussion: """
                The rule begins as an example that changes no other answer of the site's tests. Write \
                your own condition, answer and words over it.

                EXAMPLES
                  accord init rule hold-for-new-parents --site oh-stark --point D11 --remedy driver_license_suspension
                  accord init rule two-letters-first --site oh-stark --point D12 --kind require
                  accord init rule close-partners-first --site oh-stark --point D9 --kind rank
                """)

        @OptionGroup var output: InitOptions

        @Argument(help: "The rule's id: words with hyphens.")
        var id: String

        @Option(help: "The site.", completion: siteCompletion)
        var site: String

        @Option(help: "The question, such as D11.")
        var point: String

        @Option(help: "The area; only to be sure, as the question has but one.")
        var area: Area?

        @Option(help: "rule, default, forbid, require, limit or rank.")
        var kind: String = "rule"

        @Option(help: "With D11: the remedy it is about (default: every one).")
        var remedy: String?

        func run() throws {
            let points = DecisionPoint.allCases.filter { $0.area != nil }
            guard let question = points.first(where: { $0.rawValue == point }) else {
                throw ValidationError(
                    "`\(point)` is no scripted decision point; known are "
                        + points.map(\.rawValue).joined(separator: ", "))
            }
            if let area, question.area != area {
                throw ValidationError(
                    "\(point) is a question of \(question.area?.rawValue ?? ""), not of "
                        + area.rawValue)
            }
            guard let does = RuleKind(rawValue: kind) else {
                let known = RuleKind.allCases.map(\.rawValue)
                let near = EditDistance.nearest(kind, in: known)
                throw ValidationError(
                    "no kind of rule is called `\(kind)`"
                        + (near.map { "; did you mean `\($0)`?" } ?? ""))
            }
            try output.run { tree throws(ScaffoldProblem) in
                try Scaffolder(tree: tree).rule(
                    RuleRequest(id: id, site: site, kind: does, point: question, remedy: remedy))
            }
        }
    }
}

/// What every `init` takes, and how it ends.
struct InitOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions

    @Flag(help: "List what would be written, and write nothing.")
    var dryRun = false

    @Option(help: "text or json.")
    var format: ScaffoldFormat = .text

    enum ScaffoldFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    func run(_ make: (PolicyTree) throws(ScaffoldProblem) -> Scaffold) throws {
        let tree = try common.tree()
        let writer = ScaffoldWriter(root: common.rootPath)
        let scaffold: Scaffold
        do throws(ScaffoldProblem) {
            scaffold = try make(tree)
            if dryRun { try writer.check(scaffold) } else { try writer.write(scaffold) }
        } catch {
            Terminal.note(error.message)
            throw ExitCode(Self.status(of: error.kind))
        }
        report(scaffold)
    }

    private static func status(of kind: ScaffoldProblem.Kind) -> Int32 {
        switch kind {
        case .request: 64
        case .exists, .unsound: 1
        case .inputOutput: 74
        }
    }

    private func report(_ scaffold: Scaffold) {
        switch format {
        case .text:
            for file in scaffold.files {
                let action = file.replaces == nil ? "new    " : "changed"
                Terminal.print("\(action)  \(file.path)")
            }
        case .json:
            let files = scaffold.files.map { file -> JSONValue in
                .object([
                    "path": .text(file.path),
                    "action": .text(file.replaces == nil ? "new" : "changed"),
                    "bytes": .integer(Int64(file.text.utf8.count)),
                ])
            }
            let answer = JSONValue.object([
                "schema_version": .integer(1), "written": .bool(!dryRun), "files": .list(files),
                "next": .list(scaffold.next.map { .text($0) }),
            ])
            Terminal.print(answer.canonicalText)
        }
        guard !common.quiet else { return }
        if dryRun {
            Terminal.note("nothing was written; it passes check and test here")
        } else {
            Terminal.note("next:\n" + scaffold.next.map { "  \($0)" }.joined(separator: "\n"))
        }
    }
}
