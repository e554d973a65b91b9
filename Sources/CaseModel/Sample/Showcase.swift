extension Sampler {
    /// The parent that the tour shows at every site: willing, out of work, and behind.
    ///
    /// Lost a job two months ago, answers the phone, owes seven months of support ($4,130.00), and
    /// holds a valid driver license whose suspension was announced 34 days ago. A plan is being
    /// written and not yet agreed, which is where the sites part. Only the place and what the
    /// state's law records differ between the files, so that the answers can be compared.
    ///
    /// - Parameters:
    ///   - site: The agency that keeps the case.
    ///   - asOf: The day on which the facts are true.
    /// - Returns: A file that the strict reader accepts.
    public static func showcase(site: SiteID, asOf: Day) -> CaseFile {
        Showcase(site: site, asOf: asOf).file()
    }
}

/// Writes the showcase parent down.
private struct Showcase {
    let site: SiteID
    let asOf: Day
    let profile: SiteProfile
    let place: SiteProfile.Place
    let caseID = "SYN-SHOWCASE-1"
    let monthly = Money(dollars: 590)

    init(site: SiteID, asOf: Day) {
        self.site = site
        self.asOf = asOf
        profile = SiteProfile.of(site)
        place = profile.places[profile.places.count - 1]
    }

    private func ago(_ days: Int) -> Day { asOf.adding(days: -days) }

    func file() -> CaseFile {
        var file = CaseFile()
        file.schemaVersion = 1
        file.synthetic = true
        file.fileID = "SYN-SHOWCASE"
        file.site = site
        file.observedOn = asOf
        file.ncp = parent()
        file.cases = [legalCase()]
        file.contacts = contacts()
        file.consents = consents()
        file.plans = [plan()]
        file.enhancedServices = enhancedServices()
        file.opinions = opinions()
        var study = Study()
        study.arm = .pjac
        study.enrolledOn = ago(40)
        study.drawID = "D-SHOWCASE"
        file.study = study
        return file
    }

    private func parent() -> Person {
        var parent = Person()
        parent.personID = "P-SHOWCASE"
        parent.name = "Synthetic Parent Showcase"
        parent.timeZone = profile.timeZone
        parent.serviceArea = place.area
        var phone = Phone()
        phone.number = "\(profile.areaCode)-555-0100"
        phone.textConsent = true
        parent.phones = [phone]
        var address = Address()
        address.line = "1 Synthetic Street"
        address.city = place.city
        address.county = place.county
        address.state = profile.state
        address.postalCode = "00000"
        address.verifiedOn = ago(25)
        parent.address = address
        var job = Employment()
        job.employerID = "E-SHOWCASE"
        job.employerName = "Synthetic Employer"
        job.startedOn = ago(700)
        job.endedOn = ago(61)
        job.endReason = .laidOff
        job.verifiedOn = ago(120)
        job.hoursPerWeek = 36
        job.disposablePerWeek = Money(dollars: 610)
        parent.employments = [job]
        var license = License()
        license.licenseID = "LIC-1"
        license.class = .driver
        license.status = .valid
        parent.licenses = [license]
        return parent
    }

    private func legalCase() -> Case {
        var result = Case()
        result.caseID = caseID
        result.county = place.county
        result.office = place.office
        result.kind = .neverAssistance
        result.caseFunction = .enforcement
        result.status = .open
        result.openedOn = ago(3_290)
        result.cp.personID = "P-SHOWCASE-CP1"
        result.cp.name = "Synthetic Custodial Parent Showcase"
        result.cp.timeZone = profile.timeZone
        var child = Child()
        child.childID = "CH1"
        child.birthDate = ago(3_900)
        child.emancipatesOn = child.birthDate.adding(months: 216)
        child.parentage = .adjudicated
        child.healthCovered = true
        result.children = [child]
        var order = Order()
        order.orderID = "O1"
        order.docket = "SYN-D-SHOWCASE"
        order.kind = profile.state == "OH" || profile.state == "VA" ? .administrative : .court
        order.enteredOn = ago(3_100)
        order.effectiveOn = ago(3_100)
        order.controlling = true
        order.status = .inForce
        order.guidelineIncomeNcp = Money(dollars: 2_650)
        order.guidelineIncomeCp = Money(dollars: 2_100)
        result.orders = [order]
        var support = Obligation()
        support.obligationID = "B1"
        support.orderID = "O1"
        support.amount = monthly
        support.frequency = .monthly
        support.startedOn = ago(3_100)
        result.obligations = [support]
        result.ledger = ledger()
        result.remedies = remedies()
        result.delinquencyIdentifiedOn = ago(160)
        result.locatedOn = ago(25)
        if profile.findsDefault { result.finalDefaultOn = ago(95) }
        if site == .caInlandEmpire { result.householdIncomeShareOfMedian = 64 }
        return result
    }

    /// Eighteen charges, eleven of them paid; the last payment came before the job was lost.
    private func ledger() -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        func add(_ kind: LedgerEntry.Kind, _ day: Day) {
            guard day <= asOf else { return }
            var entry = LedgerEntry()
            entry.entryID = "L\(entries.count + 1)"
            entry.kind = kind
            entry.amount = monthly
            entry.effectiveOn = day
            entry.postedOn = day
            entry.obligationID = "B1"
            if kind == .payment { entry.source = .incomeWithholding }
            entries.append(entry)
        }
        let present = asOf.firstOfMonth
        for month in (0..<18).reversed() {
            let first = present.adding(months: -month)
            add(.charge, first)
            if month >= 8 || month == 5 { add(.payment, first.adding(days: 11)) }
        }
        return entries
    }

    private func remedies() -> [Remedy] {
        func remedy(_ number: Int, _ kind: RemedyKind, _ state: Remedy.State, _ days: Int) -> Remedy
        {
            var remedy = Remedy()
            remedy.remedyID = "R\(number)"
            remedy.kind = kind
            remedy.state = state
            remedy.identifiedOn = ago(days)
            return remedy
        }
        var withholding = remedy(1, .incomeWithholding, .released, 690)
        withholding.effectiveOn = ago(670)
        withholding.endedOn = ago(61)
        var license = remedy(2, .driverLicenseSuspension, .waiting, 40)
        license.noticeSentOn = ago(34)
        license.noticeMethod = .firstClass
        license.responseDueOn = ago(4)
        license.consequencesExplainedOn = ago(9)
        var levy = remedy(3, .accountLevy, .identified, 15)
        levy.accountBalance = Money(dollars: 1_450)
        var offset = remedy(6, .federalTaxOffset, .inEffect, 120)
        offset.noticeSentOn = ago(120)
        offset.effectiveOn = ago(45)
        return [
            withholding, license, levy, remedy(4, .passportDenial, .identified, 30),
            remedy(5, .creditReporting, .identified, 30),
            offset, remedy(7, .contemptReferral, .identified, 40),
        ]
    }

    private func contacts() -> [Contact] {
        func contact(
            _ number: Int, _ days: Int, _ who: Participant, _ channel: ContactChannel,
            _ outcome: Contact.Outcome, _ purpose: Contact.Purpose
        ) -> Contact {
            var contact = Contact()
            contact.contactID = "T\(number)"
            contact.caseID = caseID
            contact.on = ago(days)
            contact.hour = 10
            contact.with = who
            contact.channel = channel
            contact.outcome = outcome
            contact.purpose = purpose
            return contact
        }
        var talk = contact(7, 9, .ncp, .phoneCall, .spoke, .information)
        talk.minutes = 25
        talk.statedReason = .lostJob
        return [
            contact(1, 40, .ncp, .phoneCall, .leftMessage, .introduction),
            contact(2, 37, .ncp, .text, .deliveredNoReply, .introduction),
            contact(3, 32, .ncp, .letter, .deliveredNoReply, .introduction),
            contact(4, 25, .ncp, .phoneCall, .leftMessage, .checkIn),
            contact(5, 20, .cp, .phoneCall, .spoke, .information),
            contact(6, 17, .ncp, .text, .deliveredNoReply, .checkIn), talk,
        ]
    }

    private func consents() -> [Consent] {
        [
            (ContactChannel.text, Consent.Scope.automatedTexts),
            (.phoneCall, .shareWithPartner),
        ].map { channel, scope in
            var consent = Consent()
            consent.channel = channel
            consent.scope = scope
            consent.status = .given
            consent.on = ago(9)
            return consent
        }
    }

    private func enhancedServices() -> [EnhancedService] {
        [EnhancedServiceKind.orderModification, .licenseReinstatement].enumerated().map {
            var service = EnhancedService()
            service.serviceID = "S\($0.offset + 1)"
            service.kind = $0.element
            service.screenedOn = ago(9)
            service.eligible = .yes
            service.explainedOn = ago(9)
            return service
        }
    }

    private func plan() -> Plan {
        var plan = Plan()
        plan.planID = "A1"
        plan.status = .draft
        plan.createdOn = ago(9)
        plan.reviewOn = ago(-81)
        var goal = Goal()
        goal.kind = .employment
        goal.statement = "Find steady work close to home"
        goal.targetOn = ago(-60)
        plan.goals = [goal]
        plan.barriers = [ServiceKind.employment, .transport].map { kind in
            var barrier = Barrier()
            barrier.kind = kind
            barrier.recordedOn = ago(9)
            return barrier
        }
        var commitment = Commitment()
        commitment.what = "Meet the employment partner"
        commitment.dueOn = ago(-10)
        plan.commitments = [commitment]
        return plan
    }

    private func opinions() -> [Opinion] {
        var able = Opinion()
        able.kind = .able
        able.answer = .unclear
        able.givenOn = ago(8)
        able.expiresOn = ago(-82)
        able.evidence = [.parentStatement]
        able.staffID = "staff-1"
        var engaged = Opinion()
        engaged.kind = .engaged
        engaged.answer = .yes
        engaged.givenOn = ago(8)
        engaged.evidence = [.parentStatement]
        engaged.staffID = "staff-1"
        return [able, engaged]
    }
}
