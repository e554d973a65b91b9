import Casework

/// The grants of the table of rights, each put together once.
///
/// An answer names every role that may, which only a refusal tells; put together for each request, that would be
/// most of the gate's work. What is refused is put together when it is.
enum KnownRights {
    private struct Question: Hashable {
        var role: Role
        var object: RightObject
        var action: RightAction
    }

    private static let grants: [Question: RightAnswer] = {
        var grants: [Question: RightAnswer] = [:]
        for role in Role.allCases {
            for object in RightObject.allCases {
                for action in RightAction.allCases {
                    let answer = Rights.answer(role: role, object: object, action: action)
                    guard answer.isAllowed else { continue }
                    grants[Question(role: role, object: object, action: action)] = answer
                }
            }
        }
        return grants
    }()

    /// What the table of rights answers.
    static func answer(role: Role, object: RightObject, action: RightAction) -> RightAnswer {
        grants[Question(role: role, object: object, action: action)]
            ?? Rights.answer(role: role, object: object, action: action)
    }
}
