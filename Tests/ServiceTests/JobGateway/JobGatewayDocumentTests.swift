import AccordService
import Testing

/// What the link does with documents that are not as agreed, each sent over real HTTP.
@Suite("Documents of the job site")
struct JobGatewayDocumentTests {
    private let clock = TestClock()
    private let site = StandInJobSite()

    /// A good document with something else in one place.
    static func edited(_ old: String, _ new: String) -> [UInt8] {
        let request = StandInJobSite.Request(
            schemaVersion: "1",
            envelope: .init(
                messageId: "m", correlationId: "c-document", sentAt: "", callingSystem: "",
                purpose: "", agreement: "", endUserRole: "", endUser: ""),
            person: .init(exchangeKey: "matches"), sections: .init(section: []), maxMatches: 5)
        let document = StandInJobSite.document(for: request)
        precondition(document.contains(old))
        return Array(document.replacing(old, with: new).utf8)
    }

    private func fault(_ document: [UInt8]) async throws -> JobGatewayFault? {
        site.send(document)
        let question = site.question("document")
        let reply = try await site.linked(clock) { await $0.ask(question) }
        guard case .unavailable(let fault) = reply.outcome else { return nil }
        #expect(reply.attempts == 1)
        return fault
    }

    @Test func theDocumentItselfIsGood() async throws {
        #expect(try await fault(Self.edited("Cook 1", "Cook 1")) == nil)
        // Comments and plain sections of text are part of XML.
        #expect(try await fault(Self.edited("Cook 1", "<!-- <!DOCTYPE --><![CDATA[<a>]]>")) == nil)
    }

    static let laughs = """
        <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">
        <!ENTITY lol3 "&lol2;&lol2;&lol2;">]><jobGatewayResponse>&lol3;</jobGatewayResponse>
        """
    static let file = """
        <?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <jobGatewayResponse><schemaVersion>&x;</schemaVersion></jobGatewayResponse>
        """

    /// A document, and the words it is refused with.
    typealias Unsafe = (document: [UInt8], words: String)

    static let declares = "it has a document type or declares entities"
    static let encoding = "it names another encoding than UTF-8"
    static let notWhole = "it is not a whole XML document"

    static let unsafeBytes: [Unsafe] = [
        (edited("UTF-8", "UTF-16"), encoding), (edited("UTF-8", "ISO-8859-1"), encoding),
        ([0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], "it is not UTF-8"),
        ([0x3C, 0x61, 0x3E, 0xC0, 0xBC, 0x3C, 0x2F, 0x61, 0x3E], "it is not UTF-8"),
    ]
    static let unsafeTexts: [(text: String, words: String)] = [
        (laughs, declares), (file, declares), ("<!doctype a><a/>", declares),
        ("<a><![INCLUDE[<b/>]]></a>", declares), ("<a>\u{0}</a>", "it is not UTF-8"),
        ("", notWhole), ("{}", notWhole), ("<a><b></a>", notWhole), ("</a><a>", notWhole),
        ("<a", "a tag does not end"), ("<a x='>", "a tag does not end"),
        ("<a><!-- </a>", "a comment does not end"),
        ("<a><![CDATA[ </a>", "a section does not end"),
        ("<?xml version='1.0'", "its first line does not end"),
        ("<a><?php?></a>", "it has a processing instruction"),
        (
            String(repeating: "<a>", count: 60) + String(repeating: "</a>", count: 60),
            "its elements lie too deep"
        ),
        ("<a>" + String(repeating: "<b/>", count: 25_000) + "</a>", "it has too many elements"),
    ]
    static let unsafe: [Unsafe] = unsafeBytes + unsafeTexts.map { (Array($0.text.utf8), $0.words) }

    @Test(arguments: unsafe)
    func anUnsafeDocumentIsNotParsed(_ unsafe: Unsafe) async throws {
        #expect(try await fault(unsafe.document) == .unsafe(unsafe.words))
    }

    @Test(arguments: [
        ("<schemaVersion>1<", "<schemaVersion>2<", "`schemaVersion`"),
        ("c-document", "c-other", "`correlationId` is that of another question"),
        (
            "<registered>true<", "<registered>yes<",
            "`registration/registered`: expected true or false"
        ),
        (
            "2018-11-02", "2018-13-02",
            "`registration/registeredOn`: expected a day such as 2019-03-01"
        ),
        ("<totalHits>7<", "<totalHits>-7<", "`savedSearch/totalHits`: expected a number"),
        ("<totalHits>7<", "<totalHits>7e9<", "`savedSearch/totalHits`: expected a number"),
        (
            "2019-02-27T20:15:00Z", "2019-02-27T20:15:00+01:00",
            "`lastLogin/at`: expected an instant such as 2019-03-01T12:00:00Z"
        ),
        ("<type>application</type>", "", "`type` is missing"),
        ("<rank>3</rank>", "", "`rank` is missing"),
        ("Cook 1", "&undeclared;", "it is no document of the agreed kind"),
        ("Cook 1</title>", "Cook 1</titel>", "it is no document of the agreed kind"),
    ])
    func aFieldThatIsNotAsAgreedIsNamedAndNotQuoted(
        _ old: String, _ new: String, _ words: String
    ) async throws {
        #expect(try await fault(Self.edited(old, new)) == .malformed(words))
    }
}
