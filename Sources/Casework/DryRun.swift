public import CaseModel
import Logging
public import PolicyHost

/// Decides many case files without writing anything, keeping their order.
public struct DryRun: Sendable {
    /// The loaded policies.
    public var host: PolicyHost
    /// The day on which the decisions hold; the day each file was observed if nil.
    public var day: Day?
    /// The areas asked; all that a site answers if nil.
    public var areas: [Area]?
    /// The site that decides for every file; each file's own if nil.
    public var site: String?
    /// How much each decision says about itself.
    public var detail: DecisionDetail

    /// Creates a dry run.
    public init(
        host: PolicyHost, day: Day? = nil, areas: [Area]? = nil, site: String? = nil,
        detail: DecisionDetail = .answers
    ) {
        self.host = host
        self.day = day
        self.areas = areas
        self.site = site
        self.detail = detail
    }

    /// Decides one file; a policy that fails is logged, without a fact of the case.
    public func decide(_ file: CaseFile) -> [Decision] {
        let decisions = host.decide(
            file, site: site, asOf: day ?? file.observedOn, areas: areas, detail: detail)
        for decision in decisions {
            guard let alert = decision.alert else { continue }
            Self.log.warning(
                "a policy failed and decided nothing",
                metadata: [
                    "site": "\(decision.site)", "area": "\(decision.area.rawValue)",
                    "code": "\(alert.code)", "place": "\(alert.place)",
                ])
        }
        return decisions
    }

    private static let log = Logger(label: "accord.casework")

    /// Decides a batch on as many threads as asked, in the order given.
    public func decide(_ files: [CaseFile], threads: Int) async -> [[Decision]] {
        guard threads > 1, files.count > 1 else { return files.map(decide) }
        let size = (files.count + threads - 1) / threads
        return await withTaskGroup(of: (Int, [[Decision]]).self) { group in
            for start in stride(from: 0, to: files.count, by: size) {
                group.addTask {
                    let part = files[start..<min(start + size, files.count)]
                    return (start, part.map(decide))
                }
            }
            var parts: [(Int, [[Decision]])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
