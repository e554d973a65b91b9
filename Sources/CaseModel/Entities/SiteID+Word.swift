extension SiteID {
    /// Every site's folder name, which is written with hyphens.
    public static var words: [String] {
        WordLists.words(of: Self.self) {
            allCases.map { site in
                String(SchemaName.snakeCase(String(describing: site)).map { $0 == "_" ? "-" : $0 })
            }
        }
    }
}
