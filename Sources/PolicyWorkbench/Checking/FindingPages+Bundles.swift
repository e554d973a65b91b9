extension FindingPages {
    /// What is wrong with a bundle.
    static let bundles: [FindingPage] = damaged + made + signed

    private static let verify = "accord bundle verify june.accord --trust trust.yaml"
    private static let build = """
        accord bundle build -o june.accord --effective 2026-06-01 --who "A. Director" --why "longer holds"
        """
    private static let repack = "tar xf june.accord && vi policies/… && tar cf june.accord *"
    private static let again =
        "Copy the bundle again from where it was signed, and verify it there first."

    private static func damage(_ code: String, _ title: String, _ why: String) -> FindingPage {
        met(code, title, "\(why) \(again)", avoid: repack, prefer: verify)
    }

    /// The file is not as `accord bundle build` wrote it.
    private static let damaged: [FindingPage] = [
        met(
            "bundle.missing", "There is no such bundle",
            "The path is relative to the folder in which the command runs.",
            avoid: "accord bundle verify jun.accord", prefer: verify),
        met(
            "bundle.unreadable", "The bundle can't be read",
            "The file is there, and its rights keep you out. Let its owner give you the right to read it.",
            avoid: "chmod 000 june.accord", prefer: "chmod u+r june.accord"),
        met(
            "bundle.not-a-bundle", "A file that is no bundle",
            "A bundle is a file that accord bundle build writes; its first entry is manifest.json.",
            avoid: "tar cf june.accord policies site-configs", prefer: build),
        damage(
            "bundle.truncated", "The end of the bundle is missing",
            "The copy stopped before its end; what is there would be a part of the policies."),
        damage(
            "bundle.trailing", "Bytes where a bundle has none",
            "Something stands behind the last entry or between two. No signature speaks for it."),
        damage(
            "bundle.name", "A name that can't stand in a bundle",
            """
            Names lead to a place below policies/ or site-configs/, in the letters a to z, digits, dots, \
            hyphens and underscores, so that no file can land elsewhere. When you build: rename the file.
            """),
        damage(
            "bundle.entry-kind", "An entry that is no plain file",
            "A link, folder or device could lead outside the bundle, so none is taken."),
        damage(
            "bundle.twice", "A file that is there twice",
            "Tools differ in which of the two they read, so what was signed need not be what decides."
        ),
        met(
            "bundle.too-large", "A bundle or a file beyond the limits",
            "Policies are small texts. The limits keep a damaged or hostile file from filling the memory.",
            avoid: "cp caseload.csv policies/fixtures/",
            prefer: "mv policies/fixtures/caseload.csv ../ && \(build)"),
        damage(
            "bundle.header", "A header that accord did not write",
            "Rights, owners and times are always the same in a bundle, so that equal policies give equal bytes."
        ),
        met(
            "bundle.format", "A bundle of another format",
            "The manifest says for which format it was written. Update Accord, or build the bundle anew.",
            avoid: "accord release newer.accord --to releases", prefer: build),
        damage(
            "bundle.manifest", "The manifest was altered",
            "The manifest holds the hash of every file. It counts only as accord wrote it, byte by byte."
        ),
        damage(
            "bundle.altered", "A file was altered after the bundle was made",
            "Its bytes are not those that the manifest names, and so not those that were signed."),
        damage(
            "bundle.file-missing", "A file of the manifest is not there",
            "A policy without one of its files decides differently."),
        damage(
            "bundle.extra", "A file that the manifest does not name",
            "Nobody signed it. It is not loaded, and neither is the rest."),
        damage(
            "bundle.order", "Files out of order",
            "The files of a bundle stand by name; another order is another tool's work."),
        damage(
            "bundle.site", "A site that the manifest keeps quiet about",
            "Signatures may count at some sites only. A site that is not named would slip past them."
        ),
        damage(
            "bundle.not-text", "A file that is not UTF-8 text",
            "Policies, numbers, tests and tables are texts."),
        met(
            "bundle.newer-api", "A bundle that asks for a newer host",
            "Its policies use names that this version of Accord lacks; the message lists them.",
            avoid: "accord release newer.accord --to releases",
            prefer: "accord bundle inspect newer.accord"),
        met(
            "bundle.refused", "The bundle is refused",
            "The lines before say why. If there are none, this is a defect of accord.",
            avoid: "accord release june.accord --to releases", prefer: verify),
    ]

    /// What is wrong with the order to make one.
    private static let made: [FindingPage] = [
        met(
            "bundle.who", "A bundle that nobody made",
            "Who signs reads who made it. --who is one line with a name.",
            avoid:
                "accord bundle build -o june.accord --effective 2026-06-01 --who \"\" --why \"longer holds\"",
            prefer: build),
        met(
            "bundle.why", "A bundle without a reason",
            "Who signs reads why it was made. --why is one line of words.",
            avoid:
                "accord bundle build -o june.accord --effective 2026-06-01 --who \"A. Director\" --why \"-\"",
            prefer: build),
    ]

    /// Who signed it, and whether that is enough.
    private static let signed: [FindingPage] = [
        met(
            "bundle.unsigned", "Signatures are required, and there is none",
            """
            --require-signed or the trust file wants signed bundles. Folders and git revisions can't be \
            signed: build a bundle of them, and let the trusted people sign it.
            """,
            avoid: "accord dry-run cases.ndjson --root . --require-signed",
            prefer: "accord bundle sign june.accord --key director.key"),
        met(
            "bundle.no-trust", "Signed, and nothing says whose signatures count",
            """
            Without a trust file nobody can tell a director's signature from a stranger's. Name the file, \
            or say that you do not ask who signed; the files are verified either way.
            """,
            avoid: "accord check --root june.accord",
            prefer: "accord check --root june.accord --trust trust.yaml"),
        damage(
            "bundle.signature", "A signature that does not fit",
            "The manifest or the signature was altered after signing. This is refused however many others fit."
        ),
        met(
            "bundle.signatures", "Too few signatures that count",
            """
            The trust file says how many people must sign for each site, and in which roles. Keys that are \
            unknown, revoked, or not valid on the bundle's day do not count, and a person counts once. \
            The message says of each signature why it counts or does not.
            """,
            avoid: "accord release june.accord --to releases --trust trust.yaml",
            prefer: "accord bundle sign june.accord --key counsel.key"),
        met(
            "bundle.signed-already", "This key has signed already",
            "A key counts once, so a second signature by it would change nothing. Another person must sign.",
            avoid: "accord bundle sign june.accord --key director.key",
            prefer: "accord bundle sign june.accord --key counsel.key"),
    ]
}
