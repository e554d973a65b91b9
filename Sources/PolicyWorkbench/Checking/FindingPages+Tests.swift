extension FindingPages {
    private static let file = ExampleTree.tests

    private static func change(_ replace: String, _ with: String) -> FindingPage.Example {
        FindingPage.Example(file, replace, with)
    }

    private static let sound = FindingPage.Example(file, "as_of: 2019-03-01", "as_of: 2019-03-02")
    private static let expect = "{ outcome: hold, rule: hold-after-job-loss, floors: [] }"

    /// Tests and fixtures.
    static let tests: [FindingPage] = [
        FindingPage(
            "test.shape", "A test file holds a list called `tests`",
            why: "Nothing else in the file would be run.",
            avoid: FindingPage.Example(file, "", "«tests»: none\n"),
            prefer: sound),
        FindingPage(
            "test.key", "A test says something it does not know",
            why: "What stands under a misspelled key would not be tested, and the test would pass.",
            avoid: change("base: lost-job", "«bse»: lost-job"), prefer: sound),
        FindingPage(
            "test.name", "A test without a name",
            why: "The name says what must hold; a failure is shown by it.",
            avoid: change(
                "- name: A parent who lost a job keeps the license\n    as_of", "- «as_of»"),
            prefer: sound),
        FindingPage(
            "test.as-of", "A test without its day",
            why: "A decision belongs to a day; without one the test would change over time.",
            avoid: change("as_of: 2019-03-01", "as_of: «2019-03-41»"), prefer: sound),
        FindingPage(
            "test.site", "A test for a site that does not exist",
            why: "Nobody decides, so nothing is tested.",
            avoid: change("base: lost-job", "base: lost-job\n    site: «oh-starck»"),
            prefer: change("base: lost-job", "base: lost-job\n    site: oh-stark")),
        FindingPage(
            "test.ask", "A test that asks no known question",
            why: "The question is one of those that policies answer, such as D11.",
            avoid: change("point: D11", "point: «D21»"), prefer: sound),
        FindingPage(
            "test.expect", "A test that expects what can't be",
            why: "An answer that does not exist never comes out, or is never excluded.",
            avoid: change("outcome: hold", "outcome: «holds»"), prefer: sound),
        FindingPage(
            "test.with", "Changes that are no mapping",
            why: "What differs from the fixture is said as `path: value` lines.",
            avoid: change("with:\n      \"ncp.language\": en", "with: «nothing»"), prefer: sound),
        FindingPage(
            "test.programs", "Switches that are no mapping",
            why: "Programs are switched on and off as `program: on` lines.",
            avoid: change("base: lost-job", "base: lost-job\n    programs: «none»"),
            prefer: change("base: lost-job", "base: lost-job\n    programs: { job-search: off }")),
        FindingPage(
            "test.parameters", "Numbers that are no mapping",
            why: "Numbers for one test are said as `group.name: value` lines.",
            avoid: change("base: lost-job", "base: lost-job\n    parameters: «none»"),
            prefer: change("base: lost-job", "base: lost-job\n    parameters: { hold.days: 20 days }")),
        FindingPage(
            "test.path", "A field that a case file does not have",
            why: """
                A change under `with` names a field by its path; lists count from 0. A misspelled path \
                would add a field that nobody reads, or none.
                """,
            avoid: change("\"ncp.language\": en", "\"«ncp.langage»\": en"),
            prefer: change("\"ncp.language\": en", "\"ncp.language\": es")),
        FindingPage(
            "test.rule", "A rule that the site does not have",
            why: "A test that expects it fails for ever, or was left behind when a rule was renamed.",
            avoid: change("rule: hold-after-job-loss", "rule: «hold-after-job-los»"), prefer: sound),
        FindingPage(
            "test.parameter", "A number that nobody declares",
            why: "Setting it changes nothing.",
            avoid: change("base: lost-job", "base: lost-job\n    parameters: { «hold.dayz»: 20 days }"),
            prefer: change("base: lost-job", "base: lost-job\n    parameters: { hold.days: 20 days }")),
        FindingPage(
            "test.program", "A program that does not exist",
            why: "Switching it on changes nothing.",
            avoid: change("base: lost-job", "base: lost-job\n    programs: { «job-serch»: on }"),
            prefer: change("base: lost-job", "base: lost-job\n    programs: { job-search: off }")),
        FindingPage(
            "test.partner", "A partner that the site does not have",
            why: "No answer is about it.",
            avoid: change(
                "ask: { point: D11, remedy: driver_license_suspension }",
                "ask: { point: D9, partner: «job-centre» }"),
            prefer: sound),
        FindingPage(
            "test.table", "A table of tests that can't be read",
            why: """
                A table has a header whose columns are names that a test knows, and a test a row, as a \
                spreadsheet saves it.
                """,
            avoid: FindingPage.Example(
                "policies/sites/oh-stark/tests/table.csv", "",
                "name,as_of,base,point,«remdy»\nOne,2019-03-01,lost-job,D11,driver_license_suspension\n"),
            prefer: FindingPage.Example(
                "policies/sites/oh-stark/tests/table.csv", "",
                "name,as_of,base,point,remedy,expect_outcome\nOne,2019-03-01,lost-job,D11,driver_license_suspension,hold\n"
            )),
        FindingPage(
            "fixture.unknown", "A fixture that does not exist",
            why: "The test has no case to begin from.",
            avoid: change("base: lost-job", "base: «lost-jub»"),
            prefer: change("base: lost-job", "base: base")),
        FindingPage(
            "fixture.shape", "A fixture without a case file",
            why: "A fixture holds a whole `file`, or `extends` another one.",
            avoid: FindingPage.Example(
                ExampleTree.fixture, "about: A made-up parent who lost a job\nextends: base\n",
                "«»about: A made-up parent who lost a job\n"),
            prefer: FindingPage.Example(
                ExampleTree.fixture, "who lost a job", "without a job")),
        FindingPage(
            "fixture.cycle", "A fixture that extends itself",
            why: "Nobody knows where it begins.",
            avoid: FindingPage.Example(
                ExampleTree.fixture, "extends: base", "extends: «lost-job»"),
            prefer: FindingPage.Example(
                ExampleTree.fixture, "who lost a job", "without a job")),
        FindingPage(
            "override.path", "A change that leads nowhere", moment: .reading,
            why: "A test or fixture changes a field inside something that is not there."),
        FindingPage(
            "test.case-file", "A case file that can't be taken", moment: .reading,
            why: "A test's changes lead to a case file that the schema does not take."),
    ]
}
