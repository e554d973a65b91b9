public import CaseModel
import LuaHost
import Synchronization

/// Where the numbers that bound contacts stand among a site's parameters.
struct HostNumbers: Sendable {
    let channels: Int?
    let earliestHour: Int?
    let latestHour: Int?

    init(_ parameters: [Parameter]) {
        channels = parameters.firstIndex { $0.id == "outreach.channels" }
        earliestHour = parameters.firstIndex { $0.id == "outreach.earliest_hour" }
        latestHour = parameters.firstIndex { $0.id == "outreach.latest_hour" }
    }
}

/// Everything that decides for one site: config, parameters and rules of all its layers.
///
/// Immutable once loaded, so that a decision can't see half of an edit.
public final class SitePolicy: Sendable {
    /// The site's config.
    public let config: SiteConfig
    /// Parameters of all layers with the site's values.
    public let parameters: [Parameter]
    /// Rules of all layers, widest layer first.
    public let rules: [Rule]
    /// SHA-256 over every file that this site's decisions depend on.
    public let hash: String

    /// The areas that this site answers.
    public let areas: [Area]

    let book: RuleBook
    let schema: ScriptSchema
    let states: StatePool
    /// What the sources report about their conditions; nil unless they were instrumented.
    let probeSet: ProbeSet?
    /// Where the numbers stand that the host itself reads.
    let hostNumbers: HostNumbers
    let twin = Mutex<SitePolicy?>(nil)
    private let resolved = Mutex<[Day: ResolvedParameters]>([:])

    init(
        config: SiteConfig, parameters: [Parameter], rules: [Rule], book: RuleBook,
        hash: String, schema: ScriptSchema, states: StatePool, probeSet: ProbeSet? = nil
    ) {
        self.config = config
        self.parameters = parameters
        self.rules = rules
        self.hash = hash
        self.schema = schema
        self.states = states
        self.book = book
        self.probeSet = probeSet
        hostNumbers = HostNumbers(parameters)
        areas = Area.allCases.filter { area in
            Area.siteAreas.contains(area)
                || rules.contains { $0.area == area && $0.layer == .program }
        }
    }

    /// The parameters in force on a day, worked out once per day.
    func parameters(on day: Day) -> ResolvedParameters {
        resolved.withLock { known in
            if let found = known[day] { return found }
            // A sweep asks for one day; a what-if for a few. Old days need not pile up.
            if known.count > 64 { known.removeAll() }
            let made = ResolvedParameters(parameters, on: day, schema: schema)
            known[day] = made
            return made
        }
    }

    /// Values and config entries that the site must still confirm.
    public var assumptions: [Assumption] {
        var found = config.assumptions
        for parameter in parameters {
            let values = parameter.siteValues.isEmpty ? parameter.values : parameter.siteValues
            for value in values where value.tag == .assumed {
                found.append(
                    Assumption(
                        what: "\(parameter.id) (\(parameter.about))", value: "\(value.value)",
                        place: value.place))
            }
        }
        for rule in rules where rule.tag == .assumed {
            found.append(Assumption(what: "rule \(rule.id)", value: rule.about, place: rule.place))
        }
        return found
    }
}

extension SitePolicy {
    /// The number that a field of the script's records is, with its value on a day.
    func parameterRead(_ type: Int, _ field: Int, on day: Day) -> ParameterRead? {
        let group = type - schema.parameterRoot - 1
        guard schema.groups.indices.contains(group),
            schema.groups[group].members.indices.contains(field)
        else { return nil }
        let index = schema.groups[group].members[field]
        guard let value = parameters(on: day).values[index] else { return nil }
        return ParameterRead(
            id: parameters[index].id, value: "\(value.value)", from: value.from,
            setBy: value.setBy, authority: value.authority, tag: value.tag.rawValue)
    }
}

extension SitePolicy {
    /// Opens a state and loads every file into it: the floor that a check is measured against.
    package func compileOnce() throws {
        _ = try states.makeState()
    }
}
