import CaseModel
import LuaHost
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Reference: everything that can be looked up")
struct ReferenceTests {
    private let reference = DiscoveryRepository.reference

    @Test func everyFieldThatScriptsSeeHasAnEntry() {
        let names = Set(reference.entries(of: .field).map { Reference.plain($0.name) })
        for root in FieldEntries.roots {
            for field in root.type.schema.fields {
                #expect(names.contains("\(root.name).\(field.name)"))
            }
        }
    }

    @Test func everyEntryIsComplete() {
        for entry in reference.entries {
            #expect(!entry.summary.isEmpty && !entry.summary.hasSuffix("."), "\(entry.name)")
            if entry.withheld != nil {
                #expect(entry.example.isEmpty && entry.values.isEmpty, "\(entry.name)")
            }
            if [.field, .parameter, .remedy, .channel, .service, .point].contains(entry.kind) {
                #expect(!entry.source.isEmpty, "\(entry.name) has no source")
            }
            if entry.kind != .record {
                #expect(!entry.declared.isEmpty, "\(entry.name) is declared nowhere")
            }
        }
    }

    @Test func namesWithinAKindAreUnique() {
        for kind in ReferenceEntry.Kind.allCases where kind != .service {
            let names = reference.entries(of: kind).map(\.name)
            #expect(Set(names).count == names.count, "\(kind)")
        }
    }

    @Test(arguments: [
        ("case.arrears.total", "case.arrears.total"), ("arrears.total", "case.arrears.total"),
        ("remedies[0].state", "case.remedies[].state"),
        ("cases.0.remedies.0.state", "case.remedies[].state"),
        ("case.remedies[].state", "case.remedies[].state"),
        ("ncp.employments[2].ended_on", "case.ncp.employments[].ended_on"),
        ("remedy.notice_sent_on", "remedy.notice_sent_on"),
        ("partner.waiting_days", "partner.waiting_days"), ("contact.channel", "contact.channel"),
        ("hold.days", "hold.days"), ("site.hold.days", "hold.days"),
        ("law.hold.days", "hold.days"), ("answer:contact", "contact"), ("within", "within"),
        ("math.abs", "math.abs"), ("parent.lost_job", "parent.lost_job"), ("D11", "D11"),
        ("driver_license_suspension", "driver_license_suspension"),
        ("policy:forbid", "policy:forbid"),
        ("partners.yaml:partners[].open_slots", "partners.yaml:partners[].open_slots"),
    ])
    func namesAreFoundAsPeopleWriteThem(_ written: String, _ meant: String) {
        #expect(reference.entry(named: written)?.name == meant)
    }

    @Test(arguments: [
        ("arears.total", "case.arrears.total"), ("notice_sent_on", "remedy.notice_sent_on"),
        ("hold.dais", "hold.days"), ("withn", "within"), ("lost_jbo", "parent.lost_job"),
    ])
    func anUnknownNameLeadsToTheNearest(_ written: String, _ meant: String) {
        #expect(
            reference.entry(named: written)?.name == meant
                || reference.nearest(to: written).contains(meant))
    }

    @Test func aFieldSaysEverythingTheSchemaKnows() throws {
        let state = try #require(reference.entry(named: "remedy.contest_result"))
        #expect(state.type == "word" && state.mayBeAbsent)
        #expect(state.values == Remedy.ContestResult.words)
        let total = try #require(reference.entry(named: "case.arrears.total"))
        #expect(total.type == "money" && total.unit == "cents" && !total.mayBeAbsent)
        #expect(total.source == "45 CFR 303.72")
        let birth = try #require(reference.entry(named: "case.ncp.birth_date"))
        #expect(birth.withheld?.contains("protected attributes") == true)
        let balance = try #require(reference.entry(named: "remedy.account_balance"))
        #expect(balance.bounds == "$0.00 to $1,000,000,000.00")
    }

    @Test func aNumberSaysWhatEachSiteSet() throws {
        let share = try #require(reference.entry(named: "enroll.max_paid_share"))
        let stark = try #require(share.details.first { $0.label == "oh-stark" })
        #expect(stark.text.hasPrefix("50% from 2017-10-01"))
        #expect(share.details.contains { $0.label == "pjac" })
    }

    /// Each example names the very field it stands for, as the finder of uses understands it.
    @Test func everyFieldExampleUsesItsField() throws {
        for entry in reference.entries(of: .field) where entry.withheld == nil {
            let root = String(entry.name.prefix { $0 != "." })
            let chunk = try LuaSyntax.parse(
                source: "local function ask(\(root)) return \(entry.example) end",
                name: "policies/x.lua")
            let uses = LuaUses(file: "policies/x.lua", chunk: chunk, parameters: []) { _, _ in nil }
            #expect(
                uses.uses.contains { $0.symbol == .field(Reference.plain(entry.name)) },
                "\(entry.name): \(entry.example)")
        }
    }

    /// Every example of a fact of the case is asked as a rule, of made-up parents.
    @Test func everyExampleOfTheCaseRuns() throws {
        let site = try #require(DiscoveryRepository.host.sites["oh-stark"])
        let numbers = Set(site.parameters.map(\.id))
        let entries = reference.entries.filter {
            ($0.kind == .field && $0.withheld == nil && $0.name.hasPrefix("case."))
                || ($0.kind == .parameter && numbers.contains($0.name))
        }
        let files = try ask(entries, point: "D12", area: "enforcement")
        try decide(files, area: .enforcement, asking: entries.count)
    }

    @Test func everyExampleOfARemedyRuns() throws {
        let entries = reference.entries(prefix: "remedy.").filter {
            $0.kind == .field && $0.withheld == nil
        }
        let files = try ask(entries, point: "D11", area: "enforcement")
        try decide(files, area: .enforcement, asking: entries.count)
    }

    @Test func everyExampleOfAContactRuns() throws {
        let entries = reference.entries(prefix: "contact.").filter {
            $0.kind == .field && $0.withheld == nil
        }
        let files = try ask(entries, point: "contact", area: "outreach")
        try decide(files, area: .outreach, asking: entries.count)
    }

    @Test func everyExampleOfAPartnerRuns() throws {
        let entries = reference.entries(prefix: "partner.").filter {
            $0.kind == .field && $0.withheld == nil
        }
        let files = try ask(entries, point: "D9", area: "referral", kind: "rank")
        try decide(files, area: .referral, asking: entries.count)
    }

    /// Policy files with a rule for each example; a file may have 64 KiB.
    private func ask(
        _ entries: [ReferenceEntry], point: String, area: String, kind: String = "forbid"
    ) throws -> [String: String] {
        var files: [String: String] = [:]
        for start in stride(from: 0, to: entries.count, by: 100) {
            var text = "local policy = accord.policy { area = \"\(area)\", api = 1 }\n"
            for (index, entry) in entries[start..<min(start + 100, entries.count)].enumerated() {
                let root = String(entry.name.prefix { $0 != "." })
                let third = ["remedy", "partner", "contact"].contains(root) ? root : "it"
                // A word of a parameter may be absent on the day; `known` asks for nothing more.
                let example =
                    entry.kind == .parameter ? "known(site.\(entry.name))" : entry.example
                text += """
                    policy:\(kind) {
                        id = "example-\(start + index)", about = "An example", authority = "A test",
                        tag = "assumed", element = "voice", point = "\(point)",
                        \(kind == "rank" ? "points = 0, because = \"a test\"," : "")
                        when = function(case, site, \(third))
                            local seen = \(example)
                            return seen == "never"
                        end,
                    }

                    """
            }
            files["policies/sites/oh-stark/\(area)_examples_\(start).lua"] =
                text + "return policy\n"
        }
        return files
    }

    private func decide(_ files: [String: String], area: Area, asking count: Int) throws {
        var tree = DiscoveryRepository.tree
        tree.files.merge(files) { $1 }
        let host = PolicyHost(tree: tree, sites: ["oh-stark"])
        let policy = try #require(host.sites["oh-stark"], "\(host.problems)")
        let site = try #require(SiteID(word: "oh-stark"))
        let day = try #require(Day(iso: "2019-03-01"))
        var asked: Set<String> = []
        for index in 0..<15 {
            let file = Sampler(seed: 5).caseFile(index: index, site: site, asOf: day)
            for decision in policy.decide(file, asOf: day, areas: [area]) {
                #expect(decision.alert == nil, "\(decision.alert?.message ?? "")")
                for result in decision.answers.flatMap(\.asked)
                where result.rule.hasPrefix("example-") {
                    asked.insert(result.rule)
                }
            }
        }
        #expect(asked.count == count)
    }
}
