// What moves the facts of people: circumstances, court, contacts, plans and opinions.

extension FactSchedule {
    mutating func readCircumstances() {
        let matter = matter
        for stretch in matter.pointee.ncp.incarcerations {
            begins(.incarcerations, on: stretch.startedOn)
            if let released = stretch.releasedOn { begins(.incarcerations, on: released) }
        }
        for filing in matter.pointee.ncp.bankruptcies {
            begins(.bankruptcies, on: filing.filedOn)
            if let discharged = filing.dischargedOn { begins(.bankruptcies, on: discharged) }
            if let dismissed = filing.dismissedOn { begins(.bankruptcies, on: dismissed) }
        }
        for treatment in matter.pointee.ncp.treatments {
            spans(.treatments, from: treatment.startedOn, through: treatment.endedOn)
        }
        for aid in matter.pointee.ncp.assistance where aid.member == .ncp {
            spans(.assistance, from: aid.startedOn, through: aid.endedOn)
        }
        if let disability = matter.pointee.ncp.disability {
            begins(.disability, on: disability.since)
        }
        if let death = matter.pointee.ncp.deceasedOn { begins(.death, on: death) }
    }

    mutating func readCourt() {
        let matter = matter
        for index in matter.pointee.record.courtEvents.indices {
            begins(.courtEvents, on: matter.pointee.record.courtEvents[index].filedOn)
            if let served = matter.pointee.record.courtEvents[index].servedOn {
                begins(.courtEvents, on: served)
            }
            if let hearing = matter.pointee.record.courtEvents[index].hearingOn,
                matter.pointee.record.courtEvents[index].saysSomethingOfHearing
            {
                begins(.hearings, on: hearing)
            }
        }
    }

    mutating func readContacts() {
        let matter = matter
        for index in matter.pointee.contacts.indices {
            let day = matter.pointee.contacts[index].on
            begins(.contacts, on: day)
            if day.isInLast(EngagementFacts.recentDays, before: asOf),
                matter.pointee.contacts[index].direction == .outgoing
            {
                ends(
                    matter.pointee.contacts[index].with == .cp ? .cpAttempts : .attempts,
                    after: day.adding(days: EngagementFacts.recentDays - 1))
            }
        }
    }

    mutating func readEngagement() {
        let matter = matter
        for index in matter.pointee.record.remedies.indices {
            if let day = matter.pointee.record.remedies[index].consequencesExplainedOn {
                begins(.explanations, on: day)
            }
        }
        for index in matter.pointee.conferences.indices
        where matter.pointee.conferences[index].bothPerspectivesRecorded {
            if let day = matter.pointee.conferences[index].heldOn { begins(.conferences, on: day) }
        }
        for index in matter.pointee.referrals.indices {
            begins(.referrals, on: matter.pointee.referrals[index].madeOn)
        }
        // A contact may be proposed for a later day, so a date that is still to come may be near
        // that day already, and the proposed day moves with the day asked about.
        for consent in matter.pointee.consents where consent.scope != .shareWithPartner {
            let isToExpire = consent.expiresOn.map { $0 >= asOf } ?? false
            if consent.on > asOf || isToExpire { ends(.consents, after: asOf) }
        }
    }

    mutating func readPlans() {
        let matter = matter
        for index in matter.pointee.plans.indices {
            begins(.plans, on: matter.pointee.plans[index].createdOn)
            for barrier in matter.pointee.plans[index].barriers {
                begins(.barriers, on: barrier.recordedOn)
                if let resolved = barrier.resolvedOn { begins(.barriers, on: resolved) }
            }
        }
        if let due = matter.pointee.plan.nextDueOn { ends(.commitments, after: due) }
        if let login = matter.pointee.workSearch?.lastLoginOn {
            spans(
                .login, from: login, through: login.adding(days: PlanFacts.loginWithinDays - 1))
        }
    }

    mutating func readOpinions() {
        readOpinion(.able, .able)
        readOpinion(.willful, .willful)
        readOpinion(.engaged, .engaged)
    }

    /// Only the newest opinion of a kind counts, so only it can expire.
    private mutating func readOpinion(_ kind: Opinion.Kind, _ clock: FactClock) {
        let matter = matter
        for index in matter.pointee.opinions.indices
        where matter.pointee.opinions[index].kind == kind {
            begins(clock, on: matter.pointee.opinions[index].givenOn)
        }
        let newest = OpinionFacts.newest(kind, in: matter.pointee.opinions, asOf: asOf)
        if let newest, let last = matter.pointee.opinions[newest].expiresOn {
            ends(clock, after: last)
        }
    }
}

extension CourtEvent {
    /// True if a finding or the parent's absence is recorded, which counts from the hearing on.
    fileprivate var saysSomethingOfHearing: Bool {
        abilityFinding != .unknown || willfulFinding != .unknown || noOtherSanctionFinding
            || appeared == .no
    }
}
