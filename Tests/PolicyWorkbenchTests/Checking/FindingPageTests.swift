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

    @Test(arguments: FindingPages.all.filter { $0.avoid?.isOfTree == true }.map(\.code))
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

    @Test(arguments: FindingPages.all.filter { $0.prefer?.isOfTree == true }.map(\.code))
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
            #expect(
                page.avoid?.isOfTree == true && page.prefer?.isOfTree == true, "\(page.code)")
        }
    }

    @Test func everyCodeHasOnePage() {
        let codes = FindingPages.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    /// Codes are written whole, as literals beside what raises them.
    @Test func everyCodeInTheSourcesHasAPage() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources")
        let families = Set(FindingPages.all.map { $0.code.prefix { $0 != "." } })
        var found: Set<String> = []
        let walker = FileManager.default.enumerator(atPath: folder.path)
        while let name = walker?.nextObject() as? String {
            guard name.hasSuffix(".swift"), !name.contains("FindingPage") else { continue }
            let text = try String(
                contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for (word, before) in literals(in: text) where isCode(word) {
                let isRaised = Self.raising.contains { before.hasSuffix($0) }
                let isOfFamily = families.contains(word.prefix { $0 != "." })
                guard isRaised || isOfFamily, !Self.namedAlike.contains(word) else { continue }
                found.insert(word)
                #expect(FindingPages.page(for: word) != nil, "\(word) in \(name)")
            }
            #expect(!text.contains("code: \"\\("), "\(name) puts a code together")
        }
        #expect(found.count > 180, "the sources were not found")
    }

    /// What stands before the code that is raised.
    private static let raising = [
        "code:", "report(", "problem(", "add(", "warn(", "refuse(", "Code(rawValue:",
    ]

    /// Names of other things that are spelled like codes.
    private static let namedAlike: Set = ["site.parameter"]

    /// The texts of one line without anything put in, with the code before them.
    private func literals(in text: String) -> [(word: String, before: String)] {
        let pieces = text.components(separatedBy: "\"")
        return zip(pieces, pieces.dropFirst()).map { before, word in
            (word, String(before.suffix(40)).trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private func isCode(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 && !["yaml", "json", "lua", "csv"].contains(parts.last)
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isLowercase || $0 == "-" }
            }
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

    @Test func aPageOfACommandShowsWhatToType() throws {
        let page = try #require(FindingPages.page(for: "key.readable"))
        #expect(
            page.text(heading: { "*\($0)*" }) == """
                *key.readable: Others can read this private key*
                error, reported by the command that meets it

                *Avoid* (the shell)

                    chmod 644 director.key

                *Prefer* (the shell)

                    chmod 600 director.key

                *Why*

                    Whoever reads the file signs as its owner. Take the rights away; if somebody may have read
                    it, mark the key as revoked in the trust file and make another.

                """)
    }
}
