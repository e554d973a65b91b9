extension SiteID {
    /// The folder name of the site's settings, which is written with hyphens.
    public static func spelling(of caseName: String) -> String {
        String(SchemaName.snakeCase(caseName).map { $0 == "_" ? "-" : $0 })
    }
}
