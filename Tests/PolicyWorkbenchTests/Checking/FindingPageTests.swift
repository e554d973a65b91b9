import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Pages: every finding is explained by examples that run")
struct FindingPageTests {
    @Test func nothingIsWrongInTheExampleTree() {
        let report = PolicyChecker(tree: ExampleTree.tree).check()
        #expect(report.findings.isEmpty, "\(report.text())")
        #expect(report.host.sites.keys.sorted() == [ExampleTree.site])
    }

    @Test(arguments: FindingPages.all.filter { $0.avoid != nil }.map(\.code))
    func avoidRaisesTheFindingAtTheMarkedPlace(_ code: String) throws {
        let page = try #require(FindingPages.page(for: code))
        let example = try #require(page.avoid)
        let (tree, place) = try #require(
            example.applied(), "the example tree lacks `\(example.replace)`")
        let report = PolicyChecker(tree: tree).check()
        let finding = try #require(
            report.findings.first { $0.code == page.code }, "\(page.code): \(report.text())")
        #expect(finding.severity == page.severity)
        #expect(!finding.suggestion.isEmpty, "\(finding)")
        guard let place else { return }
        #expect(finding.file == example.file)
        #expect(finding.line == place.line, "\(finding) expected line \(place.line)")
        #expect(finding.column == place.column, "\(finding) expected column \(place.column)")
        if place.length > 0 {
            #expect(finding.length == place.length, "\(finding) has length \(finding.length)")
        }
    }

    @Test(arguments: FindingPages.all.filter { $0.prefer != nil }.map(\.code))
    func preferRaisesNothing(_ code: String) throws {
        let page = try #require(FindingPages.page(for: code))
        let example = try #require(page.prefer)
        let (tree, _) = try #require(
            example.applied(), "the example tree lacks `\(example.replace)`")
        let report = PolicyChecker(tree: tree).check()
        #expect(report.findings.isEmpty, "\(page.code): \(report.text())")
    }

    @Test func everyFindingOfACheckHasBothExamples() {
        for page in FindingPages.all where page.moment == .checking {
            #expect(page.avoid != nil && page.prefer != nil, "\(page.code)")
        }
    }

    @Test func everyCodeHasOnePage() {
        let codes = FindingPages.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    /// Codes are written as literals beside what raises them.
    @Test func everyCodeInTheSourcesHasAPage() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folders = [
            "Sources/LuaHost", "Sources/PolicyHost/Loading", "Sources/PolicyHost/Rules",
            "Sources/PolicyHost/Parameters", "Sources/PolicyHost/Deciding",
            "Sources/PolicyWorkbench/Checking", "Sources/PolicyWorkbench/Testing",
        ]
        let heads = ["code: \"", "report(", "problem(", "add(", "warn(", "Code(rawValue: \""]
        var found = 0
        for folder in folders {
            let walker = FileManager.default.enumerator(atPath: root.path + "/" + folder)
            while let name = walker?.nextObject() as? String {
                guard name.hasSuffix(".swift"), !name.contains("FindingPage") else { continue }
                let text = try String(
                    contentsOfFile: "\(root.path)/\(folder)/\(name)", encoding: .utf8)
                for head in heads {
                    for piece in text.components(separatedBy: head).dropFirst() {
                        let rest = piece.drop { $0.isWhitespace }
                        let word = rest.drop { $0 == "\"" }.prefix {
                            $0.isLowercase || $0 == "." || $0 == "-"
                        }
                        guard head.hasSuffix("\"") || rest.hasPrefix("\""),
                            word.contains("."), !word.hasSuffix("."),
                            rest.drop(while: { $0 == "\"" }).dropFirst(word.count).first == "\""
                        else { continue }
                        found += 1
                        #expect(FindingPages.page(for: String(word)) != nil, "\(word) in \(name)")
                    }
                }
            }
        }
        #expect(found > 100, "the sources were not found")
    }

    @Test func aMisspeltCodeHasANearestOne() {
        #expect(FindingPages.nearest(to: "fact.unkown") == "fact.unknown")
        #expect(FindingPages.nearest(to: "zzzzzzzz") == nil)
    }

    @Test func aPageShowsBothExamplesAndTheReason() throws {
        let page = try #require(FindingPages.page(for: "helper.unknown"))
        #expect(
            page.text == """
                helper.unknown: A helper that the library does not have
                error, reported by accord check

                Avoid (policies/sites/oh-stark/enforcement.lua)

                    return parent.lost_jobs(case)
                                  ^^^^^^^^^

                Prefer (policies/sites/oh-stark/enforcement.lua)

                    return parent.lost_job(case)

                Why

                    A function of policies/lib is named that is not there. The rule would stop on the first case
                    that reaches it.

                """)
    }
}
