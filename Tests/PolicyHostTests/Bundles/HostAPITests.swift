import CaseModel
import Testing

@testable import PolicyHost

@Suite("A policy that asks for a newer host is refused with the list of what is missing")
struct HostAPITests {
    @Test func aFolderIsRefusedInOneLine() throws {
        let rule = Lua.rule(
            "dissuade", "r", point: "D15",
            """
            when = function(case)
              return business_weeks(case.payments.last_on) > 3 or case.payments.streak > 2
                or text.trim("x") == "x" or string.trim("x") == "x"
            end
            """)
        var site = MiniSite()
        site.files[Bundles.lua] =
            Lua.file("enforcement", rule).replacing("api = 1", with: "api = 2")
        let problems = site.host.problems[MiniSite.id] ?? []
        #expect(problems.map(\.code) == ["policy.newer-api"])
        let problem = try #require(problems.first)
        #expect(problem.file == Bundles.lua)
        #expect(problem.line == 1)
        for name in [
            "API 2", "API 1", "helper `business_weeks`", "fact `payments.streak`",
            "helper `text.trim`", "helper `string.trim`", "kind of rule `dissuade`",
            "decision point `D15`",
        ] {
            #expect(problem.message.contains(name), "\(problem.message)")
        }
        #expect(!problem.message.contains("last_on"))
    }

    @Test func aBundleIsRefusedFromItsManifestAlone() throws {
        let bundle = try Bundles.small()
        var manifest = bundle.manifest
        manifest.api = 2
        manifest.capabilities = HostCapabilities([
            "facts": ["payments.last_on", "payments.streak"], "helpers": ["business_weeks"],
            "answers": ["hold", "mediate"], "moods": ["calm"],
        ])
        let problem = try #require(
            Bundles.refusal(PolicyBundle.archive(manifest, bundle.tree, [])))
        #expect(problem.code == "bundle.newer-api")
        #expect(
            problem.message
                == "the bundle asks for API 2; this host has API 1 and lacks answer `mediate`, "
                + "fact `payments.streak`, helper `business_weeks`, moods `calm`")
    }

    @Test func aNewerNameIsRefusedAlsoUnderAnOldVersion() throws {
        let bundle = try Bundles.small()
        var manifest = bundle.manifest
        manifest.capabilities = HostCapabilities(["units": ["furlongs"]])
        let problem = Bundles.refusal(PolicyBundle.archive(manifest, bundle.tree, []))
        #expect(problem?.code == "bundle.newer-api")
    }

    @Test(arguments: ["api = 0", "api = -1", "api = \"1\"", ""])
    func anotherVersionIsAMistake(_ api: String) throws {
        var site = MiniSite()
        let text = try #require(site.tree.files[Bundles.lua])
        site.files[Bundles.lua] = text.replacing("api = 1", with: api)
        #expect(site.host.problems[MiniSite.id]?.map(\.code) == ["policy.api"])
    }
}
