@testable import CaseModel
import Testing

@Suite("Fact slots: what a script receives")
struct FactSlotTests {
    let schema = CaseSchema(roots: [Matter.self])

    func slot<Record: CaseRecord>(
        _ name: String, at record: UnsafePointer<Record>
    ) throws -> FactSlot {
        let type = try #require(schema.index(of: Record.self))
        let fields = schema.records[type].fields
        let field = try #require(fields.firstIndex { $0.declaration.name == name })
        var slot = FactSlot.bool(true)
        schema.slot(type: type, field: field, of: record, into: &slot)
        return slot
    }

    @Test func scalarsComeWithTheirUnits() throws {
        var employment = Employment()
        employment.startedOn = Day(epochDay: 19_000)
        employment.hoursPerWeek = 38
        employment.healthCoverOffered = true
        employment.source = .quarterlyWage
        #expect(try slot("started_on", at: &employment) == .quantity(.date, 19_000))
        #expect(try slot("hours_per_week", at: &employment) == .integer(38))
        #expect(try slot("health_cover_offered", at: &employment) == .bool(true))
        let source = try slot("source", at: &employment)
        #expect(source.tag == .symbol)
        #expect(schema.symbols[Int(source.value)] == "quarterly_wage")
    }

    @Test func optionalsAreAbsentUntilRecorded() throws {
        var employment = Employment()
        for name in ["ended_on", "end_reason", "verified_on", "disposable_per_week"] {
            #expect(try slot(name, at: &employment) == .absent)
        }
        employment.endedOn = Day(epochDay: 0)
        employment.disposablePerWeek = .zero
        #expect(try slot("ended_on", at: &employment) == .quantity(.date, 0))
        #expect(try slot("disposable_per_week", at: &employment) == .quantity(.money, 0))
        for reason in Employment.EndReason.allCases {
            employment.endReason = reason
            let seen = try slot("end_reason", at: &employment)
            #expect(schema.symbols[Int(seen.value)] == reason.word)
        }
    }

    @Test(arguments: ["", "alliance", "a text that is longer than fifteen bytes", "Älliance 🏠"])
    func textsPointAtTheText(_ area: String) throws {
        var person = Person()
        #expect(try slot("service_area", at: &person) == .absent)
        person.serviceArea = area
        try withUnsafePointer(to: &person) { person in
            let seen = try slot("service_area", at: person)
            #expect(seen.text == area)
            #expect(seen.withUTF8 { Array($0) } == Array(area.utf8))
        }
        #expect(FactSlot.integer(1).text == nil)
    }

    @Test func listsCarryBaseCountAndStride() throws {
        var item = Case()
        item.orders = ["a", "b", "c"].map { name in
            var order = Order()
            order.orderID = name
            return order
        }
        try withUnsafePointer(to: &item) { item in
            let orders = try slot("orders", at: item)
            #expect(orders.tag == .list)
            #expect(orders.count == 3)
            #expect(Int(orders.type) == schema.index(of: Order.self))
            let base = try #require(orders.address)
            for (index, name) in ["a", "b", "c"].enumerated() {
                let order = base + index * Int(orders.stride)
                let text = try slot("order_id", at: order.assumingMemoryBound(to: Order.self))
                #expect(text.text == name)
            }
            #expect(try slot("ledger", at: item).count == 0)
        }
    }

    @Test func onlyWhatIsNoListMayBeAbsent() {
        #expect(Case.schema.field(named: "orders")?.mayBeAbsent == false)
        #expect(Case.schema.field(named: "closed_on")?.mayBeAbsent == true)
        #expect(Case.schema.field(named: "opened_on")?.mayBeAbsent == false)
        #expect(Opinion.schema.field(named: "evidence")?.mayBeAbsent == false)
        #expect(Person.schema.field(named: "disability")?.mayBeAbsent == true)
    }

    @Test func recordsPointIntoTheirOwner() throws {
        var item = Case()
        item.safety.nondisclosure = true
        item.cp.represented = true
        try withUnsafePointer(to: &item) { item in
            let safety = try slot("safety", at: item)
            #expect(safety.tag == .record)
            #expect(Int(safety.type) == schema.index(of: Safety.self))
            let address = try #require(safety.address).assumingMemoryBound(to: Safety.self)
            #expect(try slot("nondisclosure", at: address) == .bool(true))
            #expect(address.pointee.nondisclosure)
        }
        var person = Person()
        #expect(try slot("disability", at: &person) == .absent)
        person.disability = Disability()
        person.disability?.totalPermanent = true
        try withUnsafePointer(to: &person) { person in
            let address = try #require(try slot("disability", at: person).address)
            let disability = address.assumingMemoryBound(to: Disability.self)
            #expect(try slot("total_permanent", at: disability) == .bool(true))
        }
    }

    @Test func symbolListsAreBytesOfTheirType() throws {
        var opinion = Opinion()
        opinion.evidence = [.bankRecords, .payStubs, .bankRecords]
        try withUnsafePointer(to: &opinion) { opinion in
            let evidence = try slot("evidence", at: opinion)
            #expect(evidence.tag == .symbols)
            #expect(evidence.count == 3)
            #expect(evidence.stride == 1)
            let type = schema.symbolTypes[Int(evidence.type)]
            #expect(type.name == "opinion_evidence")
            let base = try #require(evidence.address)
            let words = (0..<3).map {
                type.words[Int(base.load(fromByteOffset: $0, as: UInt8.self))]
            }
            #expect(words == ["bank_records", "pay_stubs", "bank_records"])
        }
    }

    @Test(
        arguments: [
            (Obligation.PayPeriod.weekly, 43_333), (.biweekly, 21_666), (.semimonthly, 20_000),
            (.monthly, 10_000), (.none, 0),
        ] as [(Obligation.PayPeriod, Int64)])
    func derivedFactsAreComputedFromTheRecord(
        _ frequency: Obligation.PayPeriod, _ cents: Int64
    ) throws {
        var obligation = Obligation()
        obligation.amount = Money(dollars: 100)
        obligation.frequency = frequency
        #expect(try slot("monthly_amount", at: &obligation) == .quantity(.money, cents))
    }

    @Test func embeddedFieldsAreReadAtTheirNewPlace() throws {
        var matter = Matter()
        matter.record.caseID = "c-1"
        matter.record.serviceAttempts = 4
        matter.record.finalDefaultOn = Day(epochDay: 5)
        matter.record.safety.goodCause = true
        matter.openReferrals = 2
        try withUnsafePointer(to: &matter) { matter in
            #expect(try slot("case_id", at: matter).text == "c-1")
            #expect(try slot("service_attempts", at: matter) == .integer(4))
            #expect(try slot("final_default_on", at: matter) == .quantity(.date, 5))
            #expect(try slot("open_referrals", at: matter) == .quantity(.count, 2))
            let safety = try #require(try slot("safety", at: matter).address)
            #expect(safety.assumingMemoryBound(to: Safety.self).pointee.goodCause)
        }
    }
}
