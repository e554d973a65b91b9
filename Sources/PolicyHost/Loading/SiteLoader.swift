import CaseModel
import LuaHost

/// Loads one site from a tree, reporting every problem at once.
struct SiteLoader {
    let files: ParsedFiles
    let site: String
    let limits: LuaLimits
    /// Programs to switch on or off, whatever the config says; for tests.
    var programs: [String: Bool] = [:]

    private var tree: PolicyTree { files.tree }

    /// The site, or nil if anything is wrong enough that it must not decide.
    func load() -> (SitePolicy?, [PolicyProblem], SiteAnalysis) {
        let problems = ProblemList()
        var analysis = SiteAnalysis(site: site)
        var used: [String] = []
        func read(_ path: String) -> String? {
            guard let text = tree.files[path] else { return nil }
            used.append(path)
            return text
        }
        guard
            var config = SiteConfigReader(
                id: site, problems: problems, states: tree.states, read: read
            ).config()
        else { return (nil, problems.sorted, analysis) }
        config.programs.merge(programs) { $1 }
        analysis.config = config
        let layers = folders(of: config)
        let parameters = parameters(layers, read: read, problems: problems)
        analysis.parameters = parameters
        let schema = ScriptSchema(parameters: parameters)
        let sources = sources(layers, read: read)
        // What a newer policy uses is told once, not name by name.
        let newer = sources.compactMap { source in
            (try? source.script.get()).flatMap { files.refusal($0) }
        }
        guard newer.isEmpty else {
            for problem in newer { problems.add(problem) }
            return (nil, problems.sorted, analysis)
        }
        let states = StatePool(sources: sources, schema: schema, limits: limits)
        analysis.flows = flows(sources, schema: schema, config: config, parameters: parameters)
        for finding in analysis.flows.flatMap(\.findings) where finding.severity == .error {
            problems.add(finding)
        }
        let rules = rules(
            states, sources: sources, flows: analysis.flows, config: config, problems: problems)
        analysis.rules = rules.rules
        analysis.isComplete = rules.isComplete
        if rules.isComplete {
            checkCompleteness(rules.rules, flows: analysis.flows, problems: problems)
        }
        let plain = rules.rules.map(\.rule)
        let book = RuleBook(rules: plain)
        analysis.openRemedies = book.remedies.map(\.word)
        guard !problems.hasErrors else { return (nil, problems.sorted, analysis) }
        let policy = SitePolicy(
            config: config, parameters: parameters, rules: plain, book: book,
            hash: tree.hash(of: used), schema: schema, states: states)
        return (policy, problems.sorted, analysis)
    }

    private func parameters(
        _ layers: [(Layer, String)], read: (String) -> String?, problems: ProblemList
    ) -> [Parameter] {
        var parameters: [Parameter] = []
        for (layer, folder) in layers where layer != .site {
            let file = "\(folder)/parameters.yaml"
            guard read(file) != nil else { continue }
            for parameter in files.parameters(file, layer: layer.rawValue, problems: problems) {
                guard let other = parameters.first(where: { $0.id == parameter.id }) else {
                    parameters.append(parameter)
                    continue
                }
                let place = parameter.declared
                problems.add(
                    PolicyProblem(
                        code: "parameter.twice",
                        message:
                            "`\(parameter.id)` is declared here and in the \(other.layer) layer",
                        file: file, line: place.line, column: place.column, length: place.length,
                        suggestion: "keep one: \(other.file):\(other.declared.line)"))
            }
        }
        let settings = "site-configs/\(site)/parameters.yaml"
        if let text = read(settings) {
            ParameterFile.apply(
                text, file: settings, site: site, to: &parameters, problems: problems)
        }
        return parameters
    }

    /// What the source of every file that parses tells; one that does not is reported when loaded.
    private func flows(
        _ sources: [PolicySource], schema: ScriptSchema, config: SiteConfig,
        parameters: [Parameter]
    ) -> [FileFlow] {
        let context = flowContext(sources, schema: schema, config: config, parameters: parameters)
        return sources.compactMap { source in
            (try? source.script.get()).map { files.flow($0, context) }
        }
    }

    /// What the analysis of a file must know of the site around it.
    func flowContext(
        _ sources: [PolicySource], schema: ScriptSchema, config: SiteConfig,
        parameters: [Parameter]
    ) -> FlowAnalysis.Context {
        var modules: [String: Chunk] = [:]
        var texts: [String: String] = [:]
        for source in sources {
            texts[source.path] = source.text
            if let module = source.module, let script = try? source.script.get() {
                modules[module] = script.chunk
            }
        }
        let ending = parameters.filter { parameter in
            (parameter.values + parameter.siteValues).contains { $0.value == .ended }
        }
        return FlowAnalysis.Context(
            schema: schema, modules: modules, texts: texts,
            siteWords: [
                "partner id": config.partners.map(\.id), "service area": config.serviceAreas,
            ], endingParameters: Set(ending.map(\.id)))
    }

    /// The folders of each layer, widest first.
    private func folders(of config: SiteConfig) -> [(Layer, String)] {
        var folders: [(Layer, String)] = [
            (.federal, "policies/federal"), (.state, "policies/states/\(config.state)"),
            (.pjac, "policies/pjac"),
        ]
        for (program, on) in config.programs.sorted(by: { $0.key < $1.key }) where on {
            folders.append((.program, "policies/programs/\(program)"))
        }
        folders.append((.site, "policies/sites/\(site)"))
        return folders
    }

    private func sources(_ layers: [(Layer, String)], read: (String) -> String?)
        -> [PolicySource]
    {
        var sources: [PolicySource] = []
        for path in tree.paths(in: "policies/lib", ending: ".lua") {
            let name = path.dropFirst("policies/lib/".count).dropLast(".lua".count)
            if let text = read(path), let script = files.script(path) {
                sources.append(
                    PolicySource(
                        path: path, text: text, layer: nil, module: String(name), script: script))
            }
        }
        for (layer, folder) in layers {
            for path in tree.paths(in: folder, ending: ".lua") {
                if let text = read(path), let script = files.script(path) {
                    sources.append(
                        PolicySource(
                            path: path, text: text, layer: layer, module: nil, script: script))
                }
            }
        }
        return sources
    }

    private func rules(
        _ states: StatePool, sources: [PolicySource], flows: [FileFlow], config: SiteConfig,
        problems: ProblemList
    ) -> (rules: [SourcedRule], isComplete: Bool) {
        var rules: [SourcedRule] = []
        var places: [String: String] = [:]
        let flows = Dictionary(uniqueKeysWithValues: flows.map { ($0.file, $0) })
        let loaded = states.loadFirst(problems: problems)
        for (source, value) in loaded {
            let read = read(
                value, of: source, flow: flows[source.path], config: config, problems: problems)
            for rule in read {
                if let other = places.updateValue(rule.rule.place, forKey: rule.rule.id) {
                    places[rule.rule.id] = other
                    problems.add(
                        rule.problem(
                            "rule.twice",
                            "`\(rule.rule.id)` is also the id of a rule in \(other)",
                            at: rule.place(ofValue: "id"),
                            suggestion: "give one of them another id"))
                } else {
                    rules.append(rule)
                }
            }
        }
        // What a file that does not load leaves unanswered is no problem of its own.
        return (rules, loaded.count == sources.count)
    }

    /// The rules in the value that a file returned; none for a module.
    func read(
        _ value: LuaValue, of source: PolicySource, flow: FileFlow?, config: SiteConfig,
        problems: ProblemList
    ) -> [SourcedRule] {
        guard let layer = source.layer else { return [] }
        let answers =
            (try? source.script.get()).map { files.answers($0) } ?? AnswerFinder(chunk: nil)
        let reader = RuleReader(
            file: source.path, text: source.text, layer: layer, languages: config.languages,
            problems: problems, outcomes: answers.outcomes(atLine:), sources: flow?.rules ?? [])
        let rules = reader.rules(value)
        for rule in rules { checkAnswers(of: rule, answers, problems: problems) }
        return rules
    }

    /// The answers that a rule's source can give are among those its question takes.
    private func checkAnswers(
        of rule: SourcedRule, _ answers: AnswerFinder, problems: ProblemList
    ) {
        guard let point = rule.rule.point else { return }
        for outcome in rule.rule.possible where !point.proposals.contains(outcome) {
            let place =
                rule.rule.decide.flatMap { answers.place(of: outcome, atLine: $0.line) }
                .map { FilePlace($0, in: rule.text) } ?? rule.place(ofValue: "decide")
            problems.add(
                rule.problem(
                    "answer.point",
                    "`\(rule.rule.id)` answers `\(outcome.rawValue)`, which \(point.rawValue) does not take",
                    at: place,
                    suggestion:
                        "it takes \(point.proposals.map(\.rawValue).joined(separator: ", "))"))
        }
    }

    /// Every question that a site must answer has a rule and a default.
    func checkCompleteness(
        _ rules: [SourcedRule], flows: [FileFlow], problems: ProblemList
    ) {
        let mine = rules.filter { $0.rule.layer == .site }
        for area in Area.siteAreas {
            let file = "policies/sites/\(site)/\(area.rawValue).lua"
            guard let text = tree.files[file] else {
                problems.add(
                    PolicyProblem(
                        code: "policy.missing", message: "the site has no \(area.rawValue) policy",
                        file: file, suggestion: "copy it from another site and edit it"))
                continue
            }
            let head = flows.first { $0.file == file }?.head.map { FilePlace($0, in: text) }
            for point in DecisionPoint.points(in: area) {
                let here = mine.filter { $0.rule.point == point }
                var defaults: [String: SourcedRule] = [:]
                for rule in here where rule.rule.kind == .fallback {
                    for remedy in rule.rule.remedies.isEmpty ? [""] : rule.rule.remedies {
                        guard let other = defaults.updateValue(rule, forKey: remedy) else {
                            continue
                        }
                        problems.add(
                            rule.problem(
                                "policy.two-defaults",
                                "\(point.rawValue) \(remedy) has two defaults: "
                                    + "`\(other.rule.id)` and `\(rule.rule.id)`",
                                at: rule.place(ofValue: "id"), suggestion: "keep one"))
                    }
                }
                for kind in [RuleKind.rule, .fallback]
                where !here.contains(where: { $0.rule.kind == kind }) {
                    problems.add(
                        PolicyProblem(
                            code: "policy.no-\(kind.rawValue)",
                            message:
                                "\(point.rawValue) has no policy:\(kind.rawValue): \(point.question)",
                            file: file, line: head?.line ?? 1, column: head?.column ?? 1,
                            length: head?.length ?? 0,
                            suggestion:
                                "add policy:\(kind.rawValue) with point = \"\(point.rawValue)\""))
                }
            }
        }
    }
}

extension SourcedRule {
    /// A problem of this rule.
    package func problem(
        _ code: String, _ message: String, at place: FilePlace, suggestion: String = "",
        severity: PolicyProblem.Severity = .error
    ) -> PolicyProblem {
        PolicyProblem(
            code: code, message: message, file: file, line: place.line, column: place.column,
            length: place.length, suggestion: suggestion, severity: severity)
    }
}
