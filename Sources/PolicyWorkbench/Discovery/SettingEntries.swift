import PolicyHost

/// The lines of the YAML files, by file and path: `partners.yaml:partners[].open_slots`.
struct SettingEntries {
    var entries: [ReferenceEntry] {
        YAMLFile.allCases.flatMap { file in
            entries(of: file.shape, path: "\(file.rawValue).yaml:")
        }
    }

    private func entries(of shape: YAMLShape, path: String) -> [ReferenceEntry] {
        shape.keys.flatMap { key -> [ReferenceEntry] in
            var entry = ReferenceEntry(
                name: path + key.name, kind: .setting, summary: key.about)
            entry.type = type(of: key.kind)
            entry.values = words(of: key.kind)
            entry.details.append(
                .init(label: "Required", text: key.isRequired ? "yes" : "no"))
            entry.example = "\(key.name): \(example(of: key.kind))"
            entry.declared = "PolicyHost/YAMLFile.swift"
            return [entry] + inner(key.kind, path: path + key.name)
        }
    }

    private func inner(_ kind: YAMLShape.Kind, path: String) -> [ReferenceEntry] {
        switch kind {
        case .mapping(let shape): entries(of: shape, path: path + ".")
        case .list(let element), .oneOrMore(let element): inner(element, path: path + "[]")
        case .names(let value): inner(value, path: path + ".NAME")
        case .either(_, let value): inner(value, path: path)
        default: []
        }
    }

    private func words(of kind: YAMLShape.Kind) -> [String] {
        switch kind {
        case .word(let words): words
        case .list(let element), .oneOrMore(let element): words(of: element)
        case .either(let some, let other): some + words(of: other)
        default: []
        }
    }

    private func type(of kind: YAMLShape.Kind) -> String {
        switch kind {
        case .text: "text"
        case .date: "date"
        case .number(let range): "whole number, \(range.lowerBound) to \(range.upperBound)"
        case .yesNo: "yes or no"
        case .word: "word"
        case .list(let element): "list of \(type(of: element))"
        case .mapping: "lines"
        case .names(let value): "names with \(type(of: value))"
        case .oneOrMore(let value): "\(type(of: value)), or a list"
        case .either(_, let value): "word, or \(type(of: value))"
        case .parameterValue: "value in the spelling of its unit"
        case .caseFile: "case file"
        case .caseFileChanges: "changes by dotted path"
        case .anything: "any value"
        }
    }

    private func example(of kind: YAMLShape.Kind) -> String {
        switch kind {
        case .text: "…"
        case .date: "2019-03-01"
        case .number(let range): "\(max(range.lowerBound, min(range.upperBound, 8)))"
        case .yesNo: "yes"
        case .word(let words): words.first ?? "…"
        case .list(.mapping(let shape)): "\n  - " + lines(of: shape, indent: "    ")
        case .list(let element), .oneOrMore(let element): "[\(example(of: element))]"
        case .mapping(let shape):
            "{ \(shape.keys.filter(\.isRequired).map { "\($0.name): \(example(of: $0.kind))" }.joined(separator: ", ")) }"
        case .names(.list(.mapping(let shape))):
            "\n  2019:\n    - " + lines(of: shape, indent: "      ")
        case .names(let value): "{ name: \(example(of: value)) }"
        case .either(let words, _): words.first ?? "…"
        case .parameterValue: "30 days"
        case .caseFile: "…"
        case .caseFileChanges: "{ \"ncp.language\": es }"
        case .anything: "…"
        }
    }

    private func lines(of shape: YAMLShape, indent: String) -> String {
        shape.keys.filter(\.isRequired).map { "\($0.name): …" }.joined(separator: "\n\(indent)")
    }
}
