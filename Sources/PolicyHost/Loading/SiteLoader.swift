import CaseModel
import LuaHost

/// Loads one site from a tree, reporting every problem at once.
struct SiteLoader {
    let tree: PolicyTree
    let site: String
    let limits: LuaLimits
    /// Programs to switch on or off, whatever the config says; for tests.
    var programs: [String: Bool] = [:]

    /// The site, or nil if anything is wrong enough that it must not decide.
    func load() -> (SitePolicy?, [PolicyProblem]) {
        let problems = ProblemList()
        var used: [String] = []
        func read(_ path: String) -> String? {
            guard let text = tree.files[path] else { return nil }
            used.append(path)
            return text
        }
        guard
            var config = SiteConfigReader(id: site, problems: problems, read: read).config()
        else { return (nil, problems.sorted) }
        config.programs.merge(programs) { $1 }
        let layers = folders(of: config)
        var parameters: [Parameter] = []
        for (layer, folder) in layers where layer != .site {
            let file = "\(folder)/parameters.yaml"
            guard let text = read(file) else { continue }
            let declared = ParameterFile.declarations(
                text, file: file, layer: layer.rawValue, problems: problems)
            for parameter in declared {
                if let other = parameters.first(where: { $0.id == parameter.id }) {
                    problems.add(
                        PolicyProblem(
                            code: "parameter.twice",
                            message:
                                "`\(parameter.id)` is declared here and in the \(other.layer) layer",
                            file: file, suggestion: "keep one: \(other.values[0].place)"))
                } else {
                    parameters.append(parameter)
                }
            }
        }
        let settings = "site-configs/\(site)/parameters.yaml"
        if let text = read(settings) {
            ParameterFile.apply(
                text, file: settings, site: site, to: &parameters, problems: problems)
        }
        let schema = ScriptSchema(parameters: parameters)
        let sources = sources(layers, read: read)
        let states = StatePool(sources: sources, schema: schema, limits: limits)
        // A file that does not parse is reported when it is loaded.
        var chunks: [String: Chunk] = [:]
        for source in sources {
            chunks[source.path] = try? LuaSyntax.parse(source: source.text, name: source.path)
        }
        for (file, chunk) in chunks {
            NameChecker(file: file, schema: schema, problems: problems).check(chunk)
        }
        let rules = rules(
            states, sources: sources, chunks: chunks, config: config, problems: problems)
        if rules.isComplete { checkCompleteness(rules.rules, problems: problems) }
        guard !problems.hasErrors else { return (nil, problems.sorted) }
        let policy = SitePolicy(
            config: config, parameters: parameters, rules: rules.rules,
            hash: tree.hash(of: used), schema: schema, states: states)
        return (policy, problems.sorted)
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
            if let text = read(path) {
                sources.append(
                    PolicySource(path: path, text: text, layer: nil, module: String(name)))
            }
        }
        for (layer, folder) in layers {
            for path in tree.paths(in: folder, ending: ".lua") {
                if let text = read(path) {
                    sources.append(PolicySource(path: path, text: text, layer: layer, module: nil))
                }
            }
        }
        return sources
    }

    private func rules(
        _ states: StatePool, sources: [PolicySource], chunks: [String: Chunk],
        config: SiteConfig, problems: ProblemList
    ) -> (rules: [Rule], isComplete: Bool) {
        var rules: [Rule] = []
        let loaded = states.loadFirst(problems: problems)
        for (source, value) in loaded {
            guard let layer = source.layer else { continue }
            let reader = RuleReader(
                file: source.path, layer: layer, languages: config.languages, problems: problems,
                outcomes: AnswerFinder(chunk: chunks[source.path]).outcomes(atLine:))
            for rule in reader.rules(value) {
                checkAnswers(of: rule, problems: problems)
                if let other = rules.first(where: { $0.id == rule.id }) {
                    problems.add(
                        PolicyProblem(
                            code: "rule.twice",
                            message: "`\(rule.id)` is also the id of a rule in \(other.place)",
                            file: source.path,
                            line: rule.line,
                            suggestion: "give one of them another id"))
                } else {
                    rules.append(rule)
                }
            }
        }
        // What a file that does not load leaves unanswered is no problem of its own.
        return (rules, loaded.count == sources.count)
    }

    /// The answers that a rule's source can give are among those its question takes.
    func checkAnswers(of rule: Rule, problems: ProblemList) {
        guard let point = rule.point else { return }
        for outcome in rule.possible where !point.proposals.contains(outcome) {
            problems.add(
                PolicyProblem(
                    code: "answer.point",
                    message:
                        "`\(rule.id)` answers `\(outcome.rawValue)`, which \(point.rawValue) does not take",
                    file: String(rule.place.prefix { $0 != ":" }),
                    line: rule.line,
                    suggestion:
                        "it takes \(point.proposals.map(\.rawValue).joined(separator: ", "))"))
        }
    }

    /// Every question that a site must answer has a rule and a default.
    func checkCompleteness(_ rules: [Rule], problems: ProblemList) {
        let mine = rules.filter { $0.layer == .site }
        for area in Area.siteAreas {
            let file = "policies/sites/\(site)/\(area.rawValue).lua"
            guard tree.files[file] != nil else {
                problems.add(
                    PolicyProblem(
                        code: "policy.missing", message: "the site has no \(area.rawValue) policy",
                        file: file))
                continue
            }
            for point in DecisionPoint.points(in: area) {
                var defaults: [String: Rule] = [:]
                for rule in mine where rule.point == point && rule.kind == .fallback {
                    for remedy in rule.remedies.isEmpty ? [""] : rule.remedies {
                        guard let other = defaults.updateValue(rule, forKey: remedy) else {
                            continue
                        }
                        problems.add(
                            PolicyProblem(
                                code: "policy.two-defaults",
                                message: "\(point.rawValue) \(remedy) has two defaults: "
                                    + "`\(other.id)` and `\(rule.id)`", file: file,
                                line: rule.line,
                                suggestion: "keep one"))
                    }
                }
                for kind in [RuleKind.rule, .fallback]
                where !mine.contains(where: { $0.point == point && $0.kind == kind }) {
                    problems.add(
                        PolicyProblem(
                            code: "policy.no-\(kind.rawValue)",
                            message:
                                "\(point.rawValue) has no policy:\(kind.rawValue): \(point.question)",
                            file: file))
                }
            }
        }
    }
}

/// One Lua file with its layer, or a module that others require.
struct PolicySource: Sendable {
    var path: String
    var text: String
    var layer: Layer?
    var module: String?
    /// The text with probes, in the twin of a site.
    var instrumented: InstrumentedSource?
}
