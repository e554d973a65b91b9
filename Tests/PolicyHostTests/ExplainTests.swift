import CaseModel
import PolicyHost
import Testing

@Suite("Explaining: what would change an answer, until when it stands, why not another")
struct ExplainTests {
    static let asOf = day("2019-03-01")
    static let license = Question(point: .remedy, subject: "driver_license_suspension")

    /// A site whose answer hangs on a stored amount, a stored day and a derived amount.
    static var site: MiniSite {
        var site = MiniSite()
        site.parameters =
            parameter("hold.days", unit: "days", "{ from: 2017-01-01, value: 30 days }")
            + parameter("other.days", unit: "days", "{ from: 2017-01-01, value: 5 days }")
        site.site =
            Lua.rule(
                "rule", "rich",
                """
                when = function(case, site, it)
                    return known(it.account_balance) and it.account_balance > dollars(500)
                  end,
                  decide = function() return proceed {} end
                """)
            + Lua.rule(
                "rule", "found",
                """
                when = function(case, site) return within(case.located_on, site.hold.days) end,
                  decide = function() return offer_service { service = "employment" } end
                """)
            + Lua.rule(
                "rule", "owes-little",
                """
                when = function(case) return case.arrears.total < dollars(1000) end,
                  decide = function() return ask_supervisor { about = "a small debt" } end
                """)
        return site
    }

    static func file(_ changes: String = "") throws -> CaseFile {
        try caseFile(
            "base",
            changes.isEmpty
                ? "cases.0.remedies.0.account_balance: 40000" : changes)
    }

    static func explain(
        _ site: MiniSite, _ file: CaseFile, on asOf: Day = asOf
    ) throws -> (Decision, DecisionAnswer) {
        let host = site.host
        let policy = try #require(host.sites[MiniSite.id], "\(host.problems)")
        let decision = try #require(
            Explainer(policy: policy).explain(
                file, asOf: asOf, area: .enforcement, question: license
            ).first)
        try #require(decision.alert == nil, "\(String(describing: decision.alert))")
        return (decision, try decision.answer(.remedy))
    }

    // MARK: Nearest changes

    @Test func namesTheSmallestChangeOfEachFact() throws {
        let (_, answer) = try Self.explain(Self.site, try Self.file())
        #expect(answer.outcome == .hold)
        let found = Dictionary(uniqueKeysWithValues: answer.nearest.map { ($0.fact, $0) })
        #expect(found["remedies[0].account_balance"]?.now == "$400.00")
        #expect(found["remedies[0].account_balance"]?.then == "$500.01")
        #expect(found["remedies[0].account_balance"]?.outcome == .proceed)
        #expect(found["located_on"]?.now == "2018-10-24")
        #expect(found["located_on"]?.then == "2019-01-30")
        #expect(found["located_on"]?.outcome == .offerService)
        #expect(found["arrears.total"]?.then == "$999.99")
        #expect(found["arrears.total"]?.outcome == .askSupervisor)
        #expect(found.count == 3)
    }

    @Test func saysTheChangeInWords() throws {
        let (_, answer) = try Self.explain(Self.site, try Self.file())
        let change = try #require(answer.nearest.first { $0.fact == "remedies[0].account_balance" })
        #expect(
            change.words
                == "if `remedies[0].account_balance` were $500.01 instead of $400.00: proceed")
    }

    /// What is named is put into the case file, and the file gets the answer that was promised.
    @Test(arguments: ["remedies[0].account_balance", "located_on"])
    func aStoredFactThatIsChangedGivesTheAnswerThatWasNamed(_ fact: String) throws {
        let file = try Self.file()
        let (_, answer) = try Self.explain(Self.site, file)
        let change = try #require(answer.nearest.first { $0.fact == fact })
        let path = try #require(Self.storedPath(fact, in: file))
        let after = try Self.site.license(try changed(file, at: path, to: Self.stored(change.then)))
        #expect(after.outcome == change.outcome)
        // One step less changes nothing: it is the nearest.
        let less = fact == "located_on" ? JSONValue.text("2019-01-29") : .integer(50_000)
        #expect(try Self.site.license(try changed(file, at: path, to: less)).outcome == .hold)
    }

    @Test func aPaymentThatIsNamedGivesTheAnswerThatWasNamed() throws {
        let file = try Self.file()
        let (_, answer) = try Self.explain(Self.site, file)
        let change = try #require(answer.nearest.first { $0.fact == "arrears.total" })
        let now = try #require(Money(change.now)), then = try #require(Money(change.then))
        let payment = now.cents - then.cents
        #expect(change.words.contains("a payment of \(Money(cents: payment))"), "\(change.words)")
        for (cents, outcome) in [(payment, change.outcome), (payment - 1, answer.outcome)] {
            var paid = file
            var entry = try #require(file.cases[0].ledger.first { $0.kind == .payment })
            entry.entryID = "l-paid"
            entry.amount = Money(cents: cents)
            entry.effectiveOn = Self.asOf
            entry.postedOn = Self.asOf
            paid.cases[0].ledger.append(entry)
            #expect(try Self.site.license(paid).outcome == outcome)
        }
    }

    /// At the real sites, too: each change of a stored fact is tried in the file itself.
    @Test func everyStoredChangeAtTheRealSitesIsTrue() throws {
        var tried = 0
        for site in Repository.sites {
            let policy = try #require(Repository.host.sites[site])
            let id = try #require(SiteID(word: site))
            let file = Sampler.showcase(site: id, asOf: Self.asOf)
            let decision = try #require(
                Explainer(policy: policy).explain(file, asOf: Self.asOf, area: .enforcement).first)
            try #require(decision.alert == nil)
            #expect(decision.answers.contains { !$0.nearest.isEmpty }, "\(site)")
            for answer in decision.answers {
                for change in answer.nearest {
                    #expect(change.outcome != answer.outcome)
                    #expect(change.now != change.then)
                    guard let path = Self.storedPath(change.fact, in: file),
                        // A date may contradict another date of the file.
                        let other = try? changed(file, at: path, to: Self.stored(change.then))
                    else { continue }
                    let after = try Repository.host.decision(
                        other, .enforcement, on: Self.asOf, site: site)
                    #expect(
                        try after.answer(answer.point, answer.subject).outcome == change.outcome,
                        "\(site) \(answer.point.rawValue) \(answer.subject): \(change.words)")
                    tried += 1
                }
            }
        }
        #expect(tried > 3)
    }

    @Test func namesNoChangeThatLeavesTheAnswer() throws {
        var site = Self.site
        site.federal += Lua.rule("forbid", "no", "when = always")
        let (_, answer) = try Self.explain(site, try Self.file())
        #expect(answer.outcome == .notAllowed)
        #expect(answer.nearest.isEmpty)
    }

    // MARK: Validity

    @Test(arguments: [
        ("2019-02-15", "2019-03-17"), ("2019-03-01", "2019-03-31"), ("2019-01-30", "2019-03-01"),
    ])
    func standsUntilTheLastDayOfTheSpan(_ located: String, _ last: String) throws {
        let file = try Self.file("cases.0.located_on: \(located)")
        let (_, answer) = try Self.explain(Self.site, file)
        #expect(answer.outcome == .offerService)
        #expect(answer.standsUntil == day(last))
    }

    @Test func hasNoLastDayIfNoDayChangesIt() throws {
        var site = MiniSite()
        site.site = Lua.always("mine", "proceed {}")
        let (_, answer) = try Self.explain(site, try Self.file())
        #expect(answer.standsUntil == nil)
    }

    @Test(arguments: Repository.sites, Area.siteAreas)
    func decidesTheSameOnTheLastDayAndOtherwiseTheDayAfter(_ site: String, _ area: Area) throws {
        let policy = try #require(Repository.host.sites[site])
        let id = try #require(SiteID(word: site))
        let file = Sampler.showcase(site: id, asOf: Self.asOf)
        let decision = try #require(
            Explainer(policy: policy).explain(file, asOf: Self.asOf, area: area).first)
        func same(_ answer: DecisionAnswer, on day: Day) throws -> Bool {
            let other = try Repository.host.decision(file, area, on: day, site: site)
            return other.answers.contains {
                $0.point == answer.point && $0.subject == answer.subject
                    && $0.outcome == answer.outcome && $0.rule?.id == answer.rule?.id
                    && $0.missing == answer.missing
            }
        }
        var dated = 0
        for answer in decision.answers {
            guard let last = answer.standsUntil else {
                #expect(try same(answer, on: Self.asOf.adding(days: 300)), "\(answer.point)")
                continue
            }
            dated += 1
            #expect(last >= Self.asOf)
            #expect(try same(answer, on: last), "\(answer.point) \(answer.subject) on \(last)")
            let middle = Self.asOf.adding(days: Self.asOf.days(until: last) / 2)
            #expect(try same(answer, on: middle), "\(answer.point) \(answer.subject) on \(middle)")
            #expect(
                try !same(answer, on: last.adding(days: 1)),
                "\(answer.point) \(answer.subject) after \(last)")
        }
        if area == .enforcement { #expect(dated > 0) }
    }

    // MARK: Why not

    static let files: [(String, CaseFile)] = {
        let sampler = Sampler(seed: 5)
        return (0..<24).compactMap { index in
            let site = Repository.sites[index % 6]
            guard let id = SiteID(word: site) else { return nil }
            return (site, sampler.caseFile(index: index, site: id, asOf: asOf))
        }
    }()

    @Test func saysOfEveryOtherAnswerWhyItWasNotReached() throws {
        for (site, file) in Self.files {
            for decision in Repository.host.decide(file, site: site, asOf: Self.asOf) {
                for answer in decision.answers {
                    let others = answer.point.proposals.filter { $0 != answer.outcome }
                    #expect(answer.notReached.map(\.outcome) == others, "\(site) \(answer.point)")
                    #expect(answer.notReached.allSatisfy { $0.because.utf8.count > 10 })
                }
            }
        }
    }

    @Test func namesTheRuleThatStoodInTheWay() throws {
        var site = Self.site
        let (_, open) = try Self.explain(site, try Self.file())
        let reason = try #require(open.notReached.first { $0.outcome == .proceed })
        #expect(
            reason.because
                == "`rich` did not apply: `remedies[0].account_balance` is $400.00, not more than "
                + "$500.00.")
        site.site = Lua.always("first", "hold { days = 3 }") + site.site
        let (_, held) = try Self.explain(site, try Self.file())
        let after = try #require(held.notReached.first { $0.outcome == .proceed })
        #expect(after.because == "`rich` was not asked: `first` comes first.")
        site.state = Lua.rule("forbid", "no", "when = always")
        let (_, forbidden) = try Self.explain(site, try Self.file())
        let floor = try #require(forbidden.notReached.first { $0.outcome == .proceed })
        #expect(floor.because.hasPrefix("`no` does not allow it (1 Test Code no)."))
    }

    // MARK: What was asked and read

    /// Everything that bears on a question is asked, in order, up to the rule that settled it.
    @Test func asksEveryRuleUpToTheOneThatSettledIt() throws {
        for (site, file) in Self.files {
            let policy = try #require(Repository.host.sites[site])
            let decision = try Repository.host.decision(
                file, .enforcement, on: Self.asOf, site: site)
            for answer in decision.answers where answer.point == .remedy {
                func rules(_ kind: RuleKind, _ layer: Layer? = nil) -> [String] {
                    policy.rules.filter {
                        $0.point == .remedy && $0.kind == kind
                            && (layer == nil || $0.layer == layer)
                            && ($0.remedies.isEmpty || $0.remedies.contains(answer.subject))
                    }.sorted { $0.layer < $1.layer }.map(\.id)
                }
                func asked(_ kind: RuleKind) -> [RuleResult] {
                    answer.asked.filter { $0.kind == kind.rawValue }
                }
                let place = "\(site) \(file.fileID) \(answer.subject)"
                if answer.outcome == .notAvailable {
                    #expect(asked(.available).map(\.held).last == false, "\(place)")
                    #expect(asked(.available).dropLast().allSatisfy { $0.held }, "\(place)")
                    continue
                }
                #expect(asked(.available).map(\.rule) == rules(.available), "\(place)")
                guard file.study?.arm != .businessAsUsual else { continue }
                let ofLaw = rules(.forbid, .federal) + rules(.forbid, .state)
                let forbids = asked(.forbid).map(\.rule)
                if answer.outcome == .notAllowed {
                    #expect(forbids == ofLaw || forbids == rules(.forbid), "\(place)")
                    continue
                }
                let byLaw = answer.floors.contains { $0.effect == .automatic }
                #expect(forbids == (byLaw ? ofLaw : rules(.forbid)), "\(place)")
                let mine = asked(.rule)
                let all = rules(.rule, .site)
                if byLaw {
                    #expect(mine.isEmpty, "\(place)")
                } else if mine.last?.held == true {
                    #expect(mine.map(\.rule) == Array(all.prefix(mine.count)), "\(place)")
                    #expect(answer.rule?.id == mine.last?.rule, "\(place)")
                    #expect(mine.dropLast().allSatisfy { !$0.held }, "\(place)")
                } else {
                    #expect(mine.map(\.rule) == all, "\(place)")
                }
            }
        }
    }

    @Test func readsTheFactsAndNumbersThatTheRulesName() throws {
        let (decision, _) = try Self.explain(Self.site, try Self.file())
        #expect(decision.parameters.map(\.id) == ["hold.days"], "other.days is read by no rule")
        let facts = Dictionary(uniqueKeysWithValues: decision.facts.map { ($0.path, $0.value) })
        #expect(
            facts == [
                "remedies[0].account_balance": "$400.00", "located_on": "2018-10-24",
                "arrears.total": facts["arrears.total"] ?? "",
            ])
        #expect(facts["arrears.total"] == "$2,430.00")
    }

    @Test func readsNoFactOfARuleThatWasNotAsked() throws {
        let file = try Self.file("cases.0.remedies.0.account_balance: 60000")
        let (decision, answer) = try Self.explain(Self.site, file)
        #expect(answer.rule?.id == "rich")
        #expect(decision.facts.map(\.path) == ["remedies[0].account_balance"])
        #expect(decision.parameters.isEmpty)
    }

    @Test func saysThatAFactIsNotRecorded() throws {
        let (decision, _) = try Self.explain(
            Self.site, try Self.file("cases.0.remedies.0.account_balance: null"))
        let read = try #require(decision.facts.first { $0.path == "remedies[0].account_balance" })
        #expect(read.value == "not recorded")
    }

    @Test func everyParameterSaysWhoSetItAndOnWhat() throws {
        for (site, file) in Self.files.prefix(6) {
            for decision in Repository.host.decide(file, site: site, asOf: Self.asOf, detail: .full)
            {
                for read in decision.parameters {
                    #expect(!read.authority.isEmpty && !read.setBy.isEmpty && !read.tag.isEmpty)
                    #expect(read.from <= Self.asOf)
                }
            }
        }
    }

    @Test func carriesTheHashOfTheCaseFile() throws {
        let (one, _) = try Self.explain(Self.site, try Self.file())
        let (same, _) = try Self.explain(Self.site, try Self.file())
        let (other, _) = try Self.explain(
            Self.site, try Self.file("cases.0.remedies.0.account_balance: 40001"))
        #expect(one.factsHash.count == 64)
        #expect(one.factsHash == same.factsHash)
        #expect(one.factsHash != other.factsHash)
        #expect(one.policyHash == other.policyHash)
    }

    // MARK: The tree in words

    @Test func theTreeSaysRuleCitationAndPlace() throws {
        let (decision, answer) = try Self.explain(
            Self.site, try Self.file("cases.0.located_on: 2019-02-15"))
        let text = DecisionText().tree(decision)
        let rule = try #require(answer.rule)
        for part in [
            rule.id, rule.authority, rule.place, "offer employment", "not proceed:",
            "hold.days = 30 days", "located_on = 2019-02-15", "stands   until 2019-03-17",
            "would change it:", "en: Words of found.",
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
    }

    // MARK: Helpers

    static let roots: Set<String> = [
        "ncp", "contacts", "consents", "conferences", "plans", "enhanced_services", "referrals",
        "opinions", "study", "work_search", "enrollments",
    ]

    /// Where a fact of the first case is stored in the file; nil for what the host works out.
    static func storedPath(_ fact: String, in file: CaseFile) -> String? {
        guard let tree = try? JSONValue(parsing: file.canonicalBytes()) else { return nil }
        var steps = fact.split { ".[]".contains($0) }.map(String.init)
        if !roots.contains(steps.first ?? "") { steps = ["cases", "0"] + steps }
        var node: JSONValue? = tree
        for step in steps {
            if let index = Int(step) { node = node?[index] } else { node = node?[step] }
        }
        return node == nil ? nil : steps.joined(separator: ".")
    }

    /// A value in the spelling of a decision, as a case file holds it.
    static func stored(_ text: String) -> JSONValue {
        if text.hasPrefix("$"), let money = Money(text) { return .integer(money.cents) }
        if let number = Int64(text) { return .integer(number) }
        return .text(text)
    }
}
