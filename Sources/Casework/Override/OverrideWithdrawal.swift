import CaseModel
public import CaseStore

extension CaseStore {
    /// Takes an override back before its last day, on record.
    ///
    /// The answer that the sweeps have gone on recording beside it stands again from that day.
    /// - Parameters:
    ///   - seq: The override's log record.
    ///   - stamp: Who takes it back; on the stamp's day it does not hold any more.
    ///   - reason: Why. It is kept for good: no names, addresses or amounts.
    /// - Returns: The override with its end.
    /// - Throws: ``OverrideProblem`` if there is no such override or it does not hold any more,
    ///   ``CaseStoreError``.
    @discardableResult
    public func withdraw(
        override seq: Int64, by stamp: LogStamp, reason: String
    ) throws -> Override {
        let override: Override
        do {
            override = try self.override(seq)
        } catch let error as CaseStoreError where error.code == .noRecord {
            throw OverrideProblem(
                code: "override.no-override",
                message: "record \(seq) is no override; `accord log search --kind override` lists"
                    + " them")
        }
        if let obstacle = obstacle(to: override, on: stamp.day) { throw obstacle }
        do {
            return try end(
                override, on: stamp.day, by: Override.withdrawn,
                ruling: ["reason": .text(reason)], actor: stamp.actor, call: stamp.call)
        } catch let error as CaseStoreError where error.code == .noRecord {
            throw OverrideProblem(code: "override.not-running", message: error.message)
        }
    }

    /// Why an override can't be taken back on a day.
    private func obstacle(to override: Override, on day: Day) -> OverrideProblem? {
        func problem(_ message: String) -> OverrideProblem {
            OverrideProblem(code: "override.not-running", message: message)
        }
        if !override.refusedBy.isEmpty {
            return problem("override \(override.seq) was refused and never held")
        }
        if let ending = override.ending {
            return problem(
                "override \(override.seq) ended on \(ending.on) already (\(ending.by))")
        }
        if override.until < day {
            return problem("override \(override.seq) held through \(override.until) and is over")
        }
        if day < override.madeOn {
            return OverrideProblem(
                code: "override.earlier-day",
                message: "override \(override.seq) was made on \(override.madeOn); it can't be"
                    + " taken back on \(day)")
        }
        return nil
    }
}
