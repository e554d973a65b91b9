import CaseModel
import PolicyHost
import Testing

@Suite("Parameters: dated, in one spelling, moved by a site from a day on")
struct ParameterTests {
    /// A site that holds a license as long as the parameter says, or ten days if it says nothing.
    static func site(_ values: String, _ settings: String = "") -> MiniSite {
        var site = MiniSite()
        site.parameters = parameter("hold.days", unit: "days", values)
        site.settings = settings
        site.site = Lua.rule(
            "rule", "mine",
            """
            when = function(case, site) return known(site.hold.days) end,
              decide = function(case, site) return hold { days = site.hold.days } end
            """)
        return site
    }

    static let dated = """
        { from: 2018-01-01, until: 2018-12-31, value: 20 days }
        { from: 2019-01-01, until: 2019-02-28, value: none }
        { from: 2019-03-01, value: 25 days }
        """

    @Test(arguments: [
        ("2017-12-31", nil), ("2018-01-01", 20), ("2018-12-31", 20), ("2019-01-01", nil),
        ("2019-02-28", nil), ("2019-03-01", 25), ("2020-06-01", 25),
    ])
    func usesTheValueOfTheDay(_ asOf: String, _ days: Int?) throws {
        let answer = try Self.site(Self.dated).license(on: asOf)
        #expect(answer.rule?.id == (days == nil ? "default-d11" : "mine"))
        #expect(answer.until == day(asOf).adding(days: days ?? 10))
    }

    @Test(arguments: [
        ("2019-01-31", 30, "federal"), ("2019-02-01", 20, "oh-stark"),
        ("2019-02-28", 20, "oh-stark"), ("2019-03-01", 15, "oh-stark"),
        ("2019-03-31", 15, "oh-stark"), ("2019-04-01", 30, "federal"),
    ])
    func takesTheSitesValueFromItsDayToItsLast(
        _ asOf: String, _ days: Int, _ setBy: String
    ) throws {
        let site = Self.site(
            "{ from: 2017-01-01, value: 30 days }",
            setting("hold.days", "20 days", from: "2019-02-01")
                + setting("hold.days", "15 days", from: "2019-03-01", until: "2019-03-31"))
        let decision = try site.decide(on: asOf, detail: .full)
        let answer = try decision.answer(.remedy, "driver_license_suspension")
        #expect(answer.until == day(asOf).adding(days: days))
        let read = try #require(decision.parameters.first { $0.id == "hold.days" })
        #expect(read.value == "\(days) days")
        #expect(read.setBy == setBy)
    }

    /// What a value is written as, and what it is written back as.
    struct Spelling: Sendable, CustomTestStringConvertible {
        var unit: String
        var written: String
        var printed: String
        var testDescription: String { "\(unit): \(written)" }
    }

    @Test(arguments: [
        Spelling(unit: "money", written: #""$2,500.00""#, printed: "$2,500.00"),
        Spelling(unit: "money", written: #""$500""#, printed: "$500.00"),
        Spelling(unit: "money", written: #""$0.01""#, printed: "$0.01"),
        Spelling(unit: "days", written: "30 days", printed: "30 days"),
        Spelling(unit: "days", written: "1 day", printed: "1 days"),
        Spelling(unit: "business days", written: "5 business days", printed: "5 business days"),
        Spelling(unit: "months", written: "6 months", printed: "6 months"),
        Spelling(unit: "count", written: "6", printed: "6"),
        Spelling(unit: "share", written: "25%", printed: "25%"),
        Spelling(unit: "share", written: "12.5%", printed: "12.50%"),
        Spelling(unit: "share", written: "0.05%", printed: "0.05%"),
        Spelling(unit: "share", written: "100%", printed: "100%"),
        Spelling(unit: "hour", written: "20", printed: "20"),
        Spelling(unit: "hour", written: "24", printed: "24"),
        Spelling(unit: "yes/no", written: "yes", printed: "yes"),
        Spelling(unit: "yes/no", written: "no", printed: "no"),
        Spelling(unit: "text", written: "supervisor", printed: "supervisor"),
        Spelling(unit: "list", written: "[phone_call, letter]", printed: "[phone_call, letter]"),
        Spelling(unit: "money", written: "none", printed: "none"),
    ])
    func readsEachUnitAndWritesItBack(_ row: Spelling) throws {
        func value(_ written: String) throws -> ParameterValue {
            var site = MiniSite()
            site.parameters = parameter(
                "group.name", unit: row.unit, "{ from: 2017-01-01, value: \(written) }")
            let host = site.host
            #expect(host.problems.isEmpty, "\(host.problems)")
            let found = try #require(host.sites[MiniSite.id]?.parameters.first)
            return try #require(found.value(on: day("2019-03-01"))).value
        }
        let read = try value(row.written)
        #expect(read.description == row.printed)
        // What is printed can be put back into the file and means the same.
        #expect(try value(row.unit == "money" ? "\"\(row.printed)\"" : row.printed) == read)
    }

    @Test(arguments: [
        ("money", "500"), ("money", #""500.00""#), ("money", #""$2,50""#), ("days", "30"),
        ("days", "30 Days"), ("days", "1.5 days"), ("business days", "5 days"),
        ("months", "6 month's"), ("count", "six"), ("count", "6.0"), ("share", "0.25"),
        ("share", "25"), ("share", "12.345%"), ("share", "-5%"), ("hour", "25"),
        ("hour", "20:00"), ("yes/no", "maybe"), ("list", "phone_call"),
    ])
    func refusesEveryOtherSpelling(_ unit: String, _ written: String) {
        var site = MiniSite()
        site.parameters = parameter(
            "group.name", unit: unit, "{ from: 2017-01-01, value: \(written) }")
        let host = site.host
        #expect(host.sites.isEmpty)
        let codes = host.problems[MiniSite.id]?.map(\.code) ?? []
        #expect(codes.contains("parameter.spelling") || codes.contains("yaml.type"), "\(codes)")
    }

    @Test(arguments: [
        ("only less", "29 days", true), ("only less", "30 days", true),
        ("only less", "31 days", false), ("only more", "29 days", false),
        ("only more", "30 days", true), ("only more", "31 days", true), ("either", "1 day", true),
        ("either", "90 days", true), ("fixed", "30 days", true), ("fixed", "29 days", false),
        ("fixed", "31 days", false),
    ])
    func letsASiteMoveAValueOneWayOnly(_ direction: String, _ value: String, _ allowed: Bool) {
        var site = MiniSite()
        site.parameters = parameter(
            "hold.days", unit: "days", direction: direction, "{ from: 2017-01-01, value: 30 days }")
        site.settings = setting("hold.days", value, from: "2019-01-01")
        #expect((site.host.sites[MiniSite.id] != nil) == allowed)
    }

    /// The law moves after the site has set its value: what was allowed no longer is.
    @Test(arguments: [
        ("2018-05-31", 30, "federal"), ("2018-06-01", 25, "oh-stark"),
        ("2018-12-31", 25, "oh-stark"), ("2019-01-01", 20, "federal"),
        ("2019-12-31", 20, "federal"), ("2020-01-01", 25, "oh-stark"),
    ])
    func letsNewerLawWinOverAnOlderValueOfTheSite(
        _ asOf: String, _ days: Int, _ setBy: String
    ) throws {
        var site = MiniSite()
        site.parameters = parameter(
            "hold.days", unit: "days", direction: "only less",
            """
            { from: 2017-01-01, until: 2018-12-31, value: 30 days }
            { from: 2019-01-01, until: 2019-12-31, value: 20 days }
            { from: 2020-01-01, value: 40 days }
            """)
        site.settings = setting("hold.days", "25 days", from: "2018-06-01")
        let policy = try #require(site.host.sites[MiniSite.id])
        let found = try #require(policy.parameters.first?.value(on: day(asOf)))
        #expect(found.value.description == "\(days) days")
        #expect(found.setBy == setBy)
    }

    @Test(arguments: ["only less", "only more"])
    func letsNoSiteEndAValueThatItMayOnlyMove(_ direction: String) {
        var site = MiniSite()
        site.parameters = parameter(
            "hold.days", unit: "days", direction: direction, "{ from: 2017-01-01, value: 30 days }")
        site.settings = setting("hold.days", "none", from: "2019-01-01")
        let problems = site.host.problems[MiniSite.id] ?? []
        #expect(problems.map(\.code) == ["parameter.direction"])
    }

    @Test func namesEveryValueThatASiteMustConfirm() throws {
        let site = Self.site(
            "{ from: 2017-01-01, value: 30 days }",
            setting("hold.days", "20 days", from: "2019-02-01"))
        let policy = try #require(site.host.sites[MiniSite.id])
        let found = try #require(policy.assumptions.first { $0.what.hasPrefix("hold.days") })
        #expect(found.value == "20 days")
        #expect(found.place == "site-configs/oh-stark/parameters.yaml:2")
    }
}
