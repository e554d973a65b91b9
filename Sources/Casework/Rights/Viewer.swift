public import CaseModel

/// Somebody who is shown something of a case: role, clearances, and how they stand to the case.
///
/// Whether they may see the case at all was settled before; a viewer says how much of it.
public struct Viewer: Sendable, Equatable {
    /// How the viewer stands to the case.
    public enum Relation: Sendable, Equatable {
        /// Works for the agency, or is its case system.
        case agency
        /// Is the person with this id, on either side of a case.
        case parent(personID: String)
        /// Is the partner with this id in the site's list.
        case partner(id: String)
    }

    /// The role.
    public let role: Role
    /// What the person was cleared for.
    public let clearances: Set<Clearance>
    /// How the viewer stands to the case.
    public let relation: Relation
    /// The local civil day, on which consents must hold.
    public let today: Day

    /// Makes a viewer.
    ///
    /// Only a parent is a person of the case and only a partner is a partner of it: a parent without
    /// an id is a parent of nobody, not one of the agency's people.
    public init(
        role: Role, clearances: Set<Clearance> = [], relation: Relation = .agency, today: Day
    ) {
        self.role = role
        self.clearances = clearances
        self.relation =
            switch (role, relation) {
            case (.parent, .parent), (.partner, .partner): relation
            case (.parent, _): .parent(personID: "")
            case (.partner, _): .partner(id: "")
            default: .agency
            }
        self.today = today
    }

    /// True if the viewer may see a kind of data, of a person as far as the scope says.
    func may(_ kind: RightObject) -> Bool {
        Rights.scope(of: role, cleared: clearances, object: kind, action: .read) != .none
    }

    /// True if the viewer may read an object of a case with this mark.
    func may(read object: RightObject, synthetic: Bool) -> Bool {
        switch Rights.scope(of: role, cleared: clearances, object: object, action: .read) {
        case .none: false
        case .synthetic: synthetic
        case .ownCases, .ownRecord, .referredCases, .site, .anySite: true
        }
    }
}
