import CaseModel
import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("JSON Schemas of the YAML files")
struct YAMLSchemaTests {
    private static let files = DiscoveryRepository.tree.files.keys.sorted().filter {
        YAMLFile(path: $0) != nil
    }

    @Test(arguments: files)
    func everyFileNamesItsSchema(_ path: String) throws {
        let first = (DiscoveryRepository.tree.files[path] ?? "").prefix { $0 != "\n" }
        #expect(String(first) == YAMLModeline.line(for: path))
        let relative = try #require(first.split(separator: "=").last)
        let place = DiscoveryRepository.root.appendingPathComponent(path)
            .deletingLastPathComponent().appendingPathComponent(String(relative)).standardized
        #expect(FileManager.default.fileExists(atPath: place.path))
    }

    @Test(arguments: files)
    func everyFileFollowsItsSchema(_ path: String) throws {
        let kind = try #require(YAMLFile(path: path))
        let text = try #require(DiscoveryRepository.tree.files[path])
        #expect(try problems(text, kind) == [])
    }

    private func problems(_ text: String, _ kind: YAMLFile) throws -> [String] {
        let schema = YAMLSchemas(parameters: DiscoveryRepository.tree.declaredParameters)
            .schema(of: kind)
        var check = SchemaCheck(root: schema)
        check.check(try YAMLTree.read(text, file: "x.yaml"), schema, at: "")
        return check.problems
    }

    @Test(arguments: [
        (YAMLFile.site, "languages: [en]", "language: [en]", "language"),
        (.site, "programs: { iv-d-et: off", "programs: { iv-d-et: maybe", "programs.iv-d-et"),
        (
            .site, "pjac_services: { from: 2017-10-01", "pjac_services: { from: 2017",
            "pjac_services.from"
        ),
        (.partners, "handoff: warm", "handoff: wram", "partners.0.handoff"),
        (
            .partners, "services: [employment, job_training]", "services: [employmnt]",
            "partners.0.services.0"
        ),
        (.siteParameters, "value: 50%", "value: half", "set.0.value"),
        (
            .siteParameters, "parameter: enroll.max_paid_share", "parameter: enrol.max",
            "set.0.parameter"
        ),
        (
            .calendar, "contact_hours: { from: 8, to: 19 }", "contact_hours: { from: 8, to: 25 }",
            "contact_hours.to"
        ),
    ])
    func aMistakeInASiteIsFound(_ kind: YAMLFile, _ good: String, _ bad: String, _ place: String)
        throws
    {
        let names: [YAMLFile: String] = [
            .site: "site", .partners: "partners", .siteParameters: "parameters",
            .calendar: "calendar",
        ]
        let path = "site-configs/oh-stark/\(try #require(names[kind])).yaml"
        let text = try #require(DiscoveryRepository.tree.files[path])
        let range = try #require(text.firstRange(of: good), "\(path) has no `\(good)`")
        let found = try problems(text.replacingCharacters(in: range, with: bad), kind)
        #expect(found.contains { $0.hasPrefix(place) }, "\(found)")
    }

    @Test(arguments: [
        (
            "tests:\n  - { name: x, as_of: 2019-03-01, ask: { point: D99 }, expect: { outcome: hold } }",
            "tests.0.ask.point"
        ),
        (
            "tests:\n  - { name: x, as_of: 2019-03-01, ask: { point: D11 }, expect: { outcme: hold } }",
            "tests.0.expect"
        ),
        ("tests:\n  - { name: x, ask: { point: D11 }, expect: { outcome: hold } }", "tests.0"),
        (
            "tests:\n  - { name: x, as_of: 2019-03-01, with: { \"cases.0.remedies.0.stat\": waiting }, ask: { point: D11 }, expect: { outcome: hold } }",
            "tests.0.with"
        ),
        (
            "tests:\n  - { name: x, as_of: 2019-03-01, with: { \"cases.0.remedies.0.state\": wating }, ask: { point: D11 }, expect: { outcome: hold } }",
            "tests.0.with"
        ),
    ])
    func aMistakeInATestIsFound(_ text: String, _ place: String) throws {
        let found = try problems(text, .tests)
        #expect(found.contains { $0.hasPrefix(place) }, "\(found)")
    }

    /// The readers accept what the schemas do: both take their keys from one table.
    @Test func readersAndSchemasKnowTheSameKeys() {
        #expect(PolicyTest.keys == YAMLShape.test.allowed)
        #expect(PolicyTest.expectations == YAMLShape.expectation.allowed)
        #expect(PolicyTest.questionKeys == YAMLShape.question.allowed)
    }

    @Test func aModelineIsPutInFrontAndMended() {
        let line = "# yaml-language-server: $schema=../../tools/editor/schemas/site.schema.json"
        let path = "site-configs/x/site.yaml"
        #expect(YAMLModeline.corrected("# Who\nid: x\n", path: path) == "\(line)\n# Who\nid: x\n")
        #expect(YAMLModeline.corrected("\(line)\nid: x\n", path: path) == nil)
        let wrong = "# yaml-language-server: $schema=old.json\nid: x\n"
        #expect(YAMLModeline.corrected(wrong, path: path) == "\(line)\nid: x\n")
        #expect(YAMLModeline.corrected("id: x\n", path: "site-configs/x/other.yaml") == nil)
    }
}

/// The part of JSON Schema that our schemas use.
private struct SchemaCheck {
    let root: JSONValue
    var problems: [String] = []

    mutating func check(_ value: JSONValue, _ schema: JSONValue, at path: String) {
        guard case .object(let rules) = schema else { return }
        if case .text(let reference)? = rules["$ref"] {
            check(value, resolve(reference), at: path)
        }
        if let type = rules["type"], !types(type).contains(where: { Self.matches(value, $0) }) {
            problems.append("\(path): is no \(types(type).joined(separator: " or "))")
            return
        }
        if case .list(let words)? = rules["enum"], !words.contains(value) {
            problems.append("\(path): is none of the words")
        }
        if let wanted = rules["const"], wanted != value {
            problems.append("\(path): is another value")
        }
        if case .text(let pattern)? = rules["pattern"], case .text(let text) = value,
            !Self.holds(pattern, text)
        {
            problems.append("\(path): `\(text)` is not written as \(pattern)")
        }
        if case .integer(let number) = value {
            if case .integer(let low)? = rules["minimum"], number < low {
                problems.append("\(path): too small")
            }
            if case .integer(let high)? = rules["maximum"], number > high {
                problems.append("\(path): too large")
            }
        }
        if case .list(let choices)? = rules["anyOf"], !choices.contains(where: { fits(value, $0) })
        {
            problems.append("\(path): fits none of the choices")
        }
        if case .list(let all)? = rules["allOf"] {
            for part in all {
                if case .object(let branch) = part, let condition = branch["if"] {
                    if fits(value, condition), let then = branch["then"] {
                        check(value, then, at: path)
                    }
                } else {
                    check(value, part, at: path)
                }
            }
        }
        if case .object(let members) = value { check(members, rules, at: path) }
        if case .list(let items) = value, let element = rules["items"] {
            for (index, item) in items.enumerated() {
                check(item, element, at: join(path, "\(index)"))
            }
        }
    }

    private mutating func check(
        _ members: [String: JSONValue], _ rules: [String: JSONValue], at path: String
    ) {
        if case .list(let names)? = rules["required"] {
            for name in names where members[name.string ?? ""] == nil {
                problems.append("\(path): needs \(name.string ?? "")")
            }
        }
        var known: [String: JSONValue] = [:]
        if case .object(let properties)? = rules["properties"] { known = properties }
        var patterns: [String: JSONValue] = [:]
        if case .object(let found)? = rules["patternProperties"] { patterns = found }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            var schemas = known[name].map { [$0] } ?? []
            schemas += patterns.filter { Self.holds($0.key, name) }.map(\.value)
            for schema in schemas { check(value, schema, at: join(path, name)) }
            guard schemas.isEmpty, let other = rules["additionalProperties"] else { continue }
            if other == .bool(false) {
                problems.append("\(path.isEmpty ? name : path): has no \(name)")
            } else {
                check(value, other, at: join(path, name))
            }
        }
    }

    private func fits(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        var check = SchemaCheck(root: root)
        check.check(value, schema, at: "")
        return check.problems.isEmpty
    }

    private func resolve(_ reference: String) -> JSONValue {
        reference.split(separator: "/").dropFirst().reduce(root) { value, step in
            value[String(step)] ?? .null
        }
    }

    private func types(_ value: JSONValue) -> [String] { value.strings }

    private func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private static func matches(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.object, "object"), (.list, "array"), (.text, "string"), (.bool, "boolean"),
            (.integer, "integer"), (.integer, "number"), (.null, "null"):
            true
        default: false
        }
    }

    private static func holds(_ pattern: String, _ text: String) -> Bool {
        text.range(of: pattern, options: .regularExpression) != nil
    }
}
