import CaseModel

/// One table of a folder of tables: a list of records, with the records inside them laid flat.
///
/// All tables follow from the declarations of the case file. `case_files` has one row a file; each
/// list of records has a table of its own, whose rows name their file and their place in the lists
/// above them: `ledger` begins with `site`, `file_id`, `cases_index` and `ledger_index`, counted
/// from one.
struct CSVTable {
    /// One column that holds a field.
    struct Column {
        /// The name in the header, such as `cp.address.city` or `amount_cents`.
        var name: String
        /// The field's name behind those of the records around it.
        var path: [String]
        var kind: FieldKind
    }

    /// A record inside the row's record.
    struct Inline {
        var path: [String]
        var isOptional: Bool
        /// The column that says whether it is there, if no column of its own must be filled.
        var presence: String?
    }

    /// The name of the file without `.csv`.
    var name: String
    /// The columns that say whose row it is: `site`, `file_id`, then a place in each list.
    var keys: [String]
    /// The path of the list in a record of the table above.
    var path: [String]
    /// The table above, or nil for `case_files`.
    var parent: Int?
    var columns: [Column] = []
    var inlines: [Inline] = []
    /// The tables of the lists in this table's records.
    var children: [Int] = []

    var fileName: String { name + ".csv" }
    /// Every column in the order of the header.
    var header: [String] { keys + inlines.compactMap(\.presence) + columns.map(\.name) }

    /// Every table, each behind the one above it.
    static let all: [CSVTable] = {
        var tables: [CSVTable] = []
        append(
            CaseFile.schema, name: "case_files", keys: ["site", "file_id"], path: [], parent: nil,
            to: &tables)
        precondition(Set(tables.map(\.name)).count == tables.count, "two tables have one name")
        return tables
    }()

    private typealias List = (path: [String], schema: RecordSchema)

    private static func append(
        _ schema: RecordSchema, name: String, keys: [String], path: [String], parent: Int?,
        to tables: inout [CSVTable]
    ) {
        var lists: [List] = []
        var table = CSVTable(name: name, keys: keys, path: path, parent: parent)
        table.lay(schema, [], &lists)
        if parent == nil { table.columns.removeAll { keys.contains($0.name) } }
        precondition(Set(table.header).count == table.header.count, "\(name) has a column twice")
        let index = tables.count
        tables.append(table)
        for list in lists {
            tables[index].children.append(tables.count)
            append(
                list.schema, name: list.path.joined(separator: "_"),
                keys: keys + ["\(list.path.last ?? "")_index"], path: list.path, parent: index,
                to: &tables)
        }
    }

    private mutating func lay(_ schema: RecordSchema, _ prefix: [String], _ lists: inout [List]) {
        for field in schema.fields where field.origin == .stored {
            let path = prefix + [field.name]
            let name = path.joined(separator: ".")
            switch field.kind {
            case .list(let type):
                lists.append((path, type.schema))
            case .record(let type):
                let tells = type.schema.fields.contains { $0.isRequired && $0.kind.isCell }
                inlines.append(
                    Inline(
                        path: path, isOptional: field.isOptional,
                        presence: field.isOptional && !tells ? name : nil))
                lay(type.schema, path, &lists)
            case .quantity(.money):
                columns.append(Column(name: name + "_cents", path: path, kind: field.kind))
            case .bool, .integer, .text, .quantity, .symbol, .symbols:
                columns.append(Column(name: name, path: path, kind: field.kind))
            }
        }
    }
}

extension FieldKind {
    /// True if a value of this kind is one cell.
    fileprivate var isCell: Bool {
        switch self {
        case .record, .list: false
        case .bool, .integer, .text, .quantity, .symbol, .symbols: true
        }
    }
}

extension JSONValue {
    /// The value at a path of names, or nil.
    func value(at path: [String]) -> JSONValue? {
        var value: JSONValue? = self
        for name in path { value = value?[name] }
        return value
    }
}
