public import CaseModel

/// Names that policies use and that a host must know, by kind.
///
/// The kinds are ``kinds``; a newer host may know more of them.
public struct HostCapabilities: Sendable, Equatable {
    /// The names of each kind, sorted.
    public private(set) var names: [String: [String]]

    /// The kinds of this version with the word that messages use for one of them.
    public static let kinds: [(kind: String, word: String)] = [
        ("answers", "answer"), ("facts", "fact"), ("helpers", "helper"),
        ("points", "decision point"), ("rule_kinds", "kind of rule"), ("units", "unit"),
    ]

    /// Creates a set of capabilities; names are sorted and each is kept once.
    public init(_ names: [String: some Sequence<String>] = [String: [String]]()) {
        self.names = names.mapValues { Set($0).sorted() }.filter { !$0.value.isEmpty }
    }

    /// What this asks for and another set does not offer, one phrase a name: "helper `x`".
    public func lacking(in host: HostCapabilities) -> [String] {
        var lacks: [String] = []
        for (kind, wanted) in names.sorted(by: { $0.key < $1.key }) {
            let offered = Set(host.names[kind] ?? [])
            let word = Self.kinds.first { $0.kind == kind }?.word ?? kind
            lacks += wanted.filter { !offered.contains($0) }.map { "\(word) `\($0)`" }
        }
        return lacks
    }

    /// The names that one of two sets has and the other has not, as `facts payments.last_on`.
    public func missing(from other: HostCapabilities) -> [String] {
        names.sorted { $0.key < $1.key }.flatMap { kind, names in
            names.filter { !(other.names[kind] ?? []).contains($0) }.map { "\(kind) \($0)" }
        }
    }

    mutating func formUnion(_ other: HostCapabilities) {
        self = HostCapabilities(names.merging(other.names) { $0 + $1 })
    }

    /// The set as JSON: one sorted list a kind.
    public var json: JSONValue {
        .object(names.mapValues { .list($0.map(JSONValue.text)) })
    }
}
