import CaseModel
import Casework

/// The table of rights for people and for programs.
enum RolesText {
    /// The table with a column for each role.
    static func table(of roles: [Role]) -> String {
        var lines = ["Who may do what. What is not granted is refused. [\(Rights.assumed)]", ""]
        var rows = [["object", "action"] + roles.map { short($0) } + ["needs"]]
        rows += grants(of: roles, objects: RightObject.allCases.filter { !$0.isDataKind })
        lines.append(Table.render(rows))
        lines.append("")
        lines.append("Kinds of data: what is shown of a case, a decision or an explanation")
        lines.append("")
        rows = [["kind", "action"] + roles.map { short($0) } + ["needs"]]
        rows += grants(of: roles, objects: RightObject.dataKinds)
        lines.append(Table.render(rows))
        lines.append("")
        for scope in RightScope.allCases {
            lines.append("  \(padded(scope.mark, to: 6))\(scope.about)")
        }
        lines.append("")
        for clearance in Clearance.allCases {
            lines.append("  \(padded(clearance.rawValue, to: 8))\(clearance.about)")
        }
        lines.append("  \(padded("logged", to: 8))each use is recorded")
        lines.append("")
        for role in roles { lines.append("  \(padded(role.rawValue, to: 20))\(role.about)") }
        return lines.joined(separator: "\n").split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    /// A row for each object, and for each set of actions that have the same grants.
    private static func grants(of roles: [Role], objects: [RightObject]) -> [[String]] {
        var rows: [[String]] = []
        for object in objects {
            var found: [(cells: [String], actions: [String])] = []
            for action in Rights.actions(on: object) {
                let answers = roles.map { Rights.answer(role: $0, object: object, action: action) }
                guard answers.contains(where: \.isAllowed) else { continue }
                let cells = answers.map(\.scope.mark) + [needs(answers)]
                if let same = found.firstIndex(where: { $0.cells == cells }) {
                    found[same].actions.append(action.rawValue)
                } else {
                    found.append((cells, [action.rawValue]))
                }
            }
            for (index, row) in found.enumerated() {
                rows.append(
                    [index == 0 ? object.rawValue : "", row.actions.joined(separator: " ")]
                        + row.cells)
            }
        }
        return rows
    }

    /// What the grants of a row need, each with the roles that need it.
    private static func needs(_ answers: [RightAnswer]) -> String {
        let granted = answers.filter(\.isAllowed)
        func who(_ text: String, _ needs: (RightAnswer) -> Bool) -> String? {
            let some = granted.filter(needs)
            if some.isEmpty { return nil }
            return some.count == granted.count
                ? text : "\(text) for \(some.map { short($0.role) }.joined(separator: " "))"
        }
        let clearances = Clearance.allCases.compactMap { clearance in
            who(clearance.rawValue) { $0.clearance == clearance }
        }
        return (clearances + [who("logged", \.isLogged)].compactMap { $0 })
            .joined(separator: "; ")
    }

    private static func short(_ role: Role) -> String {
        switch role {
        case .pjacWorker: "pjac"
        case .bauWorker: "bau"
        case .supervisor: "super"
        case .attorney: "atty"
        case .siteAdministrator: "admin"
        case .policyAuthor: "author"
        case .researcher: "resear"
        case .operator: "oper"
        case .service: "serv"
        case .partner, .parent: role.rawValue
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// Every grant as an object of its own, with its source.
    static func json(of roles: [Role]) -> JSONValue {
        var grants: [JSONValue] = []
        for object in RightObject.allCases {
            for action in Rights.actions(on: object) {
                for role in roles {
                    let answer = Rights.answer(role: role, object: object, action: action)
                    if answer.isAllowed { grants.append(json(of: answer)) }
                }
            }
        }
        return .object([
            "tag": .text(Rights.assumed), "grants": .list(grants),
            "roles": .object(
                Dictionary(
                    uniqueKeysWithValues: roles.map { ($0.rawValue, .text($0.about)) })),
            "objects": .object(
                Dictionary(
                    uniqueKeysWithValues: RightObject.allCases.map {
                        ($0.rawValue, .text($0.about))
                    })),
        ])
    }

    /// One answer.
    static func json(of answer: RightAnswer) -> JSONValue {
        var members: [String: JSONValue] = [
            "role": .text(answer.role.rawValue), "action": .text(answer.action.rawValue),
            "object": .text(answer.object.rawValue), "allowed": .bool(answer.isAllowed),
            "scope": .text(answer.scope.rawValue), "reason": .text(answer.sentence),
            "may": .list(answer.mayDo.map { .text($0.rawValue) }),
        ]
        if let clearance = answer.clearance { members["clearance"] = .text(clearance.rawValue) }
        if answer.isAllowed {
            members["recorded"] = .bool(answer.isLogged)
            members["source"] = .text(answer.source)
            members["tag"] = .text(Rights.assumed)
        }
        return .object(members)
    }
}
