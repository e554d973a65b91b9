public import CaseModel
import LuaHost
import PolicyHost

/// What changed between two versions themselves: the causes of every flip.
public struct VersionChanges: Sendable, Equatable {
    /// What became of a file, a rule or a site.
    public enum Fate: String, Sendable {
        case added, removed, changed
    }
    /// A file that differs.
    public struct File: Sendable, Equatable {
        /// The path.
        public var path: String
        /// What became of it.
        public var fate: Fate
    }
    /// A rule that differs.
    public struct RuleChange: Sendable, Equatable {
        /// The rule's id.
        public var id: String
        /// What became of it.
        public var fate: Fate
        /// The layer.
        public var layer: String
        /// File and line, in the new version if it is there.
        public var place: String
        /// The citation.
        public var authority: String
        /// One sentence for staff.
        public var about: String
    }
    /// A number that differs on the day.
    public struct ParameterChange: Sendable, Equatable {
        /// The parameter.
        public var id: String
        /// The sites at which it differs, sorted.
        public var sites: [String]
        /// The old value; `none` if there was none.
        public var old: String
        /// The new value.
        public var new: String
        /// The citation or reason of the old value.
        public var oldAuthority: String
        /// The citation or reason of the new value.
        public var newAuthority: String
    }

    /// Files by path.
    public var files: [File] = []
    /// Rules by place and id.
    public var rules: [RuleChange] = []
    /// Parameters by id and value.
    public var parameters: [ParameterChange] = []
    /// Sites that only one version has or that stopped or began to load.
    public var sites: [File] = []

    /// Compares two versions as they stand on a day.
    public init(old: LoadedVersion, new: LoadedVersion, asOf day: Day) {
        let paths = Set(old.tree.files.keys).union(new.tree.files.keys).sorted()
        for path in paths where old.tree.files[path] != new.tree.files[path] {
            files.append(
                File(path: path, fate: Self.fate(old.tree.files[path], new.tree.files[path])))
        }
        let ids = Set(old.host.sites.keys).union(new.host.sites.keys).sorted()
        var found: [String: RuleChange] = [:]
        var moved: [String: ParameterChange] = [:]
        var texts = (old: RuleTexts(old.tree), new: RuleTexts(new.tree))
        for id in ids {
            guard let before = old.host.sites[id], let after = new.host.sites[id] else {
                sites.append(
                    File(path: id, fate: Self.fate(old.host.sites[id], new.host.sites[id])))
                continue
            }
            guard before.hash != after.hash else { continue }
            let mine = Dictionary(before.rules.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let others = Dictionary(after.rules.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            for name in Set(mine.keys).union(others.keys) {
                let text = mine[name].map { texts.old.text(of: $0) }
                let other = others[name].map { texts.new.text(of: $0) }
                guard text != other, let rule = others[name] ?? mine[name] else { continue }
                found["\(rule.place) \(name)"] = RuleChange(
                    id: name, fate: Self.fate(text, other), layer: rule.layer.rawValue,
                    place: rule.place, authority: rule.authority, about: rule.about)
            }
            for change in Self.parameters(before, after, day) {
                let key = [change.id, change.old, change.new, change.newAuthority].joined(
                    separator: "\u{0}")
                moved[key, default: change].sites.append(id)
            }
        }
        rules = found.sorted { $0.key < $1.key }.map(\.value)
        parameters = moved.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func parameters(_ old: SitePolicy, _ new: SitePolicy, _ day: Day)
        -> [ParameterChange]
    {
        func values(_ site: SitePolicy) -> [String: DatedValue] {
            var values: [String: DatedValue] = [:]
            for parameter in site.parameters { values[parameter.id] = parameter.value(on: day) }
            return values
        }
        let (before, after) = (values(old), values(new))
        return Set(before.keys).union(after.keys).sorted().compactMap { id in
            guard before[id]?.value != after[id]?.value else { return nil }
            return ParameterChange(
                id: id, sites: [], old: before[id].map { "\($0.value)" } ?? "none",
                new: after[id].map { "\($0.value)" } ?? "none",
                oldAuthority: before[id]?.authority ?? "", newAuthority: after[id]?.authority ?? "")
        }
    }

    private static func fate<Value>(_ old: Value?, _ new: Value?) -> Fate {
        old == nil ? .added : new == nil ? .removed : .changed
    }
}

/// The source of each rule, to see whether it was edited.
private struct RuleTexts {
    private let tree: PolicyTree
    private var read: [String: [String: String]] = [:]

    init(_ tree: PolicyTree) {
        self.tree = tree
    }

    /// The rule's own lines, without what stands around it.
    mutating func text(of rule: Rule) -> String {
        let file = String(rule.place.prefix { $0 != ":" })
        if read[file] == nil { read[file] = texts(in: file) }
        return read[file]?[rule.id] ?? ""
    }

    private func texts(in file: String) -> [String: String] {
        guard let source = tree.files[file],
            let chunk = try? LuaSyntax.parse(source: source, name: file)
        else { return [:] }
        let bytes = Array(source.utf8)
        var texts: [String: String] = [:]
        chunk.walk { node in
            guard case .expression(let expression) = node,
                case .method(_, _, let arguments) = expression.kind,
                case .table(let entries)? = arguments.first?.kind
            else { return }
            for entry in entries {
                guard case .string("id")? = entry.key?.kind, case .string(let id) = entry.value.kind
                else { continue }
                let span = expression.span
                texts[id] = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
            }
        }
        return texts
    }
}
