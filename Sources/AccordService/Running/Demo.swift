import CaseModel
import CaseStore
import Casework
import Foundation

/// A demonstration: made-up cases, a token for each role, on this machine only.
struct Demo: Sendable {
    let core: ServiceCore
    let issuer: DemoIssuer
    let settings: ServiceSettings

    /// The day that the made-up cases are about, in the years of the PJAC services.
    static let day = Day(epochDay: 17_956)  // 2019-03-01
    private static let filesASite = 40

    /// Stores made-up case files at every site that has none; half of them go to the demonstration's worker.
    func prepare() throws {
        let sampler = Sampler(seed: 1)
        for name in core.desk.sites {
            guard let site = SiteID(word: name), try core.store.count(site: site) == 0 else { continue }
            let stamp = LogStamp(actor: "demo", on: Demo.day)
            let files =
                [Sampler.showcase(site: site, asOf: Demo.day)]
                + (0..<Demo.filesASite).map { sampler.caseFile(index: $0, site: site, asOf: Demo.day) }
            for file in files { _ = try core.cases.create(file.canonicalBytes(), by: stamp) }
            let own = files.enumerated().filter { $0.offset % 2 == 0 }
                .map { CaseFileKey(site: site, fileID: $0.element.fileID) }
            try core.cases.assign(own, to: "demo-pjac_worker", by: stamp)
        }
    }

    /// Tells what this is, and the tokens.
    func introduce(port: Int) async {
        var lines = [
            "", "  DEMONSTRATION: made-up cases; anybody on this machine can take any role.",
            "  The store is thrown away at the end. Tokens hold \(DemoIssuer.life / 60) minutes; ask for new ones by",
            "  starting again. Policies: \(settings.policies)", "",
            "  http://\(settings.address.host):\(port)/openapi.json", "",
        ]
        let sites = core.desk.sites
        for role in Role.allCases {
            var person: String?
            var partner: String?
            if role == .parent { person = "P-SHOWCASE" }
            if role == .partner { partner = "demo-partner" }
            let clearances: [Clearance] = [.service].contains(role) ? Clearance.allCases : []
            guard
                let token = try? await issuer.token(
                    for: role, sites: sites, clearances: clearances, personID: person, partnerID: partner)
            else { continue }
            let name = role.rawValue.uppercased()
            lines.append("export \(name)='Authorization: Bearer \(token)'")
        }
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n\n").utf8))
    }
}
