extension SampleStory {
    /// The noncustodial parent with means, licenses and obstacles.
    func noncustodialParent(_ random: inout SampleGenerator) -> Person {
        var person = Person()
        person.personID = "P-\(digits)"
        person.name = "Synthetic Parent \(digits)"
        person.birthDate = random.day(8_200...21_000, before: asOf)
        person.language = language
        person.interpreterNeeded = language == .other || language == .so
        person.timeZone = profile.timeZone
        person.serviceArea = place.area
        person.address = address(random.int(100...999), confidential: false, &random)
        person.phones = [phone(1)]
        if random.chance(300) {
            person.military = random.weighted([(.veteran, 6), (.reserve, 1), (.none, 93)])
        }
        person.represented = random.chance(60)
        person.employments = jobs(&random)
        person.incomes = incomes(&random)
        person.licenses = licenses(&random)
        addObstacles(to: &person, &random)
        return person
    }

    /// A custodial parent or party of one of the cases.
    func custodialParent(_ number: Int, _ random: inout SampleGenerator) -> Person {
        var person = Person()
        person.personID = "P-\(digits)-CP\(number + 1)"
        person.name = "Synthetic Custodial Parent \(digits)-\(number + 1)"
        person.language = random.weighted([(language, 85), (.en, 15)])
        if number == 0, random.chance(700) {
            person.address = address(
                random.int(100...999), confidential: violence, &random)
        }
        if number == 0 { person.phones = [phone(2)] }
        return person
    }

    private func address(
        _ house: Int, confidential: Bool, _ random: inout SampleGenerator
    ) -> Address {
        var address = Address()
        address.line = "\(house) Synthetic Street"
        address.city = place.city
        address.county = place.county
        address.state = profile.state
        address.postalCode = "00000"
        if random.chance(750) { address.verifiedOn = random.day(5...400, before: asOf) }
        address.confidential = confidential
        return address
    }

    private func phone(_ offset: Int) -> Phone {
        var phone = Phone()
        phone.kind = .mobile
        let last = String(100 + (number + offset) % 100)
        phone.number = "\(profile.areaCode)-555-0\(last)"
        phone.textConsent = (number + offset) % 3 != 0
        return phone
    }

    private func jobs(_ random: inout SampleGenerator) -> [Employment] {
        var job = Employment()
        job.employerID = "E-\(digits)"
        job.employerName = "Synthetic Employer \(number % 97)"
        job.source = random.weighted([(.ndnh, 5), (.sdnh, 2), (.quarterlyWage, 2), (.parent, 1)])
        job.hoursPerWeek = random.pick([20, 25, 32, 38, 40, 40, 40])
        job.disposablePerWeek = random.dollars(260...980, step: 10)
        job.healthCoverOffered = random.chance(300)
        if employed {
            job.startedOn = random.day(100...1_800, before: asOf)
            job.verifiedOn = random.day(2...85, before: asOf)
            return [job]
        }
        guard let lost = jobLostDaysAgo else { return [] }
        job.startedOn = random.day(lost + 90...lost + 1_500, before: asOf)
        job.endedOn = ago(lost)
        job.verifiedOn = ago(lost + random.int(1...80))
        job.endReason =
            switch reason {
            case .lostJob: random.weighted([(.laidOff, 6), (.fired, 2), (.seasonal, 2)])
            case .noSteadyWork: random.weighted([(.endedContract, 5), (.seasonal, 3), (.quit, 2)])
            case .ill: .ill
            default: random.weighted([(.unknown, 5), (.quit, 3), (.fired, 2)])
            }
        return [job]
    }

    private func incomes(_ random: inout SampleGenerator) -> [Income] {
        func income(_ kind: Income.Kind, _ amount: Money, since: Int) -> Income {
            var income = Income()
            income.kind = kind
            income.monthlyAmount = amount
            income.startedOn = ago(since)
            income.verifiedOn = ago(min(since, 20))
            return income
        }
        if ssi {
            var incomes = [income(.ssi, random.dollars(700...940), since: 600)]
            if random.chance(300) {
                incomes.append(income(.ssdi, random.dollars(200...600), since: 600))
            }
            return incomes
        }
        if disabled { return [income(.ssdi, random.dollars(800...1_500), since: 500)] }
        if let lost = jobLostDaysAgo, lost < 180, reason == .lostJob, random.chance(600) {
            return [
                income(
                    .unemployment, random.dollars(600...1_500, step: 10), since: max(lost - 10, 1))
            ]
        }
        if reason == .refusesWithMeans, !employed {
            return [income(.selfEmployment, random.dollars(1_200...4_000, step: 50), since: 700)]
        }
        if !employed, random.chance(120) {
            return [income(.snap, random.dollars(120...290), since: 200)]
        }
        return []
    }

    private func licenses(_ random: inout SampleGenerator) -> [License] {
        var licenses: [License] = []
        func add(_ kind: License.Class, _ status: License.Status) {
            var license = License()
            license.licenseID = "LIC-\(licenses.count + 1)"
            license.class = kind
            license.status = status
            switch status {
            case .noticeSent:
                license.noticeSentOn = ago(12)
                license.responseDueOn = ago(-18)
            case .suspended, .restricted: license.effectiveOn = ago(70)
            case .valid, .deniedRenewal, .reinstated, .expired: break
            }
            licenses.append(license)
        }
        if random.chance(820) {
            let status: License.Status = random.weighted([
                (.valid, 66), (.noticeSent, 14), (.restricted, 3), (.suspended, 12),
                (.reinstated, 3), (.expired, 2),
            ])
            add(random.chance(90) ? .commercialDriver : .driver, status)
        }
        if random.chance(100) {
            add(random.weighted([(.occupational, 6), (.professional, 4)]), .valid)
        }
        if random.chance(150) { add(.recreational, .valid) }
        return licenses
    }

    private func addObstacles(to person: inout Person, _ random: inout SampleGenerator) {
        if incarcerated {
            var stretch = Incarceration()
            let since = random.int(20...500)
            stretch.startedOn = ago(since)
            if random.chance(850) { stretch.expectedRelease = ago(-random.int(10...900)) }
            stretch.learnedOn = ago(random.int(0...min(since, 40)))
            stretch.offense = random.weighted([
                (.noneRelevant, 88), (.nonsupportThisChild, 6), (.crimeAgainstCpOrChild, 6),
            ])
            stretch.meansWhileInside = random.chance(30)
            person.incarcerations = [stretch]
        } else if let lost = jobLostDaysAgo, lost > 60, random.chance(120) {
            // A stretch that cost the job and is over.
            var past = Incarceration()
            past.startedOn = ago(lost - random.int(0...20))
            past.releasedOn = ago(random.int(5...lost / 2))
            past.learnedOn = past.startedOn.adding(days: random.int(0...10))
            person.incarcerations = [past]
        }
        if disabled || (reason == .ill && random.chance(300)) {
            var disability = Disability()
            disability.kind = random.weighted([(.physical, 5), (.mental, 3), (.both, 2)])
            disability.totalPermanent = disabled && random.chance(600)
            disability.verified = disabled && random.chance(800)
            disability.since = ago(500)
            person.disability = disability
        }
        if reason == .ill, random.chance(250) {
            var treatment = Treatment()
            treatment.kind = random.weighted([(.residentialDrugAlcohol, 6), (.medicalLeave, 4)])
            treatment.startedOn = random.day(5...60, before: asOf)
            person.treatments = [treatment]
        }
        if bankrupt {
            var filing = Bankruptcy()
            filing.chapter = random.weighted([(.chapter7, 6), (.chapter13, 4)])
            filing.filedOn = random.day(30...300, before: asOf)
            if filing.chapter == .chapter7, random.chance(350) { filing.dischargedOn = ago(15) }
            person.bankruptcies = [filing]
        }
        if !employed, random.chance(220) {
            var aid = Assistance()
            aid.program = random.weighted([(.snap, 5), (.medicaid, 4), (.generalAssistance, 1)])
            aid.member = .ncp
            aid.startedOn = random.day(60...700, before: asOf)
            person.assistance = [aid]
        }
    }
}
