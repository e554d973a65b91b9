extension FindingPages {
    /// What the daily work on a caseload meets.
    static let casework: [FindingPage] = [
        met(
            "line.refused", "A line that is no sound case file",
            "Its problems stand in the answer, each with its path. The other lines are not touched by it.",
            avoid: "accord eval --ndjson case-over-many-lines.json",
            prefer: "jq -c . case-over-many-lines.json | accord eval --ndjson"),
        met(
            "line.too-long", "A line longer than any case file",
            "It was passed over without being kept. Each case file stands on a line of its own.",
            avoid: "tr -d '\\n' < cases.ndjson | accord eval --ndjson",
            prefer: "accord eval --ndjson cases.ndjson"),
        met(
            "line.site-not-loaded", "A case file of a site whose policy does not load",
            "The other sites decide. What is wrong with this one stands on standard error and in accord check.",
            avoid: "accord eval --ndjson cases.ndjson", prefer: "accord check"),
        met(
            "replay.policy", "A kept policy that can't be loaded as it was",
            "The store keeps each policy that decided. This one was altered, or this Accord can't load it any more.",
            avoid: "accord replay 4711 --db caseload.db",
            prefer: "accord log verify --db caseload.db"),
    ]
}
