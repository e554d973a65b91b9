import CaseModel
import LuaHost
import PolicyHost
import Testing

/// The instrumented twin of a site decides what the site decides, byte for byte.
@Suite struct TwinTests {
    @Test(arguments: Repository.sites)
    func twinDecidesTheSame(site: String) throws {
        let policy = try #require(Repository.host.sites[site])
        let twin = policy.instrumented
        #expect(twin.hash == policy.hash)
        #expect(twin.probes.count > 500)
        let sampler = Sampler(seed: 20_190_301)
        let id = try #require(SiteID(word: site))
        for index in 0..<60 {
            let file = sampler.caseFile(index: index, site: id, asOf: day("2019-03-01"))
            for day in [file.observedOn, file.observedOn.adding(days: 200)] {
                let plain = policy.decide(file, asOf: day, detail: .full)
                let watched = twin.decide(file, asOf: day, detail: .full)
                #expect(plain.map(\.canonicalJSON) == watched.map(\.canonicalJSON))
            }
        }
    }

    @Test func everyFileOfEverySiteTakesItsProbes() throws {
        for (_, policy) in Repository.host.sites {
            let files = Set(policy.instrumented.probes.map(\.file))
            let rules = Set(policy.rules.map { String($0.place.prefix { $0 != ":" }) })
            #expect(rules.subtracting(files).isEmpty)
        }
    }

    /// A policy that fails does so at the same place, with the same words and calls.
    @Test(arguments: [
        "return case.final_default_on < case.as_of",
        "return case.as_of == nil or case.final_default_on > case.as_of",
        "return helper(case) and true",
        "return helper(case)",
        "return not nothing(case)",
        "return nothing(case)",
        "return any(case.contacts, function(contact) return contact.on < nil end)",
        "local total = select(1, case).arrears.total; return total > 500",
        "local t = {}; return t.x.y",
        "local t = {}; return t.x.y ~= t",
        "if #case > 1 then return true end return false",
        "while true do end",
        "local n = 1; while n do n = n + 1 end",
        "return forever(case)",
        "return deeper(case)",
    ])
    func failuresAreTheSame(when: String) throws {
        var site = MiniSite()
        site.site =
            """
            local function nothing(case) local a = {}; return a.b.c end
            local function deeper(case) return 1 + deeper(case) end
            local function helper(case)
              return case.final_default_on
                < case.as_of
            end
            local function forever(case) return forever(case) end

            """
            + Lua.rule(
                "rule", "broken",
                "when = function(case) \(when) end, decide = function() return proceed {} end")
        let policy = try #require(
            site.host.sites[MiniSite.id], "\(site.host.problems)")
        let file = try caseFile("base", "cases.0.final_default_on: null")
        let plain = policy.decide(file, asOf: day("2019-03-01"))
        let watched = policy.instrumented.decide(file, asOf: day("2019-03-01"))
        #expect(plain.contains { $0.alert != nil })
        #expect(plain.map(\.canonicalJSON) == watched.map(\.canonicalJSON))
    }
}
