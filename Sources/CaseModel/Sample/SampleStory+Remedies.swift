extension SampleStory {
    /// Remedies at various stages, each with the days its stage needs.
    func remedies(of legalCase: Case, _ random: inout SampleGenerator) -> [Remedy] {
        guard habit != .steady else {
            return employed ? [remedy(1, .incomeWithholding, .inEffect, age: 400, &random)] : []
        }
        var drafts: [(RemedyKind, Remedy.State)] = []
        if employed {
            drafts.append(
                (
                    .incomeWithholding,
                    random.weighted([(.inEffect, 60), (.noticeSent, 15), (.identified, 25)])
                ))
            if random.chance(150) { drafts.append((.medicalSupportNotice, .inEffect)) }
        } else if jobLostDaysAgo != nil, random.chance(700) {
            drafts.append(
                (.incomeWithholding, random.weighted([(.inEffect, 35), (.released, 65)])))
        }
        if opening > Money(dollars: 500), random.chance(750) {
            drafts.append(
                (
                    .federalTaxOffset,
                    random.weighted([(.inEffect, 70), (.noticeSent, 15), (.identified, 15)])
                ))
        }
        if opening > Money(dollars: 2_500), random.chance(400) {
            drafts.append((.passportDenial, random.weighted([(.inEffect, 60), (.identified, 40)])))
        }
        if random.chance(250) {
            drafts.append((.stateTaxOffset, random.weighted([(.inEffect, 6), (.identified, 4)])))
        }
        if random.chance(350) {
            drafts.append((.creditReporting, random.weighted([(.inEffect, 5), (.identified, 5)])))
        }
        if random.chance(620) {
            drafts.append(
                (
                    .driverLicenseSuspension,
                    random.weighted([
                        (.identified, 30), (.noticeDue, 8), (.noticeSent, 18), (.waiting, 16),
                        (.contested, 5),
                        (.suppressed, 12), (.upheld, 4), (.inEffect, 7),
                    ])
                ))
        }
        if random.chance(70) { drafts.append((.occupationalLicenseSuspension, .identified)) }
        if random.chance(60) { drafts.append((.recreationalLicenseSuspension, .identified)) }
        if random.chance(140) {
            drafts.append(
                (.accountLevy, random.weighted([(.identified, 6), (.waiting, 3), (.contested, 1)])))
        }
        if random.chance(100) {
            drafts.append((.propertyLien, random.weighted([(.identified, 5), (.inEffect, 5)])))
        }
        if profile.state == "VA", random.chance(60) {
            drafts.append((.propertySeizure, .identified))
        }
        if random.chance(20) { drafts.append((.lumpSumIntercept, .identified)) }
        if random.chance(25) { drafts.append((.administrativeOffset, .inEffect)) }
        if profile.findsDefault, !employed, random.chance(150) {
            drafts.append((.seekWorkOrder, random.weighted([(.inEffect, 6), (.identified, 4)])))
        }
        if random.chance(arm == .pjac ? 520 : 260) {
            drafts.append(
                (.contemptReferral, random.weighted([(.identified, 8), (.suppressed, 2)])))
        }
        if random.chance(arm == .businessAsUsual ? 120 : 40) {
            drafts.append((.contemptFiling, .identified))
        }
        if random.chance(8) { drafts.append((.criminalReferral, .identified)) }
        return drafts.enumerated().map { index, draft in
            // Withholding began while there was a job, and ended with it.
            let before = draft.0 == .incomeWithholding ? (jobLostDaysAgo ?? 0) + 80 : 0
            let age = min(before + random.int(20...220), caseAge - 40)
            return remedy(index + 1, draft.0, draft.1, age: age, &random)
        }
    }

    /// Writes a remedy with the days that its state needs.
    func remedy(
        _ number: Int, _ kind: RemedyKind, _ state: Remedy.State, age: Int,
        _ random: inout SampleGenerator
    ) -> Remedy {
        var remedy = Remedy()
        remedy.remedyID = "R\(number)"
        remedy.kind = kind
        remedy.state = state
        remedy.trigger = kind == .contemptReferral || kind == .contemptFiling ? .worker : .automatic
        remedy.identifiedOn = ago(age)
        if kind == .accountLevy { remedy.accountBalance = random.dollars(60...6_200, step: 10) }

        switch state {
        case .identified, .noticeDue, .withdrawn: return remedy
        case .suppressed:
            remedy.heldUntil = ago(-random.int(-10...60))
            remedy.holdReason = "Parent is working with the case manager"
            remedy.holdApprovedBySupervisor = random.chance(350)
            if random.chance(500) { explain(&remedy, after: 2) }
            return remedy
        case .noticeSent, .waiting, .contested, .upheld, .inEffect, .released: break
        }
        // A fresh notice is still in its time to answer; an upheld one is past it.
        let fresh = state == .noticeSent || state == .waiting
        let noticed = fresh ? min(age, random.int(2...25)) : age
        remedy.noticeSentOn = ago(noticed)
        if state == .inEffect || state == .released {
            remedy.effectiveOn = ago(max(age - 45, 1))
            if state == .released {
                remedy.endedOn = ago(min(jobLostDaysAgo ?? 0, max(age - 45, 1)))
            }
            return remedy
        }
        remedy.noticeMethod = random.weighted([
            (.firstClass, 75), (.certified, 15), (.personal, 6), (.electronic, 4),
        ])
        remedy.responseDueOn = ago(noticed - 30)
        if state == .contested {
            remedy.contestedOn = ago(max(noticed - 10, 0))
            remedy.contestResult = .pending
        }
        if isServed, ncpReached, random.chance(450) { explain(&remedy, after: 0) }
        return remedy
    }

    private func explain(_ remedy: inout Remedy, after days: Int) {
        let earliest = remedy.noticeSentOn ?? remedy.identifiedOn
        let day = earliest.adding(days: days)
        if day <= asOf { remedy.consequencesExplainedOn = day }
    }

    /// Contempt matters, reviews with findings, and warrants.
    func courtEvents(_ random: inout SampleGenerator) -> [CourtEvent] {
        var events: [CourtEvent] = []
        func event(_ kind: CourtEvent.Kind, filed: Int, _ status: CourtEvent.Status) -> CourtEvent {
            var event = CourtEvent()
            event.eventID = "K\(events.count + 1)"
            event.kind = kind
            event.filedOn = ago(filed)
            event.status = status
            event.abilityFinding = .unknown
            event.willfulFinding = .unknown
            return event
        }

        if random.chance(arm == .businessAsUsual ? 260 : 110) {
            let filed = random.int(20...300)
            let kind: CourtEvent.Kind = profile.state == "VA" ? .showCause : .contemptMotion
            var motion = event(
                kind, filed: filed,
                random.weighted([
                    (.pending, 25), (.served, 25), (.notServed, 15), (.continued, 10),
                    (.dismissed, 10),
                    (.found, 10), (.closed, 5),
                ]))
            motion.abilityInformationGiven = random.chance(700)
            motion.noticeStatesAbilityIsCritical = random.chance(800)
            if motion.status != .pending && motion.status != .notServed {
                motion.servedOn = ago(max(filed - 12, 0))
                motion.serviceMethod = random.weighted([
                    (.personal, 6), (.substitute, 3), (.certified, 1),
                ])
            }
            switch motion.status {
            case .pending, .notServed: break
            case .served: motion.hearingOn = ago(-random.int(3...50))
            default:
                motion.hearingOn = ago(max(filed - 60, 0))
                motion.appeared = random.weighted([(.yes, 7), (.no, 3)])
            }
            if motion.status == .found {
                motion.abilityFinding = .able
                motion.willfulFinding = .willful
                motion.purgeAmount = random.dollars(150...900, step: 50)
            }
            events.append(motion)
            if motion.appeared == .no, random.chance(500) {
                events.append(event(.warrant, filed: max(filed - 61, 0), .pending))
            }
        }
        if random.chance(profile.courtFindsWill ? 330 : 60) {
            let filed = random.int(60...400)
            var review = event(.reviewHearing, filed: filed, .heard)
            review.hearingOn = ago(filed - 45)
            review.appeared = random.weighted([(.yes, 75), (.no, 20), (.unknown, 5)])
            review.abilityInformationGiven = true
            review.abilityFinding = random.weighted([(.able, 45), (.unable, 35), (.notMade, 20)])
            if review.abilityFinding == .able {
                review.willfulFinding = random.weighted([
                    (.willful, 55), (.notWillful, 30), (.notMade, 15),
                ])
                review.noOtherSanctionFinding =
                    review.willfulFinding == .willful && random.chance(500)
            } else {
                review.willfulFinding = .notMade
            }
            events.append(review)
        }
        if events.isEmpty, random.chance(20) {
            events.append(
                event(
                    .warrant, filed: random.int(30...600),
                    random.weighted([(.pending, 7), (.recalled, 3)])))
        }
        return events
    }
}
