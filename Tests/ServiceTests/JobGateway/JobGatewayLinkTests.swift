import AccordService
import AsyncHTTPClient
import CaseModel
import Foundation
import Synchronization
import Testing

/// The link to the job site, over real HTTP against a stand-in of it.
@Suite("The link to the job site")
struct JobGatewayLinkTests {
    private let clock = TestClock()
    private let site = StandInJobSite()

    private func answer(_ person: String) async throws -> JobGatewayAnswer? {
        let question = site.question(person)
        let reply = try await site.linked(clock) { await $0.ask(question) }
        #expect(reply.attempts == 1 && reply.kept == nil)
        guard case .answered(let answer) = reply.outcome else { return nil }
        return answer
    }

    // MARK: Answers

    @Test func everySectionIsReadWithItsTypes() async throws {
        let answer = try #require(try await answer("matches"))
        #expect(answer.registration?.value.isRegistered == true)
        #expect(answer.registration?.value.on == Day(iso: "2018-11-02"))
        #expect(answer.registration?.value.status == .active)
        #expect(answer.search?.value?.totalHits == 7)
        #expect(answer.search?.value?.name == "Kitchen & more")
        #expect(answer.matches?.value.map(\.rank) == [1, 2, 3, 4, 5, 6, 7])
        #expect(answer.matches?.value.first?.postedOn == Day(iso: "2019-02-21"))
        #expect(answer.lastLogin?.value == "2019-02-27T20:15:00Z")
        #expect(answer.resume?.value.document == "r-77" && answer.resume?.value.isPresent == true)
        #expect(answer.activities?.value.map(\.kind) == [.application, .other])
        #expect(answer.activities?.value.map(\.source) == [.system, .other])
        #expect(answer.activities?.value.map(\.isVerified) == [true, false])
        // The oldest section says for when the whole holds.
        #expect(answer.matches?.asOf == "2019-03-01T11:58:00Z")
        #expect(answer.asOf == "2019-03-01T09:00:00Z")
    }

    @Test func theQuestionSaysWhatWasAgreedAndNothingOfTheCase() async throws {
        _ = try await answer("matches")
        let asked = try #require(site.requests.first)
        #expect(asked.schemaVersion == "1" && asked.envelope.agreement == "MOU-2016")
        #expect(asked.envelope.purpose == "parent-alert" && asked.envelope.endUser == "u-9 <&>")
        #expect(asked.envelope.correlationId == "c-matches")
        #expect(asked.envelope.callingSystem == "accord" && asked.envelope.endUserRole == "parent")
        #expect(asked.envelope.sentAt == "2023-11-14T22:13:20Z")
        #expect(UUID(uuidString: asked.envelope.messageId) != nil)
        #expect(asked.maxMatches == 5 && asked.sections.section.count == 6)
        // Ninety days, the last one included.
        #expect(asked.activitiesFrom == "2018-12-02" && asked.activitiesTo == "2019-03-01")
    }

    @Test func notRegisteredIsSaidAndNothingElse() async throws {
        let answer = try #require(try await answer("new"))
        #expect(answer.registration?.value.isRegistered == false)
        #expect(answer.search == nil && answer.matches == nil)
    }

    @Test func noSearchAndNoHitsAreTwoThings() async throws {
        let without = try #require(try await answer("no-search"))
        #expect(without.search != nil && without.search?.value == nil)
        let empty = try #require(try await answer("no-hits"))
        #expect(empty.search?.value?.totalHits == 0 && empty.matches?.value.isEmpty == true)
    }

    @Test func aPersonWhoIsNotKnownIsNotOneWhoIsNotRegistered() async throws {
        let question = site.question("nobody")
        let reply = try await site.linked(clock) { link in
            let reply = await link.ask(question)
            #expect(await link.state == .closed(failures: 0))
            return reply
        }
        #expect(reply.outcome == .personUnknown && reply.attempts == 1)
    }

    // MARK: Time and repetition

    @Test(arguments: ["slow", "dripping"])
    func nobodyWaitsLongerThanAgreed(_ person: String) async throws {
        let question = site.question(person)
        let reply = try await site.linked(clock) {
            $0.patience = 150
        } _: {
            await $0.ask(question)
        }
        #expect(reply.outcome == .unavailable(.timeout))
    }

    @Test func whatPassesIsTriedAgainUnderTheSameId() async throws {
        site.fail(2)
        let question = site.question("flaky")
        let reply = try await site.linked(clock) { await $0.ask(question) }
        #expect(reply.attempts == 3)
        guard case .answered = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(site.requests.count == 3)
        #expect(Set(site.requests.map(\.envelope.messageId)).count == 1)
        #expect(Set(site.bodies).count == 1)
    }

    @Test func attemptsAreCounted() async throws {
        site.fail(9)
        let question = site.question("flaky")
        let reply = try await site.linked(clock) {
            $0.mostAttempts = 2
        } _: {
            await $0.ask(question)
        }
        #expect(reply.outcome == .unavailable(.status(503)) && reply.attempts == 2)
    }

    @Test(arguments: [
        ("broken", JobGatewayFault.status(500), 1), ("elsewhere", .status(307), 1),
        ("busy", .refused(code: "busy", retryAfter: 0), 3),
        // Asked to come back in a quarter of an hour: nobody waits that long for one question.
        ("resting", .refused(code: "maintenance", retryAfter: 900), 1),
        // The code of another system is not repeated, whatever is in it.
        ("strange", .refused(code: "other", retryAfter: nil), 1),
        ("endless", .tooLarge(limit: 524_288), 1),
    ])
    func aFaultIsNamed(_ person: String, _ fault: JobGatewayFault, _ attempts: Int) async throws {
        let question = site.question(person)
        let reply = try await site.linked(clock) { await $0.ask(question) }
        #expect(reply.outcome == .unavailable(fault) && reply.attempts == attempts)
        #expect(!fault.description.contains("strange") && !fault.description.isEmpty)
    }

    @Test func nobodyThere() async throws {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: JobGatewaySettings.client)
        let gone = try await site.serving { $0 }
        let link = try JobGatewayLink(
            JobGatewaySettings(url: gone, agreement: "a", mostAttempts: 1), client: client,
            now: clock.now)
        let reply = await link.ask(site.question("matches"))
        #expect(reply.outcome == .unavailable(.unreachable))
        try await client.shutdown()
    }

    @Test func anAddressMustBeSafe() throws {
        for url in ["http://jobs.example/exchange", "", "ftp://127.0.0.1", "http://127.evil/x"] {
            #expect(throws: UnsafeAddress.self) {
                try JobGatewayLink(
                    JobGatewaySettings(url: url, agreement: "a"), client: .shared)
            }
        }
    }

    // MARK: Answers that are kept, and the breaker

    @Test func theLastGoodAnswerIsGivenWithItsAge() async throws {
        let (clock, site) = (clock, site)
        let (alert, tab) = (site.question("matches"), site.question("matches", .caseworkerTab))
        try await site.linked(clock) { link in
            let first = await link.ask(alert)
            clock.turn(by: 600)
            site.goDown()
            let later = await link.ask(alert)
            #expect(later.outcome == .unavailable(.status(500)))
            #expect(later.kept?.age == 600)
            #expect(first.outcome == later.kept.map { .answered($0.answer) })
            // What was told for one purpose is not used for another.
            #expect(await link.ask(tab).kept == nil)
            clock.turn(by: JobGatewayLink.keptFor)
            #expect(await link.ask(alert).kept == nil)
        }
    }

    @Test func afterFailuresTheSiteIsLeftAloneForAWhile() async throws {
        let (clock, site) = (clock, site)
        let question = site.question("matches")
        try await site.linked(clock) {
            $0.failuresToOpen = 3
        } _: { link in
            site.goDown()
            for count in 1...3 {
                #expect(await link.state == .closed(failures: count - 1))
                _ = await link.ask(question)
            }
            #expect(await link.state == .open(until: clock.time + 30))
            let refused = await link.ask(question)
            #expect(refused.outcome == .unavailable(.circuitOpen) && refused.attempts == 0)
            #expect(site.requests.count == 3)
            // One is let through after the rest; it fails, and the rest begins anew.
            clock.turn(by: 30)
            _ = await link.ask(question)
            #expect(site.requests.count == 4)
            #expect(await link.state == .open(until: clock.time + 30))
            site.goDown(false)
            clock.turn(by: 30)
            let back = await link.ask(question)
            #expect(back.attempts == 1)
            #expect(await link.state == .closed(failures: 0))
        }
    }

    @Test func everyQuestionIsOnRecordWithoutThePerson() async throws {
        let kept = Mutex<[JobGatewayRead]>([])
        let questions = ["matches", "nobody", "broken"].map { site.question($0) }
        try await site.linked(clock, record: { read in kept.withLock { $0.append(read) } }) {
            link in
            for question in questions { _ = await link.ask(question) }
        }
        let reads = kept.withLock { $0 }
        #expect(
            reads.map(\.outcome) == [
                "answered", "person_unknown", "the job site answered with status 500",
            ])
        #expect(reads.allSatisfy { $0.userRole == "parent" && $0.purpose == .parentAlert })
        #expect(reads.map(\.correlationID) == ["c-matches", "c-nobody", "c-broken"])
    }
}
