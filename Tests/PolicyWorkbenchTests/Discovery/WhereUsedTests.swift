import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Where used: rules, tests and sites behind a name")
struct WhereUsedTests {
    private let index = DiscoveryRepository.index

    private func report(_ name: String) throws -> UsageReport {
        try #require(index.report(name), "nothing is called \(name)")
    }

    @Test func aFactReadInTheLibraryIsFollowedToTheRules() throws {
        let report = try report("case.work.last_job_ended_on")
        let direct = report.usages.filter { $0.via.isEmpty }
        #expect(direct.map(\.name) == ["parent.lost_job"])
        #expect(direct.first?.file == "policies/lib/parent.lua")
        #expect(direct.first?.source.contains("case.work.last_job_ended_on") == true)
        #expect(report.rules.contains("hold-license-after-job-loss"))
        for usage in report.usages where usage.user == .rule {
            #expect(usage.via == ["parent.lost_job"])
        }
    }

    @Test func aNumberIsFoundInRulesLayersAndSites() throws {
        let report = try report("enroll.max_paid_share")
        #expect(report.kinds == ["parameter"])
        #expect(report.usages.contains { $0.file == "policies/pjac/parameters.yaml" })
        #expect(
            report.usages.contains {
                $0.user == .site && $0.name == "oh-stark"
                    && $0.file == "site-configs/oh-stark/parameters.yaml"
            })
        #expect(report.usages.contains { $0.user == .rule && $0.via == ["parent.pays_too_little"] })
    }

    @Test func theRemedyAskedAboutIsOneOfTheCase() throws {
        let asked = try report("remedy.state")
        let listed = try report("case.remedies[].state")
        #expect(asked.usages == listed.usages)
        #expect(asked.usages.contains { $0.name == "remedies.tried" })
    }

    @Test func aWordOfAnotherListIsNoUse() throws {
        // `employment` is a service, a reason to stop referring and a barrier.
        let report = try report("text")
        for usage in report.usages { #expect(!usage.source.contains("stated_reason"), "\(usage)") }
    }

    @Test func aSharedTableIsFollowed() throws {
        let report = try report("federal_tax_offset")
        let debt = try #require(report.usages.first { $0.name == "debt-exists" })
        #expect(debt.via == ["COLLECTING"])
    }

    @Test func aRuleIsFoundInItsTests() throws {
        let report = try report("hold-license-after-job-loss")
        #expect(report.kinds == ["rule"])
        #expect(
            report.declared.allSatisfy { $0.hasPrefix("policies/sites/oh-stark/enforcement.lua:") })
        #expect(
            report.usages.contains {
                $0.user == .test && $0.file == "policies/sites/oh-stark/tests/enforcement.yaml"
            })
    }

    @Test func rulesOfProgramsThatRestAreFound() throws {
        let report = try report("iv_d_et.underemployed_below_hours")
        #expect(report.rules.contains("et-needs-work-problem"))
    }

    @Test func aPartnerIsFoundInItsSiteAndTests() throws {
        let report = try report("mens-challenge-alliance")
        #expect(Set(report.usages.map(\.user)) == [.site, .test])
    }

    /// Every field that a decision reads is known to be used by some rule or function.
    @Test func whatDecisionsReadIsUsedSomewhere() throws {
        let policy = try #require(DiscoveryRepository.host.sites["oh-stark"])
        let site = try #require(SiteID(word: "oh-stark"))
        let day = try #require(Day(iso: "2019-03-01"))
        var read: Set<String> = []
        for number in 0..<20 {
            let file = Sampler(seed: 9).caseFile(index: number, site: site, asOf: day)
            for decision in policy.decide(file, asOf: day, detail: .full) {
                read.formUnion(decision.facts.map { UsageSample.policyPath(of: $0.path) })
                read.formUnion(decision.parameters.map(\.id))
            }
        }
        #expect(read.count > 50)
        for name in read.sorted() {
            let users = Set(try report(name).usages.map(\.user))
            #expect(
                !users.isDisjoint(with: [.rule, .function, .local]), "\(name) is read by nobody")
        }
    }

    @Test func theSampleCountsWhatRulesDecide() throws {
        let day = try #require(Day(iso: "2019-03-01"))
        let report = try #require(index.report("parent.lost_job", sample: 40, seed: 3, on: day))
        let sample = try #require(report.sample)
        let places = Set(
            report.usages.filter { $0.user == .rule }.map { "\($0.file) \($0.name)" })
        for (name, policy) in DiscoveryRepository.host.sites {
            let site = try #require(SiteID(word: name))
            var decided = 0
            for number in 0..<40 {
                let file = Sampler(seed: 3).caseFile(index: number, site: site, asOf: day)
                let answers = policy.decide(file, asOf: day).flatMap(\.answers)
                let rules = answers.compactMap(\.rule) + answers.flatMap { $0.floors.map(\.rule) }
                let isDecided = rules.contains { rule in
                    places.contains("\(rule.place.prefix { $0 != ":" }) \(rule.id)")
                }
                if isDecided { decided += 1 }
            }
            #expect(sample.sites.first { $0.id == name }?.decided == decided, "\(name)")
        }
        #expect(sample.total == 240 && sample.decided > 0)
        #expect(sample.read == nil, "a function is not read")
    }

    @Test func theSampleCountsWhoIsAskedAFact() throws {
        let day = try #require(Day(iso: "2019-03-01"))
        let report = try #require(index.report("case.arrears.total", sample: 10, on: day))
        #expect(try #require(report.sample?.read) > 0)
        let answer = try #require(index.report("stay", sample: 10, on: day))
        #expect(try #require(answer.sample?.decided) > 0)
    }

    @Test func anUnknownNameIsNothing() {
        #expect(index.report("case.arrears.totl") == nil)
        #expect(index.nearest(to: "case.arrears.totl").contains("case.arrears.total"))
        #expect(
            index.nearest(to: "hold-license-after-jobloss").first == "hold-license-after-job-loss")
    }
}
