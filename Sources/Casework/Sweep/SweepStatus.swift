public import CaseModel
public import CaseStore

/// Where the sweeps of a store stand.
public struct SweepStatus: Sendable {
    /// Where one site stands.
    public struct Site: Sendable {
        /// The site.
        public var site: SiteID
        /// The run whose decisions stand; nil before the first.
        public var active: SweepRun?
        /// The run that is at work, was paused, or was killed.
        public var unfinished: SweepRun?
        /// How many case files the unfinished run has still to look at.
        public var filesLeft = 0
        /// Who is at work on it.
        public var holder: String?
    }

    /// The sites in the order asked.
    public let sites: [Site]

    /// Looks at the store.
    ///
    /// - Throws: ``CaseStoreError``.
    public init(store: CaseStore, sites: [SiteID]) throws {
        self.sites = try sites.map { site in
            var found = Site(
                site: site, active: try store.lastActiveRun(site: site),
                unfinished: try store.unfinishedRun(site: site),
                holder: SweepLock.holder(store, site: site))
            if let run = found.unfinished {
                found.filesLeft = try store.countCandidates(run).candidates
            }
            return found
        }
    }

    /// The status as a JSON tree.
    public var json: JSONValue {
        .object([
            "schema_version": .integer(1),
            "sites": .list(
                sites.map { site in
                    var object: [String: JSONValue] = ["site": .text(site.site.word)]
                    object["active"] = site.active?.json
                    if let unfinished = site.unfinished {
                        object["unfinished"] = unfinished.json
                        object["files_left"] = .integer(Int64(site.filesLeft))
                    }
                    if let holder = site.holder {
                        object["at_work"] = .text(holder)
                    }
                    return .object(object)
                }),
        ])
    }
}
