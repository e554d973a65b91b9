import LuaHost
import PolicyHost

/// The functions of `policies/lib`, with the comments above them.
struct LibraryEntries {
    let entries: [ReferenceEntry]

    init(tree: PolicyTree) {
        entries = tree.paths(in: "policies/lib", ending: ".lua").flatMap { path in
            (try? LuaSyntax.parse(source: tree.files[path] ?? "", name: path))
                .map { Self.entries(of: $0, path: path) } ?? []
        }
    }

    private static func entries(of chunk: Chunk, path: String) -> [ReferenceEntry] {
        let module = String(path.dropFirst("policies/lib/".count).dropLast(".lua".count))
        guard case .result(let values)? = chunk.block.statements.last?.kind,
            case .name(let table, _)? = values.first?.kind
        else { return [] }
        return chunk.block.statements.compactMap { statement in
            guard case .function(let target, let body) = statement.kind,
                case .index(let object, let key, true) = target.kind,
                case .name(table, _) = object.kind, case .string(let name) = key.kind
            else { return nil }
            var entry = ReferenceEntry(
                name: "\(module).\(name)", kind: .function,
                summary: comment(above: statement.span.line, in: chunk))
            let arguments = body.parameters.map(\.name).joined(separator: ", ")
            entry.type = "function of \(arguments.isEmpty ? "nothing" : arguments)"
            entry.details = [.init(label: "Written", text: "`\(module).\(name)(\(arguments))`")]
            entry.example =
                "local \(module) = require \"\(module)\"\n\nwhen = function(\(arguments)) return \(module).\(name)(\(arguments)) end,"
            entry.declared = "\(path):\(statement.span.line)"
            return entry
        }
    }

    /// The comment that ends on the line above, as one sentence without its period.
    private static func comment(above line: Int, in chunk: Chunk) -> String {
        var lines: [String] = []
        var wanted = line - 1
        for comment in chunk.comments.reversed() where comment.span.line == wanted {
            lines.insert(
                comment.text.drop { $0 == "-" }.trimmingPrefix(while: { $0 == " " }).description,
                at: 0)
            wanted -= 1
        }
        var text = lines.joined(separator: " ")
        if text.hasSuffix(".") { text.removeLast() }
        return text.isEmpty ? "A function without a comment" : text
    }
}
