import CaseModel

/// A state or territory that runs a child support program, with the zone where most people live.
struct USState {
    var code: String
    var name: String
    var timeZone: String

    static func named(_ code: String) -> USState? { all.first { $0.code == code } }

    /// What to say about a code that is none.
    static func suggestion(for text: String) -> String {
        let wanted = text.lowercased()
        if let named = all.first(where: { $0.name.lowercased() == wanted }) {
            return "did you mean `\(named.code)`?"
        }
        return "write the two letters of a state, such as oh"
    }

    static let all: [USState] =
        zone(
            "America/New_York",
            "ct Connecticut, dc District of Columbia, de Delaware, fl Florida, ga Georgia, ma Massachusetts, "
                + "md Maryland, me Maine, nc North Carolina, nh New Hampshire, nj New Jersey, ny New York, "
                + "oh Ohio, pa Pennsylvania, ri Rhode Island, sc South Carolina, va Virginia, vt Vermont, "
                + "wv West Virginia")
        + zone("America/Detroit", "mi Michigan")
        + zone("America/Indiana/Indianapolis", "in Indiana")
        + zone("America/Kentucky/Louisville", "ky Kentucky")
        + zone(
            "America/Chicago",
            "al Alabama, ar Arkansas, ia Iowa, il Illinois, ks Kansas, la Louisiana, mn Minnesota, "
                + "mo Missouri, ms Mississippi, nd North Dakota, ne Nebraska, ok Oklahoma, "
                + "sd South Dakota, tn Tennessee, tx Texas, wi Wisconsin")
        + zone(
            "America/Denver", "co Colorado, mt Montana, nm New Mexico, ut Utah, wy Wyoming")
        + zone("America/Boise", "id Idaho")
        + zone("America/Phoenix", "az Arizona")
        + zone("America/Los_Angeles", "ca California, nv Nevada, or Oregon, wa Washington")
        + zone("America/Anchorage", "ak Alaska")
        + zone("Pacific/Honolulu", "hi Hawaii")
        + zone("America/Puerto_Rico", "pr Puerto Rico")
        + zone("America/St_Thomas", "vi Virgin Islands")
        + zone("Pacific/Guam", "gu Guam")

    private static func zone(_ zone: String, _ states: String) -> [USState] {
        states.split(separator: ",").map { entry in
            let words = entry.split(separator: " ")
            return USState(
                code: String(words[0]), name: words.dropFirst().joined(separator: " "),
                timeZone: zone)
        }
    }
}
