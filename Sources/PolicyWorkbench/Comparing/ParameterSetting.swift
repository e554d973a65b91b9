public import CaseModel
public import PolicyHost
import Yams

/// "What if this number were another": one value for a comparison, written nowhere.
public struct ParameterSetting: Sendable, Equatable {
    /// The parameter, such as `hold.days`.
    public var id: String
    /// The value as it was given, such as `45` or `45 days`.
    public var value: String

    /// Reads `hold.days=45`; nil if it is not written so.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].contains("."), !parts[1].isEmpty else { return nil }
        id = parts[0].trimmingPrefix { $0 == " " }.description
        value = parts[1].trimmingPrefix { $0 == " " }.description
    }

    /// The value in the spelling that the parameter's unit has in YAML; what is spelled out
    /// already stays as it is, for the loader to judge.
    func spelled(as unit: ParameterUnit) -> String {
        let number = value.allSatisfy { $0.isNumber || $0 == "." }
        switch unit {
        case .days, .months, .businessDays: return number ? "\(value) \(unit.rawValue)" : value
        case .share: return number ? "\(value)%" : value
        case .money:
            return Money(value.hasPrefix("$") ? value : "$\(value)").map { "\($0)" } ?? value
        default: return value
        }
    }

    fileprivate func node(as unit: ParameterUnit) -> Node {
        guard unit == .list else { return Node(spelled(as: unit)) }
        let words = value.split { $0 == "[" || $0 == "]" || $0 == "," || $0 == " " }
        return Node(words.map { Node(String($0)) })
    }
}

extension PolicyVersion {
    /// This version with parameters at other values.
    ///
    /// - Parameters:
    ///   - settings: The values; each takes the place of every value that a site set for it.
    ///   - sites: The sites that get them; all that know the parameter if nil.
    ///   - host: The sites of this version, loaded.
    ///   - day: The first day of the values; the declaration's own first day if nil.
    /// - Returns: The changed version, whose label says what was set.
    /// - Throws: ``PolicyProblem`` if no site knows a parameter, a value is misspelt, or the layer
    ///   that declares it does not allow the move.
    public func setting(
        _ settings: [ParameterSetting], sites: [String]?, host: PolicyHost, from day: Day?
    ) throws(PolicyProblem) -> PolicyVersion {
        var files = tree.files
        var touched: Set<String> = []
        let wanted = host.sites.values.filter { sites?.contains($0.config.id) ?? true }
        for setting in settings {
            var isKnown = false
            for site in wanted {
                let found = site.parameters.first { $0.id == setting.id }
                guard let parameter = found, let first = parameter.values.first else { continue }
                isKnown = true
                let path = "site-configs/\(site.config.id)/parameters.yaml"
                files[path] = try Self.file(
                    files[path] ?? "set: []", path, setting, parameter, from: day ?? first.from)
                touched.insert(site.config.id)
            }
            if !isKnown {
                let known = Set(wanted.flatMap { $0.parameters.map(\.id) }).sorted()
                let near = EditDistance.nearest(setting.id, in: known)
                throw PolicyProblem(
                    code: "parameter.unknown", message: "no site here has this parameter",
                    file: "--set \(setting.id)",
                    suggestion: near.map { "did you mean `\($0)`?" } ?? "accord docs lists them")
            }
        }
        let changed = PolicyTree(files: files)
        // The loader is the judge of spelling and direction.
        let result = PolicyHost(tree: changed, sites: touched.sorted())
        for site in touched.sorted() where result.sites[site] == nil {
            let wrong = result.problems[site]?.first { $0.severity == .error }
            throw PolicyProblem(
                code: wrong?.code ?? "parameter.unknown",
                message: wrong?.message ?? "the site does not load with it",
                file: "--set at \(site)", suggestion: wrong?.suggestion ?? "")
        }
        let list = settings.map { "\($0.id)=\($0.value)" }.joined(separator: ", ")
        return PolicyVersion(label: "\(label) with \(list)", tree: changed)
    }

    /// A site's parameter file with one value in the place of all it set for that parameter.
    private static func file(
        _ text: String, _ path: String, _ setting: ParameterSetting, _ parameter: Parameter,
        from day: Day
    ) throws(PolicyProblem) -> String {
        do {
            var entries = try Yams.compose(yaml: text)?["set"]?.sequence.map(Array.init) ?? []
            entries.removeAll { $0["parameter"]?.string == setting.id }
            entries.append(
                Node([
                    (Node("parameter"), Node(setting.id)),
                    (Node("value"), setting.node(as: parameter.unit)),
                    (Node("from"), Node("\(day)")),
                    (Node("reason"), Node("tried by a comparison")),
                    (Node("approved_by"), Node("nobody")), (Node("tag"), Node("assumed")),
                ]))
            return try Yams.serialize(node: Node([(Node("set"), Node(entries))]))
        } catch {
            throw PolicyProblem(
                code: "yaml.syntax", message: "the site's parameters can't be read", file: path)
        }
    }
}
