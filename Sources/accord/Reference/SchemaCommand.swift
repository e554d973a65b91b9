import ArgumentParser
import CaseModel

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema (2020-12) of a case file.",
        discussion: "EXAMPLE\n  accord schema > case-file.schema.json")

    func run() throws {
        Terminal.write(JSONSchemaWriter().caseFile().prettyBytes())
    }
}
