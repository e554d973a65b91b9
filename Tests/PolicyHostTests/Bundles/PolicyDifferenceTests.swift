import CaseModel
import PolicyHost
import Testing

@Suite("What was written differently")
struct PolicyDifferenceTests {
    /// `kind what name: detail` for each change, without files.
    func changes(_ old: MiniSite, _ new: MiniSite, withFiles: Bool = false) -> [String] {
        PolicyDifference(from: old.tree, to: new.tree).changes
            .filter { withFiles || $0.what != "file" }
            .map { "\($0.kind.rawValue) \($0.what) \($0.name): \($0.detail)" }
    }

    @Test func nothingDiffersFromItself() {
        #expect(changes(MiniSite(), MiniSite(), withFiles: true) == [])
    }

    @Test func namesTheFileThatDiffers() {
        let found = changes(MiniSite(), MiniSite(site: "-- a comment"), withFiles: true)
        #expect(found.contains("changed file \(Bundles.lua): contents"))
        #expect(!found.contains { $0.contains(" rule ") })
    }

    @Test func namesAddedAndRemovedRules() {
        let with = MiniSite(site: Lua.always("more", point: "D14", "stay {}"))
        #expect(changes(MiniSite(), with).contains("added rule sites/oh-stark more: "))
        #expect(changes(with, MiniSite()).contains("removed rule sites/oh-stark more: "))
    }

    @Test func saysWhichPartOfARuleDiffers() {
        func site(_ days: Int, tell: String) -> MiniSite {
            MiniSite(
                site: Lua.rule(
                    "rule", "more", tell: tell,
                    "when = always, decide = function() return hold { days = \(days) } end"))
        }
        #expect(
            changes(site(10, tell: "A"), site(20, tell: "A"))
                .contains("changed rule sites/oh-stark more: source"))
        #expect(
            changes(site(10, tell: "A"), site(10, tell: "B"))
                .contains("changed rule sites/oh-stark more: source, words for the parent"))
    }

    @Test func saysANumberBeforeAndAfter() {
        let declared = parameter(
            "hold.length", unit: "days", "{ from: 2000-01-01, value: 30 days }")
        let old = MiniSite(parameters: declared)
        let set = MiniSite(
            parameters: declared, settings: setting("hold.length", "45 days", from: "2019-01-01"))
        #expect(
            changes(old, set).contains(
                "added parameter oh-stark hold.length: 45 days from 2019-01-01"))
        var raised = old
        raised.parameters = declared.replacing("30 days", with: "60 days")
        #expect(
            changes(old, raised).contains(
                "changed parameter federal hold.length: 30 days from 2000-01-01 -> 60 days from 2000-01-01"
            ))
    }

    @Test func namesNewUsesOfTheHost() {
        let rule = Lua.rule(
            "forbid", "r", "when = function(case) return known(case.plan.next_due_on) end")
        let found = changes(MiniSite(), MiniSite(site: rule))
        #expect(found.contains("added capability helpers known: "))
    }
}
