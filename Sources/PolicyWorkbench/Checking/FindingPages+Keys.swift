extension FindingPages {
    /// Keys that sign bundles, and the file that says which of them count.
    static let keys: [FindingPage] = signing + trust

    private static let new = "accord key new -o director.key --name \"A. Director\""

    private static let signing: [FindingPage] = [
        met(
            "key.missing", "There is no such key file",
            "A private key lies in a file that only its owner has. If there is none, make one.",
            avoid: "accord bundle sign june.accord --key direktor.key", prefer: new),
        met(
            "key.readable", "Others can read this private key",
            """
            Whoever reads the file signs as its owner. Take the rights away; if somebody may have read it, \
            mark the key as revoked in the trust file and make another.
            """,
            avoid: "chmod 644 director.key", prefer: "chmod 600 director.key"),
        met(
            "key.not-a-key", "A file that holds no Ed25519 private key",
            "Bundles are signed with Ed25519 keys in PEM. The public half, or a key of another kind, signs nothing.",
            avoid: "accord bundle sign june.accord --key trust.yaml",
            prefer: "accord bundle sign june.accord --key director.key"),
        met(
            "key.failed", "The key can't sign",
            "The library refused a sound key. This is a defect of accord.",
            avoid: "accord bundle sign june.accord --key director.key",
            prefer: "accord --version"),
    ]

    private static func trusting(
        _ code: String, _ title: String, _ why: String, avoid: String, prefer: String
    ) -> FindingPage {
        met(code, title, why, in: "the trust file", avoid: avoid, prefer: prefer)
    }

    private static let trust: [FindingPage] = [
        met(
            "trust.missing", "There is no such trust file",
            "Nothing is loaded rather than loaded on anybody's signature. Begin one with the entry of a key.",
            avoid: "accord bundle verify june.accord --trust trusted.yaml",
            prefer: "accord key show director.key"),
        trusting(
            "trust.format", "A trust file of another format",
            "This version reads `format: 1`. Update Accord if the file is newer.",
            avoid: "format: 2", prefer: "format: 1"),
        trusting(
            "trust.key", "A key that is none",
            "`key` is the public half in base64, on one line. accord key show FILE prints it.",
            avoid: "- { key: director.key, name: A. Director }",
            prefer: "- { key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=, name: A. Director }"),
        trusting(
            "trust.twice", "Two people with one key",
            "Signatures are counted by person. One key for two would let one person sign as both.",
            avoid:
                "- { key: 11qYAYKx…, name: A. Director }\n- { key: 11qYAYKx…, name: B. Counsel }",
            prefer:
                "- { key: 11qYAYKx…, name: A. Director }\n- { key: PUAXw+hD…, name: B. Counsel }"),
        trusting(
            "trust.days", "A key that ends before it begins",
            "Such a key is never valid, and its owner could never sign.",
            avoid: "valid_from: 2026-06-01\nvalid_until: 2026-01-01",
            prefer: "valid_from: 2026-01-01\nvalid_until: 2027-06-01"),
        trusting(
            "trust.required", "More signatures than people who could sign",
            "No bundle could ever be loaded. Revoked keys and those of other roles do not count.",
            avoid: "required: 3\nkeys:            # of two people",
            prefer: "required: 2\nkeys:            # of two people"),
        trusting(
            "trust.role", "A role that no key has",
            "Signatures of this role are asked for, and nobody can make one.",
            avoid: "roles: [direktor]", prefer: "roles: [director]"),
    ]
}
