import CaseModel
import PolicyHost

/// Files that no decision reads but that people rely on: `policy.yaml` of a layer.
struct LayerFileChecks {
    private(set) var findings: [PolicyProblem] = []

    init(tree: PolicyTree) {
        for (path, text) in tree.files where path.hasSuffix("/policy.yaml") {
            do throws(PolicyProblem) {
                check(try YAMLItem(document: text, file: path), YAMLFile.policy.shape, path)
            } catch {
                findings.append(error)
            }
        }
    }

    private mutating func report(
        _ code: String, _ message: String, _ file: String, line: Int, column: Int, length: Int,
        _ suggestion: String
    ) {
        findings.append(
            PolicyProblem(
                code: code, message: message, file: file, line: line, column: column,
                length: length, suggestion: suggestion))
    }

    private mutating func check(_ item: YAMLItem, _ shape: YAMLShape, _ file: String) {
        guard let entries = item.entries else {
            report(
                "yaml.type", "\(shape.name) must be a list of `key: value` lines", file,
                line: item.line, column: item.column, length: 0, "write `title: …` and so on")
            return
        }
        for entry in entries {
            guard let key = shape.key(entry.key) else {
                let near = EditDistance.nearest(entry.key, in: shape.allowed)
                report(
                    "yaml.unknown-key", "\(shape.name) has no `\(entry.key)`", file,
                    line: entry.line, column: entry.column, length: entry.key.count,
                    near.map { "did you mean `\($0)`?" }
                        ?? "known are \(shape.allowed.joined(separator: ", "))")
                continue
            }
            check(entry.item, key, file)
        }
        for name in shape.required where item[name] == nil {
            report(
                "yaml.missing-key", "\(shape.name) needs `\(name)`", file, line: item.line,
                column: item.column, length: 0, "add a line `\(name): …`")
        }
    }

    private mutating func check(_ item: YAMLItem, _ key: YAMLShape.Key, _ file: String) {
        let text = item.value.string ?? ""
        switch key.kind {
        case .word(let words) where !words.contains(text):
            let near = EditDistance.nearest(text, in: words)
            report(
                "yaml.word", "`\(key.name)` can't be `\(text)`", file, line: item.line,
                column: item.column, length: text.count,
                near.map { "did you mean `\($0)`?" }
                    ?? "it is one of \(words.joined(separator: ", "))")
        case .date where Day(iso: text) == nil:
            report(
                "yaml.date", "`\(key.name)` must be a date that exists, got `\(text)`", file,
                line: item.line, column: item.column, length: text.count,
                "write it as 2019-03-01")
        default: break
        }
    }
}
