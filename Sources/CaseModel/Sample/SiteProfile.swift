/// What synthetic files of one agency have in common: places, zone and what its law records.
///
/// Places are those the agency serves; nobody in them is meant. Partner areas and partner names are
/// the words of the site's own settings.
struct SiteProfile {
    /// One place within the agency's reach.
    struct Place {
        var county: String
        var office: String?
        var city: String
        /// The partner area, as the site's settings call it.
        var area: String
    }

    var state: String
    var timeZone: String
    /// Area code of the invented phone numbers; the rest is from the range kept for fiction.
    var areaCode: String
    var places: [Place]
    var languages: [(Language, Int)]
    /// Partners by the service they give, as the site's settings name them.
    var partners: [(id: String, service: ServiceKind)]
    /// True where the state adds interest by itself.
    var chargesInterest: Bool
    /// True where enforcement rests on a final determination of default.
    var findsDefault: Bool
    /// True where a debt may be adjudged before levy.
    var adjudgesDebt: Bool
    /// True where a court finds ability and will before a driver license is suspended.
    var courtFindsWill: Bool

    /// The profile of an agency.
    static func of(_ site: SiteID) -> SiteProfile {
        switch site {
        case .azMaricopa: maricopa
        case .caInlandEmpire: inlandEmpire
        case .miMuskegon: muskegon
        case .ohFranklin: franklin
        case .ohStark: stark
        case .vaRichmondNewportNews: virginia
        }
    }

    private static let maricopa = SiteProfile(
        state: "AZ", timeZone: "America/Phoenix", areaCode: "602",
        places: [
            Place(county: "Maricopa", city: "Phoenix", area: "phoenix"),
            Place(county: "Maricopa", city: "Mesa", area: "east_valley"),
            Place(county: "Maricopa", city: "Glendale", area: "west_valley"),
        ],
        languages: [(.en, 70), (.es, 28), (.other, 2)],
        partners: [("arizona-at-work", .employment), ("maricopa-fathers", .parenting)],
        chargesInterest: true, findsDefault: false, adjudgesDebt: true, courtFindsWill: true)

    private static let inlandEmpire = SiteProfile(
        state: "CA", timeZone: "America/Los_Angeles", areaCode: "951",
        places: [
            Place(county: "Riverside", city: "Riverside", area: "riverside"),
            Place(county: "Riverside", city: "Indio", area: "riverside"),
            Place(county: "San Bernardino", city: "San Bernardino", area: "san_bernardino"),
            Place(county: "San Bernardino", city: "Victorville", area: "san_bernardino"),
        ],
        languages: [(.en, 65), (.es, 33), (.other, 2)],
        partners: [("riverside-workforce", .employment), ("inland-legal-aid", .legalAid)],
        chargesInterest: true, findsDefault: false, adjudgesDebt: true, courtFindsWill: false)

    private static let muskegon = SiteProfile(
        state: "MI", timeZone: "America/Detroit", areaCode: "231",
        places: [
            Place(county: "Muskegon", city: "Muskegon", area: "muskegon"),
            Place(county: "Muskegon", city: "Muskegon Heights", area: "muskegon_heights"),
            Place(county: "Muskegon", city: "Whitehall", area: "whitehall"),
        ],
        languages: [(.en, 95), (.es, 4), (.other, 1)],
        partners: [("michigan-works", .employment), ("pathways-to-potential", .parenting)],
        chargesInterest: false, findsDefault: false, adjudgesDebt: false, courtFindsWill: true)

    private static let franklin = SiteProfile(
        state: "OH", timeZone: "America/New_York", areaCode: "614",
        places: [
            Place(county: "Franklin", city: "Columbus", area: "columbus"),
            Place(county: "Franklin", city: "Grove City", area: "southwest"),
        ],
        languages: [(.en, 88), (.es, 5), (.so, 6), (.other, 1)],
        partners: [("ohio-means-jobs", .employment), ("compass", .housing)],
        chargesInterest: false, findsDefault: true, adjudgesDebt: false, courtFindsWill: false)

    private static let stark = SiteProfile(
        state: "OH", timeZone: "America/New_York", areaCode: "330",
        places: [
            Place(county: "Stark", city: "Canton", area: "canton"),
            Place(county: "Stark", city: "Canton", area: "canton"),
            Place(county: "Stark", city: "Massillon", area: "massillon"),
            Place(county: "Stark", city: "Alliance", area: "alliance"),
        ],
        languages: [(.en, 97), (.es, 2), (.other, 1)],
        partners: [("goodwill", .employment), ("mens-challenge", .employment)],
        chargesInterest: false, findsDefault: true, adjudgesDebt: false, courtFindsWill: false)

    private static let virginia = SiteProfile(
        state: "VA", timeZone: "America/New_York", areaCode: "804",
        places: [
            Place(county: "Richmond", office: "Richmond", city: "Richmond", area: "richmond"),
            Place(
                county: "Newport News", office: "Newport News", city: "Newport News",
                area: "newport_news"),
        ],
        languages: [(.en, 92), (.es, 7), (.other, 1)],
        partners: [("richmond-workforce", .employment), ("family-engagement", .parenting)],
        chargesInterest: true, findsDefault: false, adjudgesDebt: false, courtFindsWill: false)
}
