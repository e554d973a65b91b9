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

extension LuaSyntax {
    /// What a file consists of beside its blanks: tokens and comments in order, with their lines.
    package struct Piece: Sendable {
        /// The token or comment as the language sees it.
        package var text: String
        /// The lines on which it begins and ends, from 1.
        package var lines: ClosedRange<Int>
        /// Whether it is a comment.
        package var isComment: Bool
    }

    /// Splits a file into its pieces, for tools that move blanks alone.
    ///
    /// - Throws: ``LuaError`` with the code `syntax` if the text is not Lua.
    package static func pieces(of source: String, name: String) throws(LuaError) -> [Piece] {
        var pieces: [Piece] = []
        do throws(SyntaxProblem) {
            var lexer = Lexer(source)
            while true {
                let token = try lexer.next()
                if token.kind == .end { break }
                pieces.append(
                    Piece(
                        text: "\(token.kind)", lines: token.span.line...token.span.endLine,
                        isComment: false))
            }
            for comment in lexer.comments {
                pieces.append(
                    Piece(
                        text: comment.text, lines: comment.span.line...comment.span.endLine,
                        isComment: true))
            }
        } catch {
            throw LuaError(
                .syntax, error.message,
                position: SourcePosition(
                    file: name, line: error.span.line, column: error.span.column))
        }
        return pieces
    }
}
