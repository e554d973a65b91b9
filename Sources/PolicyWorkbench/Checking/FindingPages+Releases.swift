extension FindingPages {
    private static let release = """
        accord release june.accord --to releases --trust trust.yaml --who "A. Director" --why "as approved"
        """
    private static let list = "accord releases releases"
    private static let build = """
        accord bundle build -o june.accord --effective 2026-06-01 --who "A. Director" --why "longer holds"
        """

    /// Why a bundle is not released, or a release folder not read; nothing is changed.
    static let releases: [FindingPage] = [
        met(
            "release.altered", "The release folder was altered",
            """
            Each line of the history carries the hash of the one before it, and active.json its last one. \
            They no longer fit, so nobody can tell what was released by whom. Restore the folder from a copy.
            """,
            avoid: "vi releases/history.ndjson", prefer: list),
        met(
            "release.format", "A release folder of another format",
            "A newer version of Accord wrote it. Update Accord on this machine as well.",
            avoid: list, prefer: "accord --version"),
        met(
            "release.no-folder", "Nothing was ever released here",
            "There is no history to go back in. Is this the right folder?",
            avoid:
                "accord rollback relaeses --to previous --who \"A. Director\" --why \"too long\"",
            prefer:
                "accord rollback releases --to previous --who \"A. Director\" --why \"too long\""),
        met(
            "release.no-bundle", "No such bundle in the release folder",
            "A rollback goes to a bundle that was active before, named by 6 digits or more of its hash.",
            avoid: "accord rollback releases --to 3f9 --who \"A. Director\" --why \"back to May\"",
            prefer: list),
        met(
            "release.no-previous", "Nothing was active before",
            "The active bundle is the site's first. Name a bundle, or leave the site out.",
            avoid:
                "accord rollback releases --to previous --who \"A. Director\" --why \"too long\"",
            prefer: list),
        met(
            "release.several", "Several bundles, and the command reads one",
            "The sites of this folder have different bundles. Name one of the files that the message lists.",
            avoid: "accord check --root releases",
            prefer: "accord check --root releases/bundles/HASH.accord"),
        met(
            "release.locked", "Somebody else is changing the folder",
            "Two changes at once could each undo the other. The message says who; try again when they are done.",
            avoid: "rm releases/lock && \(release)", prefer: release),
        met(
            "release.draft", "A draft can't be released",
            "It was built although checks or tests failed. Mend them, then build it without --draft.",
            avoid: "\(build) --draft", prefer: build),
        met(
            "release.site", "The bundle does not decide for this site",
            "accord bundle inspect lists its sites.",
            avoid: "\(release) --site oh-starck", prefer: "accord bundle inspect june.accord"),
        met(
            "release.base", "The bundle changes another one than is active",
            """
            Somebody released something since this bundle was begun, and releasing it would undo that. \
            Build it again on what is active now, or say --ignore-base if undoing it is what you want.
            """,
            avoid: "\(build) --base may.accord",
            prefer: "\(build) --base releases/bundles/HASH.accord"),
        met(
            "release.check", "The policies of the bundle have errors",
            "A bundle is checked again before it decides; the message names the first error.",
            avoid: release, prefer: "accord check --root june.accord --trust trust.yaml"),
        met(
            "release.tests", "The tests that the bundle carries do not pass",
            """
            They run again before the bundle decides, and as many must run as when it was made. A bundle \
            without tests can't be released.
            """,
            avoid: release, prefer: "accord test --root june.accord --trust trust.yaml"),
        met(
            "release.policy-hash", "This version reads the policies differently",
            """
            The policy hash is not the one that the manifest gives. The bundle was built by another version \
            of Accord, whose decisions may differ. Build it with this version.
            """,
            avoid: release, prefer: build),
        met(
            "release.who", "A release by nobody",
            "Others read in the history who did it. --who is one line with a name.",
            avoid: "accord release june.accord --to releases --who \"\" --why \"as approved\"",
            prefer: release),
        met(
            "release.why", "A release without a reason",
            "Others read in the history why it was done. --why is one line of words.",
            avoid: "accord release june.accord --to releases --who \"A. Director\" --why \"-\"",
            prefer: release),
    ]
}
