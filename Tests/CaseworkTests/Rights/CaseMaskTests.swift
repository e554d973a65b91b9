import CaseModel
import Casework
import Testing

/// What each role is shown of a case file, searched for in the bytes.
@Suite("Masks of case files")
struct CaseMaskTests {
    static let today = day("2019-03-01")
    static let agency: [Role] = [
        .pjacWorker, .bauWorker, .supervisor, .attorney, .siteAdministrator, .policyAuthor,
        .researcher, .operator, .service,
    ]
    static let risks: [Safety.AtRisk] = [.none, .ncp, .cp, .both]

    private func planted(_ seed: UInt64, _ risk: Safety.AtRisk) -> PlantedFile {
        PlantedFile(samples(0..<1, seed: seed)[0], atRisk: risk)
    }

    private func bytes(_ viewer: Viewer, _ file: CaseFile) -> String {
        String(decoding: CaseMask(viewer).view(file).canonicalBytes, as: UTF8.self)
    }

    @Test func everySensitiveFieldOfTheSchemaIsPlanted() {
        var sensitive: Set<String> = []
        var seen: Set<String> = []
        func look(_ schema: RecordSchema) {
            guard seen.insert(schema.name).inserted else { return }
            for field in schema.fields {
                if field.sensitivity != .open { sensitive.insert("\(schema.name).\(field.name)") }
                switch field.kind {
                case .record(let type), .list(let type): look(type.schema)
                default: break
                }
            }
        }
        look(CaseFile.schema)
        let planted = Set(planted(1, .none).plants.map(\.field))
        let missing = sensitive.subtracting(planted).subtracting(PlantedFile.withoutBytes)
        #expect(missing.isEmpty, "plant these too: \(missing.sorted())")
    }

    /// Every role of the agency, with no clearance, each alone and all: each plant is in the bytes
    /// exactly where the table of rights grants its kind.
    @Test(arguments: agency, risks)
    func theAgencySeesExactlyWhatTheTableGrants(_ role: Role, _ risk: Safety.AtRisk) throws {
        let sets: [Set<Clearance>] =
            [[], Set(Clearance.allCases)] + Clearance.allCases.map { [$0] }
        for (number, clearances) in sets.enumerated() {
            let planted = planted(UInt64(number + 1), risk)
            let viewer = Viewer(role: role, clearances: clearances, today: Self.today)
            let text = bytes(viewer, planted.file)
            let mayRead = Rights.answer(role: role, object: .caseFile, action: .read).isAllowed
            #expect((text != "{}") == mayRead)
            for plant in planted.plants {
                let kind = kind(of: plant, risk)
                let granted =
                    Rights.scope(of: role, cleared: clearances, object: kind, action: .read)
                    != .none
                let shown = text.contains(plant.needle)
                #expect(
                    shown == (granted && mayRead),
                    "\(plant.field) is \(kind); cleared: \(clearances)")
            }
        }
    }

    /// What the kind of a plant is when somebody is at risk.
    private func kind(of plant: PlantedFile.Plant, _ risk: Safety.AtRisk) -> RightObject {
        guard plant.kind == .location else { return plant.kind }
        let isAtRisk =
            switch plant.owner {
            case .ncp: risk == .ncp || risk == .both
            case .cp: risk == .cp || risk == .both
            case .agency: risk != .none
            }
        return isAtRisk ? .protectedLocation : .location
    }

    @Test(arguments: agency)
    func yesAndNoAndWordsGoWithTheirRecord(_ role: Role) throws {
        let text = bytes(
            Viewer(role: role, today: Self.today), planted(1, .both).file)
        for (name, kind) in [
            ("\"tribal_member\"", RightObject.protectedAttribute),
            ("\"disability\"", .medicalSummary), ("\"phones\"", .protectedLocation),
            ("\"address\"", .protectedLocation), ("\"kind\":\"both\"", .medicalDetail),
        ] {
            let granted = Rights.scope(of: role, cleared: [], object: kind, action: .read) != .none
            let mayRead = Rights.answer(role: role, object: .caseFile, action: .read).isAllowed
            #expect(text.contains(name) == (granted && mayRead), "\(name)")
        }
    }

    // MARK: Parents

    @Test(arguments: risks)
    func theParentWhoOwesSeesTheirOwnAndNothingOfTheOther(_ risk: Safety.AtRisk) throws {
        let planted = planted(3, risk)
        let viewer = Viewer(
            role: .parent, relation: .parent(personID: "idNCP"), today: Self.today)
        let text = bytes(viewer, planted.file)
        for plant in planted.plants {
            switch plant.owner {
            case .ncp: #expect(text.contains(plant.needle), "\(plant.field)")
            case .cp: #expect(!text.contains(plant.needle), "\(plant.field)")
            case .agency where plant.field == "order.docket":
                #expect(text.contains(plant.needle) == (risk == .none))
            case .agency: #expect(!text.contains(plant.needle), "\(plant.field)")
            }
        }
        #expect(!text.contains("idCP"))
        #expect(text.contains("PLANTWITHNCP") && !text.contains("PLANTWITHCP"))
        #expect(!text.contains("guideline_income_cp") && !text.contains("\"safety"))
    }

    @Test(arguments: risks)
    func theParentWhoIsOwedSeesTheirOwnAndWhatIsOwed(_ risk: Safety.AtRisk) throws {
        let planted = planted(4, risk)
        let viewer = Viewer(
            role: .parent, relation: .parent(personID: "idCP"), today: Self.today)
        let text = bytes(viewer, planted.file)
        for plant in planted.plants {
            switch plant.owner {
            case .cp: #expect(text.contains(plant.needle), "\(plant.field)")
            case .ncp: #expect(!text.contains(plant.needle), "\(plant.field)")
            case .agency where plant.field == "order.docket":
                #expect(text.contains(plant.needle) == (risk == .none))
            case .agency: #expect(!text.contains(plant.needle), "\(plant.field)")
            }
        }
        for hidden in [
            "idNCP", "PLANTWITHNCP", "remedies", "referrals", "guideline_income_ncp", "\"state\":",
            "court_events", "work_search", "study", "opinions",
        ] where hidden != "\"state\":" {
            #expect(!text.contains(hidden), "\(hidden)")
        }
        #expect(text.contains("PLANTWITHCP") && text.contains("\"source\":\"involuntary\""))
    }

    @Test func aDutyOfTheOtherParentIsTheirsAlone() throws {
        var file = planted(4, .none).file
        var duty = Obligation()
        duty.obligationID = "PLANTDUTY"
        duty.kind = .nonfinancial
        file.cases[0].obligations.append(duty)
        func view(_ id: String) -> String {
            bytes(
                Viewer(role: .parent, relation: .parent(personID: id), today: Self.today), file)
        }
        #expect(view("idNCP").contains("PLANTDUTY") && !view("idCP").contains("PLANTDUTY"))
    }

    @Test func aParentOfAnotherFileSeesNothing() {
        let planted = planted(5, .none)
        for id in ["somebody", ""] {
            let viewer = Viewer(
                role: .parent, relation: .parent(personID: id), today: Self.today)
            #expect(bytes(viewer, planted.file) == "{}")
        }
    }

    /// Two custodial parents: each sees the case that is theirs, and nothing of the other's.
    @Test func eachCustodialParentSeesOneCase() throws {
        var file = planted(6, .none).file
        var second = file.cases[0]
        second.caseID = "SECONDCASE"
        second.cp.personID = "idCP2"
        second.cp.name = "PLANTCP2NAME"
        file.cases.append(second)
        var consent = Consent()
        consent.who = .cp
        file.consents = [consent]
        func view(_ id: String) -> String {
            bytes(
                Viewer(role: .parent, relation: .parent(personID: id), today: Self.today), file)
        }
        #expect(view("idCP").contains("PLANTCPNAME") && !view("idCP").contains("SECONDCASE"))
        #expect(view("idCP2").contains("PLANTCP2NAME") && !view("idCP2").contains("PLANTCPNAME"))
        #expect(!view("idCP2").contains("PLANTWITHCP"))
        // A consent says "the custodial parent"; with two of them nobody can tell which.
        #expect(!view("idCP").contains("consents"))
    }

    // MARK: Partners

    @Test(arguments: [
        (ConsentStatus.given, "2019-01-01", String?.none, true),
        (.given, "2019-01-01", "2019-03-01", true), (.given, "2019-01-01", "2019-02-28", false),
        (.given, "2019-03-02", nil, false), (.withdrawn, "2019-01-01", nil, false),
        (.unknown, "2019-01-01", nil, false),
    ])
    func aPartnerSeesItsReferralAndTheNameIfConsented(
        _ status: ConsentStatus, _ on: String, _ end: String?, _ isNamed: Bool
    ) throws {
        var planted = planted(7, .both)
        var consent = Consent()
        consent.scope = .shareWithPartner
        consent.status = status
        consent.on = day(on)
        consent.expiresOn = end.map(day)
        planted.file.consents = [consent]
        let viewer = Viewer(
            role: .partner, clearances: Set(Clearance.allCases), relation: .partner(id: "PARTNER1"),
            today: Self.today)
        let text = bytes(viewer, planted.file)
        for plant in planted.plants {
            let isShown =
                plant.field == "referral.service"
                || (isNamed && plant.owner == .ncp && plant.field == "person.name")
            #expect(text.contains(plant.needle) == isShown, "\(plant.field)")
        }
        #expect(!text.contains("PARTNER2") && !text.contains("housing"))
        #expect(!text.contains("cases") && !text.contains("idNCP"))
    }

    @Test func aPartnerWithoutAReferralSeesNothing() {
        let viewer = Viewer(role: .partner, relation: .partner(id: "PARTNER3"), today: Self.today)
        #expect(bytes(viewer, planted(8, .none).file) == "{}")
    }

    // MARK: Others

    @Test func aPolicyAuthorSeesMadeUpFilesOnly() {
        var file = planted(9, .none).file
        let viewer = Viewer(role: .policyAuthor, today: Self.today)
        #expect(bytes(viewer, file) != "{}")
        file.synthetic = false
        #expect(bytes(viewer, file) == "{}")
    }

    @Test func whatIsWithheldIsToldToTheAgencyOnly() throws {
        let planted = planted(10, .cp)
        let worker = CaseMask(Viewer(role: .pjacWorker, today: Self.today)).view(planted.file)
        let told = Set(worker.withheld.map(\.pointer))
        for pointer in ["/cases/0/safety", "/cases/0/cp/address", "/ncp/birth_date"] {
            #expect(told.contains(pointer))
        }
        #expect(!told.contains("/ncp/address"))
        #expect(worker.withheld.allSatisfy { $0.kind.isDataKind })
        let parent = Viewer(
            role: .parent, relation: .parent(personID: "idNCP"), today: Self.today)
        #expect(CaseMask(parent).view(planted.file).withheld.isEmpty)
    }

    /// Somebody at risk is often recorded without saying who; then both are.
    @Test func aConcernThatNamesNobodyProtectsBoth() {
        var planted = planted(11, .none)
        planted.file.cases[0].safety.nondisclosure = true
        let text = bytes(Viewer(role: .pjacWorker, today: Self.today), planted.file)
        #expect(!text.contains("PLANTNCPLINE") && !text.contains("PLANTCPLINE"))
        planted.file.cases[0].safety = Safety()
        planted.file.ncp.address?.confidential = true
        let marked = bytes(Viewer(role: .pjacWorker, today: Self.today), planted.file)
        #expect(!marked.contains("PLANTNCPPHONE") && marked.contains("PLANTCPPHONE"))
    }
}
