import CBenchFloor
import CaseModel
import PolicyHost

/// Small fixed programs whose instructions are counted, so that a change which makes the hot path
/// slower is noticed on any machine, loaded or not.
///
/// Everything is the same in every run: cases, order, seeds. What comes before the measured part
/// (loading, warming up) is not counted; see `bench_counted`.
enum Guard: String, CaseIterable {
    /// 2,000 license decisions.
    case license
    /// All areas of 40 synthetic cases at one site.
    case site
    /// The bare conditions of the enforcement decisions of 40 synthetic cases at one site.
    case conditions
    /// Those decisions, with layers, floors, reasons and words: what `site-decision` compares.
    case enforcement
    /// The same decisions as a sweep makes them, with all that it keeps of them.
    case record
    /// The same 40 case files read from JSON.
    case read
    /// Their decisions written as JSON.
    case write

    func run(root: String) throws {
        switch self {
        case .license:
            let input = try LicenseInput(root: root, count: 2_000)
            var host = try LicenseHost(input.units, name: "license_units.lua", units: true)
            try Guard.count { keep(try host.run(input.cases)) }
        case .site:
            let (policy, files, day) = try Guard.site(root)
            try Guard.count { for file in files { keep(policy.decide(file, asOf: day)) } }
        case .conditions:
            let (policy, files, day) = try Guard.site(root)
            guard let state = BareState(policy) else { throw BenchFailure("no state") }
            let bare = files.map {
                BareConditions(policy: policy, file: $0, caseIndex: 0, asOf: day)
            }
            try Guard.count { for conditions in bare { keep(conditions.run(in: state)) } }
        case .enforcement:
            let (policy, files, day) = try Guard.site(root)
            try Guard.count {
                for file in files {
                    keep(policy.decideFirstCase(file, asOf: day, area: .enforcement))
                }
            }
        case .record:
            let (policy, files, day) = try Guard.site(root)
            let session = DecidingSession(policy: policy, asOf: day)
            try Guard.count {
                for file in files {
                    for index in file.cases.indices {
                        let moment = CaseMoment(file: file, caseIndex: index, day: day)
                        for area in policy.areas {
                            keep(
                                session.decide(
                                    moment, area: area, fileHash: "", standing: nil))
                        }
                    }
                }
            }
        case .read:
            let texts = try Guard.site(root).files.map { $0.canonicalBytes() }
            let reader = CaseFileReader()
            try Guard.count { for text in texts { keep(try reader.read(text)) } }
        case .write:
            let (policy, files, day) = try Guard.site(root)
            let decisions = files.flatMap { policy.decide($0, asOf: day) }
            try Guard.count { for decision in decisions { keep(decision.canonicalJSON) } }
        }
    }

    private static func site(_ root: String) throws -> (
        policy: SitePolicy, files: [CaseFile], day: Day
    ) {
        let site = SiteID.ohStark
        let host = PolicyHost(tree: try PolicyTree(root: root), sites: [site.word])
        guard let policy = host.sites[site.word] else {
            throw BenchFailure("\(site.word) does not load")
        }
        let day = Day(epochDay: 17_956)
        let sampler = Sampler(seed: 7)
        let files = (0..<40).map { sampler.caseFile(index: $0, site: site, asOf: day) }
        return (policy, files, day)
    }

    /// Does the work once to warm up, and once more where it is counted.
    private static func count(_ work: () throws -> Void) throws {
        try work()
        var result = Result<Void, any Error>.success(())
        withoutActuallyEscaping(work) { work in
            var counted: () -> Void = { result = Result { try work() } }
            withUnsafeMutablePointer(to: &counted) { counted in
                bench_counted(
                    { $0?.assumingMemoryBound(to: (() -> Void).self).pointee() }, counted)
            }
        }
        try result.get()
    }
}
