/// The agency that keeps a case file, named by the folder of its settings, such as `oh-stark`.
///
/// The list is open: an agency joins by its folders under `site-configs/` and `policies/sites/`.
/// Whether a site is declared is asked where case files meet policies; see ``CaseFileReader``.
public struct SiteID: SchemaValue, Hashable {
    /// The name: lower-case letters, digits and hyphens, beginning with a letter.
    public let word: String

    /// The site with this name, or nil if no site can be called so.
    public init?(word: some StringProtocol) {
        guard Self.isName(word) else { return nil }
        self.word = String(word)
    }

    /// A name written in this program.
    private init(_ word: String) {
        self.word = word
    }

    /// Whether a site can have this name.
    public static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, first &- 0x61 < 26, text.utf8.count <= 63 else {
            return false
        }
        return !text.hasSuffix("-")
            && text.utf8.allSatisfy {
                $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-")
            }
    }

    // INVARIANT: a struct of one text lies in memory as the text does, so that it is read,
    // written and lent to policies by the text's own coding.
    /// A text.
    public static var coding: ValueCoding { String.coding }

    /// Maricopa County, Arizona.
    public static let azMaricopa = SiteID("az-maricopa")
    /// Riverside and San Bernardino Counties, California.
    public static let caInlandEmpire = SiteID("ca-inland-empire")
    /// Muskegon County, Michigan.
    public static let miMuskegon = SiteID("mi-muskegon")
    /// Franklin County, Ohio.
    public static let ohFranklin = SiteID("oh-franklin")
    /// Stark County, Ohio.
    public static let ohStark = SiteID("oh-stark")
    /// The offices of Richmond and Newport News, Virginia.
    public static let vaRichmondNewportNews = SiteID("va-richmond-newport-news")

    /// The sites of the PJAC demonstration, for which synthetic files have profiles of their own.
    public static let demonstration: [SiteID] = [
        azMaricopa, caInlandEmpire, miMuskegon, ohFranklin, ohStark, vaRichmondNewportNews,
    ]
}
