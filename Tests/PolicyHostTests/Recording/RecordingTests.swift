import CaseModel
import PolicyHost
import Testing

/// What a sweep relies on: records that replay to the byte, and a last day that is never too late.
@Suite("Recording decisions")
struct RecordingTests {
    static let asOf = day("2019-03-01")

    static func file(_ index: Int, _ site: String, seed: UInt64 = 5) -> CaseFile {
        Sampler(seed: seed).caseFile(
            index: index, site: SiteID(word: site) ?? .ohStark, asOf: asOf)
    }

    static func policy(_ site: String) throws -> SitePolicy {
        try #require(Repository.host.sites[site])
    }

    /// Calls `body` with each case of some files in each area.
    static func forEachCase(
        of site: String, files: Range<Int>, on day: Day,
        _ body: (CaseFile, CaseMoment, Area) throws -> Void
    ) throws {
        for index in files {
            let file = file(index, site)
            for caseIndex in file.cases.indices {
                let moment = CaseMoment(file: file, caseIndex: caseIndex, day: day)
                for area in try policy(site).areas { try body(file, moment, area) }
            }
        }
    }

    @Test(arguments: Repository.sites)
    func aSessionDecidesAsThePolicyDoes(_ site: String) throws {
        let session = DecidingSession(policy: try Self.policy(site), asOf: Self.asOf)
        try Self.forEachCase(of: site, files: 0..<40, on: Self.asOf) { file, moment, area in
            let made = session.decide(moment, area: area, fileHash: "", standing: nil)
            let plain = try Self.policy(site).decide(file, asOf: Self.asOf, areas: [area])
            var expected = plain[moment.caseIndex]
            for index in expected.answers.indices {
                expected.answers[index].asked = []
                expected.answers[index].notReached = []
                expected.answers[index].parentWords = []
            }
            #expect(made.decision == expected)
            #expect(made.decision.alert == nil)
            #expect(made.stands >= Self.asOf)
        }
    }

    @Test(arguments: Repository.sites)
    func aRecordReplaysToTheByte(_ site: String) throws {
        let policy = try Self.policy(site)
        let session = DecidingSession(policy: policy, asOf: Self.asOf)
        let replays = ReplaySession(policy: policy)
        try Self.forEachCase(of: site, files: 0..<40, on: Self.asOf) { _, moment, area in
            let made = session.decide(moment, area: area, fileHash: "h", standing: nil)
            let replayed = try replays.replay(made.record)
            #expect(replayed.missing == [])
            #expect(
                String(decoding: replayed.record.statement, as: UTF8.self)
                    == String(decoding: made.record.statement, as: UTF8.self))
            #expect(replayed.record.facts == made.record.facts)
            #expect(
                replayed.decision.answers.map(\.outcome) == made.decision.answers.map(\.outcome))
        }
    }

    /// Through the last day that was told, the policy says the same and counts from the same day.
    @Test(arguments: Repository.sites)
    func nothingChangesThroughTheLastDay(_ site: String) throws {
        let policy = try Self.policy(site)
        let sessions = (0...45).map {
            DecidingSession(policy: policy, asOf: Self.asOf.adding(days: $0))
        }
        var lengths: [Int] = []
        try Self.forEachCase(of: site, files: 0..<60, on: Self.asOf) { file, first, area in
            let made = sessions[0].decide(first, area: area, fileHash: "", standing: nil)
            lengths.append(min(45, Self.asOf.days(until: min(made.stands, day("2099-01-01")))))
            for ahead in 1...45 {
                let day = Self.asOf.adding(days: ahead)
                guard day <= made.stands else { break }
                let moment = CaseMoment(file: file, caseIndex: first.caseIndex, day: day)
                let again = sessions[ahead].decide(
                    moment, area: area, fileHash: "", standing: made.standing)
                #expect(
                    again.standing == made.standing,
                    "\(file.fileID) \(area) \(day), said to stand through \(made.stands)")
                #expect(sessions[ahead].stillHolds(made.reads, for: moment, area: area) != nil)
                if again.standing != made.standing { break }
            }
        }
        // A bound of no use would be sound as well.
        #expect(lengths.reduce(0, +) > lengths.count * 2, "\(lengths)")
    }

    /// Changes of one part of a file, taken from another parent's file.
    static let changes: [@Sendable (inout CaseFile, CaseFile) -> Void] = [
        { $0.contacts = $1.contacts },
        { $0.contacts.append(contentsOf: $1.contacts.suffix(1)) },
        {
            _ = $0.contacts.popLast(); _ = $1
        },
        { $0.consents = $1.consents },
        { $0.safeContacts = $1.safeContacts },
        { $0.conferences = $1.conferences },
        { $0.plans = $1.plans },
        { $0.enhancedServices = $1.enhancedServices },
        { $0.referrals = $1.referrals },
        { $0.opinions = $1.opinions },
        { $0.study = $1.study },
        { $0.workSearch = $1.workSearch },
        { $0.ncp.employments = $1.ncp.employments },
        { $0.ncp.incomes = $1.ncp.incomes },
        { $0.ncp.treatments = $1.ncp.treatments },
        { $0.ncp.incarcerations = $1.ncp.incarcerations },
        { $0.ncp.timeZone = $1.ncp.timeZone },
        { $0.ncp.serviceArea = $1.ncp.serviceArea },
        { $0.ncp.language = $1.ncp.language },
        { $0.ncp.name = $1.ncp.name },
        { $0.cases[0].ledger = $1.cases[0].ledger },
        {
            _ = $0.cases[0].ledger.popLast(); _ = $1
        },
        { $0.cases[0].remedies = $1.cases[0].remedies },
        {
            _ = $0.cases[0].remedies.popLast(); _ = $1
        },
        { $0.cases[0].orders = $1.cases[0].orders },
        { $0.cases[0].courtEvents = $1.cases[0].courtEvents },
        { $0.cases[0].safety = $1.cases[0].safety },
        { $0.cases[0].status = $1.cases[0].status },
        { $0.cases[0].children = $1.cases[0].children },
    ]

    /// Whatever is entered, and however many days pass: if a decision is said to hold, deciding
    /// again gives the same.
    @Test(arguments: Repository.sites)
    func whatStillHoldsIsTheSame(_ site: String) throws {
        let policy = try Self.policy(site)
        let sessions = (0...30).map {
            DecidingSession(policy: policy, asOf: Self.asOf.adding(days: $0))
        }
        var random = SplitMix64(seed: 17)
        var held = 0
        var moved = 0
        try Self.forEachCase(of: site, files: 0..<25, on: Self.asOf) { file, first, area in
            let made = sessions[0].decide(first, area: area, fileHash: "", standing: nil)
            for change in Self.changes {
                var other = file
                change(&other, Self.file(random.below(500), site, seed: 23))
                let ahead = random.below(3) == 0 ? random.below(30) : 0
                let moment = CaseMoment(
                    file: other, caseIndex: first.caseIndex, day: Self.asOf.adding(days: ahead))
                let stands = sessions[ahead].stillHolds(made.reads, for: moment, area: area)
                guard let stands else {
                    moved += 1
                    continue
                }
                held += 1
                let again = sessions[ahead].decide(
                    moment, area: area, fileHash: "", standing: made.standing)
                #expect(again.standing == made.standing, "\(file.fileID) \(area) +\(ahead)")
                #expect(stands <= again.stands || ahead > 0)
            }
        }
        // Both must happen often, or the test says little.
        #expect(held > 200)
        #expect(moved > 200)
    }

    /// A deadline and the end of a hold stay where they were when the answer was first given.
    @Test func aDeadlineDoesNotMoveBecauseAQuestionIsAskedAgain() throws {
        var site = MiniSite()
        site.defaults["D3"] = "contact { who = \"ncp\", within = days(5) }"
        let policy = try #require(PolicyHost(tree: site.tree).sites[MiniSite.id])
        var file = Self.file(1, MiniSite.id)
        file.study = nil
        func decide(_ ahead: Int, _ standing: StandingAnswers?, _ area: Area) -> AreaDecision {
            let day = Self.asOf.adding(days: ahead)
            return DecidingSession(policy: policy, asOf: day).decide(
                CaseMoment(file: file, caseIndex: 0, day: day), area: area, fileHash: "",
                standing: standing)
        }
        func lastDay(_ made: AreaDecision) -> String? {
            made.decision.answers.first { $0.point == .firstContact }?.details
                .first { $0.key == "not_after" }?.value
        }
        let first = decide(0, nil, .outreach)
        #expect(lastDay(first) == "2019-03-06")
        let later = decide(3, first.standing, .outreach)
        #expect(lastDay(later) == "2019-03-06")
        #expect(later.standing == first.standing)
        #expect(lastDay(decide(9, first.standing, .outreach)) == "2019-03-06", "it is overdue")
        #expect(lastDay(decide(3, nil, .outreach)) == "2019-03-09")

        func end(_ made: AreaDecision) -> Day? {
            made.decision.answers.first { $0.point == .remedy }?.until
        }
        let hold = decide(0, nil, .enforcement)
        #expect(end(hold) == day("2019-03-11"))
        #expect(hold.stands <= day("2019-03-11"))
        #expect(end(decide(10, hold.standing, .enforcement)) == day("2019-03-11"))
        let renewed = decide(11, hold.standing, .enforcement)
        #expect(end(renewed) == day("2019-03-22"), "the hold was over")
        #expect(renewed.standing != hold.standing)
    }

    /// A rule that asks about the day in any way is asked again when its answer turns.
    @Test(arguments: [
        ("case.payments.days_since_last < days(40)", 9), ("case.as_of < date(\"2019-03-20\")", 18),
        ("within(case.opened_on, days(20))", 9), ("older_than(case.opened_on, days(20))", 9),
        ("at_least_ago(case.opened_on, days(20))", 8), ("passed(case.opened_on)", 400),
        ("days_since(case.opened_on) + days(2) > days(20)", 7),
        ("case.as_of - case.opened_on == days(15)", 3),
        ("days_since(case.opened_on) // 2 > days(9)", 0),
        ("tostring(days_since(case.opened_on)) == \"15 days\"", 0),
        ("math.max(days_since(case.opened_on), days(3)) <= days(12)", 1),
    ])
    func aQuestionAboutTodayBoundsTheAnswer(_ condition: String, _ ahead: Int) throws {
        var site = MiniSite()
        site.site = """
            policy:rule {
                id = "asks-about-today", about = "A test", point = "D14", element = "neutrality",
                authority = "A test", tag = "assumed",
                when = function(case) return \(condition) end,
                decide = function() return exit { because = "a test" } end,
                tell = { en = "A test." },
            }

            """
        let host = PolicyHost(tree: site.tree)
        let policy = try #require(host.sites[MiniSite.id], "\(host.problems)")
        var file = Self.file(1, MiniSite.id)
        file.study = nil
        file.cases[0].openedOn = day("2019-02-18")
        file.cases[0].ledger = []
        var payment = LedgerEntry()
        payment.entryID = "L-1"
        payment.kind = .payment
        payment.amount = Money(cents: 100)
        payment.effectiveOn = day("2019-01-30")
        payment.postedOn = payment.effectiveOn
        payment.source = .voluntary
        file.cases[0].ledger = [payment]
        func decide(_ day: Day) -> AreaDecision {
            DecidingSession(policy: policy, asOf: day).decide(
                CaseMoment(file: file, caseIndex: 0, day: day), area: .enforcement, fileHash: "",
                standing: nil)
        }
        func outcome(_ made: AreaDecision) -> Outcome? {
            made.decision.answers.first { $0.point.rawValue == "D14" }?.outcome
        }
        let now = decide(Self.asOf)
        #expect(now.decision.alert == nil)
        let turned = (1...400).first { outcome(decide(Self.asOf.adding(days: $0))) != outcome(now) }
        // The hold of ten days in D11 bounds the area as well.
        let bound = Self.asOf.days(until: now.stands)
        #expect(bound == min(ahead, 10), "turns after \(turned ?? 400)")
        if let turned { #expect(bound < turned) }
    }
}
