import CaseModel
import Testing

@Suite("Sampler: synthetic files")
struct SamplerTests {
    private static let asOf = day("2026-06-18")

    @Test func sameSeedSameBytesInAnyOrder() {
        let first = Sampler(seed: 7)
        let second = Sampler(seed: 7)
        for site in SiteID.demonstration {
            let forward = (0..<20).map {
                first.caseFile(index: $0, site: site, asOf: Self.asOf).canonicalBytes()
            }
            let backward = (0..<20).reversed().map {
                second.caseFile(index: $0, site: site, asOf: Self.asOf).canonicalBytes()
            }
            #expect(forward == backward.reversed())
            #expect(Set(forward).count == 20)
        }
        let other = Sampler(seed: 8).caseFile(index: 0, site: .ohStark, asOf: Self.asOf)
        #expect(other != first.caseFile(index: 0, site: .ohStark, asOf: Self.asOf))
    }

    /// The bytes of one file, so that a change of the generator or the draws is seen.
    @Test func theFirstFileOfSeedOneStaysAsItIs() {
        let bytes = Sampler(seed: 1).caseFile(index: 0, site: .ohStark, asOf: Self.asOf)
            .canonicalBytes()
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        #expect(
            hash == 7_908_975_261_503_821_399,
            "record the new value if the change of the files is meant")
    }

    @Test(arguments: SiteID.demonstration)
    func everyFilePassesTheStrictReader(_ site: SiteID) throws {
        let sampler = Sampler(seed: 3)
        let days = [
            "2017-10-02", "2021-09-30", "2024-02-29", "2025-03-01", "2026-06-18", "2026-12-31",
        ]
        for index in 0..<300 {
            let file = sampler.caseFile(
                index: index, site: site, asOf: day(days[index % days.count]))
            let read = try CaseFileReader().read(file.canonicalBytes())
            #expect(read == file)
        }
    }

    @Test(arguments: SiteID.demonstration)
    func everyFileSaysThatItIsSynthetic(_ site: SiteID) throws {
        for index in [0, 1, 123, 999_999] {
            let file = Sampler(seed: 1).caseFile(index: index, site: site, asOf: Self.asOf)
            #expect(file.synthetic)
            #expect(file.site == site)
            #expect(file.observedOn == Self.asOf)
            #expect(file.fileID.hasPrefix("SYN-") && file.fileID.utf8.count == 10)
            #expect(file.ncp.name == "Synthetic Parent \(file.fileID.dropFirst(4))")
            #expect(file.cases.allSatisfy { $0.caseID.hasPrefix(file.fileID) })
            #expect(file.cases.allSatisfy { $0.cp.name.hasPrefix("Synthetic") })
            let phone = try #require(file.ncp.phones.first)
            #expect(phone.number.contains("-555-01"), "numbers kept for fiction")
        }
    }

    @Test func nothingIsRecordedThatHasNotHappenedYet() {
        for index in 0..<600 {
            let site = SiteID.demonstration[index % SiteID.demonstration.count]
            let file = Sampler(seed: 5).caseFile(index: index, site: site, asOf: Self.asOf)
            #expect(file.contacts.allSatisfy { $0.on <= Self.asOf })
            #expect(file.plans.allSatisfy { $0.createdOn <= Self.asOf })
            #expect(file.referrals.allSatisfy { $0.madeOn <= Self.asOf })
            #expect(file.opinions.allSatisfy { $0.givenOn <= Self.asOf })
            #expect(file.conferences.allSatisfy { ($0.heldOn ?? $0.proposedOn) <= Self.asOf })
            for legalCase in file.cases {
                #expect(legalCase.ledger.allSatisfy { $0.effectiveOn <= Self.asOf })
                #expect(legalCase.openedOn <= Self.asOf)
                #expect(legalCase.remedies.allSatisfy { $0.identifiedOn <= Self.asOf })
                #expect(legalCase.courtEvents.allSatisfy { $0.filedOn <= Self.asOf })
            }
        }
    }

    @Test(arguments: SiteID.demonstration)
    func theShowcaseIsTheSameParentEverywhere(_ site: SiteID) throws {
        for text in ["2026-06-18", "2024-03-01", "2025-12-31", "2024-02-29"] {
            let asOf = day(text)
            let file = Sampler.showcase(site: site, asOf: asOf)
            #expect(try CaseFileReader().read(file.canonicalBytes()) == file)
            let facts = Matter(file: file, caseIndex: 0, asOf: asOf)
            #expect(facts.arrears.total == Money(dollars: 4_130))
            #expect(facts.arrears.total == facts.support.monthly * 7)
            #expect((180...215).contains(facts.arrears.daysBehind))
            #expect(facts.work.unemployedDays == 61)
            #expect(!facts.work.employed && facts.work.withholdingFailed)
            #expect(facts.engagement.ncpReached && facts.engagement.cpReached)
            #expect(facts.engagement.statedReason == .lostJob)
            #expect(facts.engagement.attemptsTotal == 6)
            #expect(facts.engagement.consequencesExplained)
            #expect(facts.circumstances.hasDriverLicense)
            #expect(
                facts.record.remedies.contains {
                    $0.kind == .driverLicenseSuspension && $0.state == .waiting
                })
            #expect(facts.tests.paidUnderHalf90Days)
            #expect(!facts.safetyFlags.jointBlocked)
            #expect(!facts.plan.active && facts.plan.barriers == [.employment, .transport])
            #expect(file.ncp.serviceArea != nil && file.ncp.timeZone != nil)
        }
        #expect(
            Sampler.showcase(site: .azMaricopa, asOf: Self.asOf).ncp.timeZone == "America/Phoenix")
        #expect(Sampler.showcase(site: .ohStark, asOf: Self.asOf).ncp.serviceArea == "alliance")
    }
}
