import CaseModel
import Yams

/// A YAML node that knows its file and place and reports what it is not.
struct YAMLValue {
    let node: Node
    let file: String
    let problems: ProblemList

    /// Reads a YAML file; nil if it is not YAML, with the problem reported.
    static func document(_ text: String, file: String, problems: ProblemList) -> YAMLValue? {
        do {
            // What a plain word means is told by who reads it, so no rule need be asked for its type.
            guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                problems.add(
                    PolicyProblem(
                        code: "yaml.empty", message: "the file is empty", file: file, line: 1,
                        column: 1, suggestion: "write an empty list as `set: []`"))
                return nil
            }
            return YAMLValue(node: node, file: file, problems: problems)
        } catch let error as YamlError {
            problems.add(error.problem(in: file))
        } catch {
            problems.add(
                PolicyProblem(code: "yaml.syntax", message: "\(error)", file: file))
        }
        return nil
    }

    var line: Int { node.mark?.line ?? 0 }
    var column: Int { node.mark?.column ?? 0 }

    func problem(
        _ code: String, _ message: String, suggestion: String = "",
        severity: PolicyProblem.Severity = .error
    ) {
        problems.add(
            PolicyProblem(
                code: code, message: message, file: file, line: line, column: column,
                length: length, suggestion: suggestion, severity: severity))
    }

    /// The columns that a word or text covers; 0 for anything longer than a line.
    var length: Int {
        guard let scalar = node.scalar, !scalar.string.contains("\n") else { return 0 }
        switch scalar.style {
        case .singleQuoted, .doubleQuoted: return scalar.string.count + 2
        case .literal, .folded: return 0
        default: return scalar.string.count
        }
    }

    /// The place, for what is reported later.
    var place: FilePlace { FilePlace(line: line, column: column, length: length) }

    /// The entries of a mapping; unknown and missing keys are reported.
    func entries(of what: String, allowed: [String], required: [String] = [])
        -> [String: YAMLValue]
    {
        guard let mapping = node.mapping else {
            problem("yaml.type", "\(what) must be a list of `key: value` lines")
            return [:]
        }
        var found: [String: YAMLValue] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            let entry = YAMLValue(node: value, file: file, problems: problems)
            if allowed.contains(name) {
                found[name] = entry
            } else {
                let near = EditDistance.nearest(name, in: allowed)
                YAMLValue(node: key, file: file, problems: problems).problem(
                    "yaml.unknown-key", "\(what) has no `\(name)`",
                    suggestion: near.map { "did you mean `\($0)`?" }
                        ?? "known are \(allowed.joined(separator: ", "))")
            }
        }
        for name in required where found[name] == nil {
            problem("yaml.missing-key", "\(what) needs `\(name)`")
        }
        return found
    }

    /// The value of one key, or nil.
    func entry(_ key: String) -> YAMLValue? {
        node.mapping?[key].map { YAMLValue(node: $0, file: file, problems: problems) }
    }

    /// All entries of a mapping in file order, whatever their names.
    var anyEntries: [(key: String, value: YAMLValue)] {
        guard let mapping = node.mapping else { return [] }
        return mapping.map {
            ($0.key.string ?? "", YAMLValue(node: $0.value, file: file, problems: problems))
        }
    }

    /// The items of a list; anything else is reported.
    func items(of what: String) -> [YAMLValue] {
        guard let sequence = node.sequence else {
            problem("yaml.type", "\(what) must be a list (lines that begin with `-`)")
            return []
        }
        return sequence.map { YAMLValue(node: $0, file: file, problems: problems) }
    }

    /// The text as written, without guessing numbers or dates.
    var rawText: String? { node.scalar?.string }

    func text(_ what: String) -> String {
        guard let text = rawText, !text.isEmpty else {
            problem("yaml.type", "\(what) must be text")
            return ""
        }
        return text
    }

    func day(_ what: String) -> Day? {
        guard let text = rawText, let day = Day(iso: text) else {
            problem(
                "yaml.date", "\(what) must be a date that exists, got `\(rawText ?? "?")`",
                suggestion: "write it as 2019-03-01")
            return nil
        }
        return day
    }

    func integer(_ what: String) -> Int? {
        guard let text = rawText, let number = Int(text) else {
            problem("yaml.number", "\(what) must be a whole number, got `\(rawText ?? "?")`")
            return nil
        }
        return number
    }

    func yesNo(_ what: String) -> Bool? {
        switch rawText {
        case "yes", "on", "true": return true
        case "no", "off", "false": return false
        default:
            problem("yaml.yes-no", "\(what) must be yes or no, got `\(rawText ?? "?")`")
            return nil
        }
    }

    /// Texts of a list of scalars.
    func texts(_ what: String) -> [String] {
        items(of: what).map { $0.text(what) }
    }

    /// One of the given words.
    func word(_ what: String, of allowed: [String]) -> String? {
        let text = rawText ?? ""
        if allowed.contains(text) { return text }
        let near = EditDistance.nearest(text, in: allowed)
        problem(
            "yaml.word", "\(what) can't be `\(text)`",
            suggestion: near.map { "did you mean `\($0)`?" }
                ?? (allowed.isEmpty
                    ? "no such words are declared"
                    : "it is one of \(allowed.joined(separator: ", "))"))
        return nil
    }
}

extension YamlError {
    /// The place and the words for an administrator.
    fileprivate func problem(in file: String) -> PolicyProblem {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PolicyProblem(
                code: "yaml.syntax", message: problem, file: file, line: mark.line,
                column: mark.column,
                suggestion: "check indentation, quotes and colons near this place")
        case .duplicatedKeysInMapping(let duplicates, let context):
            PolicyProblem(
                code: "yaml.duplicate-key",
                message: "`\(duplicates.joined(separator: "`, `"))` stands here twice",
                file: file, line: context.mark.line, column: context.mark.column,
                suggestion: "keep one of them")
        default:
            PolicyProblem(code: "yaml.syntax", message: "\(self)", file: file)
        }
    }
}
