extension SampleStory {
    /// Conferences, plans, agency services and referrals of a parent who is served.
    func addServices(to file: inout CaseFile, _ random: inout SampleGenerator) {
        guard isServed, !isNew else { return }
        let caseID = file.cases[0].caseID
        if hadConference {
            file.conferences = [conference(caseID, &random)]
        } else if ncpReached || cpReached, random.chance(220) {
            file.conferences = [conferenceThatWasNot(caseID, &random)]
        }
        if ncpReached, random.chance(hadConference ? 800 : 420) { file.plans = [plan(&random)] }
        if ncpReached { file.enhancedServices = enhancedServices(file.cases[0], &random) }
        if ncpReached, random.chance(380) { file.referrals = referrals(&random) }
    }

    private func conference(_ caseID: String, _ random: inout SampleGenerator) -> Conference {
        var conference = Conference()
        conference.conferenceID = "F1"
        conference.caseID = caseID
        let held = random.int(0...max(daysEnrolled - 10, 1))
        conference.proposedOn = ago(min(held + 9, daysEnrolled))
        conference.heldOn = ago(held)
        // Shuttle conferences are the most common (PJAC brief 8).
        conference.mode =
            violence
            ? .shuttle
            : random.weighted([(.shuttle, 72), (.jointRemote, 18), (.jointInPerson, 10)])
        conference.status = random.weighted([(.agreed, 55), (.noAgreement, 25), (.held, 20)])
        conference.safetyScreen = violence ? .concern : .clear
        conference.screenedOn = conference.proposedOn
        conference.expectationsExplained = random.chance(850)
        conference.bothPerspectivesRecorded = random.chance(850)
        return conference
    }

    private func conferenceThatWasNot(
        _ caseID: String, _ random: inout SampleGenerator
    ) -> Conference {
        var conference = Conference()
        conference.conferenceID = "F1"
        conference.caseID = caseID
        conference.proposedOn = ago(random.int(0...daysEnrolled))
        conference.mode = .shuttle
        conference.status = random.weighted([
            (.considered, 20), (.notAppropriate, violence ? 40 : 5), (.inviting, 20),
            (.scheduled, 10),
            (.declinedByCp, 15), (.declinedByNcp, 10), (.noContact, 20), (.cancelled, 5),
        ])
        conference.safetyScreen = random.weighted([
            (.notDone, 40), (.clear, violence ? 5 : 50), (.concern, violence ? 50 : 2),
        ])
        if conference.safetyScreen != .notDone { conference.screenedOn = conference.proposedOn }
        return conference
    }

    /// The service that would answer the parent's reason for not paying.
    private var barrier: ServiceKind? {
        switch reason {
        case .lostJob, .noSteadyWork: .employment
        case .cannotPay: .housing
        case .ill: .healthCover
        case .conflict: .mediation
        case .noAccessToChild: .parentingTime
        case .incarcerated: .jobTraining
        case .distrust, .doesNotUnderstand, .recordError: .legalAid
        case .refusesWithMeans, .unknown: nil
        }
    }

    private func plan(_ random: inout SampleGenerator) -> Plan {
        var plan = Plan()
        plan.planID = "A1"
        let age = random.int(0...min(daysEnrolled, 180))
        plan.createdOn = ago(age)
        plan.status = random.weighted([
            (.draft, 12), (.agreed, 16), (.active, 54), (.completed, 6), (.lapsed, 8),
            (.abandoned, 4),
        ])
        if plan.status != .draft { plan.agreedOn = ago(max(age - 3, 0)) }
        plan.reviewOn = plan.createdOn.adding(days: 90)

        var goal = Goal()
        goal.kind = jobLostDaysAgo != nil ? .employment : .payment
        goal.statement = goal.kind == .employment ? "Find steady work" : "Pay every month"
        goal.targetOn = plan.createdOn.adding(days: 120)
        plan.goals = [goal]
        var kinds: [ServiceKind] = []
        if let barrier { kinds.append(barrier) }
        if random.chance(300) {
            kinds.append(random.pick([.transport, .documents, .housing, .substanceAbuse]))
        }
        for kind in kinds where !plan.barriers.contains(where: { $0.kind == kind }) {
            var barrier = Barrier()
            barrier.kind = kind
            barrier.recordedOn = plan.createdOn
            if random.chance(200) { barrier.resolvedOn = asOf }
            plan.barriers.append(barrier)
        }
        for number in 1...random.int(1...3) {
            var commitment = Commitment()
            commitment.who = number == 3 ? .agency : .ncp
            commitment.what = number == 1 ? "Apply for two jobs a week" : "Call back about the plan"
            commitment.dueOn = plan.createdOn.adding(days: 20 * number)
            let past = commitment.dueOn < asOf && plan.status != .draft
            commitment.status =
                past
                ? random.weighted([
                    (.met, 50), (.partly, 12), (.missed, 22), (.excused, 6), (.open, 10),
                ])
                : .open
            plan.commitments.append(commitment)
        }
        return plan
    }

    private func enhancedServices(
        _ legalCase: Case, _ random: inout SampleGenerator
    ) -> [EnhancedService] {
        var kinds: [EnhancedServiceKind] = []
        if random.chance(450) { kinds.append(.orderModification) }
        if random.chance(200) { kinds.append(.licenseReinstatement) }
        if opening > Money(dollars: 5_000), random.chance(250) { kinds.append(.arrearsCompromise) }
        if legalCase.recordErrorOpen { kinds.append(.arrearsAudit) }
        if random.chance(150) { kinds.append(.paymentPlan) }
        return kinds.enumerated().map { index, kind in
            var service = EnhancedService()
            service.serviceID = "S\(index + 1)"
            service.kind = kind
            service.screenedOn = ago(random.int(0...min(daysEnrolled, 120)))
            service.eligible = random.weighted([(.yes, 65), (.no, 25), (.notScreened, 10)])
            if service.eligible == .notScreened { service.screenedOn = nil }
            if service.eligible == .yes {
                service.explainedOn = service.screenedOn
                if random.chance(500) {
                    service.submittedOn = asOf
                    service.outcome = .pending
                }
            }
            return service
        }
    }

    private func referrals(_ random: inout SampleGenerator) -> [Referral] {
        (1...random.weighted([(1, 70), (2, 25), (3, 5)])).map { number in
            let near = profile.partners(near: place)
            let fitting = near.filter { $0.service == barrier }
            let partner = random.pick(fitting.isEmpty || random.chance(300) ? near : fitting)
            let age = random.int(0...min(daysEnrolled, 150))
            var referral = Referral()
            referral.referralID = "V\(number)"
            referral.partnerID = partner.id
            referral.service = partner.service
            referral.funding = random.weighted([
                (.none, 50), (.grant, 25), (.wioa, 20), (.snapEt, 5),
            ])
            referral.madeOn = ago(age)
            referral.handoff =
                site == .miMuskegon
                ? .onSite : random.weighted([(.warm, 7), (.letter, 2), (.portal, 1)])
            referral.outcome = random.weighted([
                (.open, 24), (.enrolled, 26), (.completed, 12), (.dropped, 11), (.declined, 7),
                (.waiting, 9), (.notEligible, 3), (.noShow, 8),
            ])
            switch referral.outcome {
            case .enrolled, .completed, .dropped:
                referral.acceptedOn = ago(max(age - 4, 0))
                referral.firstAttendedOn = ago(max(age - 10, 0))
            case .waiting: referral.acceptedOn = ago(max(age - 4, 0))
            case .open, .declined, .notEligible, .noShow: break
            }
            referral.feedbackDueOn = referral.madeOn.adding(days: 14)
            return referral
        }
    }

    /// Findings of staff on ability, will and engagement.
    func addOpinions(to file: inout CaseFile, _ random: inout SampleGenerator) {
        func opinion(
            _ kind: Opinion.Kind, _ answer: Opinion.Answer, _ days: Int, lasts: Int?,
            _ evidence: [Opinion.Evidence]
        ) {
            var opinion = Opinion()
            opinion.kind = kind
            opinion.answer = answer
            opinion.givenOn = ago(days)
            opinion.expiresOn = lasts.map { opinion.givenOn.adding(days: $0) }
            opinion.authorRole = .caseManager
            opinion.evidence = evidence
            opinion.staffID = "staff-\(number % 12 + 1)"
            file.opinions.append(opinion)
        }
        // Parents come to the study believed able to pay, often for lack of evidence of inability
        // (PJAC brief 8, note 5).
        if arm != nil, random.chance(800) {
            let evidence: [Opinion.Evidence] =
                employed
                ? random.pick([
                    [.ndnhMatch], [.employerRecords, .payStubs], [.ndnhMatch, .parentStatement],
                ])
                : random.pick([
                    [.noneOfInability], [.noneOfInability, .assetSearch], [.bankRecords],
                ])
            opinion(.able, .yes, daysEnrolled, lasts: 90, evidence)
        }
        if isServed, ncpReached, random.chance(650) {
            let unable = ssi || disabled || incarcerated || reason == .cannotPay
            let answer: Opinion.Answer =
                unable
                ? .no
                : employed
                    ? random.weighted([(.yes, 8), (.unclear, 2)])
                    : random.weighted([(.no, 5), (.unclear, 4), (.yes, 1)])
            opinion(
                .able, answer, random.int(0...min(daysEnrolled, 75)), lasts: 90,
                random.pick([
                    [.parentStatement], [.parentStatement, .payStubs],
                    [.parentStatement, .bankRecords],
                ]))
            opinion(
                .engaged, random.weighted([(.yes, 6), (.unclear, 2), (.no, 2)]),
                random.int(0...min(daysEnrolled, 60)), lasts: nil, [])
        }
        if reason == .refusesWithMeans || random.chance(60) {
            opinion(
                .willful,
                reason == .refusesWithMeans ? .yes : random.weighted([(.no, 6), (.unclear, 4)]),
                random.int(0...60), lasts: 120, [.employerRecords])
        }
    }
}
