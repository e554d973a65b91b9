import CaseModel
import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("accord diff: policy versions")
struct PolicyVersionTests {
    // MARK: A number at another value

    private func setting(_ text: String, _ tree: SmallTree = SmallTree(), from day: Day? = nil)
        throws -> PolicyVersion
    {
        let setting = try #require(ParameterSetting(text))
        return try tree.version.setting(
            [setting], sites: nil, host: tree.loaded().host, from: day)
    }

    @Test(arguments: ["trial.days=150", "trial.days=150 days"])
    func aNumberIsSetWithOrWithoutItsUnit(_ text: String) throws {
        let changed = LoadedVersion(try setting(text))
        let site = try #require(changed.host.sites[SmallTree.site])
        let parameter = try #require(site.parameters.first { $0.id == "trial.days" })
        #expect(parameter.value(on: SmallTree.day)?.value == .amount(.days, 150))
        #expect(changed.label == "small with trial.days=\(text.dropFirst(11))")
    }

    @Test func aSetNumberDoesWhatAnEditedDeclarationDoes() async throws {
        let comparison = CaseloadComparison(
            old: SmallTree().loaded(), new: LoadedVersion(try setting("trial.days=150")),
            day: SmallTree.day)
        let diff = try await PolicyDiff.run(
            comparison, over: SmallTree.caseload(CaseloadComparisonTests.days),
            options: PolicyDiff.Options(threads: 1))
        #expect(diff.report.outcomes.flips == 4)
        #expect(diff.changes.parameters.map(\.id) == ["trial.days"])
        #expect(diff.changes.parameters.first?.old == "100 days")
        #expect(diff.changes.parameters.first?.new == "150 days")
        #expect(diff.changes.parameters.first?.oldAuthority == "A design value of this test")
    }

    @Test func aForbiddenDirectionIsRefusedWithTheLayerAndItsCitation() throws {
        let problem = #expect(throws: PolicyProblem.self) { try setting("trial.days=50") }
        #expect(problem?.code == "parameter.direction")
        #expect(problem?.message.contains("100 days or more") == true)
        #expect(problem?.suggestion.contains("A design value of this test") == true)
    }

    @Test func aMisspeltNumberGetsTheNearestOne() throws {
        let problem = #expect(throws: PolicyProblem.self) { try setting("trial.dais=150") }
        #expect(problem?.suggestion == "did you mean `trial.days`?")
    }

    @Test func aValueOfAnotherUnitIsRefused() throws {
        let problem = #expect(throws: PolicyProblem.self) { try setting("trial.days=3 months") }
        #expect(problem?.code == "parameter.spelling")
    }

    @Test(arguments: ["hold", "hold.days", "hold.days=", "=3"])
    func whatIsNoSettingIsNil(_ text: String) {
        #expect(ParameterSetting(text) == nil)
    }

    @Test(arguments: [
        ("45", ParameterUnit.days, "45 days"), ("5", .businessDays, "5 business days"),
        ("2500", .money, "$2,500.00"), ("$12.50", .money, "$12.50"), ("12.5", .share, "12.5%"),
        ("6", .count, "6"), ("yes", .yesNo, "yes"), ("3 weeks", .days, "3 weeks"),
    ])
    func aBareNumberTakesTheUnitOfItsParameter(
        _ given: String, _ unit: ParameterUnit, _ spelled: String
    ) {
        #expect(ParameterSetting("a.b=\(given)")?.spelled(as: unit) == spelled)
    }

    /// Every other entry of every real site's file must survive.
    @Test func settingOneNumberLeavesTheOthersOfEverySiteAlone() throws {
        let version = PolicyVersion(label: "ours", tree: try PolicyTree(root: SmallTree.root))
        let before = LoadedVersion(version)
        let day = SmallTree.day
        let changed = LoadedVersion(
            try version.setting(
                [try #require(ParameterSetting("attempt.spacing_days=9"))], sites: nil,
                host: before.host, from: day))
        for (id, site) in before.host.sites {
            let other = try #require(changed.host.sites[id])
            for (mine, its) in zip(site.parameters, other.parameters)
            where mine.id != "attempt.spacing_days" {
                #expect(mine.value(on: day)?.value == its.value(on: day)?.value, "\(id) \(mine.id)")
            }
        }
    }

    // MARK: Folders and revisions

    @Test func aGitRevisionIsReadWithoutTouchingTheWorkingTree() throws {
        let folder = try Repository(SmallTree())
        try folder.commit("first")
        try folder.write(SmallTree(days: 150))
        let old = try PolicyVersion(named: "git:HEAD", root: folder.path, trust: .none)
        #expect(old.tree.files == SmallTree().tree.files)
        #expect(old.label.hasPrefix("HEAD ("))
        let new = try PolicyVersion(named: folder.path, root: folder.path, trust: .none)
        #expect(new.tree.files == SmallTree(days: 150).tree.files)
        try folder.commit("second")
        let bare = try PolicyVersion(named: "HEAD~1", root: folder.path, trust: .none)
        #expect(bare.tree.files == SmallTree().tree.files)
    }

    @Test func aFolderInsideARepositoryHasItsOwnHistory() throws {
        let folder = try Repository(SmallTree(), inside: "deep/er")
        try folder.commit("first")
        let old = try PolicyVersion(named: "git:HEAD", root: folder.path, trust: .none)
        #expect(old.tree.files == SmallTree().tree.files)
    }

    @Test func aPathOfMoreThanAHundredLettersIsReadWhole() throws {
        let folder = try Repository(SmallTree())
        let long = "policies/lib/" + String(repeating: "long/", count: 40) + "ü-name.lua"
        try folder.write([long: "return {}\n"])
        try folder.commit("first")
        let version = try PolicyVersion(named: "git:HEAD", root: folder.path, trust: .none)
        #expect(version.tree.files[long] == "return {}\n")
    }

    @Test(arguments: [
        ("git:HEAD~9", "version.revision"), ("nowhere", "version.revision"),
        ("-h", "version.revision"), ("git:--output=x", "version.revision"),
    ])
    func aMissingRevisionIsSaid(_ name: String, _ code: String) throws {
        let folder = try Repository(SmallTree())
        try folder.commit("first")
        let problem = #expect(throws: PolicyProblem.self) {
            try PolicyVersion(named: name, root: folder.path, trust: .none)
        }
        #expect(problem?.code == code)
    }

    @Test func outsideOfARepositoryThereAreNoRevisions() throws {
        let folder = try Repository(SmallTree(), isRepository: false)
        let problem = #expect(throws: PolicyProblem.self) {
            try PolicyVersion(named: "git:HEAD", root: folder.path, trust: .none)
        }
        #expect(problem?.message.contains("in no git repository") == true)
    }

    @Test func whereOnlySignedBundlesCountARevisionIsRefused() throws {
        let folder = try Repository(SmallTree())
        try folder.commit("first")
        var trust = BundleTrust.none
        trust.requiresSigned = true
        let problem = #expect(throws: PolicyProblem.self) {
            try PolicyVersion(named: "git:HEAD", root: folder.path, trust: trust)
        }
        #expect(problem?.code == "bundle.unsigned")
    }
}

/// A git repository in a temporary folder, gone with the last reference.
private final class Repository {
    private let top: URL
    let path: String

    init(_ tree: SmallTree, inside: String = "", isRepository: Bool = true) throws {
        top = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-diff-\(UUID().uuidString)")
        path = inside.isEmpty ? top.path : top.appendingPathComponent(inside).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if isRepository { try git("init", "--quiet") }
        try write(tree)
    }

    deinit { try? FileManager.default.removeItem(at: top) }

    func write(_ tree: SmallTree) throws { try write(tree.tree.files) }

    func write(_ files: [String: String]) throws {
        for (name, text) in files {
            let file = URL(fileURLWithPath: path).appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    func commit(_ message: String) throws {
        try git("add", "--all")
        try git(
            "-c", "user.name=A Test", "-c", "user.email=test@example.org", "-c",
            "commit.gpgsign=false", "commit", "--quiet", "-m", message)
    }

    private func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", top.path] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
