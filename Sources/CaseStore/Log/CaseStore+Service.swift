public import CaseModel

extension PreparedRecord {
    /// The record of a decision that no sweep made, such as one that a service was asked for.
    ///
    /// It stands for nothing: what stands is what sweeps decide. It can be verified, searched,
    /// replayed and erased like every other decision; ``CaseStore/keep(_:)`` the policy that decided.
    /// - Parameters:
    ///   - record: What was said, and what it rests on.
    ///   - key: Site and case file.
    ///   - caseID: The IV-D case.
    ///   - area: The area.
    ///   - asOf: The day decided for.
    ///   - stamp: Who asked, and by which call.
    /// - Returns: The record, to be appended by ``CaseStore/append(_:)``.
    public static func decision(
        _ record: DecisionRecord, of key: CaseFileKey, caseID: String, area: String, asOf: Day,
        by stamp: LogStamp
    ) -> PreparedRecord {
        PreparedRecord(
            key: RecordKey(
                kind: .decision, site: key.site.word, fileID: key.fileID, caseID: caseID,
                area: area, asOf: asOf),
            meta: stamp.meta, statement: record.statement, facts: record.facts)
    }
}

extension CaseStore {
    /// Appends records to the decision log in one transaction, which is on disk when the call
    /// returns: what many callers ask for at once costs one write to the disk.
    ///
    /// - Returns: The number of each record, in the order given.
    /// - Throws: ``CaseStoreError``; nothing is appended then.
    @discardableResult
    public func append(_ records: [PreparedRecord]) throws -> [Int64] {
        guard !records.isEmpty else { return [] }
        return try append(calls: [CallRecords(records)]).flatMap(\.self)
    }
}
