import CaseModel
import PolicyHost

/// The closed lists of words that rules name: remedies, channels and services.
struct VocabularyEntries {
    var entries: [ReferenceEntry] {
        list(
            CaseVocabulary.remedies, .remedy, of: "An enforcement remedy",
            in: Remedy.schema
        ) { "remedy = \"\($0)\"," }
            + list(
                CaseVocabulary.channels, .channel, of: "A way to reach a parent",
                in: Contact.schema
            ) { "contact { who = \"ncp\", channel = \"\($0)\", purpose = \"check_in\" }" }
            + list(
                CaseVocabulary.services, .service, of: "A service of a partner",
                in: Referral.schema
            ) { "has(partner.services, \"\($0)\")" }
            + list(
                CaseVocabulary.agencyServices, .service, of: "A service of the agency",
                in: EnhancedService.schema
            ) { "services { \"\($0)\" }" }
    }

    private func list(
        _ words: [String], _ kind: ReferenceEntry.Kind, of about: String,
        in record: RecordSchema, example: (String) -> String
    ) -> [ReferenceEntry] {
        words.map { word in
            let english = Vocabulary.words(word, language: "en")
            var entry = ReferenceEntry(name: word, kind: kind, summary: "\(about): \(english)")
            entry.type = "word"
            entry.source = record.source
            entry.declared = record.fields.first?.file ?? ""
            entry.example = example(word)
            entry.details = [
                .init(label: "Parents read", text: "\u{201C}\(english)\u{201D}"),
                .init(
                    label: "In Spanish",
                    text: "\u{201C}\(Vocabulary.words(word, language: "es"))\u{201D}"),
            ]
            return entry
        }
    }
}
