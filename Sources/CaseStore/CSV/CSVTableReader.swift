import CaseModel

/// Reads one table of a folder into the staging area, checking its header and its keys.
struct CSVTableReader {
    let table: Int
    let path: String
    /// Where each cell of a row goes; nil until the header was read.
    private var layout: Layout?
    private(set) var problems: [ImportProblem] = []

    private struct Layout {
        var width: Int
        /// The place in a row of each key, then of each other column; nil for a missing one.
        var keys: [Int]
        var cells: [Int?]
    }

    init(table: Int, path: String) {
        self.table = table
        self.path = path
    }

    /// Reads the whole table.
    static func read(
        table: Int, path: String, into staging: CSVStaging
    ) throws -> [ImportProblem] {
        var tableReader = CSVTableReader(table: table, path: path)
        var reader = CSVReader()
        do {
            try InputFile(path).forEachPiece { piece in
                try reader.feed(piece) { try tableReader.take(row: $0, $1, staging) }
            }
            try reader.finish { try tableReader.take(row: $0, $1, staging) }
            if tableReader.layout == nil, tableReader.problems.isEmpty {
                tableReader.report(1, .table, "", "expected a header, found an empty file")
            }
        } catch let fault as CSVReader.Fault {
            tableReader.report(fault.row, .table, "", fault.message)
        }
        return tableReader.problems
    }

    private mutating func take(row number: Int, _ row: [String], _ staging: CSVStaging) throws {
        guard number > 1 else { return takeHeader(row) }
        guard let layout else { return }
        guard row.count == layout.width else {
            report(number, .row, "", "expected \(layout.width) cells, found \(row.count)")
            return
        }
        let table = CSVTable.all[table]
        let file = CSVStaging.FileKey(
            site: row[layout.keys[0]], fileID: CSVCell.text(row[layout.keys[1]]))
        guard !file.site.isEmpty, !file.fileID.isEmpty else {
            report(number, .row, "file_id", "expected the site and `file_id` of a case file")
            return
        }
        var places: [Int] = []
        for (key, column) in zip(table.keys, layout.keys).dropFirst(2) {
            guard let place = Int(row[column]), place > 0 else {
                report(number, .row, key, "expected a place in the list, counted from 1")
                return
            }
            places.append(place)
        }
        let cells = layout.cells.map { $0.map { row[$0] } ?? "" }
        try staging.add(
            CSVStaging.Row(table: self.table, number: number, places: places, cells: cells),
            of: file)
    }

    /// Finds the columns by name, in whatever order they are.
    private mutating func takeHeader(_ header: [String]) {
        let known = CSVTable.all[table].header
        var places: [String: Int] = [:]
        for (place, name) in header.enumerated() {
            if !known.contains(name) {
                report(
                    1, .column, String(name.prefix(60)), "no such column in this table",
                    suggestion: EditDistance.nearest(name, in: known))
            } else if places.updateValue(place, forKey: name) != nil {
                report(1, .column, name, "the column is there twice")
            }
        }
        for name in known where places[name] == nil {
            report(1, .column, name, "the column is missing; leave its cells empty instead")
        }
        guard problems.isEmpty else { return }
        let keys = CSVTable.all[table].keys
        layout = Layout(
            width: header.count, keys: keys.compactMap { places[$0] },
            cells: known.dropFirst(keys.count).map { places[$0] })
    }

    private mutating func report(
        _ row: Int, _ code: CaseFileProblem.Code, _ column: String, _ message: String,
        suggestion: String? = nil
    ) {
        problems.append(
            ImportProblem(
                file: CSVTable.all[table].fileName, line: row, code: code, path: column,
                message: message, suggestion: suggestion))
    }
}
