import ArgumentParser
import CaseModel
import CaseStore
import Foundation
import PolicyHost

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Put case files into a case store (SQLite).",
        discussion: """
            Reads NDJSON, or a folder of CSV tables as `accord export --csv` writes it. One bad line \
            refuses the whole import and nothing is changed; with --reject the good ones go in and \
            the bad ones are written to a file with the reasons.

            A contact, referral, plan or conference that was recorded in Accord stays in its case file when \
            the file comes in again, as long as the system of record says about it what it said before. \
            Once it says anything else, that stands; the report tells which events ended so.

            EXAMPLES
              accord import cases.ndjson --db cases.sqlite
              accord import tables/ --db cases.sqlite
              accord import cases.ndjson --db cases.sqlite --reject bad.ndjson
              accord import cases.ndjson --db cases.sqlite --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "An NDJSON file, a folder of CSV tables, or - for standard input.",
        completion: .file())
    var source: String

    @Option(help: "The case store; made if it does not exist.", completion: .file())
    var db: String

    @Option(
        help: "Let good case files in and write bad ones to this file with the reasons.",
        completion: .file())
    var reject: String?

    @Option(help: "The day that the import is recorded under (default: today).")
    var on: Day?

    @Option(help: "How the report is printed: text (a note) or json (on standard output).")
    var format: TextOrJSON = .text

    func run() throws {
        let store = try StoreErrors.translated { try CaseStore(path: db) }
        let options = ImportOptions(
            receivedOn: on ?? .today, rejectFile: reject,
            sites: (try? PolicyTree(root: common.rootPath))?.sites)
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
        var progress = Progress("case files read", quiet: common.quiet)
        let report = try StoreErrors.translated {
            if isFolder.boolValue {
                try store.importCSV(from: source, options) { progress.update($0.files) }
            } else {
                try store.importNDJSON(
                    from: source == "-" ? "/dev/stdin" : source, options
                ) { progress.update($0.files) }
            }
        }
        progress.finish()
        switch format {
        case .json: Terminal.print(report.json.canonicalText)
        case .text: note(report)
        }
        if report.rejected > 0 { throw ExitCode.findings }
    }
}

extension ImportCommand {
    private func note(_ report: ImportReport) {
        for problem in report.problems { Terminal.note("\(problem)") }
        for notice in report.events.notices { Terminal.note("\(notice)") }
        guard !common.quiet else { return }
        var text = "\(report.added) added, \(report.updated) updated"
        if report.unchanged > 0 { text += ", \(report.unchanged) unchanged" }
        if report.rejected > 0 {
            text += ", \(report.rejected) refused and written to \(report.rejectFile ?? "")"
        }
        let events = report.events
        let fates = [
            (events.kept, "kept"), (events.superseded, "superseded"), (events.leftOut, "left out"),
        ]
        .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if !fates.isEmpty { text += "; recorded events: " + fates.joined(separator: ", ") }
        Terminal.note(text)
    }
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the case files of a case store as NDJSON or CSV tables.",
        discussion: """
            Importing the result into an empty store and exporting again gives the same bytes.

            EXAMPLES
              accord export --db cases.sqlite -o cases.ndjson
              accord export --db cases.sqlite --csv tables --site oh-stark
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The case store.", completion: .file())
    var db: String

    @Option(
        name: [.customShort("o"), .long],
        help: "The NDJSON file to write; standard output if not given.",
        completion: .file())
    var output: String?

    @Option(
        help: "Instead: a folder to make, with one CSV table for each kind of record.",
        completion: .directory)
    var csv: String?

    @Option(help: "Only this site's case files.", completion: siteCompletion)
    var site: String?

    func run() throws {
        let id = try site.map { name in
            let known = declaredSites(root: common.rootPath)
            guard let id = SiteID(word: name), known.contains(name) else {
                throw ValidationError(noSite(name, among: known))
            }
            return id
        }
        let store = try StoreErrors.translated { try CaseStore(path: db, access: .readOnly) }
        var progress = Progress("case files written", quiet: common.quiet)
        let count = try StoreErrors.translated { () -> Int in
            if let csv {
                return try store.exportCSV(to: csv, site: id) { progress.update($0.files) }
            }
            if let output {
                return try store.exportNDJSON(to: output, site: id) { progress.update($0.files) }
            }
            var count = 0
            try store.forEachCaseFile(site: id) { file in
                Terminal.write(Array(file.bytes) + [10])
                count += 1
            }
            return count
        }
        progress.finish()
        if !common.quiet { Terminal.note("\(count) case files") }
    }
}

/// Turns the store's errors into notes and exit codes.
enum StoreErrors {
    static func translated<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as CaseStoreError {
            Terminal.note("\(error)")
            switch error.code {
            case .missing, .inputMissing, .noRecord: throw ExitCode.noInput
            case .refused, .notADatabase, .damaged, .badRecord: throw ExitCode.dataError
            case .busy, .sweeping, .wrongRun: throw ExitCode.tryAgain
            default: throw ExitCode.inputOutput
            }
        }
    }
}

extension Day {
    /// Today in local time; only commands that record when something came in may ask.
    static var today: Day {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return Day(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
            ?? Day(epochDay: 0)
    }
}
