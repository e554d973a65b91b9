public import CaseModel

/// A case file as a viewer may see it, and what was taken out.
public struct MaskedCaseFile: Sendable, Equatable {
    /// Something that was taken out or made coarser.
    public struct Withheld: Sendable, Equatable {
        /// The JSON Pointer of the field in the case file.
        public var pointer: String
        /// The kind of data.
        public var kind: RightObject
    }

    /// The file, with names, places and kinds of data left out.
    public var json: JSONValue
    /// What was taken out, in the order of the file.
    ///
    /// It is told to the agency's own people only: to
    /// others even the place of a gap could say that somebody is protected.
    public var withheld: [Withheld]

    /// The masked file as canonical JSON: same file, same viewer, same bytes.
    public var canonicalBytes: [UInt8] { json.canonicalBytes() }
}

/// Shows a case file as far as a viewer may see it.
///
/// The agency's people see every field but those of a kind that the table of rights withholds from
/// them. A parent or a partner sees only fields that ``ViewPlan`` names for them, and of these not the
/// kinds that the table withholds. Whoever has no right to read case files sees an empty object.
///
/// What comes out is for looking at: a required field may be missing, so it is no case file that
/// could be stored again.
public struct CaseMask: Sendable {
    private let viewer: Viewer

    /// Makes a mask for a viewer.
    public init(_ viewer: Viewer) {
        self.viewer = viewer
    }

    /// Masks a case file.
    public func view(_ file: CaseFile) -> MaskedCaseFile {
        guard viewer.may(read: .caseFile, synthetic: file.synthetic),
            let tree = try? JSONValue(parsing: file.canonicalBytes()),
            let plan = ViewPlan(for: viewer, file)
        else { return MaskedCaseFile(json: .object([:]), withheld: []) }
        var walk = Walk(
            viewer: viewer, plan: plan, atRisk: PersonsAtRisk(file), file: file)
        let json = walk.record(tree, CaseFile.schema, at: "", of: .nobody)
        return MaskedCaseFile(
            json: json, withheld: viewer.relation == .agency ? walk.withheld : [])
    }

    /// Whom a record is about.
    private enum Owner: Equatable {
        /// The case or the file as such.
        case nobody
        case ncp
        /// The custodial parent of the case with this index.
        case cp(Int)
    }

    private struct Walk {
        let viewer: Viewer
        let plan: ViewPlan
        let atRisk: PersonsAtRisk
        let file: CaseFile
        var withheld: [MaskedCaseFile.Withheld] = []
        /// The index of the case inside which the walk is.
        var caseIndex = 0

        mutating func record(
            _ tree: JSONValue, _ schema: RecordSchema, at pointer: String, of owner: Owner
        ) -> JSONValue {
            guard case .object(let members) = tree else { return .null }
            var kept: [String: JSONValue] = [:]
            for name in members.keys.sorted() {
                guard let value = members[name], let field = schema.field(named: name),
                    plan.shows(name, of: schema.name, isOwn: isOwn(owner))
                else { continue }
                let place = "\(pointer)/\(name)"
                let kind = DataKinds.kind(of: field, in: schema, isAtRisk: isAtRisk(owner))
                if let kind, !sees(kind, of: owner) {
                    withheld.append(MaskedCaseFile.Withheld(pointer: place, kind: kind))
                    guard field.isMasked, case .text(let word) = value else { continue }
                    kept[name] = .text(DataKinds.coarse(word))
                    continue
                }
                kept[name] = inner(value, field, in: schema, at: place, of: owner)
            }
            return .object(kept)
        }

        private mutating func inner(
            _ value: JSONValue, _ field: FieldDeclaration, in schema: RecordSchema,
            at pointer: String, of owner: Owner
        ) -> JSONValue? {
            switch (field.kind, value) {
            case (.record(let type), _):
                return record(
                    value, type.schema, at: pointer, of: self.owner(of: field, in: schema, owner))
            case (.list(let type), .list(let elements)):
                var kept: [JSONValue] = []
                for (index, element) in elements.enumerated() {
                    if type == Case.self { caseIndex = index }
                    guard plan.keeps(element, of: type.schema.name, inCase: caseIndex) else {
                        continue
                    }
                    kept.append(
                        record(element, type.schema, at: "\(pointer)/\(index)", of: owner))
                }
                return kept.isEmpty ? nil : .list(kept)
            default:
                return value
            }
        }

        private func owner(
            of field: FieldDeclaration, in schema: RecordSchema, _ owner: Owner
        ) -> Owner {
            switch (schema.name, field.name) {
            case ("case_file", "ncp"): .ncp
            case ("case", "cp"): .cp(caseIndex)
            default: owner
            }
        }

        private func personID(_ owner: Owner) -> String? {
            switch owner {
            case .nobody: nil
            case .ncp: file.ncp.personID
            case .cp(let index): file.cases[index].cp.personID
            }
        }

        private func isOwn(_ owner: Owner) -> Bool {
            guard case .parent(let id) = viewer.relation else { return false }
            return personID(owner) == id
        }

        private func isAtRisk(_ owner: Owner) -> Bool {
            personID(owner).map(atRisk.contains) ?? atRisk.isAnyone
        }

        /// True if the viewer may see a kind of data of this owner.
        private func sees(_ kind: RightObject, of owner: Owner) -> Bool {
            guard viewer.may(kind) else { return false }
            guard case .parent(let id) = viewer.relation else { return true }
            switch kind {
            case .paymentSource, .accountData: return file.ncp.personID == id
            // What lies near both parents may lead to the one who is at risk.
            case .protectedLocation: return isOwn(owner)
            default: return true
            }
        }
    }
}
