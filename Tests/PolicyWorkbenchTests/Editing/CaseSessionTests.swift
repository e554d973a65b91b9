import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("accord repl: edit a fact, see the decision change")
struct CaseSessionTests {
    private static let tree = SiteScaffoldTests.tree

    private func session(_ fixture: String = "oh-license") throws -> CaseSession {
        try CaseSession(policies: Self.tree, fixture: fixture, site: "oh-stark")
    }

    @Test func aChangedFactShowsTheAnswersThatChange() throws {
        var session = try session()
        let reply = session.run("set contacts.8.on 2019-01-12")
        #expect(!reply.isError)
        #expect(reply.text.hasPrefix("contacts.8.on = \"2019-01-12\"\n"))
        #expect(
            reply.text.contains(
                "D11 driver license suspension: hold until 2019-03-31 → ask supervisor"),
            "\(reply.text)")
        #expect(reply.text.contains("[license-goes-to-the-supervisor; "))
        let back = session.run("undo")
        #expect(back.text.contains("ask supervisor → hold until 2019-03-31"))
        #expect(session.run("undo").text == "nothing was changed yet")
    }

    @Test func aChangeWithoutConsequenceSaysSo() throws {
        var session = try session()
        let reply = session.run("set ncp.email other@example.org")
        #expect(reply.text.hasSuffix("  no answer changes (28 asked)"), "\(reply.text)")
    }

    @Test func pathsAreWrittenAsInAFileAPolicyOrADecision() throws {
        var session = try session()
        for path in [
            "cases.0.record_error_open", "cases[0].record_error_open",
            "case.record_error_open",
        ] {
            let reply = session.run("set \(path) true")
            #expect(reply.text.hasPrefix("cases.0.record_error_open = true"), "\(reply.text)")
            _ = session.run("undo")
        }
        #expect(session.run("show case.ncp.employments[0].ended_on").text == "\"2019-01-31\"")
    }

    @Test func whatIsTakenOutIsNotRecorded() throws {
        var session = try session()
        let reply = session.run("unset cases.0.final_default_on")
        #expect(reply.text.contains("hold until 2019-03-31 → not available"), "\(reply.text)")
    }

    @Test func numbersDaysAndSitesMayBeTried() throws {
        var session = try session()
        #expect(
            session.run("param hold.days=20").text.contains(
                "hold until 2019-03-31 → hold until 2019-03-21"))
        #expect(session.run("param").text == "  hold.days = 20 days")
        #expect(session.run("day 2019-03-02").text.contains("2019-03-21 → hold until 2019-03-22"))
        let moved = session.run("site az-maricopa")
        #expect(moved.text.contains("decided by az-maricopa"))
        #expect(moved.text.contains("→ not available"))
    }

    @Test func expressionsRunInTheSandboxOfTheSite() throws {
        var session = try session()
        #expect(session.run("eval case.arrears.total").text == "$2,430.00")
        #expect(session.run("eval site.hold.days").text == "30 days")
        #expect(session.run("eval parent.lost_job(case, site) and case.as_of").text == "2019-03-01")
        _ = session.run("ask D11 driver_license_suspension")
        #expect(session.run("eval it.state").text == "waiting")
        _ = session.run("ask D9")
        let misspelt = session.run("eval case.arrears.totl")
        #expect(misspelt.isError)
        #expect(
            misspelt.text.contains(
                "expression:1: error: no field `totl` in `arrears`; did you mean `total`?"))
        for bad in ["1 +", "os.exit()", "(function() while true do end end)()", "case.ncp.name"] {
            #expect(session.run("eval \(bad)").isError, "\(bad)")
        }
        #expect(session.run("eval case.arrears.total").text == "$2,430.00")
    }

    @Test func whyExplainsTheLastAnswer() throws {
        var session = try session()
        #expect(session.run("why").isError)
        let asked = session.run("ask D11 driver_license_suspension").text
        #expect(asked.hasPrefix("D11 driver_license_suspension: hold until 2019-03-31\n"))
        let tree = session.run("why").text
        #expect(tree.contains("rule hold-license-after-job-loss of the site layer"))
        #expect(tree.contains("would change it:"))
    }

    @Test func factsAreThoseThatPoliciesSee() throws {
        var session = try session()
        let lines = session.run("facts arrears.").text.split(separator: "\n")
        #expect(lines.contains("  arrears.total = $2,430.00"))
        #expect(
            session.run("facts contacts[8].channel").text == "  contacts[8].channel = phone_call")
        #expect(session.run("facts birth_date").isError, "protected facts are not shown")
    }

    @Test(arguments: [
        ("fly", "no command is called `fly`"), ("aks D11", "did you mean `ask`?"),
        ("ask", "ask what?"), ("ask D2", "no scripted decision point"),
        ("ask D11 driver_licence_suspension", "did you mean `driver_license_suspension`?"),
        ("set a", "set what to what?"), ("set cases.7.status open", "nothing at"),
        ("set cases.0.status opn", "did you mean `open`?"),
        ("set cases.0.ledger.1.amount 3.5", "amount"), ("unset", "unset what?"),
        ("set site oh-stark", "write: site NAME"), ("show ncp.nam", "did you mean `name`?"),
        ("show contacts.99", "the list has 11 elements"), ("facts zzz", "no fact"),
        ("eval", "eval what?"), ("param hold.dys=3", "did you mean `hold.days`?"),
        ("param hold.days=soon", "hold.days"), ("param x", "set which number?"),
        ("day 2019-02-30", "is no date"), ("site oh-strak", "did you mean `oh-stark`?"),
        ("save", "save where?"),
    ])
    func whatCannotBeDoneIsSaidAndChangesNothing(_ line: String, _ message: String) throws {
        var session = try session()
        let before = session.run("show").text
        let reply = session.run(line)
        #expect(reply.isError)
        #expect(!reply.isEnd)
        #expect(reply.text.contains(message), "\(reply.text)")
        #expect(session.run("show").text == before)
        #expect(session.run("undo").isError)
    }

    @Test func wordsThatLookLikeTruthsAreWhatTheFieldTakes() throws {
        var session = try session()
        #expect(!session.run("set opinions.0.answer no").isError)
        #expect(session.run("show opinions.0.answer").text == "\"no\"")
        #expect(!session.run("set cases.0.interstate yes").isError)
        #expect(session.run("show cases.0.interstate").text == "true")
    }

    @Test func whatIsSavedReadsBackAsItWas() throws {
        var session = try session()
        _ = session.run("set cases.0.interstate true")
        let save = try #require(session.run("save changed.json").save)
        #expect(save.path == "changed.json")
        let file = try CaseFileReader().read(save.bytes)
        #expect(file.cases[0].interstate)
        #expect(session.run("quit").isEnd)
        #expect(session.run("  # a remark").text.isEmpty)
        #expect(session.run("help").text.contains("set ncp.employments.0.ended_on 2019-01-15"))
    }
}
