import CaseModel
import Testing

/// The names that policies read; changing one breaks every policy that reads it.
@Suite("Matter: the names policies read")
struct MatterSchemaTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var schema: RecordSchema
        var names: String
        var testDescription: String { schema.name }
    }

    @Test(arguments: [
        Row(
            schema: ArrearsFacts.schema,
            names: """
                total family_owed state_owed oldest_unpaid_on days_behind over_12_weeks
                parent_family_owed parent_state_owed
                """),
        Row(
            schema: SupportFacts.schema,
            names: "monthly has_current order_in_force unreviewed_months first_charge_on"),
        Row(
            schema: PaymentFacts.schema,
            names: """
                last_on last_voluntary_on days_since_last days_since_last_voluntary paid_30 paid_90
                paid_180 paid_365 due_30 due_90 due_180 due_365 share_90 share_180
                full_months_in_a_row months_unpaid involuntary_only
                """),
        Row(
            schema: WorkFacts.schema,
            names: """
                employed last_job_ended_on last_job_end_reason unemployed_days disposable_per_week
                other_income unemployment_benefit withholding_active withholding_failed
                """),
        Row(
            schema: CircumstanceFacts.schema,
            names: """
                incarcerated incarcerated_since incarceration_days released_on ssi_only receives_ssi
                means_tested_aid total_disability bankruptcy_active in_treatment deceased
                arrears_only has_driver_license commercial_driver has_professional_license
                has_recreational_license warrant_open youngest_child_emancipates_on second_family
                """),
        Row(
            schema: EngagementFacts.schema,
            names: """
                ncp_reached cp_reached last_two_way_on cp_last_two_way_on attempts_total attempts_30
                cp_attempts_total cp_attempts_30 channels_tried first_attempt_on last_attempt_on
                cp_last_attempt_on last_channel days_trying last_parent_message_on stated_reason
                own_account_recorded consequences_explained unsafe
                """),
        Row(
            schema: PlanFacts.schema,
            names: """
                active agreed_on review_on open_commitments missed_commitments met_commitments
                next_due_on has_employment_goal barriers seek_work_kept
                """),
        Row(
            schema: OpinionFacts.schema,
            names: """
                able able_on able_fresh_days able_evidence willful willful_on engaged engaged_on
                """),
        Row(
            schema: CourtFacts.schema,
            names: """
                contempt_pending contempt_served ability_finding willful_finding
                no_other_sanction_finding missed_hearing filings personal_service
                """),
        Row(schema: SafetyFlags.schema, names: "joint_blocked ncp_at_risk cp_at_risk"),
        Row(schema: ThresholdTests.schema, names: "paid_under_half_90_days"),
        Row(
            schema: Partner.schema,
            names: """
                id kind services areas languages funding open_slots waiting_days serves_area
                serves_language contract_active matches_barrier past_dropped past_completed
                """),
        Row(
            schema: ProposedContact.schema,
            names: "who channel purpose on automated consent safe"),
    ])
    func derivedRecords(_ row: Row) {
        #expect(
            row.schema.fields.map(\.name)
                == row.names.split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(row.schema.fields.allSatisfy { $0.origin == .derived })
        #expect(row.schema.fields.allSatisfy { $0.withheld == nil })
    }

    @Test func theMatterHoldsEveryFieldOfTheCaseAndMore() {
        let names = Matter.schema.fields.map(\.name)
        #expect(Array(names.prefix(Case.schema.fields.count)) == Case.schema.fields.map(\.name))
        let more =
            "ncp as_of site all_cases contacts consents conferences plans enhanced_services referrals "
            + "opinions study work_search enrollments arrears support payments work circumstances "
            + "engagement plan opinion court safety_flags tests open_referrals"
        #expect(
            Array(names.dropFirst(Case.schema.fields.count))
                == more.split(separator: " ").map(String.init))
    }

    @Test func quantitiesCarryTheirUnits() throws {
        func unit(_ schema: RecordSchema, _ name: String) throws -> FactUnit? {
            guard case .quantity(let unit) = try #require(schema.field(named: name)).kind else {
                return nil
            }
            return unit
        }
        #expect(try unit(ArrearsFacts.schema, "total") == .money)
        #expect(try unit(ArrearsFacts.schema, "days_behind") == .days)
        #expect(try unit(ArrearsFacts.schema, "oldest_unpaid_on") == .date)
        #expect(try unit(SupportFacts.schema, "unreviewed_months") == .months)
        #expect(try unit(PaymentFacts.schema, "share_90") == .share)
        #expect(try unit(PaymentFacts.schema, "days_since_last") == .days)
        #expect(try unit(PaymentFacts.schema, "months_unpaid") == .count)
        #expect(try unit(EngagementFacts.schema, "attempts_30") == .count)
        #expect(try unit(Matter.schema, "open_referrals") == .count)
    }

    /// Follows names from `case` to a fact, as a script does.
    private static func read(_ path: String, of matter: Matter) throws -> FactSlot {
        let schema = CaseSchema(roots: [Matter.self, Partner.self, ProposedContact.self])
        return try withUnsafePointer(to: matter) { pointer in
            var type = try #require(schema.index(of: Matter.self))
            var address = UnsafeRawPointer(pointer)
            var slot = FactSlot.absent
            for name in path.split(separator: ".") {
                let fields = schema.records[type].fields
                let field = try #require(fields.firstIndex { $0.declaration.name == name })
                schema.slot(type: type, field: field, of: address, into: &slot)
                guard slot.tag == .record else { break }
                type = Int(slot.type)
                address = try #require(slot.address)
            }
            // Texts are compared inside, while the matter is where the slot points.
            if let text = slot.text { return .integer(Int64(text.utf8.count)) }
            return slot
        }
    }

    @Test func factsAreReadWhereTheyAreStored() throws {
        let asOf = day("2026-06-18")
        let file = Sampler.showcase(site: .ohStark, asOf: asOf)
        let matter = Matter(file: file, caseIndex: 0, asOf: asOf)
        #expect(try Self.read("arrears.total", of: matter) == .quantity(.money, 413_000))
        #expect(try Self.read("support.monthly", of: matter) == .quantity(.money, 59_000))
        #expect(try Self.read("work.unemployed_days", of: matter) == .quantity(.days, 61))
        #expect(try Self.read("payments.share_90", of: matter) == .quantity(.share, 0))
        #expect(try Self.read("as_of", of: matter) == .quantity(.date, Int64(asOf.epochDay)))
        #expect(
            try Self.read("case_id", of: matter) == .integer(Int64(matter.record.caseID.utf8.count))
        )
        #expect(try Self.read("service_attempts", of: matter) == .integer(0))
        #expect(try Self.read("remedies", of: matter).count == 7)
        #expect(try Self.read("plan.barriers", of: matter).count == 2)
        #expect(try Self.read("open_referrals", of: matter) == .quantity(.count, 0))
        #expect(try Self.read("opinion.willful_on", of: matter) == .absent)
        #expect(try Self.read("tests.paid_under_half_90_days", of: matter) == .bool(true))
        #expect(try Self.read("work_search", of: matter) == .absent)
        #expect(try Self.read("study.arm", of: matter).tag == .symbol)
        #expect(try Self.read("ncp.name", of: matter) == .absent, "names are withheld")
    }
}
