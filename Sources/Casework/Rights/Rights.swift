/// One line of the table of rights.
public struct Right: Sendable {
    /// What it is about.
    public let object: RightObject
    /// What may be done.
    public let actions: [RightAction]
    /// Who may, by how far the right reaches.
    public let roles: [(scope: RightScope, roles: [Role])]
    /// What a person must have beside the role.
    public let clearance: Clearance?
    /// True if each use must be recorded.
    public let isLogged: Bool
    /// The law or the published practice behind the line.
    public let source: String
    /// How sure it is: every line is a proposal until a site confirms it.
    public let tag: String

    init(
        _ object: RightObject, _ actions: [RightAction],
        _ roles: KeyValuePairs<RightScope, [Role]>, cleared clearance: Clearance? = nil,
        logged isLogged: Bool = false, from source: String
    ) {
        self.object = object
        self.actions = actions
        self.roles = roles.map { (scope: $0.key, roles: $0.value) }
        self.clearance = clearance
        self.isLogged = isLogged
        self.source = source
        tag = Rights.assumed
    }

    init(
        _ object: RightObject, _ action: RightAction, _ roles: KeyValuePairs<RightScope, [Role]>,
        cleared clearance: Clearance? = nil, logged isLogged: Bool = false, from source: String
    ) {
        self.init(object, [action], roles, cleared: clearance, logged: isLogged, from: source)
    }
}

/// The answer to "may this role do this?".
public struct RightAnswer: Sendable, Equatable {
    /// Who asks.
    public let role: Role
    /// What about.
    public let object: RightObject
    /// What is to be done.
    public let action: RightAction
    /// How far the right reaches; ``RightScope/none`` if it is refused.
    public let scope: RightScope
    /// What the person must have beside the role, if anything.
    public let clearance: Clearance?
    /// True if each use must be recorded.
    public let isLogged: Bool
    /// The roles that may do it, in the order in which roles are declared.
    public let mayDo: [Role]
    /// The law or the published practice behind the grant; empty if it is refused.
    public let source: String

    /// True if the role may do it within ``scope``.
    public var isAllowed: Bool { scope != .none }

    /// The answer as a sentence or two, with the reason.
    public var sentence: String {
        let deed = "\(action.rawValue) `\(object.rawValue)`"
        guard isAllowed else {
            let others =
                mayDo.isEmpty
                ? "Nobody may: no line of the table grants it."
                : "These roles may: \(mayDo.map(\.rawValue).joined(separator: ", "))."
            return "A \(role.rawValue) may not \(deed): no line of the table grants it. \(others)"
        }
        var text = "A \(role.rawValue) may \(deed) within \(scope.about)"
        if let clearance { text += ", if \(clearance.about) (clearance `\(clearance.rawValue)`)" }
        text += isLogged ? "; each use is recorded" : ""
        return "\(text). Source: \(source) [\(Rights.assumed)]."
    }
}

/// Who may do what, in one table for the service, the command line and the masks of data.
///
/// The rights of a role never depend on the order of the lines: each pair of action and object is
/// granted to a role by at most one of them, and what no line grants is refused.
public enum Rights {
    /// How sure the table is: what the domain reference proposes.
    public static let assumed = "assumed default - site must confirm"

    /// The lines of the table, in the order in which they are read.
    public static var lines: [Right] { table }

    private struct Cell: Sendable {
        var scope = RightScope.none
        var clearance: Clearance?
        var isLogged = false
        var source = ""
    }

    /// The grants by role, object and action; a dense list, because each request asks several times.
    private static let cells: [Cell] = {
        var cells = [Cell](repeating: Cell(), count: count)
        for line in table {
            for (scope, roles) in line.roles {
                for role in roles {
                    for action in line.actions {
                        let place = place(role, line.object, action)
                        precondition(
                            cells[place].scope == .none,
                            "two lines grant \(role) to \(action) \(line.object)")
                        cells[place] = Cell(
                            scope: scope, clearance: line.clearance, isLogged: line.isLogged,
                            source: line.source)
                    }
                }
            }
        }
        return cells
    }()

    private static let roles = Dictionary(
        uniqueKeysWithValues: Role.allCases.enumerated().map { ($1, $0) })
    private static let objects = Dictionary(
        uniqueKeysWithValues: RightObject.allCases.enumerated().map { ($1, $0) })
    private static let actions = Dictionary(
        uniqueKeysWithValues: RightAction.allCases.enumerated().map { ($1, $0) })
    private static let count =
        Role.allCases.count * RightObject.allCases.count * RightAction.allCases.count

    private static func place(_ role: Role, _ object: RightObject, _ action: RightAction) -> Int {
        ((roles[role] ?? 0) * RightObject.allCases.count + (objects[object] ?? 0))
            * RightAction.allCases.count + (actions[action] ?? 0)
    }

    /// Answers whether a role may do something, how far, and who else may.
    public static func answer(
        role: Role, object: RightObject, action: RightAction
    ) -> RightAnswer {
        let cell = cells[place(role, object, action)]
        return RightAnswer(
            role: role, object: object, action: action, scope: cell.scope,
            clearance: cell.clearance, isLogged: cell.isLogged,
            mayDo: Role.allCases.filter { cells[place($0, object, action)].scope != .none },
            source: cell.source)
    }

    /// How far the right of a role reaches, for those who have these clearances.
    ///
    /// - Returns: ``RightScope/none`` if the role may not, or lacks the clearance that it needs.
    public static func scope(
        of role: Role, cleared clearances: Set<Clearance>, object: RightObject, action: RightAction
    ) -> RightScope {
        let cell = cells[place(role, object, action)]
        if let needed = cell.clearance, !clearances.contains(needed) { return .none }
        return cell.scope
    }

    /// The actions that somebody may do with an object.
    public static func actions(on object: RightObject) -> [RightAction] {
        RightAction.allCases.filter { action in
            Role.allCases.contains { cells[place($0, object, action)].scope != .none }
        }
    }
}
