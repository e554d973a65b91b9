/// Parsing and checking of Lua source without running it.
public enum LuaSyntax {
    /// Parses a source file.
    ///
    /// Accepts Lua 5.4, including what policies may not use, with two limits: nesting, and the
    /// number of operators in a row, are at most 190.
    /// - Parameters:
    ///   - source: The text.
    ///   - name: The file's name, for positions.
    /// - Returns: The tree, with every name resolved.
    /// - Throws: ``LuaError`` with the code `syntax` and the position of the first problem.
    public static func parse(source: String, name: String) throws(LuaError) -> Chunk {
        do throws(SyntaxProblem) {
            var parser = try Parser(source)
            return try parser.chunk(named: name)
        } catch {
            let position = SourcePosition(
                file: name, line: error.span.line, column: error.span.column)
            throw LuaError(
                .syntax, error.message, position: position,
                findings: [
                    LuaFinding(
                        code: "syntax", message: error.message, position: position,
                        bytes: error.span.start..<max(error.span.start, error.span.end))
                ])
        }
    }

    /// Returns everything in a file that stops it from being loaded as a policy, in source order.
    ///
    /// - Parameters:
    ///   - chunk: The parsed file.
    ///   - globals: The names it may use without declaring them.
    /// - Returns: The findings; none when the file may be loaded.
    public static func refusals(in chunk: Chunk, globals: Set<String>) -> [LuaFinding] {
        Refusals(chunk, globals: globals).findings
    }
}
