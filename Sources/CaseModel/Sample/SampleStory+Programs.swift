extension SampleStory {
    /// Work-search orders with their job-site account, and employment and training services.
    ///
    /// The work-search exchange is Pennsylvania's; some parents of every agency have one here, so
    /// that an agency that switches the program on finds cases to look at.
    func addPrograms(to file: inout CaseFile, _ random: inout SampleGenerator) {
        let duties = file.cases[0].obligations.filter { $0.nonfinancialType == .workSearch }
        if !duties.isEmpty || random.chance(18) {
            file.workSearch = workSearch(hasDuty: !duties.isEmpty, &random)
        }
        guard isServed, ncpReached, !employed, random.chance(110) else { return }
        var enrollment = Enrollment()
        enrollment.enrollmentID = "N1"
        enrollment.caseID = file.cases[0].caseID
        enrollment.service = random.pick(TrainingService.allCases)
        enrollment.provider = random.pick(profile.partners(near: place)).id
        let age = random.int(0...min(daysEnrolled, 200))
        enrollment.startedOn = ago(age)
        enrollment.outcome = random.weighted([
            (.open, 50), (.placed, 14), (.retained30, 8), (.retained90, 6), (.retained180, 3),
            (.credential, 5), (.dropped, 14),
        ])
        if enrollment.outcome != .open { enrollment.endedOn = ago(age / 2) }
        enrollment.otherProgramSameService = random.weighted([
            (.no, 60), (.notChecked, 28), (.yes, 12),
        ])
        if enrollment.otherProgramSameService != .notChecked { enrollment.checkedOn = ago(age) }
        enrollment.funding = random.weighted([(.none, 50), (.grant, 30), (.wioa, 20)])
        file.enrollments = [enrollment]
    }

    private func workSearch(hasDuty: Bool, _ random: inout SampleGenerator) -> WorkSearch {
        var search = WorkSearch()
        if hasDuty { search.orderID = "O1" }
        search.orderKind = random.weighted([(.jobgatewayOrder, 55), (.plainWsr, 45)])
        search.issuedOn = random.day(20...300, before: asOf)
        search.status = random.weighted([(.active, 84), (.suspended, 8), (.ended, 8)])
        search.accountRegistered = random.weighted([(.yes, 52), (.no, 40), (.unknown, 8)])
        if search.accountRegistered == .yes {
            search.registeredOn = random.day(10...19, before: asOf)
            search.lastLoginOn = random.day(0...9, before: asOf)
            search.resumePresent = random.chance(650)
            search.savedSearch = random.chance(600)
            if search.savedSearch {
                search.matchesTotal = random.weighted([(0, 2), (random.int(1...60), 8)])
            }
        }
        search.partnerAnswer = random.weighted([(.answered, 88), (.noAnswer, 8), (.error, 4)])
        if incarcerated {
            search.enforcementExclusion = .incarceration
        } else if random.chance(60) {
            search.enforcementExclusion = random.weighted([
                (.medicalLeave, 6), (.rehabilitation, 4),
            ])
        }
        search.alertState = .none
        return search
    }
}
