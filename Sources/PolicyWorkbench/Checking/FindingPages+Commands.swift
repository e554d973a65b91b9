extension FindingPages {
    /// Files, revisions and sessions that commands are asked for.
    static let commands: [FindingPage] = [
        met(
            "file.write", "A file can't be written",
            """
            The message gives the system's reason: no right, no folder, a full disk, or a file that is there \
            and must not be overwritten, as a private key. Files are written whole or not at all.
            """,
            avoid: "accord key new -o director.key --name \"A. Director\"   # it is there already",
            prefer: "accord key new -o director-2026.key --name \"A. Director\""),
        met(
            "git.missing", "git can't be run", "accord test --changed asks git for what changed.",
            avoid: "accord test --changed --against main", prefer: "accord test --coverage"),
        met(
            "git.revision", "A name that is no revision",
            "A revision does not begin with a hyphen.",
            avoid: "accord test --changed --against=-1",
            prefer: "accord test --changed --against HEAD~1"),
        met(
            "git.failed", "git can't compare with this revision",
            "The message is git's own. Name a commit, a branch or a tag that is there.",
            avoid: "accord test --changed --against mian",
            prefer: "accord test --changed --against main"),
        met(
            "version.revision", "No folder, bundle or revision of this name",
            "A version is a folder with policies/ and site-configs/, a bundle, or a git revision that has both.",
            avoid: "accord diff mian .", prefer: "accord diff main ."),
        met(
            "version.git", "git can't be run",
            "Revisions are read with git; folders and bundles are not.",
            avoid: "accord diff main .", prefer: "accord diff may.accord june.accord"),
        met(
            "session.file", "A case file that a session can't begin with",
            "The message says what is wrong with the case file.",
            avoid: "accord repl broken.json", prefer: "accord dry-run broken.json"),
        met(
            "session.site", "A site that a session can't begin with",
            "There is no such site, or its policies do not load.",
            avoid: "accord repl --site oh-starck", prefer: "accord sites"),
        met(
            "session.read", "A file without a case file in it",
            "The file is missing, empty, or can't be read.",
            avoid: "accord repl empty.json",
            prefer: "accord sample --showcase oh-stark > case.json && accord repl case.json"),
        met(
            "mutation.test-fails", "A test fails before anything is changed",
            "A mutant counts as caught when a test fails that passed before. First make all of them pass.",
            avoid: "accord test --mutate", prefer: "accord test"),
        met(
            "mutation.equivalents", "A record of equivalent mutants that can't be read",
            "Each entry names a mutant and gives the reason why no test could tell it from the policy.",
            in: "equivalent-mutants.yaml", avoid: "- { mutant: 3f9a2c71 }",
            prefer: "equivalent:\n  - { mutant: 3f9a2c71, reason: the case is closed before }"),
        met(
            "variant.file", "A file that the site does not load",
            "What was to be changed belongs to another site or is no policy.",
            avoid: "accord test az-maricopa --mutate", prefer: "accord test oh-stark --mutate"),
    ]
}
