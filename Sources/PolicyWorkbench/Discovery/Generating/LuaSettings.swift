import CaseModel
import PolicyHost

/// Settings of the Lua language server and of luacheck.
enum LuaSettings {
    /// `.luarc.json`: Lua 5.4 with our stubs in place of its library.
    static var languageServer: String {
        let libraries = [
            "basic", "bit", "bit32", "builtin", "coroutine", "debug", "ffi", "io", "jit", "math",
            "os", "package", "string", "table", "table.clear", "table.new", "utf8",
        ]
        // `builtin` holds the types themselves, such as `string`.
        let disabled = libraries.filter { $0 != "builtin" }
        let settings = JSONValue.object([
            "$comment": .text(EditorFiles.header),
            "runtime.version": .text("Lua 5.4"),
            "runtime.path": .list([.text("policies/lib/?.lua")]),
            "runtime.builtin": .object(
                Dictionary(uniqueKeysWithValues: disabled.map { ($0, .text("disable")) })),
            "workspace.library": .list([.text("tools/editor/stubs")]),
            "workspace.checkThirdParty": .bool(false),
            "workspace.ignoreDir": .list([.text(".build"), .text("tools/bench")]),
            "diagnostics.disable": .list([.text("unused-local")]),
        ])
        return String(decoding: settings.prettyBytes(), as: UTF8.self)
    }

    /// `.luacheckrc`: a standard of our own that begins from nothing.
    static var luacheck: String {
        let testNames = Helper.forTests.filter { $0.library == nil }
            .map { "\"\($0.name)\"" }.joined(separator: ", ")
        let testFields = Helper.forTests.filter { $0.library == "accord" }
            .map { "\"\($0.name.dropFirst("accord.".count))\"" }.joined(separator: ", ")
        let names =
            (Helper.all.filter { $0.library == nil }.map(\.name) + AnswerShape.all.map(\.name))
            .sorted()
        var text = """
            -- \(EditorFiles.header)
            -- Names that policies may use, and nothing else: the standard begins from nothing.

            stds.accord = {
              read_globals = {

            """
        for name in names { text += "    \"\(name)\",\n" }
        for (library, members) in Helper.libraries.sorted(by: { $0.key < $1.key }) {
            let fields = members.map { "\"\($0)\"" }.joined(separator: ", ")
            text += "    \(library) = { fields = { \(fields) } },\n"
        }
        text += """
              },
            }

            stds.accord_tests = {
              read_globals = {
                accord = { fields = { \(testFields) } },
                \(testNames),
              },
            }

            std = "accord"
            files["policies/**/tests/*.lua"] = { std = "accord+accord_tests" }
            -- Rules are handed the case, the numbers and the thing asked about, and use what they need.
            unused_args = false
            -- Words for parents stay on one line.
            max_line_length = false

            """
        return text
    }
}
