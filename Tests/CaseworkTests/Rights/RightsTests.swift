import CaseModel
import Casework
import Testing

@Suite("The table of rights")
struct RightsTests {
    @Test func everyLineGrantsSomethingOnceAndSaysWhereItComesFrom() {
        var seen: Set<String> = []
        for line in Rights.lines {
            #expect(!line.actions.isEmpty && !line.source.isEmpty)
            #expect(line.tag == "assumed default - site must confirm")
            for (scope, roles) in line.roles {
                #expect(scope != .none && !roles.isEmpty)
                for role in roles {
                    for action in line.actions {
                        let cell = "\(role.rawValue) \(action.rawValue) \(line.object.rawValue)"
                        #expect(seen.insert(cell).inserted, "granted twice: \(cell)")
                        let answer = Rights.answer(
                            role: role, object: line.object, action: action)
                        #expect(answer.scope == scope && answer.clearance == line.clearance)
                        #expect(answer.isLogged == line.isLogged && answer.mayDo.contains(role))
                    }
                }
            }
        }
        // Every other cell is refused, with a sentence that names those who may.
        for role in Role.allCases {
            for object in RightObject.allCases {
                for action in RightAction.allCases {
                    let answer = Rights.answer(role: role, object: object, action: action)
                    let isGranted = seen.contains(
                        "\(role.rawValue) \(action.rawValue) \(object.rawValue)")
                    #expect(answer.isAllowed == isGranted)
                    #expect(answer.sentence.contains("`\(object.rawValue)`"))
                    if !isGranted {
                        #expect(answer.sentence.contains("may not"))
                        #expect(
                            answer.mayDo.allSatisfy { answer.sentence.contains($0.rawValue) })
                    }
                }
            }
        }
    }

    /// The rows of the domain reference that say "never" and "no".
    @Test(arguments: [
        (Role.partner, RightObject.paymentSource), (.partner, .accountData),
        (.partner, .protectedLocation), (.partner, .location), (.partner, .otherParent),
        (.policyAuthor, .paymentSource), (.policyAuthor, .accountData),
        (.policyAuthor, .protectedLocation), (.policyAuthor, .medicalSummary),
        (.researcher, .paymentSource), (.researcher, .accountData), (.researcher, .caseFile),
        (.researcher, .protectedLocation), (.researcher, .medicalSummary),
        (.operator, .caseFile), (.operator, .decision), (.operator, .explanation),
        (.operator, .identity), (.operator, .protectedLocation), (.operator, .medicalSummary),
        (.parent, .otherParent), (.parent, .safetyRecord), (.parent, .explanation),
        (.siteAdministrator, .caseFile), (.siteAdministrator, .identity),
        (.pjacWorker, .medicalDetail), (.supervisor, .medicalDetail),
    ])
    func whatTheReferenceForbidsIsRefused(_ role: Role, _ object: RightObject) {
        #expect(!Rights.answer(role: role, object: object, action: .read).isAllowed)
    }

    /// The rows that say "if cleared" and "need-to-know".
    @Test func aClearanceIsNeededWhereTheReferenceSaysSo() {
        func scope(_ role: Role, _ object: RightObject, _ cleared: Set<Clearance>) -> RightScope {
            Rights.scope(of: role, cleared: cleared, object: object, action: .read)
        }
        for role in [Role.pjacWorker, .bauWorker, .supervisor, .attorney] {
            #expect(scope(role, .paymentSource, []) == .none)
            #expect(scope(role, .paymentSource, [.fidm, .safety]) == .none)
            #expect(scope(role, .paymentSource, [.fti]) != .none)
        }
        #expect(scope(.pjacWorker, .accountData, []) == .none)
        #expect(scope(.supervisor, .accountData, []) == .site)
        #expect(scope(.pjacWorker, .protectedLocation, [.fti, .fidm]) == .none)
        #expect(scope(.pjacWorker, .protectedLocation, [.safety]) == .ownCases)
        #expect(scope(.supervisor, .protectedLocation, []) == .site)
        let supervisor = Rights.answer(
            role: .supervisor, object: .protectedLocation, action: .read)
        #expect(supervisor.isLogged)
    }

    @Test func onlyTheCaseSystemChangesCaseFiles() {
        for action in [RightAction.create, .change, .delete] {
            let answer = Rights.answer(role: .supervisor, object: .caseFile, action: action)
            #expect(answer.mayDo == [.service])
        }
    }

    @Test func kindsOfDataAreOnlyRead() {
        for kind in RightObject.dataKinds { #expect(Rights.actions(on: kind) == [.read]) }
    }
}
