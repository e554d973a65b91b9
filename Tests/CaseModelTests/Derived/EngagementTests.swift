import CaseModel
import Testing

@Suite("Engagement: who was reached, and when")
struct EngagementTests {
    private static func facts(_ contacts: [Contact], on asOf: String = "2024-05-30")
        -> EngagementFacts
    {
        matter(CaseFile.oneCase { $0.contacts = contacts }, on: asOf).engagement
    }

    @Test(arguments: Contact.Outcome.allCases)
    func onlyAnExchangeReachesAParent(_ outcome: Contact.Outcome) {
        let exchange = outcome == .spoke || outcome == .twoWayMessage
        let facts = Self.facts([.made("2024-05-01", .phoneCall, outcome)])
        #expect(facts.ncpReached == exchange)
        #expect(facts.attemptsTotal == 1)
        #expect(facts.unsafe == (outcome == .unsafeToContinue))
        #expect((facts.lastTwoWayOn != nil) == exchange)
        let incoming = Self.facts([.made("2024-05-01", .voicemail, outcome, .incoming)])
        #expect(incoming.ncpReached)
        #expect(incoming.attemptsTotal == 0)
    }

    @Test func attemptsAreCountedByParentChannelAndAge() {
        let facts = Self.facts([
            .made("2024-04-30", .letter), .made("2024-05-01", .text), .made("2024-05-30", .text),
            .made("2024-05-31", .email), .made("2024-05-02", with: .cp, .phoneCall, .spoke),
        ])
        #expect(facts.attemptsTotal == 3)
        #expect(facts.attempts30 == 2)
        #expect(facts.channelsTried == 2)
        #expect(facts.firstAttemptOn == day("2024-04-30"))
        #expect(facts.lastAttemptOn == day("2024-05-30"))
        #expect(facts.lastChannel == .text)
        #expect(facts.daysTrying == 30)
        #expect(facts.cpAttemptsTotal == 1 && facts.cpAttempts30 == 1)
        #expect(facts.cpReached && facts.cpLastTwoWayOn == day("2024-05-02"))
        #expect(facts.cpLastAttemptOn == day("2024-05-02"))
        #expect(!facts.ncpReached)
    }

    @Test func aCustodialParentIsReachedInHerOwnCaseOnly() {
        let file = CaseFile.oneCase {
            $0.cases = [Case.with([], id: "C-1"), Case.with([], id: "C-2")]
            $0.contacts = [
                .made("2024-05-01", with: .cp, .phoneCall, .spoke, case: "C-2"),
                .made("2024-05-01", with: .cp, .phoneCall, .spoke),
                .made("2024-05-01", .phoneCall, .spoke, case: "C-2"),
            ]
        }
        let first = Matter(file: file, caseIndex: 0, asOf: day("2024-05-30")).engagement
        let second = Matter(file: file, caseIndex: 1, asOf: day("2024-05-30")).engagement
        #expect(!first.cpReached && first.cpAttemptsTotal == 0)
        #expect(second.cpReached && second.cpAttemptsTotal == 1)
        #expect(first.ncpReached && second.ncpReached)
    }

    struct AnswerRow: Sendable, CustomTestStringConvertible {
        var name: String
        var contacts: [Contact]
        var waitingSince: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        AnswerRow(
            name: "a message nobody answered",
            contacts: [.made("2024-05-20", .voicemail, .leftMessage, .incoming)],
            waitingSince: "2024-05-20"),
        AnswerRow(
            name: "a talk leaves nothing to answer",
            contacts: [.made("2024-05-20", .phoneCall, .spoke, .incoming)], waitingSince: nil),
        AnswerRow(
            name: "a later attempt answers",
            contacts: [
                .made("2024-05-20", .voicemail, .leftMessage, .incoming),
                .made("2024-05-21", .phoneCall),
            ], waitingSince: nil),
        AnswerRow(
            name: "an earlier attempt does not, wherever it stands in the file",
            contacts: [
                .made("2024-05-20", .voicemail, .leftMessage, .incoming),
                .made("2024-05-19", .phoneCall),
            ], waitingSince: "2024-05-20"),
        AnswerRow(
            name: "an earlier hour of the same day does not",
            contacts: [
                .made("2024-05-20", .voicemail, .leftMessage, .incoming, hour: 15),
                .made("2024-05-20", .phoneCall, hour: 9),
            ], waitingSince: "2024-05-20"),
        AnswerRow(
            name: "a later hour of the same day does",
            contacts: [
                .made("2024-05-20", .phoneCall, hour: 16),
                .made("2024-05-20", .voicemail, .leftMessage, .incoming, hour: 15),
            ], waitingSince: nil),
        AnswerRow(
            name: "the other parent's message is not his",
            contacts: [.made("2024-05-20", with: .cp, .voicemail, .leftMessage, .incoming)],
            waitingSince: nil),
        AnswerRow(
            name: "a message of tomorrow is not there yet",
            contacts: [.made("2024-05-31", .voicemail, .leftMessage, .incoming)], waitingSince: nil),
    ])
    func messagesThatWaitForAnAnswer(_ row: AnswerRow) {
        #expect(Self.facts(row.contacts).lastParentMessageOn?.description == row.waitingSince)
    }

    @Test func theLatestStatedReasonCounts() {
        let facts = Self.facts([
            .made("2024-05-20", .phoneCall, .spoke, reason: .lostJob),
            .made("2024-05-10", .phoneCall, .spoke, reason: .distrust),
            .made("2024-05-25", with: .cp, .phoneCall, .spoke, reason: .refusesWithMeans),
        ])
        #expect(facts.statedReason == .lostJob)
        #expect(facts.ownAccountRecorded)
    }

    @Test func anAccountMustComeFromTheParent() {
        #expect(
            !Self.facts([.made("2024-05-20", .phoneCall, .spoke, reason: .unknown)])
                .ownAccountRecorded)
        #expect(
            !Self.facts([.made("2024-05-20", .thirdParty, .thirdPartyReached, reason: .ill)])
                .ownAccountRecorded)
        let heard = CaseFile.oneCase {
            var conference = Conference()
            conference.caseID = "C-1"
            conference.heldOn = day("2024-05-01")
            conference.bothPerspectivesRecorded = true
            $0.conferences = [conference]
        }
        #expect(matter(heard, on: "2024-05-30").engagement.ownAccountRecorded)
        #expect(!matter(heard, on: "2024-04-30").engagement.ownAccountRecorded)
    }

    @Test func consequencesAreExplainedOnARemedyOrInATalk() {
        #expect(
            !Self.facts([.made("2024-05-01", .letter, .deliveredNoReply, purpose: .warning)])
                .consequencesExplained)
        #expect(
            Self.facts([.made("2024-05-01", .phoneCall, .spoke, purpose: .warning)])
                .consequencesExplained)
        let file = CaseFile.oneCase {
            var remedy = Remedy()
            remedy.consequencesExplainedOn = day("2024-05-01")
            $0.cases[0].remedies = [remedy]
        }
        #expect(matter(file, on: "2024-05-01").engagement.consequencesExplained)
        #expect(!matter(file, on: "2024-04-30").engagement.consequencesExplained)
    }
}
