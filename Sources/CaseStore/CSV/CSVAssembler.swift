import CaseModel

/// Puts the rows of one case file together again.
struct CSVAssembler {
    /// A record with the row it comes from and the records of its lists.
    final class Node {
        let row: CSVStaging.Row
        var lists: [Int: [Node]] = [:]

        init(_ row: CSVStaging.Row) { self.row = row }

        /// The place in its list, from one.
        var place: Int { row.places.last ?? 0 }
    }

    private(set) var problems: [ImportProblem] = []
    private(set) var root: Node?
    private let file: CSVStaging.FileKey

    /// Arranges rows that come table by table, each table behind the one above it.
    init(_ file: CSVStaging.FileKey, rows: [CSVStaging.Row]) {
        self.file = file
        // The node at each place of each table.
        var nodes: [[[Int]: Node]] = Array(repeating: [:], count: CSVTable.all.count)
        for row in rows {
            let node = Node(row)
            if let earlier = nodes[row.table][row.places] {
                let key = CSVTable.all[row.table].parent == nil ? "site and `file_id`" : "place"
                report(row, "row \(earlier.row.number) has the same \(key)")
                continue
            }
            nodes[row.table][row.places] = node
            guard let parent = CSVTable.all[row.table].parent else {
                root = node
                continue
            }
            guard let above = nodes[parent][row.places.dropLast()] else {
                report(row, "\(CSVTable.all[parent].fileName) has no row that this one belongs to")
                continue
            }
            above.lists[row.table, default: []].append(node)
        }
        for node in nodes.flatMap(\.values) {
            for child in node.lists.keys {
                node.lists[child]?.sort { $0.place < $1.place }
            }
        }
    }

    private mutating func report(_ row: CSVStaging.Row, _ message: String) {
        problems.append(
            ImportProblem(
                file: CSVTable.all[row.table].fileName, line: row.number, code: .row,
                path: CSVTable.all[row.table].keys.last ?? "", message: message))
    }

    /// The case file as JSON; it is not checked here.
    var json: [UInt8] {
        guard let root else { return [] }
        var object = value(of: root)
        object["site"] = .text(file.site)
        object["file_id"] = .text(file.fileID)
        return object.canonicalBytes()
    }

    private func value(of node: Node) -> JSONValue {
        let table = CSVTable.all[node.row.table]
        var cells = node.row.cells[...]
        var members = Members()
        // Presence columns come first; records that must be there are there without one.
        for inline in table.inlines {
            let isTold = inline.presence != nil && cells.popFirst()?.lowercased() == "true"
            if isTold || !inline.isOptional { members.make(inline.path) }
        }
        for (column, cell) in zip(table.columns, cells) {
            guard let value = CSVCell.read(cell, column.kind) else { continue }
            members.set(column.path[...], value)
        }
        for child in table.children {
            guard let nodes = node.lists[child] else { continue }
            members.set(CSVTable.all[child].path[...], .list(nodes.map { value(of: $0) }))
        }
        return members.value
    }

    /// Says where in the tables a problem of the assembled file is.
    ///
    /// - Parameter problem: A problem with a path such as `cases[0].ledger[3].amount`.
    /// - Returns: The same problem with table, row and column.
    func place(_ problem: CaseFileProblem) -> ImportProblem {
        guard var node = root else {
            return ImportProblem(
                file: "case_files.csv", line: 0, code: problem.code, message: problem.message)
        }
        var names: [String] = []
        for step in problem.path.split(separator: ".") {
            let parts = step.split(separator: "[")
            names.append(String(parts.first ?? ""))
            guard parts.count > 1, let index = Int(parts[1].dropLast()) else { continue }
            let child = CSVTable.all[node.row.table].children.first {
                CSVTable.all[$0].path == names
            }
            // A list of words has no table: its column is the place.
            guard let child, let nodes = node.lists[child], nodes.indices.contains(index) else {
                continue
            }
            node = nodes[index]
            names = []
        }
        let table = CSVTable.all[node.row.table]
        let column = table.columns.first { $0.path == names }?.name
        return ImportProblem(
            file: table.fileName, line: node.row.number, code: problem.code,
            path: column ?? names.joined(separator: "."), message: problem.message,
            suggestion: problem.suggestion)
    }
}

/// An object that grows by paths of names.
private struct Members {
    private var leaves: [String: JSONValue] = [:]
    private var inner: [String: Members] = [:]

    /// Makes an object at a path, if there is none.
    mutating func make(_ path: [String]) {
        make(path[...])
    }

    private mutating func make(_ path: ArraySlice<String>) {
        guard let name = path.first else { return }
        inner[name, default: Members()].make(path.dropFirst())
    }

    /// Sets the value at a path and makes the objects on the way.
    mutating func set(_ path: ArraySlice<String>, _ value: JSONValue) {
        guard let name = path.first else { return }
        if path.count == 1 {
            leaves[name] = value
        } else {
            inner[name, default: Members()].set(path.dropFirst(), value)
        }
    }

    var value: JSONValue {
        .object(leaves.merging(inner.mapValues(\.value)) { leaf, _ in leaf })
    }
}
