import CaseModel
import LuaHost

/// What differs between two versions of the policies, in the words of their authors.
///
/// Says what was written differently; whose answer changes is the question of `accord diff`.
public struct PolicyDifference: Sendable {
    /// One thing that differs.
    public struct Change: Sendable, Equatable {
        /// What became of it.
        public enum Kind: String, Sendable {
            case added, removed, changed
        }
        /// What became of it.
        public var kind: Kind
        /// `site`, `file`, `rule`, `parameter` or `capability`.
        public var what: String
        /// Its name: an id or a path.
        public var name: String
        /// Before and after, where that can be said in a few words.
        public var detail: String
        /// File and line, in the new version or in the old one if it is gone.
        public var place: String
    }

    /// The changes: sites, capabilities, parameters, rules, files, each by name.
    public let changes: [Change]

    /// Compares two versions.
    ///
    /// Sites that do not load are compared by their files alone.
    public init(from old: PolicyTree, to new: PolicyTree) {
        let (before, after) = (Version(old), Version(new))
        changes =
            Self.compare("site", before.sites, after.sites)
            + Self.compare("capability", before.capabilities, after.capabilities)
            + Self.compare("parameter", before.parameters, after.parameters)
            + Self.compare("rule", before.rules, after.rules)
            + Self.compare("file", before.files, after.files)
    }

    /// One thing as it is compared: parts by name, so that a change can say which of them differ.
    private struct Item: Equatable {
        var parts: [String: String]
        var place = ""
        /// The part that is shown before and after.
        var shown: String?
    }

    private static func compare(_ what: String, _ old: [String: Item], _ new: [String: Item])
        -> [Change]
    {
        var changes: [Change] = []
        for name in Set(old.keys).union(new.keys).sorted() {
            switch (old[name], new[name]) {
            case (nil, let item?):
                changes.append(
                    Change(
                        kind: .added, what: what, name: name,
                        detail: item.shown.flatMap { item.parts[$0] } ?? "", place: item.place))
            case (let item?, nil):
                changes.append(
                    Change(
                        kind: .removed, what: what, name: name,
                        detail: item.shown.flatMap { item.parts[$0] } ?? "", place: item.place))
            case (let before?, let after?) where before.parts != after.parts:
                var details: [String] = []
                for part in Set(before.parts.keys).union(after.parts.keys).sorted()
                where before.parts[part] != after.parts[part] {
                    details.append(
                        part == after.shown
                            ? "\(before.parts[part] ?? "none") -> \(after.parts[part] ?? "none")"
                            : part)
                }
                changes.append(
                    Change(
                        kind: .changed, what: what, name: name,
                        detail: details.joined(separator: ", "), place: after.place))
            default: break
            }
        }
        return changes
    }

    /// Everything of one version that is compared, by name.
    private struct Version {
        var sites: [String: Item] = [:]
        var capabilities: [String: Item] = [:]
        var parameters: [String: Item] = [:]
        var rules: [String: Item] = [:]
        var files: [String: Item] = [:]

        init(_ tree: PolicyTree) {
            let host = PolicyHost(tree: tree)
            for (path, text) in tree.files {
                files[path] = Item(parts: ["contents": text], place: path)
            }
            for id in tree.sites {
                sites[id] = Item(
                    parts: ["policies": host.sites[id].map { String($0.hash.prefix(12)) } ?? ""],
                    place: "site-configs/\(id)/site.yaml", shown: "policies")
            }
            let used = HostCapabilities.used(by: tree, host: host)
            for (kind, names) in used.capabilities.names {
                for name in names { capabilities["\(kind) \(name)"] = Item(parts: [:]) }
            }
            capabilities["api"] = Item(parts: ["version": "\(used.api)"], shown: "version")
            for (id, site) in host.sites {
                for parameter in site.parameters {
                    parameters["\(parameter.layer) \(parameter.id)"] = Self.item(
                        parameter.values, unit: parameter.unit, parameter.direction)
                    if !parameter.siteValues.isEmpty {
                        parameters["\(id) \(parameter.id)"] = Self.item(
                            parameter.siteValues, unit: parameter.unit, nil)
                    }
                }
            }
            let sources = RuleSources(tree)
            for rule in host.sites.values.flatMap(\.rules) {
                let file = rule.place.prefix { $0 != ":" }
                let folder = file.split(separator: "/").dropFirst().dropLast().joined(
                    separator: "/")
                rules["\(folder) \(rule.id)"] = Item(
                    parts: [
                        "about": rule.about, "authority": rule.authority,
                        "tag": rule.tag.rawValue, "kind": rule.kind.rawValue,
                        "words for the parent": rule.tell.sorted { $0.key < $1.key }
                            .map { "\($0): \($1)" }.joined(separator: "\n"),
                        "remedies": rule.remedies.joined(separator: ", "),
                        "source": sources.source(of: rule),
                    ], place: rule.place)
            }
        }

        private static func item(
            _ values: [DatedValue], unit: ParameterUnit, _ direction: Direction?
        ) -> Item {
            let spelled = values.map { value in
                "\(value.value) from \(value.from)" + (value.until.map { " until \($0)" } ?? "")
            }
            return Item(
                parts: [
                    "values": spelled.joined(separator: ", "), "unit": unit.rawValue,
                    "direction": direction?.rawValue ?? "",
                    "sources": values.map { "\($0.authority) \($0.tag.rawValue)" }.joined(
                        separator: ", "),
                ], place: values.first?.place ?? "", shown: "values")
        }
    }
}

/// The source of each rule: the call that makes it.
private struct RuleSources {
    private var calls: [String: [SourceSpan]] = [:]
    private let tree: PolicyTree

    init(_ tree: PolicyTree) {
        self.tree = tree
        for (path, text) in tree.files where path.hasSuffix(".lua") {
            guard let chunk = try? LuaSyntax.parse(source: text, name: path) else { continue }
            chunk.walk { node in
                guard case .expression(let expression) = node,
                    case .method(_, _, let arguments) = expression.kind,
                    case .table? = arguments.first?.kind
                else { return }
                calls[path, default: []].append(expression.span)
            }
        }
    }

    func source(of rule: Rule) -> String {
        let file = String(rule.place.prefix { $0 != ":" })
        let line = Int(rule.place.split(separator: ":").last ?? "") ?? 0
        let span = calls[file]?.filter { ($0.line...$0.endLine).contains(line) }
            .min { $0.end - $0.start < $1.end - $1.start }
        guard let span, let text = tree.files[file] else { return "" }
        return String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
    }
}
