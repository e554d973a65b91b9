extension FindingPages {
    private static let site = ExampleTree.siteFile
    private static let settings = ExampleTree.siteNumbers
    private static let calendar = ExampleTree.calendar
    private static let partners = ExampleTree.partners

    private static func change(_ file: String, _ replace: String, _ with: String)
        -> FindingPage.Example
    {
        FindingPage.Example(file, replace, with)
    }

    private static let sound = FindingPage.Example(site, "name: A made-up site", "name: The site")

    /// Site configs, calendars, partners, and YAML itself.
    static let configs: [FindingPage] = yaml + sites

    private static let yaml: [FindingPage] = [
        FindingPage(
            "yaml.syntax", "The file is not YAML",
            why: "Nothing of it can be read. Indentation, quotes and colons near the place are the usual cause.",
            avoid: change(
                site, "name: A made-up site\nagency: ", "name: [A made-up site\nagency«»: "),
            prefer: sound),
        FindingPage(
            "yaml.empty", "The file is empty",
            why: "An empty file says nothing; a list without entries is written as `[]`.",
            avoid: FindingPage.Example(settings, "", "«»# nothing yet\n"),
            prefer: FindingPage.Example(settings, "", "set: []\n")),
        FindingPage(
            "yaml.duplicate-key", "One key, two values",
            why: "YAML readers keep one of them, and not all the same one.",
            avoid: change(
                site, "format: 1\nid: oh-stark\n", "«»format: 1\nid: oh-stark\nid: oh-stark\n"),
            prefer: sound),
        FindingPage(
            "yaml.type", "Another kind of value is expected",
            why: "A list has lines that begin with `-`; a mapping has `key: value` lines.",
            avoid: change(site, "languages: [en, es]", "languages: «en»"), prefer: sound),
        FindingPage(
            "yaml.unknown-key", "A key that the file does not know",
            why: "What stands under a misspelled key would be dropped without a word.",
            avoid: change(settings, "reason:", "«reson»:"), prefer: sound),
        FindingPage(
            "yaml.missing-key", "A key that the file needs",
            why: "Without it the entry does not say what it must.",
            avoid: change(
                settings, "- parameter: hold.days\n    value: 45 days\n    from: 2018-01-01\n    reason: Hiring takes six weeks here\n",
                "- «»parameter: hold.days\n    value: 45 days\n    from: 2018-01-01\n"),
            prefer: sound),
        FindingPage(
            "yaml.date", "A date that does not exist",
            why: "Dates are written as 2019-03-01 and must be in the calendar.",
            avoid: change(settings, "from: 2018-01-01", "from: «2018-02-30»"),
            prefer: change(settings, "from: 2018-01-01", "from: 2018-02-28")),
        FindingPage(
            "yaml.number", "A whole number is expected",
            why: "Hours, places and days are counted in whole numbers.",
            avoid: change(calendar, "from: 8", "from: «eight»"),
            prefer: change(calendar, "from: 8", "from: 9")),
        FindingPage(
            "yaml.yes-no", "Yes or no is expected",
            why: "A switch is on or off; anything else is a guess.",
            avoid: change(partners, "data_sharing_agreement: yes", "data_sharing_agreement: «maybe»"),
            prefer: change(partners, "data_sharing_agreement: yes", "data_sharing_agreement: no")),
        FindingPage(
            "yaml.word", "A word that is not on the list",
            why: """
                Services, areas, languages, tags and the like are words of closed lists. A misspelled \
                area of a partner would quietly send nobody there.
                """,
            avoid: change(partners, "areas: [canton]", "areas: [«cantn»]"),
            prefer: change(partners, "areas: [canton]", "areas: [alliance]")),
    ]

    private static let sites: [FindingPage] = [
        FindingPage(
            "site.file-missing", "A file of the site is missing",
            why: "A site is described by site.yaml, calendar.yaml and partners.yaml.",
            avoid: FindingPage.Example(
                site, "name: A made-up site", "name: A made-up site", others: [calendar: nil]),
            prefer: sound),
        FindingPage(
            "site.format", "A format that this version does not read",
            why: "The number says how the file is written; this version reads 1.",
            avoid: change(site, "format: 1", "format: «2»"), prefer: sound),
        FindingPage(
            "site.id", "The id is not the folder's name",
            why: "Case files name the site by its id, and the host finds it by the folder.",
            avoid: change(site, "id: oh-stark", "id: «oh-starck»"), prefer: sound),
        FindingPage(
            "calendar.year", "A year that is none",
            why: "Holidays are listed by year.",
            avoid: change(
                calendar, "  2019:\n    - {", "  next year:\n    «»- {"),
            prefer: sound),
        FindingPage(
            "calendar.hours", "Contact hours that run backwards",
            why: "A call outside the hours would be allowed, or none at all.",
            avoid: change(
                calendar, "contact_hours: { from: 8, to: 19 }", "contact_hours: «»{ from: 19, to: 8 }"),
            prefer: change(
                calendar, "contact_hours: { from: 8, to: 19 }", "contact_hours: { from: 9, to: 18 }")),
        FindingPage(
            "calendar.empty", "A calendar without a year",
            why: "Business days can't be counted without a table of holidays.",
            avoid: FindingPage.Example(
                calendar, "", "contact_hours: { from: 8, to: 19 }\nholidays: «»{}\n"),
            prefer: sound),
        FindingPage(
            "calendar.wrong-year", "A holiday in the table of another year",
            why: "Business days of that year would be counted wrongly.",
            avoid: change(calendar, "  2018:\n    - { date: 2018-12-25", "  «»2018:\n    - { date: 2019-12-24"),
            prefer: sound),
        FindingPage(
            "calendar.year-missing", "A year is left out",
            why: "A span of business days that reaches into that year can't be counted.",
            avoid: change(calendar, "  2018:\n    - { date: 2018", "  «»2017:\n    - { date: 2017"),
            prefer: sound),
        FindingPage(
            "calendar.year-twice", "A year stands here twice",
            why: "Only one of the tables could hold.",
            avoid: change(calendar, "  2018:\n    - { date: 2018", "  «»02019:\n    - { date: 2019"),
            prefer: sound),
        FindingPage(
            "partner.twice", "Two partners with one id",
            why: "A referral names its partner by the id.",
            avoid: change(
                partners, "    tag: assumed\n",
                "    tag: assumed\n  - «»{ id: job-center, name: Another, services: [housing], areas: any, languages: [en], authority: Design value, tag: assumed }\n"),
            prefer: sound),
        FindingPage(
            "tree.missing", "A folder of the tree is missing", moment: .reading,
            why: "accord reads the folders policies and site-configs below the folder of --root."),
        FindingPage(
            "tree.not-text", "A file that is not UTF-8 text", moment: .reading,
            why: "Policies and configs are text. Save the file as UTF-8."),
    ]
}
