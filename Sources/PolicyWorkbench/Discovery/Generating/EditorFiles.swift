import CaseModel
public import PolicyHost

/// A file that is made from the declarations and never edited.
public struct GeneratedFile: Sendable, Equatable {
    /// The path relative to the root.
    public var path: String
    /// The whole text.
    public var text: String
}

/// What editors read of the policy language: Lua stubs, settings, luacheck tables, JSON Schemas and
/// reference pages.
///
/// Everything depends on the product and on the layers' own files alone, not on what a site sets,
/// so that a site's administrator never has to generate anything.
public struct EditorFiles {
    /// The files, by path.
    public let files: [GeneratedFile]

    /// Makes the files of a tree.
    public init(tree: PolicyTree) {
        let reference = Reference(host: PolicyHost(tree: tree, sites: []), tree: tree)
        let parameters = tree.declaredParameters
        var files = [
            GeneratedFile(path: ".luarc.json", text: LuaSettings.languageServer),
            GeneratedFile(path: ".luacheckrc", text: LuaSettings.luacheck),
            GeneratedFile(
                path: "tools/editor/stubs/accord.d.lua",
                text: LuaStubs(parameters: parameters).text),
        ]
        let schemas = YAMLSchemas(parameters: parameters)
        for file in YAMLFile.allCases {
            files.append(
                GeneratedFile(
                    path: YAMLSchemas.path(of: file),
                    text: String(decoding: schemas.schema(of: file).prettyBytes(), as: UTF8.self)))
        }
        files += ReferencePages(reference: reference, tree: tree).files
        self.files = files.sorted { $0.path < $1.path }
    }

    /// What stands at the head of a generated text.
    static let header = "Made by `accord docs --generate` from the declarations; do not edit."
}
