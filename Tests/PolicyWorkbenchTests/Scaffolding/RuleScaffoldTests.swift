import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("accord init rule: at its place, with a test that reaches it")
struct RuleScaffoldTests {
    private static let tree = SiteScaffoldTests.tree

    @Test(arguments: [
        RuleRequest(id: "new-rule", site: "oh-stark", point: .enrollment),
        RuleRequest(id: "new-rule", site: "az-maricopa", point: .continueOutreach),
        RuleRequest(id: "new-rule", site: "mi-muskegon", point: .referral),
        RuleRequest(
            id: "new-rule", site: "ca-inland-empire", point: .remedy,
            remedy: "driver_license_suspension"),
        RuleRequest(
            id: "new-rule", site: "oh-franklin", kind: .require, point: .furtherEnforcement),
        RuleRequest(id: "new-rule", site: "oh-stark", kind: .limit, point: .remedy),
        RuleRequest(id: "new-rule", site: "oh-stark", kind: .rank, point: .referral),
        RuleRequest(
            id: "new-rule", site: "oh-stark", kind: .forbid, point: .remedy, remedy: "account_levy"),
        RuleRequest(
            id: "new-rule", site: "oh-stark", kind: .fallback, point: .remedy,
            remedy: "account_levy"),
    ])
    func theRuleIsReachedByItsTestAndBreaksNone(_ request: RuleRequest) throws {
        let scaffold = try Scaffolder(tree: Self.tree).rule(request)
        let tree = scaffold.applied(to: Self.tree)
        let site = try #require(PolicyHost(tree: tree, sites: [request.site]).sites[request.site])
        let rule = try #require(site.rules.first { $0.id == "new-rule" })
        #expect(rule.kind == request.kind)
        #expect(rule.point == request.point)
        let runner = PolicyTestRunner(tree: tree)
        let results = try runner.run(filter: "sites/\(request.site)/")
        #expect(results.filter { !$0.failures.isEmpty }.isEmpty)
        let before = PolicyTestRunner(tree: Self.tree)
        #expect(results.count == (try before.run(filter: "sites/\(request.site)/").count) + 1)
        // The test is about the rule: without it, it fails.
        var without = tree
        for file in scaffold.files where file.path.hasSuffix(".lua") {
            without.files[file.path] = file.replaces
        }
        let broken = PolicyTestRunner(tree: without)
        #expect(
            try broken.run(filter: "sites/\(request.site)/").contains { !$0.failures.isEmpty })
    }

    @Test func anAnswerStandsBeforeTheDefaultOfItsQuestion() throws {
        let scaffold = try Scaffolder(tree: Self.tree).rule(
            RuleRequest(id: "new-rule", site: "oh-stark", point: .contemptReferral))
        let file = try #require(scaffold.files.first { $0.path.hasSuffix(".lua") })
        let ids = file.text.split(separator: "\n").compactMap { line -> Substring? in
            guard line.contains("    id        = ") else { return nil }
            return line.split(separator: "\"").last { !$0.contains(",") }
        }
        let place = try #require(ids.firstIndex(of: "new-rule"))
        #expect(ids[place - 1] == "refer-who-can-pay-and-will-not")
        #expect(ids[place + 1] == "no-contempt-today")
        // Everything else is as it was, byte for byte.
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let old = try #require(file.replaces).split(
            separator: "\n", omittingEmptySubsequences: false)
        let difference = lines.difference(from: old)
        #expect(difference.removals.isEmpty)
    }

    @Test(arguments: [
        (RuleRequest(id: "stay-with-us", site: "oh-stark", point: .exit), "is already the id"),
        (RuleRequest(id: "x", site: "oh-strak", point: .exit), "did you mean `oh-stark`?"),
        (RuleRequest(id: "x", site: "oh-stark", kind: .automatic, point: .exit), "can't hold"),
        (RuleRequest(id: "x", site: "oh-stark", kind: .rank, point: .exit), "orders partners"),
        (RuleRequest(id: "x", site: "oh-stark", kind: .limit, point: .exit), "cuts a hold"),
        (RuleRequest(id: "x", site: "oh-stark", kind: .fallback, point: .exit), "has a default"),
        (RuleRequest(id: "x", site: "oh-stark", point: .parentAlert), "no question of a site"),
        (
            RuleRequest(id: "x", site: "oh-stark", point: .remedy, remedy: "acount_levy"),
            "did you mean `account_levy`?"
        ),
        (
            RuleRequest(id: "x", site: "oh-stark", kind: .require, point: .firstContact),
            "point = \"contact\""
        ),
    ])
    func whatCannotStandThereIsRefused(_ request: RuleRequest, _ message: String) throws {
        let problem = try #require(throws: ScaffoldProblem.self) {
            try Scaffolder(tree: Self.tree).rule(request)
        }
        #expect(problem.message.contains(message), "\(problem.message)")
    }
}
