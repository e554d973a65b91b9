import CaseModel

extension PartnerConfig {
    /// The partner as a policy ranks it for one parent.
    func facts(for matter: UnsafePointer<Matter>, on day: Day) -> Partner {
        var partner = Partner()
        partner.partnerID = id
        partner.kind = kind
        partner.services = services.compactMap { ServiceKind(word: $0) }
        partner.areas = areas.map { PartnerArea(name: $0) }
        partner.languages = languages.compactMap { Language(word: $0) }
        partner.funding = funding.compactMap { Funding(word: $0) }
        partner.openSlots = openSlots
        partner.waitingDays = waitingDays
        partner.servesArea =
            areas.isEmpty || (matter.pointee.ncp.serviceArea.map(areas.contains) ?? false)
        partner.servesLanguage =
            languages.isEmpty || languages.contains(matter.pointee.ncp.language.word)
        partner.contractActive =
            (contractFrom.map { $0 <= day } ?? true) && (contractUntil.map { day <= $0 } ?? true)
        partner.readBarriers(matter.pointee.plan.barriers)
        partner.readPast(matter.pointee.referrals, asOf: day)
        return partner
    }
}
