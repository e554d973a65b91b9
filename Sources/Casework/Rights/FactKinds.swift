import CaseModel

/// Which kind of data a fact is that policies read, found from its path.
enum FactKinds {
    /// What is known of a fact.
    enum Kind: Equatable {
        /// Everyone may see it who sees the decision.
        case free
        /// It is of these kinds, all of which a viewer must be granted.
        case of(Set<RightObject>)
        /// No record has it.
        case unknown
    }

    /// The kind of the fact with a path such as `ncp.employments[0].ended_on`.
    ///
    /// A path leads from the case, or from something that was asked about, such as
    /// `partner p-1.services`. Who is at risk is not told by a decision; what could lead to a person
    /// counts as if the person were.
    static func kind(ofPath path: String) -> Kind {
        var steps = Self.steps(path)
        guard let first = steps.first else { return .unknown }
        var schema = Matter.schema
        if subjects.contains(where: { first.hasPrefix($0) }) {
            schema = self.schema(ofSubject: path)
            steps.removeFirst()
        }
        var kinds: Set<RightObject> = []
        for (index, name) in steps.enumerated() {
            guard let field = schema.field(named: name) else { return .unknown }
            if let kind = DataKinds.kind(of: field, in: schema, isAtRisk: true) {
                kinds.insert(kind)
            }
            switch field.kind {
            case .record(let type), .list(let type): schema = type.schema
            case .bool, .integer, .text, .quantity, .symbol, .symbols:
                guard index == steps.count - 1 else { return .unknown }
            }
        }
        return kinds.isEmpty ? .free : .of(kinds)
    }

    /// The record that a policy was asked about under a name such as `partner p-1`.
    static func schema(ofSubject name: String) -> RecordSchema {
        if name.hasPrefix("contact") { return ProposedContact.schema }
        return name.hasPrefix("partner ") ? Partner.schema : Remedy.schema
    }

    /// How the names of things begin that are asked about and are no part of the case.
    private static let subjects = ["remedy[", "contact ", "partner "]

    /// The names in a path, without the places in lists.
    private static func steps(_ path: String) -> [String] {
        if path.hasPrefix("contact.") {
            return ["contact "] + steps(String(path.dropFirst("contact.".count)))
        }
        return path.split(separator: ".").map { part in
            subjects.contains { part.hasPrefix($0) }
                ? String(part) : String(part.prefix { $0 != "[" })
        }
    }
}
