public import CaseModel
import Foundation

/// Whose signatures a bundle needs, and what else is loaded.
///
/// Read from a trust file that the host's operator keeps. Keys rotate by overlap: a person's new key
/// is added, under the same name, with `valid_from` before the old one's `valid_until`. A bundle made while a key was valid
/// keeps verifying after the key has ended. A revoked key never counts, whatever day a bundle
/// names, because a thief writes any day; bundles that must stay are signed again with a new key.
public struct BundleTrust: Sendable {
    /// A key whose signatures count.
    public struct Key: Sendable {
        /// The public key.
        public var key: PublicSigningKey
        /// Whose it is; several keys of one person count once.
        public var name: String
        /// What its owner is, such as `site_director`.
        public var role: String
        /// The first day on which it may sign; nil if always.
        public var validFrom: Day?
        /// The last day on which it may sign; nil if open.
        public var validUntil: Day?
        /// Why it was revoked; nil if it was not.
        public var revoked: String?
        /// The sites for which it counts; empty for all.
        public var sites: [String]
    }

    /// How many signatures, and whose.
    public struct Demand: Sendable, Equatable {
        /// How many different people must have signed.
        public var required: Int
        /// The roles whose keys count; empty for all.
        public var roles: [String]
    }

    /// The keys, by name; nil if no trust file was given.
    public var keys: [Key]?
    /// What a site needs that ``sites`` does not name.
    public var standard = Demand(required: 1, roles: [])
    /// What single sites need.
    public var sites: [String: Demand] = [:]
    /// Whether policies are loaded from signed bundles only: no folders, no unsigned bundles.
    public var requiresSigned = false
    /// Whether signed bundles are loaded though nobody can tell who signed them.
    public var ignoresSignatures = false

    /// No trust file: unsigned bundles load, and signed ones are refused because nobody can tell
    /// who signed them.
    public static let none = BundleTrust(keys: nil)

    /// What a site needs.
    public func demand(of site: String) -> Demand {
        var demand = sites[site] ?? standard
        if requiresSigned { demand.required = max(1, demand.required) }
        return demand
    }
}

extension BundleTrust {
    /// Reads a trust file.
    ///
    /// - Throws: ``PolicyProblem`` with every mistake of the file.
    public init(contentsOf path: String) throws(PolicyProblem) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PolicyProblem(
                code: "trust.missing", message: "there is no such trust file", file: path,
                suggestion: "accord key show FILE prints an entry to begin one with")
        }
        try self.init(text: String(decoding: data, as: UTF8.self), file: path)
    }

    init(text: String, file: String) throws(PolicyProblem) {
        let problems = ProblemList()
        keys = []
        if let root = YAMLValue.document(text, file: file, problems: problems) {
            read(root)
        }
        if let problem = PolicyProblem.joined(problems.sorted) { throw problem }
    }

    private mutating func read(_ root: YAMLValue) {
        let top = root.entries(
            of: "a trust file",
            allowed: ["format", "required", "roles", "require_signed", "sites", "keys", "note"],
            required: ["format", "keys"])
        if let format = top["format"], format.rawText != "1" {
            format.problem("trust.format", "this version reads `format: 1`")
        }
        requiresSigned = top["require_signed"]?.yesNo("`require_signed`") ?? false
        var read: [Key] = []
        for item in top["keys"]?.items(of: "`keys`") ?? [] {
            guard let key = key(item) else { continue }
            if let other = read.first(where: { $0.key == key.key }) {
                item.problem(
                    "trust.twice", "`\(key.name)` and `\(other.name)` have the same key",
                    suggestion: "everybody makes a key of their own: accord key new")
            }
            read.append(key)
        }
        keys = read
        standard = demand(top["required"], top["roles"])
        for (site, value) in top["sites"]?.anyEntries ?? [] {
            let parts = value.entries(
                of: "a site's demand", allowed: ["required", "roles", "note"],
                required: ["required"])
            sites[site] = demand(parts["required"], parts["roles"])
        }
    }

    private func demand(_ required: YAMLValue?, _ roles: YAMLValue?) -> Demand {
        let demand = Demand(
            required: required?.integer("`required`") ?? 1, roles: roles?.texts("`roles`") ?? [])
        let counting = (keys ?? []).filter { key in
            key.revoked == nil && (demand.roles.isEmpty || demand.roles.contains(key.role))
        }
        let people = Set(counting.map(\.name)).count
        if demand.required < 0 || demand.required > people {
            required?.problem(
                "trust.required",
                "\(demand.required) signatures are required, and \(people) people have keys that "
                    + "count")
        }
        for role in demand.roles where !(keys ?? []).contains(where: { $0.role == role }) {
            let near = EditDistance.nearest(role, in: (keys ?? []).map(\.role))
            roles?.problem(
                "trust.role", "no key has the role `\(role)`",
                suggestion: near.map { "did you mean `\($0)`?" } ?? "")
        }
        return demand
    }

    private func key(_ item: YAMLValue) -> Key? {
        let parts = item.entries(
            of: "a key",
            allowed: [
                "key", "name", "role", "valid_from", "valid_until", "revoked", "sites", "note",
            ], required: ["key", "name"])
        guard let value = parts["key"], let name = parts["name"]?.text("`name`") else { return nil }
        guard let key = PublicSigningKey(base64: value.rawText ?? "") else {
            value.problem(
                "trust.key", "`key` must be a public key in base64",
                suggestion: "accord key show FILE prints it")
            return nil
        }
        let from = parts["valid_from"]?.day("`valid_from`")
        let until = parts["valid_until"]?.day("`valid_until`")
        if let from, let until, until < from {
            parts["valid_until"]?.problem("trust.days", "`\(name)` ends before it begins")
        }
        return Key(
            key: key, name: name, role: parts["role"]?.text("`role`") ?? "", validFrom: from,
            validUntil: until, revoked: parts["revoked"]?.text("`revoked`"),
            sites: parts["sites"]?.texts("`sites`") ?? [])
    }
}

extension PolicyProblem {
    /// One problem that tells of several; nil if there is none.
    static func joined(_ problems: [PolicyProblem]) -> PolicyProblem? {
        guard var first = problems.first else { return nil }
        for other in problems.dropFirst() { first.suggestion += "\n\(other)" }
        return first
    }
}
