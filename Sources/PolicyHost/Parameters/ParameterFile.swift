import CaseModel

/// Reads `parameters.yaml` of a layer and of a site.
enum ParameterFile {
    /// The parameters that a layer declares.
    static func declarations(_ text: String, file: String, layer: String, problems: ProblemList)
        -> [Parameter]
    {
        guard let root = YAMLValue.document(text, file: file, problems: problems) else { return [] }
        let top = root.entries(of: .layerParameters)
        var found: [Parameter] = []
        for item in top["parameters"]?.items(of: "`parameters`") ?? [] {
            guard let parameter = declaration(item, layer: layer) else { continue }
            if found.contains(where: { $0.id == parameter.id }) {
                (item.entry("id") ?? item).problem(
                    "parameter.twice", "`\(parameter.id)` is declared twice in this file",
                    suggestion: "keep one of them")
            } else {
                found.append(parameter)
            }
        }
        return found
    }

    private static func declaration(_ item: YAMLValue, layer: String) -> Parameter? {
        let entries = item.entries(of: .parameter)
        guard let id = entries["id"]?.text("`id`"),
            let unitName = entries["unit"]?.word(
                "`unit`", of: ParameterUnit.allCases.map(\.rawValue)),
            let unit = ParameterUnit(rawValue: unitName),
            let directionName = entries["direction"]?.word(
                "`direction`", of: Direction.allCases.map(\.rawValue)),
            let direction = Direction(rawValue: directionName),
            let tag = provenance(entries["tag"]), let values = entries["values"]
        else { return nil }
        guard id.split(separator: ".").count == 2, isName(id) else {
            entries["id"]?.problem(
                "parameter.id", "`\(id)` is not a parameter id",
                suggestion: "write group.name in lower case, such as hold.length")
            return nil
        }
        let authority = entries["authority"]?.text("`authority`") ?? ""
        var dated: [DatedValue] = []
        for value in values.items(of: "`values`") {
            let parts = value.entries(of: .value)
            guard let from = parts["from"]?.day("`from`"), let raw = parts["value"],
                let parsed = ParameterValue.read(raw, unit: unit, what: "`\(id)`")
            else { continue }
            dated.append(
                DatedValue(
                    from: from, until: parts["until"]?.day("`until`"), value: parsed, setBy: layer,
                    authority: parts["authority"]?.rawText ?? authority,
                    tag: parts["tag"].flatMap(provenance) ?? tag,
                    place: "\(item.file):\(value.line)", written: raw.place))
        }
        if dated.isEmpty {
            values.problem("parameter.no-value", "`\(id)` has no value that can be read")
            return nil
        }
        Parameter.checkDates(dated, of: id, at: values)
        return Parameter(
            id: id, about: entries["about"]?.text("`about`") ?? "", unit: unit,
            direction: direction, layer: layer, file: item.file,
            declared: entries["id"]?.place ?? item.place,
            isForStaff: entries["for"]?.word("`for`", of: ["policies", "staff"]) == "staff",
            values: dated)
    }

    private static func isName(_ id: String) -> Bool {
        id.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
        }
    }

    static func provenance(_ value: YAMLValue?) -> Provenance? {
        guard let value else { return nil }
        return value.word("`tag`", of: Provenance.allCases.map(\.rawValue))
            .flatMap(Provenance.init(rawValue:))
    }

    /// Puts a site's values into the declared parameters, checking direction and dates.
    static func apply(
        _ text: String, file: String, site: String, to parameters: inout [Parameter],
        problems: ProblemList
    ) {
        guard let root = YAMLValue.document(text, file: file, problems: problems) else { return }
        let top = root.entries(of: .siteParameters)
        var order: [String: [(DatedValue, YAMLValue)]] = [:]
        for item in top["set"]?.items(of: "`set`") ?? [] {
            let parts = item.entries(of: .setting)
            guard let name = parts["parameter"], let id = name.rawText else { continue }
            guard let index = parameters.firstIndex(where: { $0.id == id }) else {
                let near = EditDistance.nearest(id, in: parameters.map(\.id))
                name.problem(
                    "parameter.unknown", "no layer of this site declares `\(id)`",
                    suggestion: near.map { "did you mean `\($0)`?" } ?? "")
                continue
            }
            guard let from = parts["from"]?.day("`from`"), let raw = parts["value"],
                let value = ParameterValue.read(raw, unit: parameters[index].unit, what: "`\(id)`"),
                let tag = provenance(parts["tag"])
            else { continue }
            let dated = DatedValue(
                from: from, until: parts["until"]?.day("`until`"), value: value, setBy: site,
                authority: parts["authority"]?.rawText ?? parts["reason"]?.rawText ?? "", tag: tag,
                place: "\(file):\(item.line)", written: raw.place)
            checkDirection(dated, parameters[index], at: raw)
            order[id, default: []].append((dated, item))
        }
        for index in parameters.indices {
            guard let set = order[parameters[index].id], let first = set.first else { continue }
            parameters[index].siteValues = set.map(\.0)
            Parameter.checkDates(set.map(\.0), of: parameters[index].id, at: first.1)
        }
    }

    /// A site may move a value only the way its declaration allows.
    private static func checkDirection(
        _ set: DatedValue, _ parameter: Parameter, at place: YAMLValue
    ) {
        guard
            let law = parameter.values.last(where: { $0.from <= set.from })
                ?? parameter.values.first,
            !parameter.direction.allows(set.value, instead: law.value)
        else { return }
        let source = "\(parameter.layer) layer: \(law.authority)"
        if parameter.direction == .fixed {
            place.problem(
                "parameter.fixed", "`\(parameter.id)` can't be changed by a site",
                suggestion: "\(law.value) is set by the \(source)")
        } else {
            let way = parameter.direction == .onlyMore ? "or more" : "or less"
            place.problem(
                "parameter.direction",
                "`\(parameter.id)` may be \(law.value) \(way) at a site, not \(set.value)",
                suggestion: source)
        }
    }
}
