import CaseModel
import LuaHost
public import PolicyHost

/// Writes policies, configs and tests in one shape, without changing what they mean.
///
/// YAML: two spaces a level, `{ a: b }` and `[a, b]`, quotes only where they are needed, one blank
/// line between tests. Lua: blanks and blank lines only. Comments stay where they are. What the
/// formatter made is read again and compared; if anything but blanks and quotes differs, the file
/// is left as it was.
public enum PolicyFormatter {
    /// Formats one file.
    ///
    /// - Parameters:
    ///   - text: The content.
    ///   - path: The file's path relative to the root, which tells what it is.
    /// - Returns: The formatted text; the text itself for files that are none of ours.
    /// - Throws: ``PolicyProblem`` if the file can't be read at all.
    public static func format(_ text: String, path: String) throws(PolicyProblem) -> String {
        if path.hasSuffix(".yaml") { return try yaml(text, path: path) }
        if path.hasSuffix(".lua") { return try lua(text, path: path) }
        return text
    }

    private static func yaml(_ text: String, path: String) throws(PolicyProblem) -> String {
        let before = try YAMLTree.read(text, file: path)
        let holdsTests = path.contains("/tests/") && !path.hasSuffix(EquivalentMutants.fileName)
        let formatted = YAMLFormatter(separatesItems: holdsTests).format(text)
        guard let after = try? YAMLTree.read(formatted, file: path), after == before,
            YAMLFormatter.comments(in: formatted) == YAMLFormatter.comments(in: text)
        else { return text }
        return formatted
    }

    private static func lua(_ text: String, path: String) throws(PolicyProblem) -> String {
        let before: [LuaSyntax.Piece]
        do throws(LuaError) {
            before = try LuaSyntax.pieces(of: text, name: path)
        } catch {
            throw PolicyProblem(
                code: "syntax", message: error.message, file: path,
                line: error.position?.line ?? 0, column: error.position?.column ?? 0,
                suggestion: "mend it first; a file that can't be read is not formatted")
        }
        let formatted = LuaFormatter(pieces: before).format(text)
        guard let after = try? LuaSyntax.pieces(of: formatted, name: path),
            after.map(\.trimmed) == before.map(\.trimmed)
        else { return text }
        return formatted
    }
}

extension LuaSyntax.Piece {
    fileprivate var trimmed: String {
        guard isComment else { return text }
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
}
