extension FindingPages {
    private static func file(
        _ code: String, _ title: String, _ why: String, avoid: String, prefer: String
    ) -> FindingPage {
        met(code, title, why, in: "a case file", avoid: avoid, prefer: prefer)
    }

    /// What is wrong with a case file; it is not decided.
    static let caseFiles: [FindingPage] = [
        file(
            "json.syntax", "The case file is not JSON",
            "Nothing of it can be read. A comma or a quote near the place is the usual cause.",
            avoid: "{ \"site\": \"oh-stark\" \"cases\": [] }",
            prefer: "{ \"site\": \"oh-stark\", \"cases\": [] }"),
        file(
            "json.text", "A text that is broken",
            "Texts are UTF-8, and an escape such as \\u00e9 has four digits.",
            avoid: "\"given_name\": \"Jos\\u00\"", prefer: "\"given_name\": \"Jos\\u00e9\""),
        file(
            "field.unknown", "A field that case files do not have",
            "What stands under a misspelled name would be left out of the decision without a word.",
            avoid: "\"statsu\": \"open\"", prefer: "\"status\": \"open\""),
        file(
            "field.duplicate", "One field, two values",
            "Programs differ in which of the two they take.",
            avoid: "\"status\": \"open\", \"status\": \"closed\"", prefer: "\"status\": \"closed\""),
        file(
            "field.missing", "A field that a record needs",
            "accord schema says which fields a record needs.",
            avoid: "\"order\": {}", prefer: "accord schema > case-file.schema.json"),
        file(
            "value.type", "A value of another kind",
            "Amounts are numbers or texts as the schema says.",
            avoid: "\"cases\": {}", prefer: "\"cases\": []"),
        file(
            "value.word", "A word that is not on the list",
            "The field has a closed list of words; the message gives the nearest one.",
            avoid: "\"status\": \"opne\"", prefer: "\"status\": \"open\""),
        file(
            "value.date", "A date that does not exist", "Dates are written as 2019-03-01.",
            avoid: "\"opened_on\": \"2019-02-30\"", prefer: "\"opened_on\": \"2019-02-28\""),
        file(
            "value.negative", "A number below zero",
            "What was paid too much is no negative debt; leave the field at zero.",
            avoid: "\"attempts\": -1", prefer: "\"attempts\": 0"),
        file(
            "value.range", "A number beyond its limits",
            "The limits keep a slip of the keyboard from becoming a debt of millions.",
            avoid: "\"month\": 13", prefer: "\"month\": 12"),
        file(
            "value.fraction", "A fraction of what is counted in whole",
            "Days and attempts are whole numbers, and money is counted in whole cents.",
            avoid: "\"attempts\": 1.5", prefer: "\"attempts\": 2"),
        file(
            "identity.empty", "A record without an identifier",
            "Other records and decisions name it.", avoid: "\"id\": \"\"", prefer: "\"id\": \"c-1\""
        ),
        file(
            "identity.duplicate", "Two records with one identifier",
            "Nobody could tell which of them a decision is about.",
            avoid: "[{ \"id\": \"c-1\" }, { \"id\": \"c-1\" }]",
            prefer: "[{ \"id\": \"c-1\" }, { \"id\": \"c-2\" }]"),
        file(
            "reference.broken", "A record that is named and not there",
            "The field names a record of the same file by its identifier.",
            avoid: "\"case_id\": \"c-9\"", prefer: "\"case_id\": \"c-1\""),
        file(
            "record.contradiction", "Two fields that contradict each other",
            "For example an end before the beginning. Which of them is true only the source can say.",
            avoid: "\"opened_on\": \"2019-03-01\", \"closed_on\": \"2018-01-01\"",
            prefer: "\"opened_on\": \"2018-01-01\", \"closed_on\": \"2019-03-01\""),
        FindingPage(
            "more", "More problems than are reported", moment: .running,
            why: "Mend the first ones; the rest often come from them."),
    ]

    /// Case stores, and files that are imported to or exported from them.
    static let stores: [FindingPage] = [
        met(
            "store.missing", "There is no such case store", "accord import makes one.",
            avoid: "accord dry-run --db caseload.db",
            prefer: "accord import cases.ndjson --db caseload.db"),
        met(
            "store.unreadable", "The case store can't be opened",
            "Its rights keep you out, a folder has its name, or a link leads nowhere.",
            avoid: "accord dry-run --db /", prefer: "accord dry-run --db caseload.db"),
        met(
            "store.not-a-database", "A file that is no case store",
            "A case store is a SQLite database that accord import writes.",
            avoid: "accord dry-run --db cases.ndjson", prefer: "accord dry-run cases.ndjson"),
        met(
            "store.other-program", "The database of another program",
            "It is left untouched. Name the case store, or a new file for one.",
            avoid: "accord import cases.ndjson --db photos.db",
            prefer: "accord import cases.ndjson --db caseload.db"),
        met(
            "store.newer", "A case store of a newer Accord",
            "Its tables may hold what this version would lose. Update Accord.",
            avoid: "accord dry-run --db caseload.db", prefer: "accord --version"),
        met(
            "store.older", "A case store of an older Accord",
            "Its tables must be brought up to date, which accord import does; here it may only be read.",
            avoid: "accord dry-run --db old.db", prefer: "accord import cases.ndjson --db old.db"),
        met(
            "store.damaged", "The case store is damaged",
            "SQLite finds its pages broken. Restore it from a copy, or import the case files again.",
            avoid: "cp caseload.db backup.db   # while something writes to it",
            prefer: "accord import cases.ndjson --db new.db"),
        met(
            "store.busy", "Somebody else is writing to the case store",
            "One program writes at a time. Try again when it is done.",
            avoid:
                "accord import a.ndjson --db caseload.db & accord import b.ndjson --db caseload.db",
            prefer:
                "accord import a.ndjson --db caseload.db && accord import b.ndjson --db caseload.db"
        ),
        met(
            "store.full", "The disk is full",
            "Nothing of the import was kept. Make room and repeat it.",
            avoid: "accord import cases.ndjson --db /mnt/full/caseload.db",
            prefer: "accord import cases.ndjson --db /mnt/large/caseload.db"),
        met(
            "store.read-only", "The case store may only be read",
            "Its rights or its disk do not let you write.",
            avoid: "chmod 444 caseload.db", prefer: "chmod u+w caseload.db"),
        met(
            "store.database", "SQLite failed", "The message is SQLite's own.",
            avoid: "accord dry-run --db caseload.db",
            prefer: "accord import cases.ndjson --db new.db"),
        met(
            "import.refused", "An import with problems, and nothing was imported",
            "All case files are taken or none. The problems stand before this line, each with its place.",
            avoid: "accord import broken.ndjson --db caseload.db",
            prefer: "accord dry-run broken.ndjson"),
        met(
            "import.duplicate-file", "One case file twice in one import",
            "Two lines have the same `file_id` and site, and only one of them can be kept. Decide which.",
            avoid: "cat march.ndjson april.ndjson | accord import - --db caseload.db",
            prefer: "accord import april.ndjson --db caseload.db"),
        met(
            "import.line-too-long", "A line longer than any case file",
            "The file is not NDJSON: each case file stands on a line of its own.",
            avoid: "tr -d '\\n' < cases.ndjson | accord import - --db caseload.db",
            prefer: "accord import cases.ndjson --db caseload.db"),
        met(
            "file.ambiguous", "Several sites have a case file of this name",
            "Identifiers are a site's own. Say which site is meant.",
            avoid: "accord export --db caseload.db",
            prefer: "accord export --db caseload.db --site oh-stark"),
        met(
            "file.missing", "A file that is not there", "It is missing or can't be read.",
            avoid: "accord import case.ndjson --db caseload.db",
            prefer: "accord import cases.ndjson --db caseload.db"),
        met(
            "file.unwritable", "A file that can't be written",
            "The message gives the system's reason: no right, no folder, or a full disk.",
            avoid: "accord export --db caseload.db -o /nowhere/cases.ndjson",
            prefer: "accord export --db caseload.db -o cases.ndjson"),
        met(
            "file.exists", "A file that is there already",
            "It is not overwritten. Name another, or take it away yourself.",
            avoid: "accord export --db caseload.db -o cases.ndjson",
            prefer: "accord export --db caseload.db -o cases-2.ndjson"),
    ]
}
