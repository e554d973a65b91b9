import CaseModel
import Foundation
import LuaHost
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Editor files: made from the declarations, and current")
struct EditorFileTests {
    @Test(arguments: DiscoveryRepository.files.map(\.path))
    func everyGeneratedFileIsCurrent(_ path: String) throws {
        let known = try String(
            contentsOf: DiscoveryRepository.root.appendingPathComponent(path), encoding: .utf8)
        // Not compared by #expect, whose difference of two long files says nothing.
        let isCurrent = known == DiscoveryRepository.text(path)
        #expect(isCurrent, "run accord docs --generate")
    }

    @Test func everyGeneratedFileSaysSo() {
        for file in DiscoveryRepository.files {
            #expect(file.text.prefix(400).contains(EditorFiles.header), "\(file.path)")
        }
    }

    @Test func nothingElseStandsInTheGeneratedFolders() throws {
        for folder in ["stubs", "schemas", "reference"] {
            let place = DiscoveryRepository.root.appendingPathComponent("tools/editor/\(folder)")
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
            let made = DiscoveryRepository.files.map(\.path).filter {
                $0.hasPrefix("tools/editor/\(folder)/")
            }
            #expect(names.map { "tools/editor/\(folder)/\($0)" }.sorted() == made)
        }
    }

    // MARK: Stubs

    private static let stubs = DiscoveryRepository.text("tools/editor/stubs/accord.d.lua")

    /// The fields of each class, as the stubs have them: name and type.
    private static let classes: [String: [(name: String, type: String)]] = {
        var found: [String: [(String, String)]] = [:]
        var current = ""
        for line in stubs.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if line.hasPrefix("---@class ") { current = words[1] }
            if line.hasPrefix("---@field ") {
                let rest =
                    words[1] == "private" ? Array(words.dropFirst(2)) : Array(words.dropFirst())
                found[current, default: []].append(
                    (rest[0], rest.dropFirst().joined(separator: " ")))
            }
        }
        return found
    }()

    @Test func everyFieldOfTheSchemaIsInTheStubsOnceWithItsType() throws {
        for record in ScriptSchema.cases.records {
            let name =
                switch record.schema.name {
                case "matter": "case"
                case "case": "other_case"
                case let name: name
                }
            let fields = try #require(Self.classes["accord.\(name)"], "\(name)")
            #expect(fields.map(\.name) == record.fields.map(\.declaration.name))
            for (field, stub) in zip(record.fields, fields) {
                let declaration = field.declaration
                guard declaration.withheld == nil else {
                    #expect(stub.type == "nil")
                    continue
                }
                #expect(stub.type.hasSuffix("?") == declaration.mayBeAbsent, "\(stub)")
                let type = stub.type.hasSuffix("?") ? String(stub.type.dropLast()) : stub.type
                switch field.kind {
                case .bool: #expect(type == "boolean")
                case .integer: #expect(type == "integer")
                case .text: #expect(type == "string")
                case .quantity: #expect(Self.isClass(type), "\(stub)")
                case .symbol: #expect(Self.stubs.contains("---@alias \(type) \""), "\(stub)")
                case .symbols:
                    #expect(Self.stubs.contains("---@alias \(type.dropLast(2)) \""), "\(stub)")
                case .record: #expect(Self.isClass(type), "\(stub)")
                case .list: #expect(Self.isClass(String(type.dropLast(2))), "\(stub)")
                }
            }
        }
    }

    private static func isClass(_ name: String) -> Bool {
        stubs.contains("---@class \(name)\n")
    }

    @Test func everyNumberIsInTheStubs() {
        for parameter in DiscoveryRepository.tree.declaredParameters {
            let group = Self.classes["accord.site.\(parameter.group)"] ?? []
            #expect(group.filter { $0.name == parameter.name }.count == 1, "\(parameter.id)")
        }
    }

    @Test func noClassOrAliasIsDeclaredTwice() {
        var names: [String] = []
        for line in Self.stubs.split(separator: "\n")
        where line.hasPrefix("---@class ") || line.hasPrefix("---@alias ") {
            names.append(String(line.split(separator: " ")[1]))
        }
        let twice = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        #expect(twice.sorted() == [])
    }

    @Test func everyTypeNamedInTheStubsIsDeclared() {
        var missing: Set<String> = []
        for line in Self.stubs.split(separator: "\n") where line.hasPrefix("---@") {
            for word in line.split(whereSeparator: {
                !$0.isLetter && $0 != "_" && $0 != "." && !$0.isNumber && $0 != "-"
            })
            where word.hasPrefix("accord.") {
                let name = String(word)
                if !Self.isClass(name), !Self.stubs.contains("---@alias \(name) ") {
                    missing.insert(name)
                }
            }
        }
        #expect(missing.sorted() == [])
    }

    @Test func theStubsAreLua() throws {
        _ = try LuaSyntax.parse(source: Self.stubs, name: "accord.d.lua")
        guard let lua = DiscoveryRepository.program("lua5.4") else { return }
        let run = try DiscoveryRepository.run(lua, ["tools/editor/stubs/accord.d.lua"])
        #expect(run.status == 0, "\(run.out)")
    }

    // MARK: Settings

    @Test func settingsNameFoldersThatExist() throws {
        let settings = try JSONValue(parsing: Array(DiscoveryRepository.text(".luarc.json").utf8))
        guard case .list(let folders)? = settings["workspace.library"] else {
            Issue.record("no library")
            return
        }
        for folder in folders {
            let path = DiscoveryRepository.root.appendingPathComponent(folder.string ?? "?").path
            #expect(FileManager.default.fileExists(atPath: path))
        }
        #expect(settings["runtime.version"] == .text("Lua 5.4"))
    }

    private static let luacheck = DiscoveryRepository.program("luacheck")

    @Test(
        "luacheck finds nothing in our policies",
        .enabled(if: luacheck != nil, "lua-check is not installed"))
    func luacheckIsCleanOnAllSites() throws {
        let luacheck = try #require(Self.luacheck)
        let run = try DiscoveryRepository.run(luacheck, ["policies", "--quiet", "--no-color"])
        #expect(run.status == 0, "\(run.out)")
    }

    @Test(
        "luacheck finds a misspelt name",
        .enabled(if: luacheck != nil, "lua-check is not installed"),
        arguments: [
            ("return math.flor(1)", "undefined field"),
            ("return withn(nil, nil)", "undefined variable"),
            ("return os.time()", "undefined variable"),
            ("total = 1", "non-standard global variable"),
            ("return accord.polic {}", "undefined field"),
        ])
    func luacheckFindsMisspeltNames(_ source: String, _ finding: String) throws {
        let luacheck = try #require(Self.luacheck)
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("x.lua")
        try source.write(to: file, atomically: true, encoding: .utf8)
        let settings = DiscoveryRepository.root.appendingPathComponent(".luacheckrc").path
        let run = try DiscoveryRepository.run(
            luacheck, ["--config", settings, "--no-color", file.path], in: folder)
        #expect(run.status == 1 && run.out.contains(finding), "\(run.out)")
    }
}
