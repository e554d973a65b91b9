/// Finds records that name another record which is not in the file.
struct CaseFileReferences {
    private(set) var problems: [CaseFileProblem] = []

    /// The broken references of a file.
    ///
    /// - Parameters:
    ///   - file: The file as far as it could be read.
    ///   - earlier: What was wrong with it already. If an identifier could not be read, a reference
    ///     to it would seem broken as well; such lists are not followed.
    /// - Returns: One problem for each reference that leads nowhere.
    static func problems(
        in file: CaseFile, beside earlier: [CaseFileProblem]
    ) -> [CaseFileProblem] {
        // A file that ends early lacks records that may well exist.
        let isPartial = earlier.contains { $0.code == .syntax || $0.code == .more }
        guard !isPartial else { return [] }
        var references = CaseFileReferences()
        references.check(file)
        let known = Set(earlier.map(\.path))
        return references.problems.filter { !known.contains($0.path) }
    }

    private mutating func check(_ file: CaseFile) {
        for (index, item) in file.cases.enumerated() { check(item, at: "cases[\(index)]") }

        let cases = file.cases.map(\.caseID)
        for (index, contact) in file.contacts.enumerated() {
            follow(contact.caseID, in: cases, "contacts", index, "case_id", "case in the file")
        }
        for (index, conference) in file.conferences.enumerated() {
            follow(
                conference.caseID, in: cases, "conferences", index, "case_id", "case in the file")
        }
        for (index, enrollment) in file.enrollments.enumerated() {
            follow(
                enrollment.caseID, in: cases, "enrollments", index, "case_id", "case in the file")
        }
        if let order = file.workSearch?.orderID {
            let orders = file.cases.flatMap { $0.orders.map(\.orderID) }
            if isMissing(order, in: orders) {
                report("work_search.order_id", "order in the file")
            }
        }
    }

    private mutating func check(_ item: Case, at path: String) {
        let orders = item.orders.map(\.orderID)
        for (index, obligation) in item.obligations.enumerated() {
            follow(
                obligation.orderID, in: orders, "\(path).obligations", index, "order_id",
                "order in this case")
        }
        let obligations = item.obligations.map(\.obligationID)
        var reversals = false
        for (index, entry) in item.ledger.enumerated() {
            if let obligation = entry.obligationID, isMissing(obligation, in: obligations) {
                report("\(path).ledger[\(index)].obligation_id", "obligation in this case")
            }
            if entry.reverses != nil { reversals = true }
        }
        guard reversals else { return }
        let entries = Set(item.ledger.map(\.entryID))
        guard !entries.contains("") else { return }
        for (index, entry) in item.ledger.enumerated() {
            if let reversed = entry.reverses, !entries.contains(reversed) {
                report("\(path).ledger[\(index)].reverses", "entry in this ledger")
            }
        }
    }

    private mutating func follow(
        _ name: String?, in known: [String], _ list: String, _ index: Int, _ field: String,
        _ target: String
    ) {
        guard let name, isMissing(name, in: known) else { return }
        report("\(list)[\(index)].\(field)", target)
    }

    /// An empty text stands for one that could not be read, which is reported already.
    private func isMissing(_ name: String, in known: [String]) -> Bool {
        !name.isEmpty && !known.contains(name) && !known.contains("")
    }

    private mutating func report(_ path: String, _ target: String) {
        guard problems.count < CaseParser.mostProblems else { return }
        problems.append(
            CaseFileProblem(
                code: .brokenReference, path: path, message: "there is no such \(target)"))
    }
}
