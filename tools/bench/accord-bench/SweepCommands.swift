import ArgumentParser
import CaseModel
import Foundation
import PolicyHost

/// The sites of a repository.
private func sites(_ root: String) throws -> [SiteID] {
    try PolicyTree(root: root).sites.compactMap { SiteID(word: $0) }
}

struct SweepMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-make", abstract: "Makes a store of synthetic case files.")

    @Argument(help: "The store.") var store: String
    @Option(help: "How many files.") var cases: Int
    @Option(help: "The repository.") var root = "."

    func run() throws {
        let work = try SweepWork.measure { _ in
            try SweepStore.make(store, files: cases, sites: try sites(root))
        }
        print(work.line)
    }
}

struct SweepChange: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-change", abstract: "Changes some files of such a store.")

    @Argument(help: "The store.") var store: String
    @Option(help: "How many files it has.") var cases: Int
    @Option(help: "One of so many is changed.") var every: Int
    @Option(help: "The first that is changed.") var from: Int
    @Option(help: "The day of the changes, in days since 1970-01-01.") var day: Int32
    @Option(help: "The repository.") var root = "."

    func run() throws {
        let work = try SweepWork.measure { work in
            let changed = try SweepStore.change(
                store, files: cases, sites: try sites(root), every: every, from: from,
                on: Day(epochDay: day))
            work.also["files"] = Double(changed)
        }
        print(work.line)
    }
}

struct SweepOnce: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-once", abstract: "Sweeps a store and says what it took.")

    @Argument(help: "The store.") var store: String
    @Option(help: "Threads.") var threads = 1
    @Option(help: "The day, in days since 1970-01-01.") var day = SweepStore.day.epochDay
    @Flag(help: "Decides everything again.") var all = false
    @Option(help: "The repository.") var root = "."

    func run() throws {
        let work = try SubjectSweep.run(
            store, root: root, threads: threads, day: Day(epochDay: day), isFull: all)
        print(work.line)
    }
}

struct SweepBare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-floor",
        abstract: "Reads and writes what a sweep did, with bare conditions between.")

    @Argument(help: "A store that was not swept.") var store: String
    @Option(help: "The same store, swept.") var swept: String
    @Flag(help: "Leaves the log's records out.") var withoutLog = false
    @Option(help: "The repository.") var root = "."

    func run() throws {
        let floor = SweepFloor(root: root, day: SweepStore.day, withLog: !withoutLog)
        print(try floor.run(store, swept: swept).line)
    }
}
