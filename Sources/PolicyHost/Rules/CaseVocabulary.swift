import CaseModel

/// The closed word lists that rules may name, taken from the case schema.
package enum CaseVocabulary {
    /// Enforcement remedies.
    package static let remedies = RemedyKind.words
    /// Ways to reach a parent.
    package static let channels = ContactChannel.words
    /// What a contact is for.
    package static let purposes = Contact.Purpose.words
    /// Services that partners offer.
    package static let services = ServiceKind.words
    /// Services of the agency itself.
    package static let agencyServices = EnhancedServiceKind.words
    /// Forms of a case conference.
    package static let conferenceModes = Conference.Mode.words
}
