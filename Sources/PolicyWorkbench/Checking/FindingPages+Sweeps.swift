extension FindingPages {
    /// What sweeps and the decision log meet.
    static let sweeps: [FindingPage] = [
        met(
            "sweep.no-policy", "A site that can't be swept by its policies",
            "They do not load, or the ones that an unfinished sweep began with can't be loaded any more. The other sites are swept.",
            avoid: "accord sweep --db caseload.db --as-of 2019-03-01", prefer: "accord check"),
        met(
            "sweep.earlier-day", "A day before the last sweep",
            "What stands was decided for a later day. A dry run decides any day without keeping it.",
            avoid: "accord sweep --db caseload.db --as-of 2018-03-01",
            prefer: "accord dry-run --db caseload.db --as-of 2018-03-01"),
        met(
            "sweep.other-day", "An unfinished sweep of another day",
            "Finish it with its own day, or give it up: what it decided then never counts.",
            avoid: "accord sweep --db caseload.db --as-of 2019-03-02",
            prefer: "accord sweep --db caseload.db --as-of 2019-03-02 --abandon"),
        met(
            "sweep.held", "Another sweep of the site is at work",
            "One sweep of a site works at a time. The message says who holds it, and since when.",
            avoid: "accord sweep --db caseload.db --as-of 2019-03-01 &  # twice",
            prefer: "accord sweep status --db caseload.db"),
        met(
            "sweep.busy", "Another sweep of the site is at work",
            "The lock beside the store is taken. The message says by whom, and since when.",
            avoid: "accord sweep --db caseload.db --as-of 2019-03-01 &  # twice",
            prefer: "accord sweep status --db caseload.db"),
        met(
            "sweep.run", "A sweep that another program has ended or taken on",
            "Two programs worked on one run; only the one that is ahead goes on. Nothing is decided twice.",
            avoid: "accord sweep --db copy-on-a-share.db --as-of 2019-03-01",
            prefer: "accord sweep status --db caseload.db"),
        met(
            "log.missing", "No such record or policy in the decision log",
            "Records are numbered from 1 without gaps, and policies are kept by their whole hash.",
            avoid: "accord replay 999999999 --db caseload.db",
            prefer: "accord log search --db caseload.db --case C-1042"),
        met(
            "log.unreadable", "A row of the decision log that is no record",
            "The file was changed by something else than Accord. The verification says where, and what to do.",
            avoid: "sqlite3 caseload.db \"UPDATE log …\"",
            prefer: "accord log verify --db caseload.db"),
        met(
            "store.disk", "The disk failed",
            "SQLite could not read or write. What was committed before is kept; see to the disk and call again.",
            avoid: "accord sweep --db /mnt/failing/caseload.db --as-of 2019-03-01",
            prefer: "accord sweep --db /srv/caseload.db --as-of 2019-03-01"),
    ]
}
