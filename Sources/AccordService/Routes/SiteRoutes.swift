import CaseModel
import Casework
import HTTPTypes
import PolicyHost

/// The sites with their numbers and partners.
enum SiteRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "listSites", .get, "/v1/sites", .sites, "The sites that the caller may see",
            right: .init(action: .list, object: .site),
            answer: .json("The sites", sites.schema)
        ) { exchange in
            let known = try exchange.sites()
            return .json(
                known.compactMap { try? exchange.core.desk.live($0).policy.config }, sites)
        },
        Endpoint(
            "readSite", .get, "/v1/sites/{site}", .sites, "One site",
            right: .init(action: .read, object: .site),
            answer: .json("The site", Shape.site.schema), problems: [.siteUnavailable]
        ) { exchange in
            .json(try exchange.live().policy.config, .site)
        },
        Endpoint(
            "listParameters", .get, "/v1/sites/{site}/parameters", .sites,
            "The numbers that a site's policies read, with their citations",
            right: .init(action: .list, object: .parameter),
            answer: .json("The numbers", parameters.schema), problems: [.siteUnavailable]
        ) { exchange in
            .json(try exchange.live().policy.parameters, parameters)
        },
        Endpoint(
            "listPartners", .get, "/v1/sites/{site}/partners", .sites,
            "The partners that a site refers to",
            right: .init(action: .read, object: .partnerList),
            answer: .json("The partners", partners.schema), problems: [.siteUnavailable]
        ) { exchange in
            .json(try exchange.live().policy.config.partners, partners)
        },
    ]

    private static let sites = Shape.items(
        "Sites", "The sites that the caller may see", "The sites", .site)
    private static let parameters = Shape.items(
        "Parameters", "The numbers of a site", "The numbers", .parameter)
    private static let partners = Shape.items(
        "Partners", "The partners of a site", "The partners", .partner)
}
