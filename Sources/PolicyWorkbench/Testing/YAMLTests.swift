import CaseModel
import PolicyHost

/// Reads `tests/*.yaml`: a list called `tests`, one entry a test.
struct YAMLTests {
    let file: String

    /// The drafts of a file; what is no test at all is reported to the builder.
    func drafts(_ text: String, _ builder: inout PolicyTestBuilder) -> [PolicyTestDraft] {
        let root: YAMLItem
        do throws(PolicyProblem) {
            root = try YAMLItem(document: text, file: file)
        } catch {
            builder.add(error)
            return []
        }
        guard let list = root["tests"], let items = list.items else {
            builder.add(
                PolicyProblem(
                    code: "test.shape", message: "a test file holds a list called `tests`",
                    file: file, line: root.line, column: root.column))
            return []
        }
        for entry in root.entries ?? [] where entry.key != "tests" {
            unknown(entry, in: "a test file", allowed: ["tests"], &builder)
        }
        return items.compactMap { draft($0, &builder) }
    }

    private func draft(_ item: YAMLItem, _ builder: inout PolicyTestBuilder) -> PolicyTestDraft? {
        guard let entries = item.entries else {
            builder.add(
                PolicyProblem(
                    code: "test.shape", message: "a test is a list of `key: value` lines",
                    file: file, line: item.line, column: item.column))
            return nil
        }
        var draft = PolicyTestDraft(file: file, place: item.place)
        for entry in entries {
            switch entry.key {
            case "with": draft.with = values(entry, &builder)
            case "programs": draft.programs = values(entry, &builder)
            case "parameters": draft.parameters = values(entry, &builder)
            case "ask":
                draft.ask = values(entry, allowed: PolicyTest.questionKeys, &builder)
            case "expect":
                draft.expect = values(entry, allowed: PolicyTest.expectations, &builder)
            case let key where PolicyTest.keys.contains(key):
                draft.fields[key] = PlacedValue(value: entry.item.value, place: entry.item.place)
            default:
                unknown(entry, in: "a test", allowed: PolicyTest.keys, &builder)
            }
        }
        return draft
    }

    private func values(
        _ entry: YAMLItem.Entry, allowed: [String]? = nil, _ builder: inout PolicyTestBuilder
    ) -> [String: PlacedValue] {
        guard let entries = entry.item.entries else {
            builder.add(
                PolicyProblem(
                    code: "test.\(entry.key)",
                    message: "`\(entry.key)` must be a list of `key: value` lines", file: file,
                    line: entry.item.line, column: entry.item.column))
            return [:]
        }
        var values: [String: PlacedValue] = [:]
        for inner in entries {
            if let allowed, !allowed.contains(inner.key) {
                unknown(inner, in: "`\(entry.key)`", allowed: allowed, &builder)
            } else {
                values[inner.key] = PlacedValue(value: inner.item.value, place: inner.item.place)
            }
        }
        return values
    }

    private func unknown(
        _ entry: YAMLItem.Entry, in what: String, allowed: [String],
        _ builder: inout PolicyTestBuilder
    ) {
        let near = EditDistance.nearest(entry.key, in: allowed)
        builder.add(
            PolicyProblem(
                code: "test.key", message: "\(what) has no `\(entry.key)`", file: file,
                line: entry.line, column: entry.column,
                suggestion: near.map { "did you mean `\($0)`?" }
                    ?? "known are \(allowed.joined(separator: ", "))"))
    }
}

extension YAMLItem {
    var place: PolicyTest.Place { PolicyTest.Place(line: line, column: column) }
}
