import CaseModel

/// A change to a case file that no decision may notice.
struct NeutralChange: Sendable {
    /// What changes, in words.
    let about: String
    private let change: @Sendable (inout CaseFile) -> Void

    func apply(to file: inout CaseFile) { change(&file) }

    static let all: [NeutralChange] = [
        NeutralChange(about: "a parent's sex") { file in
            eachParent(&file) { $0.sex = $0.sex == "female" ? "male" : "female" }
        },
        NeutralChange(about: "a parent's race or ethnicity") { file in
            eachParent(&file) { $0.raceEthnicity = $0.raceEthnicity == nil ? "recorded" : nil }
        },
        NeutralChange(about: "a parent's date of birth") { file in
            eachParent(&file) { person in
                person.birthDate = person.birthDate.map { $0.adding(days: -3_500) }
            }
        },
        NeutralChange(about: "a parent's tribal membership") { file in
            eachParent(&file) { $0.tribalMember.toggle() }
        },
        NeutralChange(about: "a parent's name") { file in
            eachParent(&file) { $0.name = "Another Name" }
        },
        NeutralChange(about: "where a parent lives or can be reached") { file in
            eachParent(&file) { person in
                person.email = person.email.map { _ in "another@example.org" }
                person.address?.line = "1 Another Street"
                person.address?.city = "Elsewhere"
                for index in person.phones.indices {
                    person.phones[index].number = "+1 555 555 0199"
                }
            }
        },
        NeutralChange(about: "a parent's employers by name") { file in
            eachParent(&file) { person in
                for index in person.employments.indices {
                    person.employments[index].employerName = "Another Employer"
                }
            }
        },
        NeutralChange(about: "the other parent's jobs, income, licenses, health or debts") { file in
            for index in file.cases.indices {
                file.cases[index].cp.employments = []
                file.cases[index].cp.incomes = []
                file.cases[index].cp.licenses = []
                file.cases[index].cp.treatments = []
                file.cases[index].cp.disability = nil
                file.cases[index].cp.bankruptcies = []
                file.cases[index].cp.incarcerations = []
            }
        },
    ]

    private static func eachParent(_ file: inout CaseFile, _ change: (inout Person) -> Void) {
        change(&file.ncp)
        for index in file.cases.indices { change(&file.cases[index].cp) }
    }
}
