extension SiteID {
    /// The folder name of the site's settings, which is written with hyphens.
    public var word: String {
        String(SchemaName.snakeCase(String(describing: self)).map { $0 == "_" ? "-" : $0 })
    }
}
