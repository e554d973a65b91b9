import CaseModel
import PolicyHost
import Testing

@testable import Casework

/// What each role is shown of decisions, explanations and recorded facts of real policies.
@Suite("Masks of decisions")
struct DecisionMaskTests {
    static let today = day("2019-03-01")
    static let policy: SitePolicy = {
        guard let policy = Policies.edited([]).host.sites["oh-stark"] else {
            preconditionFailure("the policies of Stark County do not load")
        }
        return policy
    }()
    static let files = samples(0..<16, seed: 12)

    private func viewer(_ role: Role, _ clearances: Set<Clearance> = []) -> Viewer {
        Viewer(role: role, clearances: clearances, today: Self.today)
    }

    private static let everything = Viewer(
        role: .service, clearances: Set(Clearance.allCases), today: today)

    /// No fact that a policy can read is one whose kind nobody knows.
    @Test func theKindOfEveryFactReadIsKnown() {
        var kinds: Set<RightObject> = []
        var count = 0
        for file in Self.files {
            for decision in Self.policy.decide(file, asOf: Self.today, detail: .full) {
                for fact in decision.facts {
                    count += 1
                    let kind = FactKinds.kind(ofPath: fact.path)
                    #expect(kind != .unknown, "\(fact.path)")
                    if case .of(let found) = kind { kinds.formUnion(found) }
                }
            }
        }
        #expect(count > 200)
        #expect(kinds.isSuperset(of: [.medicalSummary, .safetyRecord]))
        // Nothing that policies may not read.
        #expect(kinds.isDisjoint(with: [.protectedAttribute]))
    }

    @Test func aPathThatLeadsNowhereIsWithheld() {
        #expect(FactKinds.kind(ofPath: "ncp.shoe_size") == .unknown)
        #expect(FactKinds.kind(ofPath: "") == .unknown)
        #expect(FactKinds.kind(ofPath: "ncp.language.word") == .unknown)
        #expect(FactKinds.kind(ofPath: "ncp.treatments[0].started_on") == .of([.medicalSummary]))
        // The kind of a treatment is more than that there is one.
        #expect(
            FactKinds.kind(ofPath: "ncp.treatments[0].kind")
                == .of([.medicalSummary, .medicalDetail]))
        #expect(FactKinds.kind(ofPath: "ledger[3].source") == .of([.paymentSource]))
        #expect(FactKinds.kind(ofPath: "partner p.with.dots.services") == .unknown)
        #expect(FactKinds.kind(ofPath: "arrears.total") == .free)
    }

    @Test(arguments: Role.allCases)
    func aDecisionShowsNoFactOfAKindThatIsWithheld(_ role: Role) throws {
        let mask = DecisionMask(viewer(role))
        let mayRead = Rights.answer(role: role, object: .decision, action: .read).isAllowed
        for file in Self.files.prefix(3) {
            for decision in Self.policy.decide(file, asOf: Self.today, detail: .full) {
                let shown = mask.view(decision)
                guard mayRead else {
                    #expect(shown == .object([:]))
                    continue
                }
                if role == .parent { #expect(shown["facts"] == nil) }
                guard case .list(let facts)? = shown["facts"] else { continue }
                for fact in facts {
                    guard case .text(let path)? = fact["path"],
                        case .of(let kinds) = FactKinds.kind(ofPath: path)
                    else { continue }
                    for kind in kinds where kind != .paymentSource {
                        let scope = Rights.scope(
                            of: role, cleared: [], object: kind, action: .read)
                        #expect(scope != .none, "\(role) \(path)")
                    }
                }
                #expect(facts.count <= decision.facts.count)
            }
        }
    }

    /// Whoever may see everything sees the decision as it is.
    @Test func nothingIsChangedForThoseWhoMaySeeAll() throws {
        for file in Self.files.prefix(2) {
            for decision in Self.policy.decide(file, asOf: Self.today, detail: .full) {
                #expect(DecisionMask(Self.everything).view(decision) == decision.json)
            }
            let explained = Explainer(policy: Self.policy).explanations(
                of: file, asOf: Self.today, area: .enforcement)
            for explanation in explained {
                let shown = DecisionMask(Self.everything).view(explanation)
                #expect(shown.canonicalText == explanation.canonicalJSON)
            }
        }
    }

    /// The values of withheld facts are nowhere in an explanation, the trace and sentences included.
    @Test func anExplanationQuotesNothingThatIsWithheld() throws {
        var hidden = 0
        for file in Self.files.prefix(3) {
            let explained = Explainer(policy: Self.policy).explanations(
                of: file, asOf: Self.today, area: .enforcement)
            for explanation in explained {
                let json = DecisionMask(viewer(.policyAuthor)).view(explanation)
                hidden += try check(json, against: explanation)
            }
        }
        #expect(hidden > 20, "the sample holds no withheld fact in a trace")
    }

    /// Looks at every step of a masked trace beside the true one.
    private func check(_ json: JSONValue, against explanation: Explanation) throws -> Int {
        var hidden = 0
        func steps(_ shown: JSONValue?, _ real: [TraceStep]) {
            for (index, step) in real.enumerated() {
                let mask = shown?[index]
                if holdsWithheld(step) {
                    hidden += 1
                    #expect(mask?["value"] == nil && mask?["holds"] == nil, "\(step.source)")
                } else if step.fact.map({ FactKinds.kind(ofPath: $0) == .free }) ?? false {
                    #expect(mask?["value"] == step.value.map(JSONValue.text))
                }
                steps(mask?["steps"], step.steps)
            }
        }
        for (index, question) in explanation.trace.questions.enumerated() {
            for (place, rule) in question.rules.enumerated() {
                steps(json["trace"]?["questions"]?[index]?["rules"]?[place]?["steps"], rule.steps)
            }
        }
        return hidden
    }

    private func holdsWithheld(_ step: TraceStep) -> Bool {
        if let fact = step.fact {
            switch FactKinds.kind(ofPath: fact) {
            case .of(let kinds) where kinds != [.paymentSource]:
                if !kinds.isDisjoint(with: [.medicalSummary, .safetyRecord, .accountData]) {
                    return true
                }
            case .unknown: return true
            default: break
            }
        }
        return step.steps.contains(where: holdsWithheld)
    }

    // MARK: Records

    @Test func recordedFactsAreMaskedAsTheDecisionIs() throws {
        let session = DecidingSession(policy: Self.policy, asOf: Self.today)
        var withSafety = 0
        var withZone = 0
        var withArm = 0
        for file in Self.files {
            let moment = CaseMoment(file: file, caseIndex: 0, day: Self.today)
            for area in Self.policy.areas {
                let kept = session.decide(moment, area: area, fileHash: "", standing: nil)
                let facts = try JSONValue(parsing: kept.record.facts)
                let whole = DecisionMask(Self.everything).facts(facts, synthetic: true)
                #expect(whole == facts)
                let masked = DecisionMask(viewer(.pjacWorker)).facts(facts, synthetic: true)
                let shown = try #require(masked)
                let seen = shown["case"] ?? .null
                #expect(seen["safety_flags"] == nil && seen["safety"] == nil)
                let parent = seen["ncp"] ?? .null
                #expect(parent["service_area"] == nil)
                let attorney = DecisionMask(viewer(.attorney)).facts(facts, synthetic: true)
                #expect(attorney?["host"]?["business_as_usual"] == nil)
                if facts["host"]?["business_as_usual"] != nil { withArm += 1 }
                let read = facts["case"] ?? .null
                if read["safety_flags"] != nil { withSafety += 1 }
                guard case .object(let hours)? = facts["host"]?["hours"] else { continue }
                for (name, told) in hours {
                    withZone += 1
                    guard case .text(let zone)? = told[2] else { continue }
                    let hour = shown["host"]?["hours"]?[name]?[0]
                    #expect(hour == told[0])
                    #expect(!shown.canonicalText.contains(zone))
                }
                for role in [Role.operator, .researcher, .parent, .partner, .siteAdministrator] {
                    let none = Viewer(
                        role: role,
                        relation: role == .parent ? .parent(personID: "x") : .agency,
                        today: Self.today)
                    #expect(DecisionMask(none).facts(facts, synthetic: true) == nil)
                }
            }
        }
        #expect(withSafety > 0 && withZone > 5 && withArm > 5)
    }

    /// That there is a treatment is told to a worker; which one it is, is not.
    @Test func aDetailIsWithheldWhereTheSummaryIsShown() throws {
        var decision = Decision(
            site: "oh-stark", area: .enforcement, fileID: "F", caseID: "C", asOf: Self.today,
            synthetic: true, policyHash: "")
        decision.facts = [
            FactRead(path: "ncp.treatments[0].kind", value: "residential_drug_alcohol"),
            FactRead(path: "ncp.treatments[0].started_on", value: "2019-02-01"),
        ]
        var answer = DecisionAnswer(point: .remedy, outcome: .hold)
        answer.staffWords = "Held during residential drug alcohol treatment."
        decision.answers = [answer]
        let worker = DecisionMask(viewer(.pjacWorker)).view(decision)
        #expect(worker.canonicalText.contains("2019-02-01"))
        #expect(!worker.canonicalText.contains("alcohol"))
        #expect(worker.canonicalText.contains(DecisionMask.withheldWords))
        let attorney = DecisionMask(viewer(.attorney)).view(decision)
        #expect(attorney == decision.json)
    }

    @Test func thePaymentSourceIsOneOfTwoWords() throws {
        let facts = try JSONValue(
            parsing: #"{"case":{"ledger":[{"source":"withholding"},{"source":"voluntary"}]}}"#)
        let shown = DecisionMask(viewer(.supervisor)).facts(facts, synthetic: true)
        #expect(
            shown?.canonicalText
                == #"{"case":{"ledger":[{"source":"involuntary"},{"source":"voluntary"}]}}"#)
    }

    // MARK: Parents

    @Test func aParentReadsWordsForParentsAndNoFact() throws {
        let parent = Viewer(
            role: .parent, relation: .parent(personID: "x"), today: Self.today)
        var answered = 0
        for file in Self.files {
            for decision in Self.policy.decide(file, asOf: Self.today, detail: .full) {
                let shown = DecisionMask(parent).view(decision)
                #expect(shown["facts"] == nil && shown["policy_hash"] == nil)
                guard case .list(let answers)? = shown["answers"] else { continue }
                for answer in answers {
                    answered += 1
                    guard case .object(let members) = answer else { continue }
                    let allowed: Set<String> = [
                        "point", "subject", "outcome", "parent_words", "until", "authority",
                        "stands_until", "what_you_can_do",
                    ]
                    #expect(Set(members.keys).isSubset(of: allowed))
                    #expect(answer["subject"] != .text("cp"))
                }
            }
        }
        #expect(answered > 20)
    }
}
