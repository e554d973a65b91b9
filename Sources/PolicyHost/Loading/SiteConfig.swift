public import CaseModel

/// One site as its administrators describe it in `site-configs/`.
public struct SiteConfig: Sendable {
    /// The site's id, such as `oh-stark`.
    public var id: String
    /// The name people use.
    public var name: String
    /// The agency that runs it.
    public var agency: String
    /// The state's two-letter code in lower case.
    public var state: String
    /// IANA time zone of the site.
    public var timeZone: String
    /// Counties or offices the site covers.
    public var offices: [String]
    /// Areas by which partners are chosen.
    public var serviceAreas: [String]
    /// Languages in which the site speaks to parents.
    public var languages: [String]
    /// Further languages that it speaks through an interpreter.
    public var interpretedLanguages: [String]
    /// Where `site.yaml` names each language.
    package var languagePlaces: [String: FilePlace]
    /// Programs and whether they are switched on.
    public var programs: [String: Bool]
    /// First and last day of the PJAC services, where known.
    public var serviceDays: ClosedRange<Day>?
    /// Business days of the site.
    public var calendar: SiteCalendar
    /// Hours in which parents may be contacted, in the parent's local time.
    public var contactHours: Range<Int>
    /// Referral partners.
    public var partners: [PartnerConfig]
    /// Values that still need the site's confirmation: place and what.
    public var assumptions: [Assumption]
}

/// A value that no public source settles.
public struct Assumption: Sendable, Equatable {
    /// What is assumed.
    public var what: String
    /// The value.
    public var value: String
    /// File and line.
    public var place: String
}

/// A referral partner as written in `partners.yaml`.
public struct PartnerConfig: Sendable, Equatable {
    /// The partner's id.
    public var id: String
    /// Its name.
    public var name: String
    /// What kind of organization it is.
    public var kind: String
    /// Services it offers.
    public var services: [String]
    /// Areas it serves; empty for any.
    public var areas: [String]
    /// Languages it serves in.
    public var languages: [String]
    /// Open places; nil if not limited.
    public var openSlots: Int?
    /// Days until a place is free.
    public var waitingDays: Int
    /// Money it can be paid from.
    public var funding: [String]
    /// First day of its contract.
    public var contractFrom: Day?
    /// Last day of its contract.
    public var contractUntil: Day?
    /// Whether data may be shared with it.
    public var dataSharing: Bool
    /// Its usual handoff.
    public var handoff: String
    /// The citation.
    public var authority: String
    /// How well founded the entry is.
    public var tag: Provenance
}

/// Reads the four files of a site.
struct SiteConfigReader {
    let id: String
    let problems: ProblemList
    /// The states that have a layer of their own.
    let states: [String]
    let read: (String) -> String?

    /// The whole config; nil if `site.yaml` can't be used.
    func config() -> SiteConfig? {
        let folder = "site-configs/\(id)"
        guard let root = document("\(folder)/site.yaml") else { return nil }
        let parts = root.entries(of: .site)
        if let format = parts["format"], format.rawText != "1" {
            format.problem("site.format", "this version reads `format: 1`")
        }
        if let name = parts["id"], name.rawText != id {
            name.problem("site.id", "`id` must be the folder's name, `\(id)`")
        }
        let state = parts["state"]?.word("`state`", of: states) ?? ""
        var programs: [String: Bool] = [:]
        for (name, value) in parts["programs"]?.anyEntries ?? [] {
            programs[name] = value.yesNo("`\(name)`") ?? false
        }
        var days: ClosedRange<Day>?
        if let span = parts["pjac_services"] {
            let ends = span.entries(of: .serviceDays)
            if let from = ends["from"]?.day("`from`"), let until = ends["until"]?.day("`until`"),
                from <= until
            {
                days = from...until
            }
        }
        let (calendar, hours, calendarAssumptions) = calendar(folder)
        let areas = parts["service_areas"].map { $0.texts("`service_areas`") } ?? []
        let (partners, partnerAssumptions) = partners(folder, serviceAreas: areas)
        return SiteConfig(
            id: id, name: parts["name"]?.text("`name`") ?? "",
            agency: parts["agency"]?.text("`agency`") ?? "", state: state,
            timeZone: parts["time_zone"]?.text("`time_zone`") ?? "",
            offices: (parts["offices"] ?? parts["counties"]).map { $0.texts("`offices`") } ?? [],
            serviceAreas: areas,
            languages: parts["languages"]?.texts("`languages`") ?? [],
            interpretedLanguages: parts["interpreted_languages"]?.items(
                of: "`interpreted_languages`"
            ).compactMap { $0.word("a language", of: Language.words) } ?? [],
            languagePlaces: Dictionary(
                (parts["languages"]?.items(of: "`languages`") ?? []).map {
                    ($0.rawText ?? "", $0.place)
                }, uniquingKeysWith: { first, _ in first }), programs: programs,
            serviceDays: days, calendar: calendar, contactHours: hours, partners: partners,
            assumptions: calendarAssumptions + partnerAssumptions)
    }

    private func document(_ file: String) -> YAMLValue? {
        guard let text = read(file) else {
            problems.add(
                PolicyProblem(
                    code: "site.file-missing", message: "the file is missing", file: file,
                    suggestion: "copy it from another site and edit it"))
            return nil
        }
        return YAMLValue.document(text, file: file, problems: problems)
    }

    private func calendar(_ folder: String) -> (SiteCalendar, Range<Int>, [Assumption]) {
        guard let empty = try? SiteCalendar(tables: [HolidayTable(year: 1970, days: [])]) else {
            preconditionFailure("a calendar of one year without holidays is always sound")
        }
        let none = (empty, 8..<20, [Assumption]())
        guard let root = document("\(folder)/calendar.yaml") else { return none }
        let parts = root.entries(of: .calendar)
        var tables: [HolidayTable] = []
        for (name, list) in parts["holidays"]?.anyEntries ?? [] {
            guard let year = Int(name) else {
                list.problem("calendar.year", "`\(name)` is not a year")
                continue
            }
            var days: Set<Day> = []
            for item in list.items(of: "the holidays of \(year)") {
                let holiday = item.entries(of: .holiday)
                if let day = holiday["date"]?.day("`date`") { days.insert(day) }
            }
            tables.append(HolidayTable(year: year, days: days))
        }
        let calendar: SiteCalendar
        do {
            calendar = try SiteCalendar(tables: tables)
        } catch {
            // What to do stands behind the semicolon.
            let words = error.message.split(separator: ";", maxSplits: 1)
            parts["holidays"]?.problem(
                error.code, String(words.first ?? ""),
                suggestion: words.count > 1 ? String(words[1].dropFirst()) : "")
            return none
        }
        let (first, last) = (calendar.years.lowerBound, calendar.years.upperBound)
        var from = 8
        var to = 20
        if let hours = parts["contact_hours"] {
            let ends = hours.entries(of: .hours)
            from = ends["from"]?.integer("`from`") ?? from
            to = ends["to"]?.integer("`to`") ?? to
            if !(0..<to).contains(from) || to > 24 {
                hours.problem(
                    "calendar.hours", "contact hours must run from an earlier hour to a later one")
                (from, to) = (8, 20)
            }
        }
        var assumed: [Assumption] = []
        if parts["tag"]?.rawText == "assumed" {
            assumed.append(
                Assumption(
                    what: "holiday table and office hours", value: "\(first) to \(last)",
                    place: "\(folder)/calendar.yaml:1"))
        }
        return (calendar, from..<to, assumed)
    }

    private func partners(_ folder: String, serviceAreas: [String])
        -> ([PartnerConfig], [Assumption])
    {
        let file = "\(folder)/partners.yaml"
        guard let root = document(file) else { return ([], []) }
        let top = root.entries(of: .partners)
        var found: [PartnerConfig] = []
        var assumed: [Assumption] = []
        for item in top["partners"]?.items(of: "`partners`") ?? [] {
            guard let partner = partner(item, serviceAreas: serviceAreas) else { continue }
            if found.contains(where: { $0.id == partner.id }) {
                item.problem("partner.twice", "partner `\(partner.id)` stands here twice")
            }
            found.append(partner)
            if partner.tag == .assumed {
                assumed.append(
                    Assumption(
                        what: "partner \(partner.id)", value: partner.name,
                        place: "\(file):\(item.line)"))
            }
        }
        return (found, assumed)
    }

    private func partner(_ item: YAMLValue, serviceAreas: [String]) -> PartnerConfig? {
        let parts = item.entries(of: .partner)
        guard let id = parts["id"]?.text("`id`"), !id.isEmpty,
            let tag = ParameterFile.provenance(parts["tag"])
        else { return nil }
        let services = parts["services"]?.items(of: "`services`").compactMap {
            $0.word("a service", of: CaseVocabulary.services)
        }
        // A misspelt area would quietly send nobody there.
        var areas: [String] = []
        if let list = parts["areas"], list.rawText != "any" {
            areas = list.items(of: "`areas`").compactMap { $0.word("an area", of: serviceAreas) }
        }
        let languages = parts["languages"]?.items(of: "`languages`").compactMap {
            $0.word("a language", of: Language.words)
        }
        let funding = parts["funding"].flatMap { list -> [String]? in
            guard list.rawText != "none" else { return nil }
            return list.items(of: "`funding`").compactMap { $0.word("funding", of: Funding.words) }
        }
        let handoff = parts["handoff"]?.word("`handoff`", of: Referral.Handoff.words)
        var from: Day?
        var until: Day?
        if let contract = parts["contract"], contract.rawText != "none" {
            let ends = contract.entries(of: .contract)
            from = ends["from"].flatMap { $0.rawText == "none" ? nil : $0.day("`from`") }
            until = ends["until"].flatMap { $0.rawText == "none" ? nil : $0.day("`until`") }
        }
        return PartnerConfig(
            id: id, name: parts["name"]?.text("`name`") ?? "",
            kind: parts["kind"]?.rawText ?? "", services: services ?? [],
            areas: areas,
            languages: languages ?? [],
            openSlots: parts["open_slots"].flatMap {
                $0.rawText == "none" ? nil : $0.integer("`open_slots`")
            },
            waitingDays: parts["waiting_days"].flatMap { $0.integer("`waiting_days`") } ?? 0,
            funding: funding ?? [],
            contractFrom: from, contractUntil: until,
            dataSharing: parts["data_sharing_agreement"].flatMap {
                $0.yesNo("`data_sharing_agreement`")
            }
                ?? false, handoff: handoff ?? "warm",
            authority: parts["authority"]?.text("`authority`") ?? "", tag: tag)
    }
}
