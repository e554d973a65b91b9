/// Finds records that name another record which is not in the file.
struct CaseFileReferences {
    private let earlier: [CaseFileProblem]
    private var problems: [CaseFileProblem] = []

    /// The broken references of a file.
    ///
    /// - Parameters:
    ///   - file: The file as far as it could be read.
    ///   - earlier: What was wrong with it already. If identifiers could not be read, references to
    ///     them would seem broken as well; such lists are not followed.
    /// - Returns: One problem for each reference that leads nowhere.
    static func problems(
        in file: CaseFile, beside earlier: [CaseFileProblem]
    ) -> [CaseFileProblem] {
        // A file that ends early lacks records that may well exist.
        let isPartial = earlier.contains { $0.code == .syntax || $0.code == .more }
        guard !isPartial else { return [] }
        var references = CaseFileReferences(earlier: earlier)
        references.check(file)
        return references.problems
    }

    private init(earlier: [CaseFileProblem]) {
        self.earlier = earlier
    }

    private mutating func check(_ file: CaseFile) {
        for (index, item) in file.cases.enumerated() { check(item, at: "cases[\(index)]") }
        guard isSound("cases", "case_id") else { return }
        let cases = Target(file.cases.map(\.caseID), "case in the file")
        for (index, contact) in file.contacts.enumerated() {
            follow(contact.caseID, to: cases) { "contacts[\(index)].case_id" }
        }
        for (index, conference) in file.conferences.enumerated() {
            follow(conference.caseID, to: cases) { "conferences[\(index)].case_id" }
        }
        for (index, enrollment) in file.enrollments.enumerated() {
            follow(enrollment.caseID, to: cases) { "enrollments[\(index)].case_id" }
        }
        guard file.cases.indices.allSatisfy({ isSound("cases[\($0)].orders", "order_id") }) else {
            return
        }
        let orders = Target(file.cases.flatMap { $0.orders.map(\.orderID) }, "order in the file")
        follow(file.workSearch?.orderID, to: orders) { "work_search.order_id" }
    }

    private mutating func check(_ item: Case, at path: String) {
        if isSound("\(path).orders", "order_id") {
            let orders = Target(item.orders.map(\.orderID), "order in this case")
            for (index, obligation) in item.obligations.enumerated() {
                follow(obligation.orderID, to: orders) { "\(path).obligations[\(index)].order_id" }
            }
        }
        if isSound("\(path).obligations", "obligation_id") {
            let obligations = Target(
                item.obligations.map(\.obligationID), "obligation in this case")
            for index in item.ledger.indices {
                follow(item.ledger[index].obligationID, to: obligations) {
                    "\(path).ledger[\(index)].obligation_id"
                }
            }
        }
        guard isSound("\(path).ledger", "entry_id") else { return }
        // Few ledgers have a reversal; only these need the set of their identifiers.
        guard item.ledger.contains(where: { $0.reverses != nil }) else { return }
        let entries = Set(item.ledger.map(\.entryID))
        for (index, entry) in item.ledger.enumerated() {
            guard let reversed = entry.reverses, !entries.contains(reversed) else { continue }
            report("\(path).ledger[\(index)].reverses", "entry in this ledger")
        }
    }

    /// A list of records that others may name.
    private struct Target {
        var identifiers: [String]
        var inWords: String

        init(_ identifiers: [String], _ inWords: String) {
            self.identifiers = identifiers
            self.inWords = inWords
        }
    }

    private mutating func follow(_ name: String?, to target: Target, from path: () -> String) {
        // An empty text stands for one that could not be read, which is reported already.
        guard let name, !name.isEmpty, !target.identifiers.contains(name) else { return }
        report(path(), target.inWords)
    }

    /// True if all identifiers of a list could be read and are different.
    private func isSound(_ list: String, _ identity: String) -> Bool {
        !earlier.contains { problem in
            guard problem.path.hasPrefix(list) else { return false }
            let rest = problem.path.dropFirst(list.count)
            return rest.isEmpty || rest.hasSuffix("]") && !rest.contains(".")
                || rest.hasPrefix("[") && rest.hasSuffix("].\(identity)")
        }
    }

    private mutating func report(_ path: String, _ target: String) {
        let isKnown = earlier.contains { $0.path == path }
        guard !isKnown, problems.count < CaseParser.mostProblems else { return }
        problems.append(
            CaseFileProblem(
                code: .brokenReference, path: path, message: "there is no such \(target)"))
    }
}
