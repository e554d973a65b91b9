import CaseModel

/// The closed word lists that rules may name, taken from the case schema.
enum CaseVocabulary {
    static let remedies = RemedyKind.words
    static let channels = ContactChannel.words
    static let purposes = Contact.Purpose.words
    static let services = ServiceKind.words
    static let conferenceModes = Conference.Mode.words
}
