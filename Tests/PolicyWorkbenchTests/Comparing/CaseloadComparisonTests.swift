import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("accord diff: who flips, counted by hand")
struct CaseloadComparisonTests {
    /// Old from 100 days on, then from 150: the cases opened 100 and 110 days ago change sides.
    static let days = [50, 90, 100, 110, 150, 200]

    @Test func aMovedNumberFlipsTheCasesBetweenTheTwoThresholds() async throws {
        let diff = try await SmallTree.diff(SmallTree(), SmallTree(days: 150), over: Self.days)
        let report = diff.report
        #expect(report.parents == 6)
        #expect(report.outcomes.parents == 2)
        // A license and a letter for each.
        #expect(report.outcomes.flips == 4)
        #expect(report.changes == [.outcome: 4])
        #expect(report.outcomes.milder == 2)
        #expect(report.outcomes.harsher == 0)
        #expect(report.arrears == Money(cents: 2 * 413_000))
        #expect(report.contacts.before == 4)
        #expect(report.contacts.after == 2)
        #expect(report.remedies["driver_license_suspension"]?.stops == 2)
        #expect(report.remedies["driver_license_suspension"]?.starts == 0)
        #expect(report.areas[.enforcement]?.flips == 2)
        #expect(report.areas[.outreach]?.parents == 2)
        #expect(report.rules["old-case → young-case"]?.flips == 2)
        #expect(Set(report.flips.map(\.fileID)) == ["SYN-100", "SYN-110"])
        #expect(
            report.matrix[.init(point: .remedy, from: "proceed", to: "hold")] == 2)
        #expect(
            report.matrix[.init(point: .remedy, from: "proceed", to: "proceed")] == 2)
    }

    @Test func aConstantInARuleCountsAsANumberDoes() async throws {
        let diff = try await SmallTree.diff(
            SmallTree(constant: 100), SmallTree(constant: 150), over: Self.days)
        #expect(diff.report.outcomes.flips == 4)
        #expect(diff.changes.parameters.isEmpty)
        #expect(diff.changes.rules.map(\.id) == ["old-case", "letter-to-old"])
        #expect(diff.histograms.map(\.threshold.oldText) == ["100 days"])
    }

    @Test func theHistogramHoldsEveryCaseAndBothThresholds() async throws {
        let diff = try await SmallTree.diff(SmallTree(), SmallTree(days: 150), over: Self.days)
        let histogram = try #require(diff.histograms.first)
        #expect(diff.histograms.count == 1)
        #expect(histogram.threshold.fact == "opened_on")
        #expect(histogram.threshold.isAge)
        #expect(histogram.threshold.old == 100)
        #expect(histogram.threshold.new == 150)
        #expect(histogram.threshold.points == [.continueOutreach, .remedy])
        #expect(histogram.bars.reduce(0) { $0 + $1.same } == 4)
        #expect(histogram.bars.reduce(0) { $0 + $1.flipped } == 2)
        for bar in histogram.bars where bar.flipped > 0 {
            #expect((100..<150).contains(bar.from))
        }
    }

    @Test func equalVersionsAreNotDecidedAtAll() async throws {
        let diff = try await SmallTree.diff(SmallTree(), SmallTree(), over: Self.days)
        #expect(diff.sites.isEmpty)
        #expect(diff.report.parents == 0)
        #expect(diff.report.isSame)
        let asked = try await SmallTree.diff(
            SmallTree(), SmallTree(), over: Self.days, everySite: true)
        #expect(asked.report.parents == 6)
        #expect(asked.report.isSame)
    }

    @Test(arguments: [
        (SmallTree(otherwise: "hold { days = 20 }"), AnswerChange.date, 2),
        (SmallTree(otherwise: "offer_service { service = \"job_help\" }"), .outcome, 2),
        (SmallTree(about: "Another sentence"), .words, 4),
        (
            SmallTree(
                before: SmallTree.rule(
                    "rule", "first", "D11",
                    "when = function(case) return at_least_ago(case.opened_on, days(1)) end,"
                        + " decide = function() return proceed {} end")), .reason, 4
        ),
    ])
    func theWeightiestDifferenceNamesAChange(_ new: SmallTree, _ change: AnswerChange, _ count: Int)
        async throws
    {
        let diff = try await SmallTree.diff(SmallTree(), new, over: Self.days, search: 0)
        #expect(diff.report.changes[change] == count, "\(diff.report.changes)")
    }

    @Test(arguments: [
        SmallTree(days: 150), SmallTree(constant: 150), SmallTree(about: "Another sentence"),
        SmallTree(otherwise: "ask_supervisor { about = \"a test\" }"),
    ])
    func whatIsNotDecidedTwiceWouldBeTheSame(_ new: SmallTree) async throws {
        let days = Array(80..<180)
        let quick = try await SmallTree.diff(SmallTree(), new, over: days, search: 0)
        let whole = try await SmallTree.diff(
            SmallTree(), new, over: days, everySite: true, search: 0)
        #expect(!quick.report.isSame)
        #expect(quick.report.changes == whole.report.changes)
        #expect(quick.report.flips == whole.report.flips)
        #expect(quick.report.kinds == whole.report.kinds)
    }

    /// The hours of a contact are read by the host, not by a script.
    @Test func aNumberThatTheHostReadsCountsAsRead() async throws {
        let version = PolicyVersion(label: "ours", tree: try PolicyTree(root: SmallTree.root))
        let old = LoadedVersion(version, sites: ["oh-stark"])
        let setting = try #require(ParameterSetting("outreach.latest_hour=17"))
        let changed = try version.setting(
            [setting], sites: ["oh-stark"], host: old.host, from: SmallTree.day)
        let new = LoadedVersion(changed, sites: ["oh-stark"])
        let sampler = Sampler(seed: 5)
        let files = (0..<30).map {
            sampler.caseFile(index: $0, site: .ohStark, asOf: SmallTree.day)
        }
        var counts: [Int] = []
        for everySite in [false, true] {
            let comparison = CaseloadComparison(
                old: old, new: new, day: SmallTree.day, everySite: everySite)
            let flips = await comparison.compare(files, threads: 2).flatMap(\.flips)
            counts.append(flips.count)
        }
        #expect(counts[0] > 0)
        #expect(counts[0] == counts[1])
    }

    @Test func threadsDoNotChangeAByte() async throws {
        let one = try await SmallTree.diff(
            SmallTree(), SmallTree(days: 150), over: Array(80..<180), threads: 1)
        let many = try await SmallTree.diff(
            SmallTree(), SmallTree(days: 150), over: Array(80..<180), threads: 7)
        #expect(DiffJSON.summary(one) == DiffJSON.summary(many))
        #expect(one.report.flips == many.report.flips)
    }

    @Test func aPolicyThatFailsOnlyInTheNewVersionIsAFailureNotAFlip() async throws {
        let broken = SmallTree(
            before: SmallTree.rule(
                "rule", "broken", "D11",
                "when = function(case) return case.closed_on < case.opened_on end,"
                    + " decide = function() return proceed {} end"))
        let diff = try await SmallTree.diff(SmallTree(), broken, over: [50], search: 0)
        #expect(diff.report.changes == [.failure: 1])
        #expect(diff.report.failures.new == 1)
        #expect(diff.report.failures.old == 0)
    }

    @Test func theLimitKeepsOutcomesBeforeTheRest() async throws {
        let new = SmallTree(days: 150, about: "Another sentence")
        let diff = try await SmallTree.diff(
            SmallTree(), new, over: [200, 201, 202, 110], limit: 2)
        #expect(diff.report.flips.map(\.change) == [.outcome, .outcome])
        #expect(diff.report.flips.allSatisfy { $0.fileID == "SYN-110" })
    }
}

@Suite("accord diff: a counter-example where the caseload shows none")
struct CounterExampleTests {
    @Test func oneMovedFactTellsTheVersionsApart() async throws {
        let diff = try await SmallTree.diff(SmallTree(), SmallTree(days: 150), over: [20, 400])
        #expect(diff.report.outcomes.flips == 0)
        let found = try #require(diff.search?.found)
        #expect(found.fact == "opened_on")
        let opened = try #require(Day(iso: found.then))
        #expect((100..<150).contains(opened.days(until: SmallTree.day)))
        #expect(found.old?.outcome != found.new?.outcome)
    }

    @Test func aWordOfAListIsTriedToo() async throws {
        let paused = SmallTree(
            before: SmallTree.rule(
                "rule", "closed", "D11",
                "when = function(case) return case.status == \"closed\" end,"
                    + " decide = function() return proceed {} end"))
        let diff = try await SmallTree.diff(SmallTree(), paused, over: [20])
        let found = try #require(diff.search?.found)
        #expect(found.fact == "status")
        #expect(found.then == "closed")
        #expect(found.new?.outcome == .proceed)
    }

    @Test func nothingFoundIsSaidWithTheNumberTried() async throws {
        let diff = try await SmallTree.diff(
            SmallTree(), SmallTree(about: "Another sentence"), over: [20, 400])
        let search = try #require(diff.search)
        #expect(search.found == nil)
        #expect(search.tried > 0)
        #expect(!search.isCut)
        #expect(DiffText().text(diff).contains("No difference found among \(search.tried) cases"))
    }

    @Test func theBudgetIsKept() async throws {
        let diff = try await SmallTree.diff(
            SmallTree(), SmallTree(about: "Another sentence"), over: [20, 400], search: 3)
        #expect(diff.search?.tried == 3)
        #expect(diff.search?.isCut == true)
    }
}

@Suite("accord diff: few cases that show every kind")
struct ExampleCoverTests {
    private func kind(_ number: Int) -> FlipKind {
        FlipKind(
            point: .remedy, subject: "\(number)", change: .outcome, from: "a", to: "b",
            fromRule: "", toRule: "")
    }

    private func cover(_ sets: [[Int]]) -> [String] {
        var cover = ExampleCover()
        for (index, set) in sets.enumerated() {
            var file = CaseFile()
            file.fileID = "\(index)"
            cover.add(file, site: SmallTree.site, kinds: Set(set.map(kind)))
        }
        return cover.examples().map(\.file.fileID)
    }

    @Test(arguments: [
        ([[1], [1, 2], [2]], ["1"]),
        // The greedy first choice, 1 to 4, is not needed beside the other two.
        ([[1, 2, 3, 4], [1, 2, 5], [3, 4, 6]], ["1", "2"]),
        ([[1], [2], [3]], ["0", "1", "2"]),
        ([[1, 2], [2, 1]], ["0"]),
        ([], []),
    ])
    func theCoverIsSmall(_ sets: [[Int]], _ expected: [String]) {
        #expect(cover(sets) == expected)
    }
}

@Suite("accord diff: milder and harsher")
struct SeverityTests {
    @Test(arguments: [
        (DecisionPoint.remedy, Outcome.proceed, Outcome.hold, FlipDirection.milder),
        (.remedy, .hold, .proceed, .harsher), (.remedy, .notYet, .askSupervisor, .harsher),
        (.remedy, .notAllowed, .notAvailable, .neither),
        (.furtherEnforcement, .escalate, .warn, .milder),
        (.contemptReferral, .doNotRefer, .refer, .harsher),
        (.referral, .referTo, .noReferral, .harsher),
        (.services, .noServices, .services, .milder),
        (.continueOutreach, .contact, .stop, .neither),
        (.exit, .stay, .exit, .neither),
    ])
    func theOrderFollowsWhatIsDoneToTheParent(
        _ point: DecisionPoint, _ old: Outcome, _ new: Outcome, _ direction: FlipDirection
    ) {
        #expect(FlipDirection(from: old, to: new, at: point) == direction)
    }

    @Test func everyQuestionWithAStepAgainstTheParentIsOrdered() {
        for point in DecisionPoint.allCases where point.proposals.contains(.askSupervisor) {
            #expect(point.severity(of: .askSupervisor) == 2, "\(point)")
        }
    }
}
