/// A source file that was parsed and checked once, ready to be loaded into any number of states.
public struct CheckedScript: Sendable {
    /// The file's name, for messages.
    public let name: String
    /// The source.
    public let text: String
    /// The parsed source.
    public let chunk: Chunk
    /// What stops the file from being loaded, in source order.
    public let findings: [LuaFinding]
    /// The names that the file was allowed to use without declaring them.
    let globals: Set<String>

    /// Parses and checks a file.
    ///
    /// - Parameters:
    ///   - text: The source.
    ///   - name: The file's name, for messages.
    ///   - globals: The names it may use without declaring them; a state that has other names
    ///     does not load it.
    /// - Throws: ``LuaError`` with the code `syntax` if the source is not Lua.
    public init(text: String, name: String, globals: Set<String>) throws(LuaError) {
        self.name = name
        self.text = text
        self.globals = globals
        chunk = try LuaSyntax.parse(source: text, name: name)
        findings = LuaSyntax.refusals(in: chunk, globals: globals)
    }
}
