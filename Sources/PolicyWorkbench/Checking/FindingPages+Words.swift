import PolicyHost

extension FindingPages {
    private static let file = ExampleTree.enforcement
    private static let english =
        "en = \"We talked with you. The next step is coming, and you can still call us.\""

    private static func says(_ text: String) -> FindingPage.Example {
        FindingPage.Example(file, english, text)
    }

    /// What parents read.
    static let words: [FindingPage] = [
        FindingPage(
            "words.grade", "Words above grade 8", severity: .warning,
            why: """
                Half of all adults read below this level, and a letter that is not understood is not a \
                notice. The grade is Flesch and Kincaid's: 0.39 × words a sentence + 11.8 × syllables \
                a word - 15.59. Shorter sentences and shorter words bring it down. Measured for \
                English texts of six words and more.
                """,
            avoid: says(
                "en = «\"Administrative enforcement proceedings necessitate immediate documentation of financial circumstances.\"»"
            ),
            prefer: says("en = \"Please send us your last pay stub.\"")),
        FindingPage(
            "words.threat", "Words that threaten or blame", severity: .warning,
            why: """
                Respect and understanding are elements of procedural justice: people keep to what they \
                find fair, and a threat ends the talk. The list is ours, short, and of whole words: \
                reproaches in any layer, jail and arrest in the words of a site, a program or the \
                model. A law's own notice may name what the law says.
                """,
            avoid: says("en = \"Pay this month, «or else».\""),
            prefer: says("en = \"If you can't pay this month, call us and we will look at it.\"")),
        FindingPage(
            "words.placeholder", "A placeholder that stays empty here", severity: .warning,
            why: """
                {partner} is filled in at D9, {channel} where a contact is proposed, {remedy} at D11 \
                and D12. Anywhere else the parent reads three dots.
                """,
            avoid: says("en = \"We will call you and «{partner}».\""),
            prefer: says("en = \"We will call you and a partner.\"")),
        FindingPage(
            "site.language", "A language that no rule speaks", severity: .warning,
            why: """
                The site says that it speaks with parents in this language, and every answer would \
                reach them in another one.
                """,
            avoid: FindingPage.Example(
                ExampleTree.siteFile, "languages: [en, es]", "languages: [en, es, «so»]"),
            prefer: FindingPage.Example(
                ExampleTree.siteFile, "languages: [en, es]", "languages: [en]")),
    ]
}
