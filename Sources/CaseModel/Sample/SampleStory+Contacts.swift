extension SampleStory {
    /// Attempts, talks and messages, consents and safe channels.
    func addContacts(to file: inout CaseFile, _ random: inout SampleGenerator) {
        let caseID = file.cases[0].caseID
        var contacts: [Contact] = []
        if arm == .businessAsUsual {
            contacts.append(notice(caseID, &random))
            if ncpReached { contacts.append(talk(.ncp, caseID, random.int(30...300), &random)) }
            if cpReached { contacts.append(talk(.cp, caseID, random.int(30...300), &random)) }
        } else if !isNew {
            // With more time enrolled there have been more attempts, up to eight.
            let most = min(2 + daysEnrolled / 32, 8)
            for _ in 0..<random.int(1...most) {
                contacts.append(attempt(.ncp, caseID, random.int(0...daysEnrolled), &random))
            }
            if ncpReached {
                contacts.append(talk(.ncp, caseID, random.int(0...min(daysEnrolled, 120)), &random))
                if random.chance(350) {
                    contacts.append(talk(.ncp, caseID, random.int(0...daysEnrolled), &random))
                }
            }
            for _ in 0..<random.int(0...2) {
                contacts.append(attempt(.cp, caseID, random.int(0...daysEnrolled), &random))
            }
            if cpReached {
                contacts.append(talk(.cp, caseID, random.int(0...min(daysEnrolled, 150)), &random))
            }
            if ncpReached, random.chance(90) { contacts.append(message(caseID, &random)) }
        }
        contacts.sort { $0.on < $1.on }
        for index in contacts.indices { contacts[index].contactID = "T\(index + 1)" }
        file.contacts = contacts
        addPermissions(to: &file, &random)
    }

    private func attempt(
        _ who: Participant, _ caseID: String, _ days: Int, _ random: inout SampleGenerator
    ) -> Contact {
        var contact = contact(who, caseID, days, &random)
        contact.channel = random.weighted([
            (.phoneCall, 45), (.text, 20), (.letter, 20), (.email, 9), (.voicemail, 4),
            (.socialPrivateMessage, 2),
        ])
        contact.purpose = random.weighted([
            (.introduction, 4), (.checkIn, 3), (.information, 2), (.missedPayment, 1),
        ])
        contact.outcome =
            switch contact.channel {
            case .phoneCall:
                random.weighted([
                    (.leftMessage, 70), (.wrongNumber, 14), (.hungUp, 6), (.thirdPartyReached, 6),
                    (.refused, 4),
                ])
            case .letter: random.weighted([(.deliveredNoReply, 85), (.returned, 15)])
            case .voicemail: .leftMessage
            default: .deliveredNoReply
            }
        contact.automated = contact.channel == .text && random.chance(300)
        if violence, random.chance(12) { contact.outcome = .unsafeToContinue }
        return contact
    }

    private func talk(
        _ who: Participant, _ caseID: String, _ days: Int, _ random: inout SampleGenerator
    ) -> Contact {
        var contact = contact(who, caseID, days, &random)
        contact.channel = random.weighted([
            (.phoneCall, 68), (.text, 17), (.officeVisit, 9), (.email, 6),
        ])
        if site == .miMuskegon, random.chance(150) { contact.channel = .schoolOffice }
        let written = contact.channel == .text || contact.channel == .email
        contact.outcome = written ? .twoWayMessage : .spoke
        contact.direction = random.chance(250) ? .incoming : .outgoing
        contact.purpose = random.weighted([
            (.information, 4), (.checkIn, 4), (.warning, 1), (.conferenceScheduling, 1),
        ])
        if !written { contact.minutes = random.int(4...45) }
        if who == .ncp, random.chance(820) { contact.statedReason = reason }
        return contact
    }

    /// A message from the parent that waits for an answer, unless a later contact gave one.
    private func message(_ caseID: String, _ random: inout SampleGenerator) -> Contact {
        var contact = contact(.ncp, caseID, random.int(0...6), &random)
        contact.channel = random.weighted([(.voicemail, 6), (.text, 4)])
        contact.direction = .incoming
        contact.purpose = .request
        contact.outcome = .leftMessage
        return contact
    }

    private func notice(_ caseID: String, _ random: inout SampleGenerator) -> Contact {
        var contact = contact(.ncp, caseID, random.int(10...200), &random)
        contact.channel = .letter
        contact.purpose = .enforcementNotice
        contact.outcome = .deliveredNoReply
        contact.automated = true
        return contact
    }

    private func contact(
        _ who: Participant, _ caseID: String, _ days: Int, _ random: inout SampleGenerator
    ) -> Contact {
        var contact = Contact()
        contact.caseID = caseID
        contact.on = ago(days)
        contact.hour = random.int(8...18)
        contact.with = who
        contact.language = language
        return contact
    }

    private func addPermissions(to file: inout CaseFile, _ random: inout SampleGenerator) {
        func consent(
            _ who: Participant, _ channel: ContactChannel, _ scope: Consent.Scope,
            _ status: ConsentStatus, _ days: Int
        ) {
            var consent = Consent()
            consent.who = who
            consent.channel = channel
            consent.scope = scope
            consent.status = status
            consent.on = ago(days)
            file.consents.append(consent)
        }
        if random.chance(550) {
            consent(
                .ncp, .text, .automatedTexts, random.weighted([(.given, 88), (.withdrawn, 12)]),
                random.int(10...500))
        }
        if random.chance(350) {
            consent(
                .cp, .text, .automatedTexts, random.weighted([(.given, 85), (.withdrawn, 15)]),
                random.int(10...500))
        }
        if isServed, ncpReached, random.chance(600) {
            consent(
                .ncp, .phoneCall, .shareWithPartner, .given, min(daysEnrolled, random.int(1...200)))
        }
        guard violence, random.chance(450) else { return }
        var safe = SafeContact()
        safe.who = .cp
        safe.channel = random.weighted([(.phoneCall, 7), (.email, 3)])
        safe.fromHour = 9
        safe.toHour = random.pick([12, 15, 17])
        file.safeContacts = [safe]
    }
}
