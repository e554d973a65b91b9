import AccordService
import AsyncHTTPClient
import CaseModel
import Foundation
import PolicyHost
import Testing

/// The alert for a parent: the repository's policy, a link over HTTP, a stand-in of the job site.
@Suite("The alert for a parent")
struct JobGatewayDeskTests {
    static let today = Day(iso: "2019-03-01") ?? Day(epochDay: 0)

    /// The policies with the program switched on, as no site has it, and as they are.
    static let (with, without): (SitePolicy, SitePolicy) = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        guard let tree = try? PolicyTree(root: root.path),
            let on = PolicyHost(
                tree: tree, sites: ["oh-stark"], programs: ["pa-jobgateway": true]
            ).sites["oh-stark"],
            let off = PolicyHost(tree: tree, sites: ["oh-stark"]).sites["oh-stark"]
        else { preconditionFailure("the repository's own policies do not load") }
        return (on, off)
    }()

    private let site = StandInJobSite()
    private let clock = TestClock()

    /// A parent with a work-search duty who never paid.
    private func file(_ before: WorkSearch.AlertState = .none) -> CaseFile {
        var file = CaseFile()
        file.fileID = "F-1"
        file.site = .ohStark
        file.synthetic = true
        file.observedOn = Self.today
        file.ncp.personID = "P-1"
        var one = Case()
        one.caseID = "C-1"
        var order = Order()
        order.orderID = "o"
        order.enteredOn = Self.today.adding(days: -800)
        order.effectiveOn = order.enteredOn
        order.controlling = true
        one.orders = [order]
        var money = Obligation()
        money.obligationID = "money"
        money.orderID = "o"
        money.amount = Money(cents: 20_000)
        money.startedOn = order.effectiveOn
        var duty = Obligation()
        duty.obligationID = "duty"
        duty.orderID = "o"
        duty.kind = .nonfinancial
        duty.nonfinancialType = .workSearch
        duty.nonfinancialStatus = .active
        duty.startedOn = order.effectiveOn
        one.obligations = [money, duty]
        var charge = LedgerEntry()
        charge.entryID = "l-1"
        charge.obligationID = "money"
        charge.amount = Money(cents: 20_000)
        charge.effectiveOn = Self.today.adding(days: -200)
        charge.postedOn = charge.effectiveOn
        one.ledger = [charge]
        file.cases = [one]
        var search = WorkSearch()
        search.orderKind = .jobgatewayOrder
        search.status = .active
        search.alertState = before
        file.workSearch = search
        return file
    }

    private func alert(
        _ person: String, _ file: CaseFile, policy: SitePolicy = with, down: Bool = false
    ) async throws -> JobGatewayAlert? {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: JobGatewaySettings.client)
        let (clock, site) = (clock, site)
        let alert = try await site.serving { url in
            let link = try JobGatewayLink(
                JobGatewaySettings(
                    url: url, agreement: "a", patience: person == "slow" ? 200 : 300_000,
                    firstWait: 1), client: client, now: clock.now)
            let question = JobGatewayQuestion(
                exchangeKey: person, purpose: .parentAlert, userRole: "parent",
                userPseudonym: "u", correlationID: "c")
            if down {
                _ = await link.ask(question)
                clock.turn(by: 60)
                site.goDown()
            }
            return await JobGatewayDesk(link: link).alert(
                for: file, policy: policy, today: Self.today, asking: question)
        }
        try await client.shutdown()
        return alert
    }

    /// What the job site says, and what the parent sees, whatever they saw before.
    @Test(
        arguments: [
            ("new", WorkSearch.AlertState.register, "Sign up on JobGateway"),
            ("matches", .matches, "There are jobs that match"),
            ("no-search", .noMatch, "No jobs match"), ("no-hits", .noMatch, "No jobs match"),
            ("nobody", .unknown, "did not answer"), ("broken", .unknown, "did not answer"),
            ("slow", .unknown, "did not answer"), ("strange", .unknown, "did not answer"),
        ], [WorkSearch.AlertState.none, .register, .matches])
    func theAlertFollowsTheAnswer(
        _ expected: (person: String, state: WorkSearch.AlertState, words: String),
        _ before: WorkSearch.AlertState
    ) async throws {
        let alert = try #require(try await alert(expected.person, file(before)))
        #expect(alert.state == expected.state)
        let english = alert.words.first { $0.language == "en" }?.text ?? ""
        #expect(english.contains(expected.words), "\(english)")
        #expect(alert.caseID == "C-1" && alert.workSearch?.alertState == expected.state)
        #expect(alert.decision?.alert == nil && alert.kept == nil)
        let isMatch = expected.state == .matches
        #expect(alert.total == (isMatch ? 7 : 0))
        #expect(alert.top.map(\.rank) == (isMatch ? [1, 2, 3, 4, 5] : []))
        #expect((alert.asOf == nil) == (expected.state == .unknown))
    }

    @Test func aParentWhoIsNotEligibleIsNotAskedAbout() async throws {
        var paying = file(.register)
        var payment = LedgerEntry()
        payment.entryID = "l-2"
        payment.obligationID = "money"
        payment.kind = .payment
        payment.source = .voluntary
        payment.amount = Money(cents: 5_000)
        payment.effectiveOn = Self.today.adding(days: -34)
        payment.postedOn = payment.effectiveOn
        paying.cases[0].ledger.append(payment)
        let alert = try #require(try await alert("matches", paying))
        #expect(alert.state == .none && alert.workSearch?.alertState == WorkSearch.AlertState.none)
        #expect(alert.caseID == nil && site.requests.isEmpty)
        // A day later the days are enough.
        paying.cases[0].ledger[1].effectiveOn = Self.today.adding(days: -35)
        paying.cases[0].ledger[1].postedOn = Self.today.adding(days: -35)
        #expect(try await self.alert("matches", paying)?.state == .matches)
        #expect(site.requests.count == 1)
    }

    @Test func oneCaseOfSeveralIsEnough() async throws {
        var two = file()
        var other = two.cases[0]
        other.caseID = "C-0"
        other.obligations.removeLast()
        two.cases.insert(other, at: 0)
        let alert = try #require(try await alert("new", two))
        #expect(alert.state == .register && alert.caseID == "C-1")
    }

    /// An old answer is told with its age and decides nothing.
    @Test func anOldAnswerDecidesNothing() async throws {
        let alert = try #require(try await alert("matches", file(), down: true))
        #expect(alert.state == .unknown && alert.fault == .status(500))
        #expect(alert.kept?.age == 60 && alert.kept?.answer.search?.value?.totalHits == 7)
        #expect(alert.top.isEmpty && alert.asOf == nil)
        #expect(alert.workSearch?.partnerAnswer == .error)
        #expect(alert.workSearch?.accountRegistered == .unknown)
    }

    @Test func aSiteWithoutTheProgramHasNoAlert() async throws {
        #expect(try await alert("matches", file(), policy: Self.without) == nil)
        #expect(site.requests.isEmpty)
    }
}
