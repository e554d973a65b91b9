import CaseModel
import PolicyHost
import Testing

/// Between processes, see CommandTests.
@Suite("Determinism: same case, same policies, same day, same bytes")
struct DeterminismTests {
    static let asOf = day("2019-03-01")

    /// Synthetic parents of every site.
    static let files: [CaseFile] = {
        let sampler = Sampler(seed: 11)
        return (0..<30).map { index in
            sampler.caseFile(
                index: index, site: SiteID(word: Repository.sites[index % 6]) ?? .ohStark,
                asOf: asOf)
        }
    }()

    static func bytes(_ files: [CaseFile], _ host: PolicyHost) -> [String] {
        files.flatMap { file in
            host.decide(file, asOf: asOf, detail: .full).map(\.canonicalJSON)
        }
    }

    static let once = bytes(files, Repository.host)

    @Test func theSampleReachesManyAnswers() {
        let outcomes = Set(
            Self.files.flatMap { Repository.host.decide($0, asOf: Self.asOf) }
                .flatMap { $0.answers.map(\.outcome) })
        #expect(outcomes.count > 12, "\(outcomes)")
        #expect(Self.once.count >= 90)
    }

    @Test func theSameHostSaysTheSameTwice() {
        #expect(Self.bytes(Self.files, Repository.host) == Self.once)
    }

    @Test func aFreshHostSaysTheSame() {
        #expect(Self.bytes(Self.files, PolicyHost(tree: Repository.tree)) == Self.once)
    }

    @Test func theOrderOfTheFilesDoesNotMatter() {
        let order = Self.files.indices.sorted { ($0 * 7 % 30, $0) < ($1 * 7 % 30, $1) }
        let host = PolicyHost(tree: Repository.tree)
        var decided = [[String]](repeating: [], count: Self.files.count)
        for index in order { decided[index] = Self.bytes([Self.files[index]], host) }
        #expect(decided.flatMap(\.self) == Self.once)
    }

    @Test(arguments: [2, 4])
    func theNumberOfThreadsDoesNotMatter(_ threads: Int) async {
        let host = PolicyHost(tree: Repository.tree)
        let parts = await withTaskGroup(of: (Int, [String]).self) { group in
            for thread in 0..<threads {
                group.addTask {
                    let mine = Self.files.indices.filter { $0 % threads == thread }
                    // Each parent twice, so that threads take states from each other.
                    _ = Self.bytes(mine.map { Self.files[$0] }, host)
                    return (thread, mine.flatMap { ["\($0)"] + Self.bytes([Self.files[$0]], host) })
                }
            }
            var parts: [[String]] = Array(repeating: [], count: threads)
            for await (thread, part) in group { parts[thread] = part }
            return parts
        }
        var byFile: [Int: [String]] = [:]
        for part in parts {
            var current = 0
            for line in part {
                if let index = Int(line) {
                    current = index
                } else {
                    byFile[current, default: []].append(line)
                }
            }
        }
        #expect(Self.files.indices.flatMap { byFile[$0] ?? [] } == Self.once)
    }

    @Test func theOrderInWhichSitesAreLoadedDoesNotMatter() {
        let host = PolicyHost(tree: Repository.tree, sites: Repository.sites.reversed())
        #expect(Self.bytes(Self.files, host) == Self.once)
    }

    @Test func anotherDayOrAnotherSiteGivesOtherBytes() {
        let file = Self.files[0]
        let host = Repository.host
        let same = host.decide(file, asOf: Self.asOf).map(\.canonicalJSON)
        #expect(host.decide(file, asOf: Self.asOf.adding(days: 1)).map(\.canonicalJSON) != same)
        #expect(
            host.decide(file, site: "oh-franklin", asOf: Self.asOf).map(\.canonicalJSON) != same)
    }

    @Test func theBytesAreCanonical() throws {
        for line in Self.once {
            let value = try JSONValue(parsing: line)
            #expect(value.canonicalText == line)
        }
    }

    /// How a script asks a table for its keys does not depend on addresses.
    @Test func theOrderOfATablesKeysIsTheSameInEveryState() throws {
        var site = MiniSite()
        site.site = Lua.rule(
            "rule", "ordered",
            """
            when = always, decide = function()
                local keys = {}
                for key in pairs({ zulu = 1, alfa = 2, mike = 3, [7] = 4, [2] = 5, echo = 6 }) do
                  keys[#keys + 1] = tostring(key)
                end
                return ask_supervisor { about = table.concat(keys, " ") }
              end
            """)
        let first = try site.license().detail("about")
        for _ in 0..<5 { #expect(try site.license().detail("about") == first) }
    }
}
