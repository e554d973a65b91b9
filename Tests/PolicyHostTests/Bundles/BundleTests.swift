import CaseModel
import Testing

@testable import PolicyHost

@Suite("A bundle holds policies as one file")
struct BundleTests {
    @Test func isTheSameBytesHoweverOftenItIsMade() throws {
        #expect(try Bundles.small().bytes == Bundles.small().bytes)
    }

    @Test func isTheSameBytesFromAnyFolder() throws {
        let tree = MiniSite().tree
        let bundles = try (0..<2).map { _ in
            let folder = try ScratchFolder()
            for (path, text) in tree.files { try folder.write(Array(text.utf8), path) }
            let read = try PolicyTree(root: folder.path)
            return try PolicyBundle.make(
                tree: read, host: PolicyHost(tree: read), order: Bundles.order())
        }
        #expect(bundles[0].bytes == bundles[1].bytes)
        #expect(bundles[0].bytes == (try Bundles.small().bytes))
    }

    @Test func readsAsItWasWritten() throws {
        let bundle = try Bundles.small()
        let read = try Bundles.report(bundle.bytes).bundle()
        #expect(read.tree.files == bundle.tree.files)
        #expect(read.manifest == bundle.manifest)
        #expect(read.hash == bundle.hash)
    }

    @Test func namesEveryFileWithItsHashAndSize() throws {
        let bundle = try Bundles.small()
        #expect(bundle.manifest.files.map(\.path) == bundle.tree.files.keys.sorted())
        for file in bundle.manifest.files {
            let text = try #require(bundle.tree.files[file.path])
            #expect(file.size == text.utf8.count)
            #expect(file.sha256 == Digest.sha256(Array(text.utf8)))
        }
    }

    @Test func decidesAsTheFolderItWasMadeOf() throws {
        let made = try PolicyBundle.make(
            tree: Repository.tree, host: Repository.host, order: Bundles.order())
        let bundle = try Bundles.report(made.bytes).bundle()
        let host = PolicyHost(tree: bundle.tree)
        for site in Repository.sites {
            let (old, new) = (Repository.host.sites[site], host.sites[site])
            #expect(old?.hash == new?.hash)
            #expect(bundle.manifest.sites.first { $0.id == site }?.policyHash == new?.hash)
            let file = try caseFile(site: site)
            let decisions = host.decide(file, asOf: day("2019-03-01"), detail: .full)
            #expect(!decisions.isEmpty)
            #expect(
                decisions.map(\.canonicalJSON)
                    == Repository.host.decide(file, asOf: day("2019-03-01"), detail: .full)
                    .map(\.canonicalJSON))
        }
    }

    /// One rule more, and what the manifest then says that the policies use.
    struct Use: CustomTestStringConvertible {
        var rule: String
        var kind: String
        var name: String
        var testDescription: String { "\(kind) \(name)" }
    }

    @Test(arguments: [
        Use(
            rule: Lua.rule(
                "forbid", "r",
                "when = function(case) return within(case.payments.last_on, days(3)) end"),
            kind: "facts", name: "payments.last_on"),
        Use(
            rule: Lua.rule(
                "forbid", "r",
                "when = function(case) return within(case.payments.last_on, days(3)) end"),
            kind: "helpers", name: "within"),
        Use(
            rule: Lua.rule("forbid", "r", "when = function(case) return string.len(\"a\") > 2 end"),
            kind: "helpers", name: "string.len"),
        Use(
            rule: Lua.rule(
                "forbid", "r",
                "when = function(case) return any(case.contacts, function(c) return c.channel == \"letter\" end) end"
            ),
            kind: "facts", name: "any.channel"),
        Use(rule: Lua.rule("forbid", "r", "when = never"), kind: "rule_kinds", name: "forbid"),
        Use(rule: Lua.always("r", point: "D14", "exit {}"), kind: "answers", name: "exit"),
    ])
    func saysWhatItsPoliciesUse(_ use: Use) throws {
        func names(_ site: MiniSite) throws -> [String] {
            try Bundles.small(site).manifest.capabilities.names[use.kind] ?? []
        }
        #expect(!(try names(MiniSite())).contains(use.name))
        #expect(try names(MiniSite(site: use.rule)).contains(use.name))
    }

    @Test func saysWhichUnitsAndPointsItUses() throws {
        let site = MiniSite(
            parameters: parameter(
                "hold.length", unit: "months", "{ from: 2000-01-01, value: 6 months }"))
        let names = try Bundles.small(site).manifest.capabilities.names
        #expect(names["units"] == ["months"])
        #expect(names["points"]?.contains("D14") == true)
        #expect(try Bundles.small(site).manifest.api == 1)
    }

    @Test func usesOnlyWhatThisHostOffers() throws {
        let bundle = try PolicyBundle.make(
            tree: Repository.tree, host: Repository.host, order: Bundles.order())
        #expect(bundle.manifest.capabilities.lacking(in: HostAPI.capabilities) == [])
    }

    @Test func leavesOutWhatOnlyOtherSitesUse() throws {
        let stark = try #require(Repository.host.sites["oh-stark"])
        let tree = Repository.tree.limited(to: [stark.config])
        #expect(tree.sites == ["oh-stark"])
        #expect(!tree.files.keys.contains { $0.contains("maricopa") || $0.contains("states/az") })
        #expect(tree.files.keys.contains("policies/states/oh/enforcement.lua"))
        #expect(PolicyHost(tree: tree).sites["oh-stark"]?.hash == stark.hash)
    }

    @Test(arguments: ["", "  ", "...", "two\nlines"])
    func needsSomebodyAndAReason(_ text: String) throws {
        var order = Bundles.order()
        order.who = text
        #expect(throws: PolicyProblem.self) { try Bundles.small(order: order) }
        order = Bundles.order(why: text)
        #expect(throws: PolicyProblem.self) { try Bundles.small(order: order) }
    }

    @Test func refusesAFileNameThatNotEverySystemSpellsAlike() throws {
        let site = MiniSite(files: ["policies/lib/señal.lua": "return {}"])
        let problem = #expect(throws: PolicyProblem.self) { try Bundles.small(site) }
        #expect(problem?.file == "policies/lib/señal.lua")
    }

    @Test func keepsLongNames() throws {
        let folder = "policies/lib/" + String(repeating: "a", count: 90)
        let path = folder + "/" + String(repeating: "b", count: 60) + ".yaml"
        let bundle = try Bundles.small(MiniSite(files: [path: "x: 1\n"]))
        #expect(try Bundles.report(bundle.bytes).bundle().tree.files[path] == "x: 1\n")
    }
}
