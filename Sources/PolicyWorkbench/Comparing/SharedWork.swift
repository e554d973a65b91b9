import CaseModel
import PolicyHost

/// What two versions of one site have in common, so that little is decided twice in vain.
struct SharedWork: Sendable {
    /// The areas in which the versions may answer differently.
    let areas: [Area]
    /// Whether they differ in the values of numbers alone: then a decision that read none of these
    /// is the other version's, too.
    let isNumbersOnly: Bool

    init(old: LoadedVersion, new: LoadedVersion, site: String) {
        guard let before = old.host.sites[site], let after = new.host.sites[site] else {
            (areas, isNumbersOnly) = (Area.allCases, false)
            return
        }
        let paths = Set(old.tree.files.keys).union(new.tree.files.keys).filter { path in
            old.tree.files[path] != new.tree.files[path]
                && Self.concerns(path, site: site, state: before.config.state)
        }
        isNumbersOnly =
            paths.allSatisfy { $0.hasSuffix("/parameters.yaml") }
            && before.parameters.map(\.id) == after.parameters.map(\.id)
        // A rule is asked in the area of its own file; libraries, numbers and configs reach all.
        let isRulesOnly = paths.allSatisfy {
            $0.hasSuffix(".lua") && !$0.hasPrefix("policies/lib/")
        }
        guard isRulesOnly else {
            areas = Area.allCases
            return
        }
        let touched = (before.rules + after.rules).filter { rule in
            paths.contains(String(rule.place.prefix { $0 != ":" }))
        }
        areas = Area.allCases.filter { area in touched.contains { $0.area == area } }
    }

    /// Whether a file can bear on a site's decisions, by its path.
    private static func concerns(_ path: String, site: String, state: String) -> Bool {
        if path.contains("/tests/") || path.hasPrefix("policies/fixtures/") { return false }
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return true }
        switch (parts[0], parts[1]) {
        case ("site-configs", let owner): return owner == site
        case ("policies", "sites"): return parts[2] == site
        case ("policies", "states"): return parts[2] == state
        default: return true
        }
    }
}
