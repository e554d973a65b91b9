import Foundation
import FoundationXML
import Testing

/// What `accord explain` says about a case, in every format, as it was read and found right.
@Suite("accord explain")
struct ExplainPageTests {
    /// A case of the sites that is explained for the record.
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var site: String
        var options: String
        var testDescription: String { name }
    }

    static let examples = [
        Example(
            name: "license-held", site: "oh-stark", options: "--remedy driver_license_suspension"),
        Example(name: "no-contempt", site: "az-maricopa", options: "--point D13"),
        Example(name: "contact", site: "va-richmond-newport-news", options: "--point D10"),
    ]

    private func explain(_ example: Example, _ format: String) async throws -> String {
        let file = try await Tool.run("sample --showcase \(example.site)").out
        let run = try await Tool.run(
            "explain - \(example.options) --format \(format)", input: file)
        try #require(run.status == 0, "\(run.err)")
        return run.out
    }

    // MARK: As it is on record

    @Test(arguments: examples)
    func theTextIsTheOneOnRecord(_ example: Example) async throws {
        let text = try await explain(example, "text")
        #expect(try Golden.difference(text, "\(example.name).txt") == nil)
        #expect(text.contains("synthetic"))
        for line in text.split(separator: "\n") {
            #expect(line.count <= 100, "\(line)")
        }
    }

    @Test(arguments: examples)
    func theJSONIsTheOneOnRecord(_ example: Example) async throws {
        let json = try await explain(example, "json")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(list.count == 1)
        for decision in list {
            #expect(decision["schema_version"] as? Int == 1)
            #expect(decision["synthetic"] as? Bool == true)
            #expect(decision["trace"] != nil)
        }
        let pretty = try JSONSerialization.data(
            withJSONObject: list, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        let text = String(decoding: pretty, as: UTF8.self) + "\n"
        #expect(try Golden.difference(text, "\(example.name).json") == nil)
    }

    @Test(arguments: examples)
    func thePageIsTheOneOnRecordAndNeedsNothingElse(_ example: Example) async throws {
        let page = try await explain(example, "html")
        #expect(try Golden.difference(page, "\(example.name).html") == nil)
        let reader = PageReader()
        #expect(try reader.read(page) == nil)
        #expect(reader.elements["html"]?.first?["lang"] == "en")
        let quotes = try #require(reader.elements["blockquote"])
        #expect(quotes.allSatisfy { ["en", "es"].contains($0["lang"]) })
        #expect(reader.text.contains("Synthetic data."))
        for absent in ["script", "link", "img", "iframe"] {
            #expect(reader.elements[absent] == nil, "\(absent)")
        }
        for outside in ["http:", "https:", "src=", "@import", "url(", "javascript:"] {
            #expect(!page.contains(outside), "\(outside)")
        }
        let columns = try #require(reader.elements["th"])
        #expect(columns.allSatisfy { $0["scope"] == "col" })
    }

    // MARK: Written to a file

    @Test(arguments: ["text", "json", "html"])
    func aFileHoldsWhatWouldBePrinted(_ format: String) async throws {
        let folder = try TemporaryFolder()
        let file = try await Tool.run("sample --showcase oh-stark").out
        let question = "explain - --remedy driver_license_suspension --format \(format)"
        let printed = try await Tool.run(question, input: file)
        try folder.write("explained", "what was there before, and was longer")
        let written = try await Tool.run(
            "\(question) -o \(folder.path("explained"))", input: file)
        #expect(written.status == 0 && written.out.isEmpty)
        #expect(written.err.contains("wrote "))
        #expect(try folder.read("explained") == printed.out)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
    }

    @Test func whatCannotBeWrittenEndsWith74AndLeavesNothing() async throws {
        let folder = try TemporaryFolder()
        let file = try await Tool.run("sample --showcase oh-stark").out
        let run = try await Tool.run("explain - -o \(folder.path("no/such/folder"))", input: file)
        #expect(run.status == 74)
        #expect(run.out.isEmpty && run.err.contains("cannot write"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    /// Values and code of a policy are text on the page, whatever characters are in them.
    @Test func whatAPolicySaysCannotBecomeMarkup() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        let path = "policies/sites/oh-stark/enforcement.lua"
        let about = "about     = \"A parent who lost a job"
        let source = try policies.read(path)
        try #require(source.contains(about))
        try policies.write(
            path,
            source.replacing(about, with: "about     = \"<b>&amp; A parent who lost a job"))
        let file = try await Tool.run("sample --showcase oh-stark").out
        let run = try await Tool.run(
            "explain - --remedy driver_license_suspension --format html", input: file,
            root: policies.url)
        try #require(run.status == 0, "\(run.err)")
        let reader = PageReader()
        #expect(try reader.read(run.out) == nil)
        #expect(reader.text.contains("<b>&amp; A parent who lost a job"))
        #expect(reader.elements["b"] == nil)
    }
}

/// Reads a page as XML: what elements it has, with their attributes, and its text.
private final class PageReader: NSObject, XMLParserDelegate {
    private(set) var elements: [String: [[String: String]]] = [:]
    private(set) var text = ""

    /// Reads a page.
    ///
    /// - Returns: What is wrong with it, and where; nil if it is well formed.
    func read(_ page: String) throws -> String? {
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if parser.parse() { return nil }
        return "line \(parser.lineNumber): \(String(describing: parser.parserError))"
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements[name, default: []].append(attributes)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

/// Texts on record, in the folder `Golden`; `RECORD_GOLDEN=1` writes them anew.
///
/// Digests and line numbers move with any edit of a policy, so they are left out.
enum Golden {
    static func difference(_ text: String, _ name: String) throws -> String? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden").appendingPathComponent(name)
        let text = text.replacing(/\b[0-9a-f]{64}\b/, with: "DIGEST")
            .replacing(/policies [0-9a-f]{12}\b/, with: "policies DIGEST")
            .replacing(/\.lua:[0-9]+/, with: ".lua:LINE")
            .replacing(/"line" ?: ?[0-9]+/, with: "\"line\" : LINE")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let old = try String(contentsOf: file, encoding: .utf8)
        if old == text { return nil }
        let (before, after) = (old.split(separator: "\n"), text.split(separator: "\n"))
        let same = zip(before, after).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> Substring {
            same < lines.count ? lines[same] : "nothing"
        }
        return "\(name):\(same + 1): on record is\n\(line(before))\nbut now it says\n\(line(after))"
    }
}
