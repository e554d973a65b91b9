extension SampleStory {
    /// The case that the story is about.
    func mainCase(_ random: inout SampleGenerator) -> Case {
        var result = emptyCase(0, age: caseAge, &random)
        result.kind = random.weighted([
            (.formerAssistance, 40), (.neverAssistance, 44), (.ivA, 11), (.medicaidOnly, 3),
            (.ivE, 2),
        ])
        result.status = random.weighted([(.open, 94), (.reopened, 3), (.pendingClosure, 3)])
        result.interstate = random.chance(60)
        result.tribal = random.chance(8)
        result.foreign = random.chance(8)
        result.processing = arrearsOnly ? .arrearsOnly : .currentSupport
        result.children = children(age: caseAge, &random)
        result.safety = safety(violence: violence, goodCause: goodCause, age: caseAge, &random)
        result.orders = [order(of: result, &random)]
        result.obligations = obligations(&random)
        result.ledger = mainLedger(of: result, &random)
        result.delinquencyIdentifiedOn = delinquency(&random)
        if random.chance(930) { result.locatedOn = random.day(10...700, before: asOf) }
        result.serviceNeeded = random.chance(140)
        if result.serviceNeeded { result.serviceAttempts = random.int(0...4) }
        if profile.findsDefault, habit != .steady, random.chance(640) {
            result.finalDefaultOn = random.day(25...500, before: asOf)
        }
        if profile.adjudgesDebt, opening > .zero, random.chance(260) {
            result.debtJudgmentOn = random.day(60...900, before: asOf)
        }
        if site == .caInlandEmpire, random.chance(850) {
            result.householdIncomeShareOfMedian =
                employed ? random.int(45...150) : random.int(15...90)
        }
        result.recordErrorOpen = reason == .recordError ? random.chance(700) : random.chance(12)
        result.remedies = remedies(of: result, &random)
        result.courtEvents = courtEvents(&random)
        return result
    }

    /// A further case of the same parent, with another family.
    func otherCase(_ number: Int, _ random: inout SampleGenerator) -> Case {
        let age = random.int(400...6_000)
        var result = emptyCase(number, age: age, &random)
        result.kind = random.weighted([(.formerAssistance, 45), (.neverAssistance, 45), (.ivA, 10)])
        result.children = children(age: age, &random)
        // The other parents are as often at risk as the first one.
        result.safety = safety(
            violence: random.chance(Self.violenceShare), goodCause: false, age: age, &random)
        if random.chance(220) {
            result.status = .closed
            result.closedOn = random.day(20...399, before: asOf)
            return result
        }
        result.status = .open
        if random.chance(90) {
            result.caseFunction = .establishment
            return result
        }
        var order = Order()
        order.orderID = "O\(number + 1)"
        order.docket = "SYN-D-\(digits)-\(number + 1)"
        order.enteredOn = ago(age - 90)
        order.effectiveOn = order.enteredOn
        order.controlling = true
        order.status = .inForce
        result.orders = [order]
        result.obligations = [
            obligation(
                "B1", .currentChild, random.dollars(100...450, step: 10), order: order.orderID)
        ]
        result.ledger = shortLedger(of: result, &random)
        result.locatedOn = ago(200)
        return result
    }

    private func emptyCase(_ number: Int, age: Int, _ random: inout SampleGenerator) -> Case {
        var result = Case()
        result.caseID = "SYN-\(digits)-\(number + 1)"
        result.county = place.county
        result.office = place.office
        result.caseFunction = .enforcement
        result.openedOn = ago(age)
        result.cp = custodialParent(number, &random)
        return result
    }

    private func children(age: Int, _ random: inout SampleGenerator) -> [Child] {
        (1...random.weighted([(1, 52), (2, 32), (3, 16)])).map { number in
            var child = Child()
            child.childID = "CH\(number)"
            // Under an order for current support the children are minors; after it they are not.
            let days =
                arrearsOnly
                ? random.int(6_700...8_500) : min(max(age + random.int(-600...1_400), 300), 6_450)
            child.birthDate = ago(days)
            child.emancipatesOn = child.birthDate.adding(months: 216)
            child.parentage = random.weighted([
                (.acknowledged, 55), (.adjudicated, 30), (.marital, 15),
            ])
            child.livesWith = random.weighted([(.cp, 93), (.ncp, 3), (.other, 4)])
            child.healthCovered = random.chance(800)
            return child
        }
    }

    private func safety(
        violence: Bool, goodCause: Bool, age: Int, _ random: inout SampleGenerator
    ) -> Safety {
        var safety = Safety()
        guard violence else { return safety }
        safety.familyViolence = random.weighted([
            (.disclosed, 60), (.protectiveOrder, 24), (.agencyFinding, 16),
        ])
        safety.atRisk = random.weighted([(.cp, 92), (.both, 6), (.ncp, 2)])
        safety.since = random.day(40...min(age, 2_500), before: asOf)
        safety.reviewedOn = random.day(5...300, before: asOf)
        safety.nondisclosure = random.chance(350)
        safety.goodCause = goodCause
        safety.clearedForJointConference = !goodCause && random.chance(140)
        safety.protectedParentWantsConference =
            safety.clearedForJointConference && random.chance(600)
        return safety
    }

    private func order(of legalCase: Case, _ random: inout SampleGenerator) -> Order {
        var order = Order()
        order.orderID = "O1"
        order.docket = "SYN-D-\(digits)-1"
        order.kind = random.weighted(
            profile.state == "VA" || profile.state == "OH"
                ? [(.administrative, 6), (.court, 4)] : [(.court, 9), (.registered, 1)])
        order.enteredOn = ago(max(caseAge - random.int(60...200), 40))
        order.effectiveOn = order.enteredOn.adding(days: -random.int(0...30))
        order.controlling = true
        order.defaultOrder = random.chance(220)
        order.status = .inForce
        order.guidelineIncomeNcp = random.dollars(1_200...3_600, step: 20)
        order.guidelineIncomeCp = random.dollars(0...3_200, step: 20)
        order.imputed = random.chance(300)
        let age = order.enteredOn.days(until: asOf)
        if age > 1_200, random.chance(420) {
            order.lastReviewOn = random.day(60...1_190, before: asOf)
        }
        if arrearsOnly {
            order.status = .terminated
            order.endedOn = ago(min(random.int(30...500), age))
        } else if incarcerated, site == .caInlandEmpire {
            order.status = .suspended
        } else if random.chance(60) {
            order.status = .underReview
            order.modificationPetitionOn = random.day(3...120, before: asOf)
        }
        return order
    }

    private func obligations(_ random: inout SampleGenerator) -> [Obligation] {
        var result: [Obligation] = []
        if arrearsOnly {
            result.append(
                obligation("B1", .arrearsRepayment, monthly.times(basisPoints: 5_000), order: "O1"))
        } else {
            result.append(obligation("B1", .currentChild, monthly, order: "O1"))
            if opening > .zero, random.chance(600) {
                result.append(
                    obligation(
                        "B2", .arrearsRepayment, monthly.times(basisPoints: 2_000), order: "O1"))
            }
        }
        if !employed, random.chance(profile.findsDefault ? 260 : 90) {
            var duty = obligation("B3", .nonfinancial, .zero, order: "O1")
            duty.frequency = .none
            duty.nonfinancialType = profile.findsDefault ? .seekWork : .workSearch
            duty.requiredPerWeek = random.pick([2, 3, 5])
            duty.nonfinancialStatus = random.weighted([
                (.active, 84), (.suspended, 8), (.satisfied, 8),
            ])
            duty.startedOn = random.day(20...200, before: asOf)
            result.append(duty)
        }
        return result
    }

    private func obligation(
        _ name: String, _ kind: Obligation.Kind, _ amount: Money, order: String
    ) -> Obligation {
        var obligation = Obligation()
        obligation.obligationID = name
        obligation.orderID = order
        obligation.kind = kind
        obligation.amount = amount
        obligation.frequency = .monthly
        obligation.startedOn = ago(max(caseAge - 200, 30))
        return obligation
    }

    /// A month after the first month that went unpaid, if that has come (45 CFR 303.6(b)).
    private func delinquency(_ random: inout SampleGenerator) -> Day? {
        switch habit {
        case .steady: nil
        case .stopped(let months): months > 1 ? ago(months * 30 - 31 + random.int(0...6)) : nil
        case .part, .offsetsOnly, .nothing: ago(random.int(33...min(540, max(caseAge - 60, 34))))
        }
    }
}
