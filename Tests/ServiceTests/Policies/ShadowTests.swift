import AccordService
import CaseModel
import PolicyHost
import PolicyWorkbench
import Testing

@Suite("A candidate beside what is live")
struct ShadowTests {
    /// Answers another number of days where no rule applies.
    static let candidate = TwoSites.tree(
        TwoSites.siteLua, "return hold { days = 10 }", "return proceed {}")

    /// Lets the live policy decide and hands the decisions over.
    func decide(_ desk: Desk, _ files: Range<Int>) throws -> [[Decision]] {
        let live = try desk.desk.live(TwoSites.stark)
        return files.map { index in
            let file = TwoSites.file(index)
            let decisions = live.policy.decide(file, asOf: TwoSites.day, areas: [.enforcement])
            desk.desk.observe(file, asOf: TwoSites.day, by: live, decisions)
            return decisions
        }
    }

    @Test("its differences are counted by question, answers and rule, and nothing changes")
    func differences() async throws {
        let desk = try await Desk.started()
        let live = try desk.desk.live(TwoSites.stark)
        let attempt = await desk.desk.shadow(
            .tree(Self.candidate), sites: [TwoSites.stark], by: "an author", why: "to see")
        #expect(attempt.cause == .shadow)
        #expect(attempt[TwoSites.stark]?.result == .shadowing, "\(attempt)")
        #expect(desk.status()?.shadow == TwoSites.hash(Self.candidate))
        let given = try decide(desk, 0..<60).joined().flatMap(\.answers)
        #expect(
            await eventually { desk.desk.shadowReport(TwoSites.stark)?.compared == given.count })
        let report = try #require(desk.desk.endShadow(TwoSites.stark))
        // The live default's answers are those that the candidate gives otherwise.
        let changed = given.filter { $0.rule?.id == "otherwise-d11" && $0.outcome == .hold }
        #expect(changed.count > 0)
        #expect(report.different == changed.count)
        #expect(report.equal == report.compared - report.different)
        #expect((report.failed, report.dropped) == (0, 0))
        #expect((report.live, report.candidate) == (live.hash, TwoSites.hash(Self.candidate)))
        #expect(report.groups.reduce(0) { $0 + $1.count } == changed.count)
        for group in report.groups {
            #expect(group.point == .remedy && group.remedy == "driver_license_suspension")
            #expect(group.from == "hold" && group.rule == "otherwise-d11")
            // The model asks for contacts before a remedy goes on.
            #expect(["proceed", "not_yet"].contains(group.to))
            #expect(group.change == .outcome && group.count > 0)
        }
        #expect(try desk.desk.live(TwoSites.stark) === live)
        #expect(desk.desk.shadowReport(TwoSites.stark) == nil)
        #expect(desk.status()?.shadow == nil)
    }

    @Test("a bundle can be one, a draft too; failing tests are told and do not stop it")
    func bundle() async throws {
        let desk = try await Desk.started()
        let failing = TwoSites.tree(
            TwoSites.siteLua, "return parent.lost_job(case)", "return false")
        let bundle = try TwoSites.bundle(failing, isDraft: true)
        let attempt = await desk.desk.shadow(
            .bundle(try TwoSites.bytes(bundle)), sites: [TwoSites.stark], by: "an author", why: "")
        let site = try #require(attempt[TwoSites.stark])
        #expect(site.result == .shadowing && site.failedTests == 1)
        #expect(site.findings.first?.code == "test.failed")
        #expect(site.after == desk.stark)
    }

    @Test("what does not load or verify is refused")
    func refused() async throws {
        let desk = try await Desk.started()
        let broken = TwoSites.tree(TwoSites.siteLua, "site.hold.days", "site.hold.dayz")
        let attempt = await desk.desk.shadow(.tree(broken), by: "an author", why: "")
        #expect(attempt[TwoSites.stark]?.result == .refused)
        #expect(attempt[TwoSites.franklin]?.result == .shadowing)
        var bytes = try TwoSites.bytes(TwoSites.tree(days: 31))
        bytes[700] ^= 1
        let flipped = await desk.desk.shadow(.bundle(bytes), by: "an author", why: "")
        #expect(!flipped.findings.isEmpty)
        #expect(desk.status()?.shadow == nil)
        #expect(desk.status()?.reason == nil)
    }

    @Test("a candidate that fails is counted, and the live answers stand")
    func failing() async throws {
        let desk = try await Desk.started()
        _ = await desk.desk.shadow(
            .tree(TwoSites.failing), sites: [TwoSites.stark], by: "an author", why: "")
        let given = try decide(desk, 0..<5)
        #expect(given.joined().allSatisfy { $0.alert == nil })
        let policy = try #require(PolicyHost(tree: TwoSites.failing).sites[TwoSites.stark])
        let count = (0..<5).reduce(0) { count, index in
            count
                + policy.decide(
                    TwoSites.file(index), asOf: TwoSites.day, areas: [.enforcement]
                ).count { $0.alert != nil }
        }
        #expect(count > 0)
        #expect(await eventually { desk.desk.shadowReport(TwoSites.stark)?.failed == count })
        let report = try #require(desk.desk.shadowReport(TwoSites.stark))
        #expect(report.different == count)
        #expect(report.groups.map(\.to) == ["failure"])
        #expect(report.groups.map(\.change) == [.failure])
    }

    @Test("what waits has a bound, and what does not fit is counted")
    func bounded() async throws {
        let desk = try await Desk.started { $0.shadowQueue = 2 }
        _ = await desk.desk.shadow(
            .tree(Self.candidate), sites: [TwoSites.stark], by: "an author", why: "")
        let live = try desk.desk.live(TwoSites.stark)
        let file = TwoSites.file()
        let decisions = live.policy.decide(file, asOf: TwoSites.day, areas: [.enforcement])
        let answers = decisions.reduce(0) { $0 + max($1.answers.count, 1) }
        for _ in 0..<500 { desk.desk.observe(file, asOf: TwoSites.day, by: live, decisions) }
        #expect(
            await eventually {
                let report = desk.desk.shadowReport(TwoSites.stark)
                return (report?.compared ?? 0) / answers + (report?.dropped ?? 0) == 500
            })
        #expect(desk.desk.shadowReport(TwoSites.stark)?.dropped ?? 0 > 0)
    }

    @Test("when other policies become live the counts begin anew")
    func otherLive() async throws {
        let desk = try await Desk.started()
        _ = await desk.desk.shadow(
            .tree(Self.candidate), sites: [TwoSites.stark], by: "an author", why: "")
        let before = try decide(desk, 0..<5).joined().flatMap(\.answers).count
        #expect(await eventually { desk.desk.shadowReport(TwoSites.stark)?.compared == before })
        _ = try await desk.save(Self.candidate)
        let after = try decide(desk, 0..<9).joined().flatMap(\.answers).count
        #expect(await eventually { desk.desk.shadowReport(TwoSites.stark)?.compared == after })
        let report = try #require(desk.desk.shadowReport(TwoSites.stark))
        #expect(report.live == desk.stark)
        #expect(report.different == 0 && report.equal == after)
    }
}
