extension FindingPages {
    /// Why the service does not let policies decide; what decided before goes on.
    static let reloading: [FindingPage] =
        [
            page(
                "source.unsettled", "The policies keep changing while they are read",
                """
                A folder is read only when it has been still for a moment, so that half a copy never decides. \
                Write a new folder beside it and turn a link, or release a bundle.
                """),
            page(
                "source.unreadable", "The folder of policies can't be read",
                "The service may not read it, or the disk fails. The message has the system's reason."
            ),
            page(
                "source.no-site", "There is no site in the folder",
                "Each site has a folder below site-configs. An empty folder is not taken for the wish to stop."
            ),
            page(
                "source.kind", "The source is not a file",
                "An address is fetched, not opened. Name it with http:// or https://."),
            page(
                "source.unreachable", "The server of policies can't be reached",
                """
                What decided before goes on, and the next poll tries again. The status counts how often it \
                failed; the attempt is recorded once.
                """),
            page(
                "source.timeout", "The server of policies takes too long",
                "The document was not there in the time allowed. What decided before goes on."),
            page(
                "source.http-status", "The server of policies answers something else",
                "Only 200 and 304 are answers. Look at the address, and at who may read it."),
            page(
                "source.too-large", "The document is larger than a bundle may be",
                "The service stops reading at a bound, so that a server can't fill its memory."),
            page(
                "source.not-active", "The address is neither a bundle nor a release folder's",
                "Name a bundle's file, or the active.json of a release folder whose bundles are beside it."
            ),
        ] + [
            page(
                "site.missing", "The source has no such site",
                """
                A site that decides goes on when its folder disappears, because that is more often a mistake \
                than a wish. It is taken away by a restart.
                """),
            page(
                "site.unknown", "No site is called so",
                "The service serves the sites of its source. The message has the nearest name."),
            page(
                "site.starting", "The policies are being loaded",
                "The service has just started. Try again in a moment."),
            page(
                "site.failed", "The site's policies were refused",
                """
                They did not load, a check found an error, or a test that they carry failed, and no earlier \
                version was kept. The status lists what is wrong; other sites are not touched by it.
                """),
            page(
                "test.failed", "A test that the policies carry failed",
                """
                Policies decide only if their tests pass: those of the site and of its layers. A failing test \
                of a shared layer stops every site on it. accord test shows what the rules saw.
                """),
            page(
                "kept.missing", "The version is not kept",
                "Of each site the last good versions are kept, ten of them unless set otherwise."),
            page(
                "kept.altered", "What was kept of a version can't be loaded",
                "Its files no longer have the hash by which they were kept. An earlier version is used."
            ),
            page(
                "kept.no-version", "No version is meant, or several are",
                "Name at least 6 digits of the hash of the policies or of their bundle, or write previous."
            ),
        ]

    private static func page(_ code: String, _ title: String, _ why: String) -> FindingPage {
        FindingPage(code, title, moment: .reading, why: why)
    }
}
