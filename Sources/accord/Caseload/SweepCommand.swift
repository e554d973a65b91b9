import ArgumentParser
import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Decide the whole caseload of a store and keep the proof.",
        discussion: """
            Decides every case of a site in every area, logs what is new, and writes it down with the \
            contacts, holds and referrals that it proposes. Only what can have changed is decided \
            again: cases whose facts an import changed, whose policies or numbers changed, or whose \
            answers have come to their last day. Nothing counts before a site is done.

            A sweep may be killed at any time: called again with the same day it goes on where it \
            was. Ctrl-C finishes the chunk and pauses; a second one ends at once.

            `accord sweep run --help` lists the options.

            EXAMPLES
              accord sweep --db cases.sqlite --as-of 2019-03-01
              accord sweep --db cases.sqlite --as-of 2019-03-01 --site oh-stark --threads 2
              accord sweep --db cases.sqlite --as-of 2019-03-01 --all
              accord sweep status --db cases.sqlite
              accord sweep pause --db cases.sqlite --site oh-stark

            EXIT CODES
              0 done   1 too many cases failed at a site; nothing of it was activated
              64 wrong usage, or a day that can't be swept   66 nothing to sweep
              75 paused, or another sweep is at work: call again
              78 a site's policies do not load
            """,
        subcommands: [SweepRunCommand.self, SweepStatusCommand.self, SweepPauseCommand.self],
        defaultSubcommand: SweepRunCommand.self)
}

/// The store that a sweep works on, and the sites wanted.
struct SweepPlace: ParsableArguments {
    @Option(help: "The case store.", completion: .file())
    var db: String

    @Option(
        help: "Only this site; may be repeated (default: all sites in the store).",
        completion: siteCompletion)
    var site: [String] = []

    /// The store, which must be there.
    func store() throws -> CaseStore {
        guard FileManager.default.fileExists(atPath: db) else {
            Terminal.note("there is no store at \(db); `accord import --db \(db)` makes one")
            throw ExitCode.noInput
        }
        return try StoreErrors.translated { try CaseStore(path: db) }
    }

    /// The sites wanted, in the order of their names.
    func sites(in store: CaseStore) throws -> [SiteID] {
        let known = try StoreErrors.translated { try store.sites() }
        for name in site where !known.contains(where: { $0.word == name }) {
            Terminal.note(
                noSite(name, among: known.map(\.word)) + " (\(db) has no case files of it)")
            throw ExitCode.noInput
        }
        if known.isEmpty {
            Terminal.note("\(db) holds no case files; `accord import` puts some in")
            throw ExitCode.noInput
        }
        return known.filter { site.isEmpty || site.contains($0.word) }
    }
}

struct SweepRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Sweep; `accord sweep` alone does the same.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var place: SweepPlace

    @Option(help: "The day on which to decide, as 2019-03-01.")
    var asOf: Day

    @Option(help: "Threads to work with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Decide everything again, also what still holds.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Stop a site if more than this share of its case files newly fails, in percent.",
            valueName: "pct"))
    var errorBound = 1.0

    @Option(
        help: ArgumentHelp(
            "Case files that are written in one transaction (default: 100 to 1000, by the number of"
                + " files).", valueName: "files"))
    var chunk: Int?

    @Flag(help: "Give up an unfinished sweep and begin anew.")
    var abandon = false

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func validate() throws {
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1 to 64") }
        if let chunk, !(1...100_000).contains(chunk) {
            throw ValidationError("--chunk must be 1 to 100000 case files")
        }
        if !(0...100).contains(errorBound) {
            throw ValidationError("--error-bound is a share in percent: 0 to 100")
        }
    }

    func run() throws {
        let store = try place.store()
        let sites = try place.sites(in: store)
        let tree = try common.tree()
        let sweep = Sweep(
            store: store, host: PolicyHost(tree: tree, sites: sites.map(\.word)), tree: tree,
            options: options)
        PauseSignal.listen()
        let watcher = SweepWatcher(quiet: common.quiet, wantsAll: all)
        let report = try StoreErrors.translated {
            defer { watcher.finish() }
            return try sweep.run(
                sites: sites, isPauseWanted: { PauseSignal.wasGiven }, watch: watcher.tell)
        }
        let notBegun = sites.dropFirst(report.sites.count).map(\.word)
        if !notBegun.isEmpty {
            Terminal.note("not begun: \(notBegun.joined(separator: ", ")); call again to go on")
        }
        switch format {
        case .json: Terminal.print(report.json.canonicalText)
        case .text: SweepText.table(report).map(Terminal.print)
        }
        let code = max(report.exitCode, notBegun.isEmpty ? 0 : ExitCode.tryAgain.rawValue)
        if code != 0 { throw ExitCode(code) }
    }

    private var options: SweepOptions {
        var options = SweepOptions(asOf: asOf)
        options.threads = threads
        options.isFull = all
        options.abandonsUnfinished = abandon
        options.errorBound = errorBound
        options.chunkFiles = chunk
        return options
    }
}

struct SweepStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say which run of each site counts, and how far one that is not done has come.")

    @OptionGroup var place: SweepPlace

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        let store = try place.store()
        let report = try StoreErrors.translated {
            try SweepStatus(store: store, sites: place.sites(in: store))
        }
        switch format {
        case .json: Terminal.print(report.json.canonicalText)
        case .text: Terminal.print(SweepText.table(report))
        }
    }
}

struct SweepPauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Ask the sweeps at work to finish their chunk and pause.",
        discussion: "The sweep that is asked ends with exit code 75 and says how to go on.")

    @OptionGroup var place: SweepPlace

    func run() throws {
        let store = try place.store()
        try StoreErrors.translated {
            var asked = 0
            for site in try place.sites(in: store) {
                guard let holder = SweepLock.holder(store, site: site) else { continue }
                try store.askToPause(site: site)
                Terminal.note("\(site.word): asked \(holder) to pause")
                asked += 1
            }
            if asked == 0 { Terminal.note("no sweep is at work") }
        }
    }
}
