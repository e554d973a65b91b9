@testable import CaseModel
import Testing

@Suite("Case schema: what scripts can reach")
struct CaseSchemaTests {
    let schema = CaseSchema(roots: [Matter.self, ProposedContact.self, Partner.self])

    /// Reads a field by name.
    func slot<Record: CaseRecord>(_ name: String, of record: Record) throws -> FactSlot {
        let type = try #require(schema.index(of: Record.self))
        let fields = schema.records[type].fields
        let field = try #require(fields.firstIndex { $0.declaration.name == name })
        var slot = FactSlot.bool(true)
        withUnsafePointer(to: record) { schema.slot(type: type, field: field, of: $0, into: &slot) }
        return slot
    }

    @Test func numbersAreTheSameInEveryOrderOfDiscovery() {
        let other = CaseSchema(roots: [Partner.self, ProposedContact.self, Matter.self, Case.self])
        #expect(other.records.map(\.schema.name) == schema.records.map(\.schema.name))
        #expect(other.symbols == schema.symbols)
        #expect(schema.symbols == schema.symbols.sorted())
        #expect(Set(schema.symbols).count == schema.symbols.count)
        #expect(schema.records.enumerated().allSatisfy { $0.offset == $0.element.index })
    }

    @Test func aWordHasOneIdInEveryList() throws {
        let open = try #require(schema.symbolID(of: "open"))
        for type in schema.symbolTypes {
            for (word, id) in zip(type.words, type.ids) {
                #expect(schema.symbols[id] == word)
                if word == "open" { #expect(id == open) }
            }
        }
    }

    @Test func recordsThatLocateAPersonAreNotEvenKnown() {
        #expect(schema.record(named: "address") == nil)
        #expect(schema.record(named: "phone") == nil)
        #expect(schema.record(named: "ledger_entry") != nil)
        #expect(!schema.symbols.contains("landline"))
    }

    @Test func taxInformationHasNoWordInTheSymbolTable() {
        let words = Set(PaymentSource.words).subtracting(RemedyKind.words)
            .subtracting(MaskedSource.words).subtracting(schema.symbolTypes.flatMap(\.words))
        #expect(schema.symbolTypes.allSatisfy { $0.name != "payment_source" })
        #expect(words.contains("lottery"))
    }

    @Test func noWithheldFieldLeavesAnythingInASlot() throws {
        let bytes = FullRecord.caseFile.canonicalBytes()
        let file = try CaseFileReader().read(bytes)
        var withheld = 0
        func read(_ record: some CaseRecord) throws {
            for field in type(of: record).schema.fields where field.withheld != nil {
                withheld += 1
                #expect(try slot(field.name, of: record) == .absent, "\(field.name)")
            }
        }
        try read(file.ncp)
        try read(file.ncp.employments[0])
        try read(file.cases[0].cp)
        try read(file.cases[0].children[0])
        try read(file.cases[0].orders[0])
        try read(file.plans[0].goals[0])
        try read(file.opinions[0])
        try read(Matter(file: file, caseIndex: 0, asOf: file.observedOn))
        #expect(withheld >= 20)
    }

    @Test(arguments: PaymentSource.allCases)
    func aPaymentSourceIsSeenMasked(_ source: PaymentSource) throws {
        var entry = LedgerEntry()
        #expect(try slot("source", of: entry) == .absent)
        entry.source = source
        let seen = try slot("source", of: entry)
        #expect(seen.tag == .symbol)
        #expect(schema.symbols[Int(seen.value)] == source.masked.word)
        #expect(["voluntary", "withholding", "involuntary"].contains(source.masked.word))
    }

    @Test func aTaxOffsetLooksLikeALevy() {
        #expect(PaymentSource.federalTaxOffset.masked == PaymentSource.levy.masked)
        #expect(PaymentSource.federalTaxOffset.masked == PaymentSource.stateTaxOffset.masked)
    }
}
