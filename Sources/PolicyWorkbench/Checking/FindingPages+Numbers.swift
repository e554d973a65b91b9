import PolicyHost

extension FindingPages {
    private static let layer = ExampleTree.modelNumbers
    private static let settings = ExampleTree.siteNumbers

    private static func layer(_ replace: String, _ with: String) -> FindingPage.Example {
        FindingPage.Example(layer, replace, with)
    }

    private static func sets(_ replace: String, _ with: String) -> FindingPage.Example {
        FindingPage.Example(settings, replace, with)
    }

    private static let sound = FindingPage.Example(settings, "45 days", "40 days")

    /// Parameters of layers and sites.
    static let numbers: [FindingPage] = [
        FindingPage(
            "parameter.twice", "One number, two sources",
            why: "An id stands for one number; with two declarations nobody knows which holds.",
            avoid: layer("- id: license.most_debt", "- id: «hold.days»"), prefer: sound),
        FindingPage(
            "parameter.id", "An id that is none",
            why: "Policies read a number as site.group.name, so its id is group.name in lower case.",
            avoid: layer("- id: license.most_debt", "- id: «most_debt»"), prefer: sound),
        FindingPage(
            "parameter.no-value", "A number without a value",
            why: "A rule that reads it would stop on every case.",
            avoid: layer(
                "      - { from: 2017-01-01, value: \"$500.00\" }",
                "      «»- { from: 2017-01-01, value: soon }"),
            prefer: sound),
        FindingPage(
            "parameter.overlap", "Two values on one day",
            why: "On that day nobody knows which value holds.",
            avoid: layer("- { from: 2017-01-01, until: 2018-12-31, value: 4 }", "«»- { from: 2017-01-01, until: 2019-06-30, value: 4 }"),
            prefer: sound),
        FindingPage(
            "parameter.gap", "Days without a value",
            why: "A case decided on such a day would stop. Write `value: none` if the rule did not hold.",
            avoid: layer("- { from: 2017-01-01, until: 2018-12-31, value: 4 }", "«»- { from: 2017-01-01, until: 2018-11-30, value: 4 }"), prefer: sound),
        FindingPage(
            "parameter.dates", "A value that ends before it begins",
            why: "Such a value holds on no day; one of the two dates is wrong.",
            avoid: layer("- { from: 2017-01-01, until: 2018-12-31, value: 4 }", "«»- { from: 2017-01-01, until: 2016-12-31, value: 4 }"), prefer: sound),
        FindingPage(
            "parameter.spelling", "A value that is not written in its unit",
            why: "Each unit has one spelling, so that 30 is never days here and dollars there.",
            avoid: sets("value: 45 days", "value: «45»"),
            prefer: sets("value: 45 days", "value: 40 days")),
        FindingPage(
            "parameter.unknown", "A setting for a number that nobody declares",
            why: "The setting would change nothing, and the site would believe that it does.",
            avoid: sets("parameter: hold.days", "parameter: «hold.dayz»"), prefer: sound),
        FindingPage(
            "parameter.direction", "A number moved the forbidden way",
            why: """
                A layer says which way a site may move its number. A site can ask for more attempts or \
                a longer notice than the model, never for less.
                """,
            avoid: sets(
                "parameter: hold.days\n    value: 45 days",
                "parameter: attempts.least\n    value: «3»"),
            prefer: sets(
                "parameter: hold.days\n    value: 45 days", "parameter: attempts.least\n    value: 8")),
        FindingPage(
            "parameter.fixed", "A number that no site may change",
            why: "The law fixes it for every site.",
            avoid: sets(
                "parameter: hold.days\n    value: 45 days",
                "parameter: license.most_debt\n    value: «\"$900.00\"»"),
            prefer: sound),
        FindingPage(
            "parameter.unused", "A number that no policy reads", severity: .warning,
            why: """
                Whoever changes it believes that something changes. It is looked for in every rule of \
                every site, so it is reported only when all sites are checked. A number that staff work \
                with, such as the size of a caseload, says `for: staff`.
                """,
            avoid: FindingPage.Example(
                layer, "- id: hold.days", "- id: «hold.days»",
                others: [
                    ExampleTree.enforcement: ExampleTree.tree.files[ExampleTree.enforcement]?
                        .replacing("days = site.hold.days", with: "days = 30")
                ]),
            prefer: sound),
    ]
}
