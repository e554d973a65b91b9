import CaseModel
import PolicyHost

/// The dated numbers of all layers, with what sites have set.
struct ParameterEntries {
    let entries: [ReferenceEntry]

    init(host: PolicyHost, tree: PolicyTree) {
        let declared = tree.declaredParameters
        var byID: [String: [Parameter]] = [:]
        for parameter in declared { byID[parameter.id, default: []].append(parameter) }
        var found = byID.map { id, parameters in
            Self.entry(id, parameters, host: host)
        }
        var root = ReferenceEntry(
            name: "site", kind: .record,
            summary:
                "The numbers in force on the day; the second argument of every rule, `law` in federal and state files"
        )
        let groups = Set(declared.map(\.group)).sorted()
        root.details = [
            .init(label: "Holds", text: groups.map { "`\($0)`" }.joined(separator: ", "))
        ]
        found.append(root)
        entries = found
    }

    private static func entry(_ id: String, _ parameters: [Parameter], host: PolicyHost)
        -> ReferenceEntry
    {
        let first = parameters[0]
        var entry = ReferenceEntry(name: id, kind: .parameter, summary: first.about)
        entry.type = first.unit.rawValue
        entry.unit = first.unit.storedUnit
        entry.source = first.values.last?.authority ?? ""
        entry.declared = first.values[0].place
        entry.mayBeAbsent = parameters.contains { parameter in
            parameter.values.contains { $0.value == .ended }
                || parameter.values.last?.until != nil
        }
        entry.example = example(first)
        entry.details.append(
            .init(label: "A site may set it", text: first.direction.words))
        for parameter in parameters {
            for value in parameter.values {
                let until = value.until.map { " until \($0)" } ?? ""
                entry.details.append(
                    .init(
                        label: label(parameter),
                        text: "\(value.value) from \(value.from)\(until) [\(value.tag.rawValue)]"))
            }
        }
        for (site, policy) in host.sites.sorted(by: { $0.key < $1.key }) {
            guard let set = policy.parameters.first(where: { $0.id == id }) else { continue }
            for value in set.siteValues {
                entry.details.append(
                    .init(
                        label: site,
                        text: "\(value.value) from \(value.from) [\(value.tag.rawValue)]"))
            }
        }
        return entry
    }

    /// The layer with its state or program: `state oh`, `program iv-d-et`.
    private static func label(_ parameter: Parameter) -> String {
        let parts = parameter.values[0].place.split(separator: "/")
        return parts.count > 3 ? "\(parameter.layer) \(parts[2])" : parameter.layer
    }

    private static func example(_ parameter: Parameter) -> String {
        let use = "site.\(parameter.id)"
        switch parameter.unit {
        case .money: return "case.arrears.total >= \(use)"
        case .days, .businessDays, .months: return "within(case.payments.last_on, \(use))"
        case .count: return "case.open_referrals >= \(use)"
        case .share: return "case.payments.share_90 < \(use)"
        case .hour: return "\(use) <= 20"
        case .yesNo: return use
        case .text:
            return "\(use) == \"\(parameter.values.last.map { "\($0.value)" } ?? "word")\""
        case .list: return "count(\(use)) >= 1"
        }
    }
}

extension ParameterUnit {
    /// The unit in which policies are handed the number, where its name does not say it.
    fileprivate var storedUnit: String? {
        switch self {
        case .money: "cents"
        case .share: "basis points: 10,000 is all"
        case .days: "calendar days"
        case .businessDays: "days on which the site is open"
        case .months: "calendar months"
        case .hour: "hours of the day, 0 to 24"
        case .count, .yesNo, .text, .list: nil
        }
    }
}

extension Direction {
    /// What a site may do, in words.
    fileprivate var words: String {
        switch self {
        case .onlyMore: "higher only"
        case .onlyLess: "lower only"
        case .either: "freely"
        case .fixed: "never"
        }
    }
}
