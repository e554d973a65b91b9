public import CaseModel

/// One thing that is wrong with an imported file, with its place.
///
/// Like ``CaseFileProblem``, it never repeats a protected value.
public struct ImportProblem: Sendable, Equatable, CustomStringConvertible {
    /// The file as the caller named it, or the table's file in an imported folder.
    public var file: String
    /// The line, from one; for a table the line on which the row starts; zero for the whole file.
    public var line: Int
    /// The column in bytes from one in a line of JSON; nil for a table.
    public var column: Int?
    /// What kind of problem it is.
    public var code: CaseFileProblem.Code
    /// The field of the case file, such as `cases[0].ledger[3].amount`, or the table's column.
    public var path: String
    /// What was expected, and what was found as far as it may be told.
    public var message: String
    /// The nearest known name, if there is one.
    public var suggestion: String?

    /// Makes a problem.
    public init(
        file: String, line: Int, column: Int? = nil, code: CaseFileProblem.Code, path: String = "",
        message: String, suggestion: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.path = path
        self.message = message
        self.suggestion = suggestion
    }

    /// The problem on one line: `file:line:column: path: message`.
    public var description: String {
        var text = "\(file):"
        if line > 0 { text += "\(line):" }
        if let column { text += "\(column):" }
        text += path.isEmpty ? " \(message)" : " \(path): \(message)"
        if let suggestion { text += "; did you mean `\(suggestion)`?" }
        return text
    }
}

extension CaseFileProblem.Code {
    /// Two lines of one import have the same `file_id` and site.
    public static let duplicateFile = Self(rawValue: "import.duplicate-file")
    /// A line is longer than any case file may be.
    public static let lineTooLong = Self(rawValue: "import.line-too-long")
    /// A table is missing, unknown or not readable as CSV.
    public static let table = Self(rawValue: "csv.table")
    /// A column is missing, unknown or there twice.
    public static let column = Self(rawValue: "csv.column")
    /// A row belongs to no row of the table above it, or takes a place that is taken.
    public static let row = Self(rawValue: "csv.row")
}

/// How an import goes about its work.
public struct ImportOptions: Sendable {
    /// The day on which the import is made; the store asks no clock.
    public var receivedOn: Day
    /// What the import is called in the list of imports; the path of the file unless told.
    public var sourceName: String?
    /// Where lines go that are refused; nil to import nothing if there is one.
    public var rejectFile: String?
    /// How many problems are kept for the report; all of them are counted.
    public var mostProblems: Int
    /// The sites that are declared, so that a file of another one is refused; any site if nil.
    public var sites: [String]?

    /// Makes options; without a reject file one bad line refuses the whole import.
    public init(
        receivedOn: Day, sourceName: String? = nil, rejectFile: String? = nil,
        mostProblems: Int = 100, sites: [String]? = nil
    ) {
        self.sites = sites
        self.receivedOn = receivedOn
        self.sourceName = sourceName
        self.rejectFile = rejectFile
        self.mostProblems = mostProblems
    }
}

/// What an import did.
public struct ImportReport: Sendable, Equatable {
    /// Case files that were read, good and bad.
    public var read = 0
    /// Case files that the store had not seen before.
    public var added = 0
    /// Case files that replaced the one with their `file_id` and site.
    public var updated = 0
    /// Case files that the store has with the same bytes, recorded events included; nothing was done
    /// about them.
    public var unchanged = 0
    /// Case files that were refused.
    public var rejected = 0
    /// What is wrong with those, up to the limit of the options.
    public var problems: [ImportProblem] = []
    /// How many problems there are in all.
    public var problemCount = 0
    /// What became of events that had been recorded on the files.
    public var events = EventTally()
    /// The file with the refused lines, if there are any.
    public var rejectFile: String?

    /// Makes an empty report.
    public init() {}

    /// The report as JSON.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "read": .integer(Int64(read)),
            "added": .integer(Int64(added)),
            "updated": .integer(Int64(updated)), "unchanged": .integer(Int64(unchanged)),
            "rejected": .integer(Int64(rejected)),
            "problems": .list(problems.map { .text($0.description) }),
            "problem_count": .integer(Int64(problemCount)),
            "recorded_events": .object([
                "kept": .integer(Int64(events.kept)),
                "superseded": .integer(Int64(events.superseded)),
                "left_out": .integer(Int64(events.leftOut)),
                "notices": .list(events.notices.map(\.json)),
            ]),
        ]
        object["reject_file"] = rejectFile.map { .text($0) }
        return .object(object)
    }

    mutating func note(_ found: [ImportProblem], most: Int) {
        problemCount += found.count
        problems.append(contentsOf: found.prefix(max(0, most - problems.count)))
    }
}

/// How far an import or export is.
public struct StoreProgress: Sendable, Equatable {
    /// Case files done so far.
    public var files: Int
    /// Bytes read or written so far.
    public var bytes: Int64
    /// All bytes, if that is known beforehand.
    public var totalBytes: Int64?
}

/// One import in the history of a store.
public struct ImportBatch: Sendable, Equatable {
    /// The number of the import, counting up.
    public var id: Int64
    /// What was imported: a path, unless the import gave another name.
    public var source: String
    /// `ndjson` or `csv`.
    public var format: String
    /// The day of the import as the caller told it.
    public var receivedOn: Day
    /// Case files that were new.
    public var added: Int
    /// Case files that replaced another.
    public var updated: Int
    /// Case files that were as they are already.
    public var unchanged: Int
    /// Case files that were refused.
    public var rejected: Int
}

/// Told from time to time how far the work is, on the thread that does it.
public typealias ProgressHandler = (StoreProgress) -> Void
