public import PolicyHost

/// The first line of a YAML file that tells editors which JSON Schema it follows.
public enum YAMLModeline {
    private static let start = "# yaml-language-server: $schema="

    /// The line for a file at a path relative to the root, or nil if no schema is made for it.
    public static func line(for path: String) -> String? {
        guard let file = YAMLFile(path: path) else { return nil }
        let depth = path.split(separator: "/").count - 1
        return start + String(repeating: "../", count: depth) + YAMLSchemas.path(of: file)
    }

    /// The text of a file with the right first line, or nil if it has it already or needs none.
    public static func corrected(_ text: String, path: String) -> String? {
        guard let line = line(for: path) else { return nil }
        let first = text.prefix { $0 != "\n" }
        if first == line { return nil }
        let rest = first.hasPrefix(start) ? text.dropFirst(first.count + 1) : text[...]
        return "\(line)\n\(rest)"
    }

    /// The files of a tree whose first line is missing or wrong, with their corrected text.
    public static func corrections(in tree: PolicyTree) -> [GeneratedFile] {
        tree.files.sorted { $0.key < $1.key }.compactMap { path, text in
            corrected(text, path: path).map { GeneratedFile(path: path, text: $0) }
        }
    }
}
