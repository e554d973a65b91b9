import CaseModel
import PolicyHost
import Testing

@Suite("Contacts: the next allowed channel, the hours, the days")
struct ContactTests {
    static let channels = parameter(
        "outreach.channels", unit: "list",
        "{ from: 2017-01-01, value: [phone_call, text, letter] }")

    static func hours(_ earliest: Int, _ latest: Int) -> String {
        parameter(
            "outreach.earliest_hour", unit: "hour", "{ from: 2017-01-01, value: \(earliest) }")
            + parameter(
                "outreach.latest_hour", unit: "hour", "{ from: 2017-01-01, value: \(latest) }")
    }

    /// A site that calls the parent within three days.
    static func site(_ bounds: String = "", _ answer: String = "within = days(3)") -> MiniSite {
        var site = MiniSite()
        site.parameters = channels
        site.federalOutreach = bounds
        site.outreach = Lua.always(
            "call", point: "D3",
            #"contact { who = "ncp", channel = "phone_call", purpose = "check_in", \#(answer) }"#)
        return site
    }

    static func not(_ channel: String, id: String? = nil) -> String {
        Lua.rule(
            "forbid", id ?? "not-by-\(channel.replacing("_", with: "-"))", point: "contact",
            #"channels = { "\#(channel)" }, when = always"#)
    }

    @Test func proposesTheChannelThatTheRuleNames() throws {
        let answer = try Self.site().decide(.outreach).answer(.firstContact)
        #expect(answer.outcome == .contact)
        #expect(answer.subject == "ncp")
        #expect(answer.detail("channel") == "phone_call")
        #expect(answer.floors.isEmpty)
    }

    @Test func fallsBackToTheNextAllowedChannelInTheSitesOrder() throws {
        let one = try Self.site(Self.not("phone_call")).decide(.outreach).answer(.firstContact)
        #expect(one.outcome == .contact)
        #expect(one.detail("channel") == "text")
        #expect(one.floorIDs == ["not-by-phone-call"])
        let two = try Self.site(Self.not("phone_call") + Self.not("text"))
            .decide(.outreach).answer(.firstContact)
        #expect(two.detail("channel") == "letter")
        #expect(two.floorIDs == ["not-by-phone-call", "not-by-text"])
    }

    @Test func contactsNobodyIfNoChannelIsAllowed() throws {
        let bounds = Self.not("phone_call") + Self.not("text") + Self.not("letter")
        let answer = try Self.site(bounds).decide(.outreach).answer(.firstContact)
        #expect(answer.outcome == .notAllowed)
        #expect(answer.parentWords.isEmpty)
        #expect(answer.floorIDs.count == 3)
        #expect(answer.detail("hours") == nil)
    }

    @Test func waitsForWhatEveryChannelStillNeeds() throws {
        let bound = Lua.rule(
            "require", "consent", point: "contact", #"missing = "consent", met = never"#)
        let answer = try Self.site(bound).decide(.outreach).answer(.firstContact)
        #expect(answer.outcome == .notYet)
        #expect(answer.missing == ["consent"])
        #expect(answer.floors.allSatisfy { $0.effect == .required })
    }

    @Test(arguments: [("ncp", true), ("cp", false)])
    func aBoundOnOnePersonLeavesTheOtherAlone(_ who: String, _ bound: Bool) throws {
        let rule = Lua.rule("forbid", "bound", point: "contact", #"who = "\#(who)", when = always"#)
        let answer = try Self.site(rule).decide(.outreach).answer(.firstContact)
        #expect((answer.outcome == .notAllowed) == bound)
    }

    @Test func looksAtTheConsentOfTheChannelItFallsBackTo() throws {
        let rule = Lua.rule(
            "forbid", "withdrawn", point: "contact",
            #"when = function(case, site, it) return it.consent == "withdrawn" end"#)
        let file = try caseFile(
            "base",
            "consents: [{ who: ncp, channel: phone_call, status: withdrawn, scope: service_messages, \"on\": 2019-01-01 }]"
        )
        let answer = try Self.site(rule).decide(.outreach, file).answer(.firstContact)
        #expect(answer.detail("channel") == "text")
        #expect(answer.floorIDs == ["withdrawn"])
    }

    // MARK: Days

    /// Friday, 1 March 2019; Monday the fourth is a holiday of the made-up site.
    @Test(arguments: [
        ("within = days(3)", "2019-03-01", "2019-03-04"),
        ("within = business_days(1)", "2019-03-01", "2019-03-05"),
        ("within = business_days(5)", "2019-03-01", "2019-03-11"),
        (
            #"not_before = date("2019-03-05"), not_after = date("2019-03-08")"#, "2019-03-05",
            "2019-03-08"
        ),
        ("not_before = days(2), within = days(9)", "2019-03-03", "2019-03-10"),
    ])
    func countsTheDaysOfAContact(_ answer: String, _ first: String, _ last: String) throws {
        let found = try Self.site("", answer).decide(.outreach).answer(.firstContact)
        #expect(found.detail("not_before") == first)
        #expect(found.detail("not_after") == last)
    }

    @Test func refusesAContactThatEndsBeforeItBegins() throws {
        let decision = try Self.site("", "not_before = days(5), within = days(3)").decide(.outreach)
        #expect(decision.alert?.code == "answer.days")
    }

    // MARK: Hours

    /// What the site keeps, what the law allows, what the parent asked for, and what is left.
    struct Hours: Sendable, CustomTestStringConvertible {
        var site: String
        var law: (Int, Int)
        var safe: (Int, Int)?
        var left: String
        var testDescription: String { "\(site), \(law), \(safe.map { "\($0)" } ?? "any"): \(left)" }
    }

    @Test(arguments: [
        Hours(site: "{ from: 8, to: 19 }", law: (0, 24), left: "8-19"),
        Hours(site: "{ from: 6, to: 22 }", law: (8, 20), left: "8-20"),
        Hours(site: "{ from: 9, to: 17 }", law: (8, 20), left: "9-17"),
        Hours(site: "{ from: 8, to: 19 }", law: (8, 20), safe: (12, 14), left: "12-14"),
        Hours(site: "{ from: 8, to: 19 }", law: (8, 20), safe: (17, 22), left: "17-19"),
        Hours(site: "{ from: 8, to: 19 }", law: (8, 20), safe: (6, 10), left: "8-10"),
    ])
    func keepsEveryonesHours(_ row: Hours) throws {
        var site = Self.site()
        site.contactHours = row.site
        site.parameters += Self.hours(row.law.0, row.law.1)
        var changes = ""
        if let safe = row.safe {
            changes =
                "safe_contacts: [{ who: ncp, channel: phone_call, from_hour: \(safe.0), to_hour: \(safe.1) }]"
        }
        let answer = try site.decide(.outreach, try caseFile("base", changes)).answer(.firstContact)
        #expect(answer.detail("hours") == "\(row.left) America/New_York")
    }

    @Test(arguments: [
        ("America/Phoenix", "America/Phoenix"), ("null", "America/New_York"),
    ])
    func usesTheParentsOwnClock(_ zone: String, _ printed: String) throws {
        let file = try caseFile("base", "ncp.time_zone: \(zone)")
        let answer = try Self.site().decide(.outreach, file).answer(.firstContact)
        #expect(answer.detail("hours") == "8-19 \(printed)")
    }

    /// A parent whose only safe hours on the phone are outside the hours of the site is not called.
    @Test func callsNobodyWhereSafeAndAllowedHoursDoNotMeet() throws {
        let safe = "safe_contacts: [{ who: ncp, channel: phone_call, from_hour: 20, to_hour: 22 }]"
        let answer = try Self.site().decide(.outreach, try caseFile("base", safe))
            .answer(.firstContact)
        #expect(
            answer.detail("channel") != "phone_call", "in the hours \(answer.detail("hours") ?? "")"
        )
        let only = Self.not("text") + Self.not("letter")
        let none = try Self.site(only).decide(.outreach, try caseFile("base", safe))
            .answer(.firstContact)
        #expect(none.outcome != .contact)
        #expect(none.parentWords.isEmpty)
    }

    // MARK: Conferences

    @Test(arguments: [("joint_in_person", Outcome.notAllowed), ("shuttle", .conference)])
    func aBoundOnAModeLeavesTheOtherModes(_ mode: String, _ outcome: Outcome) throws {
        var site = MiniSite()
        site.federalOutreach = Lua.rule(
            "forbid", "no-joint", point: "D6",
            #"modes = { "joint_in_person", "joint_remote" }, when = always"#)
        site.outreach = Lua.always("meet", point: "D6", #"conference { mode = "\#(mode)" }"#)
        let answer = try site.decide(.outreach).answer(.conference)
        #expect(answer.outcome == outcome)
        #expect(answer.floorIDs == (outcome == .notAllowed ? ["no-joint"] : []))
    }

    @Test func proposesSeveralContactsEachWithItsOwnBounds() throws {
        var site = MiniSite()
        site.parameters = Self.channels
        site.federalOutreach = Lua.rule(
            "forbid", "not-the-payer", point: "contact", #"who = "ncp", when = always"#)
        site.outreach = Lua.always(
            "both", point: "D3",
            #"{ contact { who = "ncp", channel = "phone_call" }, contact { who = "cp", channel = "letter" } }"#
        )
        let answers = try site.decide(.outreach).answers.filter { $0.point == .firstContact }
        #expect(answers.map(\.subject) == ["ncp", "cp"])
        #expect(answers.map(\.outcome) == [.notAllowed, .contact])
    }
}
