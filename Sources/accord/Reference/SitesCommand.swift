import ArgumentParser
import CaseModel
import PolicyHost

struct SitesCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "sites", abstract: "List the sites with their state, areas and policy version."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "text or json.")
    var format: Format = .text

    func run() throws {
        let host = try common.host()
        let sites = host.sites.values.sorted { $0.config.id < $1.config.id }
        switch format {
        case .text:
            var rows = [
                [
                    "site", "name", "state", "time zone", "languages", "rules", "partners",
                    "policies",
                ]
            ]
            for site in sites {
                rows.append([
                    site.config.id, site.config.name, site.config.state.uppercased(),
                    site.config.timeZone, site.config.languages.joined(separator: ","),
                    "\(site.rules.count)", "\(site.config.partners.count)",
                    String(site.hash.prefix(12)),
                ])
            }
            Terminal.print(Table.render(rows))
        case .json:
            let list = sites.map { site in
                JSONValue.object([
                    "id": .text(site.config.id), "name": .text(site.config.name),
                    "agency": .text(site.config.agency), "state": .text(site.config.state),
                    "time_zone": .text(site.config.timeZone),
                    "languages": .list(site.config.languages.map(JSONValue.text)),
                    "interpreted_languages": .list(
                        site.config.interpretedLanguages.map(JSONValue.text)),
                    "areas": .list(site.areas.map { .text($0.rawValue) }),
                    "offices": .list(site.config.offices.map(JSONValue.text)),
                    "service_areas": .list(site.config.serviceAreas.map(JSONValue.text)),
                    "pjac_services": site.config.serviceDays.map {
                        .object([
                            "from": .text("\($0.lowerBound)"), "until": .text("\($0.upperBound)"),
                        ])
                    } ?? .null,
                    "partners": .list(
                        site.config.partners.map {
                            .object([
                                "id": .text($0.id), "name": .text($0.name),
                                "tag": .text($0.tag.rawValue),
                                "handoff": .text($0.handoff),
                            ])
                        }),
                    "rules": .integer(Int64(site.rules.count)),
                    "policy_hash": .text(site.hash),
                ])
            }
            Terminal.print(JSONValue.list(list).canonicalText)
        }
    }
}
