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
    /// Partners, as the site's settings name them.
    var partners: [PartnerProfile]
    /// True where the state adds interest by itself.
    var chargesInterest: Bool
    /// True where enforcement rests on a final determination of default.
    var findsDefault: Bool
    /// True where a debt may be adjudged before levy.
    var adjudgesDebt: Bool
    /// True where a court finds ability and will before a driver license is suspended.
    var courtFindsWill: Bool

    /// A partner with a service it gives; without an area it works everywhere.
    struct PartnerProfile {
        var id: String
        var service: ServiceKind
        var area: String?

        init(_ id: String, _ service: ServiceKind, in area: String? = nil) {
            self.id = id
            self.service = service
            self.area = area
        }
    }

    /// Partners that work where a parent lives.
    func partners(near place: Place) -> [PartnerProfile] {
        partners.filter { $0.area == nil || $0.area == place.area }
    }

    /// The profile of an agency.
    ///
    /// A site that joined later has parents like those of a site whose name begins with the same
    /// state, else like those of Stark County.
    static func of(_ site: SiteID) -> SiteProfile {
        if let own = profiles[site] { return own }
        let neighbor = SiteID.demonstration.last { $0.word.prefix(3) == site.word.prefix(3) }
        return neighbor.flatMap { profiles[$0] } ?? stark
    }

    private static let profiles: [SiteID: SiteProfile] = [
        .azMaricopa: maricopa, .caInlandEmpire: inlandEmpire, .miMuskegon: muskegon,
        .ohFranklin: franklin, .ohStark: stark, .vaRichmondNewportNews: virginia,
    ]

    private static let maricopa = SiteProfile(
        state: "AZ", timeZone: "America/Phoenix", areaCode: "602",
        places: [
            Place(county: "Maricopa", city: "Phoenix", area: "maricopa"),
            Place(county: "Maricopa", city: "Mesa", area: "maricopa"),
            Place(county: "Maricopa", city: "Glendale", area: "maricopa"),
        ],
        languages: [(.en, 70), (.es, 28), (.other, 2)],
        partners: [
            PartnerProfile("arizona-at-work-center", .employment),
            PartnerProfile("community-parenting-group", .parentingTime),
            PartnerProfile("county-behavioral-health", .substanceAbuse),
            PartnerProfile("housing-and-food-help", .housing),
            PartnerProfile("adult-education", .education),
            PartnerProfile("court-self-help", .legalAid),
        ],
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
        partners: [
            PartnerProfile("riverside-workforce-center", .employment, in: "riverside"),
            PartnerProfile("san-bernardino-workforce-center", .employment, in: "san_bernardino"),
            PartnerProfile("family-law-facilitator", .parentingTime),
            PartnerProfile("legal-aid", .legalAid),
            PartnerProfile("county-behavioral-health", .substanceAbuse),
            PartnerProfile("housing-and-food-help", .housing),
        ],
        chargesInterest: true, findsDefault: false, adjudgesDebt: true, courtFindsWill: false)

    private static let muskegon = SiteProfile(
        state: "MI", timeZone: "America/Detroit", areaCode: "231",
        places: [
            Place(county: "Muskegon", city: "Muskegon", area: "school_district_12"),
            Place(county: "Muskegon", city: "Muskegon", area: "school_district_7"),
            Place(county: "Muskegon", city: "Muskegon", area: "school_district_5"),
            Place(county: "Muskegon", city: "Muskegon", area: "school_district_3"),
            Place(county: "Muskegon", city: "Muskegon Heights", area: "school_district_1"),
        ],
        languages: [(.en, 95), (.es, 4), (.other, 1)],
        partners: [
            PartnerProfile("michigan-works", .employment),
            PartnerProfile("pathways-to-potential", .parenting),
            PartnerProfile("school-job-skills", .jobTraining, in: "school_district_1"),
            PartnerProfile("school-job-skills", .jobTraining, in: "school_district_3"),
            PartnerProfile("treatment-partner", .substanceAbuse),
            PartnerProfile("foc-mediation", .mediation),
        ],
        chargesInterest: false, findsDefault: false, adjudgesDebt: false, courtFindsWill: true)

    private static let franklin = SiteProfile(
        state: "OH", timeZone: "America/New_York", areaCode: "614",
        places: [
            Place(county: "Franklin", city: "Grove City", area: "franklin"),
            Place(county: "Franklin", city: "Columbus", area: "columbus"),
            Place(county: "Franklin", city: "Columbus", area: "columbus"),
        ],
        languages: [(.en, 88), (.es, 5), (.so, 6), (.other, 1)],
        partners: [
            PartnerProfile("compass", .housing),
            PartnerProfile("ohio-means-jobs", .employment),
            PartnerProfile("community-fatherhood-group", .parentingTime),
            PartnerProfile("county-behavioral-health", .substanceAbuse),
            PartnerProfile("agreed-entry-day", .legalAid),
            PartnerProfile("education-and-documents", .documents),
        ],
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
        partners: [
            PartnerProfile("goodwill-cleveland-east-central", .employment),
            PartnerProfile("mens-challenge-alliance", .employment, in: "alliance"),
            PartnerProfile("ohio-means-jobs", .jobTraining),
            PartnerProfile("right-path-for-fathers", .parenting),
            PartnerProfile("treatment-partner", .substanceAbuse),
            PartnerProfile("legal-and-documents-help", .legalAid),
        ],
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
        partners: [
            PartnerProfile("family-engagement-services", .parenting),
            PartnerProfile("richmond-workforce-center", .employment, in: "richmond"),
            PartnerProfile("newport-news-workforce-center", .employment, in: "newport_news"),
            PartnerProfile("behavioral-health-services", .substanceAbuse),
            PartnerProfile("legal-and-mediation-help", .mediation),
            PartnerProfile("transport-and-food-help", .transport),
        ],
        chargesInterest: true, findsDefault: false, adjudgesDebt: false, courtFindsWill: false)
}
