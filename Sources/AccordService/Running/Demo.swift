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
            guard let site = SiteID(word: name), try core.store.count(site: site) == 0 else {
                continue
            }
            let stamp = LogStamp(actor: "demo", on: Demo.day)
            let files =
                [Sampler.showcase(site: site, asOf: Demo.day)]
                + (0..<Demo.filesASite).map {
                    sampler.caseFile(index: $0, site: site, asOf: Demo.day)
                }
            for file in files { _ = try core.cases.create(file.canonicalBytes(), by: stamp) }
            let own = files.enumerated().filter { $0.offset % 2 == 0 }
                .map { CaseFileKey(site: site, fileID: $0.element.fileID) }
            try core.cases.assign(own, to: "demo-pjac_worker", by: stamp)
        }
    }

    /// Tells what this is, and writes the tokens to a file that a shell can read.
    func introduce(port: Int, folder: String) async {
        let sites = core.desk.sites
        var tokens = ["# Tokens of a demonstration of Accord: made-up cases, this machine only."]
        let base = "\(core.isSecure ? "https" : "http")://\(settings.address.host):\(port)"
        tokens.append("export ACCORD=\(base)")
        for role in Role.allCases {
            guard
                let token = try? await issuer.token(
                    for: role, sites: sites, clearances: role == .service ? Clearance.allCases : [],
                    personID: role == .parent ? "P-SHOWCASE" : nil,
                    partnerID: role == .partner ? "demo-partner" : nil)
            else { continue }
            tokens.append("export \(role.rawValue.uppercased())='Authorization: Bearer \(token)'")
        }
        let file = folder + "/tokens.sh"
        let written = FileManager.default.createFile(
            atPath: file, contents: Data((tokens.joined(separator: "\n") + "\n").utf8),
            attributes: [.posixPermissions: 0o600])
        let lines = [
            "", "  DEMONSTRATION. Made-up cases; whoever is on this machine can take any role.",
            "  The store is thrown away at the end.", "",
            "  policies  \(settings.policies)",
            "  the API   \(base)/openapi.json",
            written
                ? "  tokens    . \(file)    one for each role; they hold \(DemoIssuer.life / 60) minutes"
                : "  tokens    \(file) can't be written", "",
        ]
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
