import CaseModel

// What the host itself looks at while it decides, as far as it comes from the case: which remedy is
// meant, the hours and consents of a contact, the fit of a partner.

/// Which facts grow by one each day, and in which cases.
enum Drift {
    private static let growing: [[(@Sendable (UnsafePointer<Matter>) -> Bool)?]] =
        ScriptSchema.cases.records.map { $0.fields.map(\.declaration.pace.isGrowing) }

    /// Whether a fact of a matter grows by one each day while nothing is entered.
    static func isDrifting(_ type: Int, _ field: Int, in matter: UnsafePointer<Matter>) -> Bool {
        SchemaMark.isDay(type, field) || growing[type][field]?(matter) ?? false
    }
}

extension LiveCaseFacts {
    /// The remedies of the case that were read from without a way through the case, with their view.
    func remediesRead(in sheet: FactSheet) -> [(index: Int, view: Int)] {
        guard questions.contains(.remedies) else { return [] }
        return matter.pointee.record.remedies.withUnsafeBufferPointer { remedies in
            remedies.indices.compactMap { index in
                let record = remedies.baseAddress.map { UnsafeRawPointer($0 + index) }
                return sheet.view(of: record, SchemaMark.remedy).map { (index, $0) }
            }
        }
    }

    /// The last day through which what the host looked at stays so, nothing being entered.
    ///
    /// - Parameters:
    ///   - asked: What the host looked at.
    ///   - proposed: The days on which contacts were proposed.
    ///   - schedule: Says when the facts of the case move.
    /// - Returns: The last day.
    func hostSteadyThrough(
        _ asked: ReadSetWriter.HostQuestions, proposed: [Day], _ schedule: inout FactSchedule
    ) -> Day {
        var steady = FactSchedule.never
        /// Something is so from a day on, or through it, as seen from a day that moves with today.
        func ends(_ last: Day, seenFrom seen: Day) {
            if last >= seen { steady = min(steady, day.adding(days: seen.days(until: last))) }
        }
        if asked.contains(.contacts) {
            for consent in matter.pointee.consents {
                for seen in proposed {
                    ends(consent.on.adding(days: -1), seenFrom: seen)
                    if let last = consent.expiresOn { ends(last, seenFrom: seen) }
                }
            }
        }
        if asked.contains(.partners) {
            steady = min(
                steady,
                schedule.steadyThrough(type: SchemaMark.plan, field: SchemaMark.barriers))
            for referral in matter.pointee.referrals {
                ends(referral.madeOn.adding(days: -1), seenFrom: day)
            }
            for partner in partners {
                if let from = partner.contractFrom { ends(from.adding(days: -1), seenFrom: day) }
                if let until = partner.contractUntil { ends(until, seenFrom: day) }
            }
        }
        return steady
    }

    /// Whether something that begins or is proposed on the day was asked for that day, which is
    /// another one tomorrow.
    func hasReadToday(_ sheet: FactSheet) -> Bool {
        sheet.views.contains { view in
            guard view.type == SchemaMark.contact || view.type == SchemaMark.remedy,
                subjects.isProposal(view.record)
            else { return false }
            var isDated = false
            sheet.forEachField(of: view) { field in
                var slot = FactSlot.absent
                ScriptSchema.cases.slot(
                    type: view.type, field: field, of: view.record, into: &slot)
                if slot.tag == .quantity, slot.unit == .date { isDated = true }
            }
            return isDated
        }
    }
}

extension ValueBuffer {
    /// Adds what the host looked at.
    mutating func add(_ live: LiveCaseFacts, asked: ReadSetWriter.HostQuestions) {
        add(live.isBusinessAsUsual ? 1 : 0)
        let matter = live.matter
        if asked.contains(.remedies) {
            for remedy in matter.pointee.record.remedies {
                add(Int64(remedy.kind.rawValue) << 8 | Int64(remedy.state.rawValue))
            }
        }
        if asked.contains(.contacts) {
            for consent in matter.pointee.consents {
                add(consent.who.word)
                add(consent.channel.word)
                add(consent.scope.word)
                add(consent.status.word)
                add(Int64(consent.on.epochDay))
                add(Int64(consent.expiresOn?.epochDay ?? .min))
            }
            for safe in live.safeContacts {
                add(safe.who.word)
                add(safe.channel.word)
                add(Int64(safe.fromHour) << 8 | Int64(safe.toHour))
            }
            add(live.matter.pointee.ncp.timeZone ?? "")
            add(matter.pointee.record.cp.timeZone ?? "")
        }
        if asked.contains(.partners) {
            for barrier in live.matter.pointee.plan.barriers { add(barrier.word) }
            add(live.matter.pointee.ncp.serviceArea ?? "")
            add(live.matter.pointee.ncp.language.word)
            for referral in matter.pointee.referrals {
                add(referral.partnerID)
                add(Int64(referral.madeOn.epochDay))
                add(referral.outcome.word)
            }
        }
    }
}
