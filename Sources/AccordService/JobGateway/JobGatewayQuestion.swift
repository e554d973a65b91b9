public import CaseModel

/// A part of what the job site knows of a person.
public enum JobGatewaySection: String, Sendable, CaseIterable {
    case registration, matches, search, login, resume, activities
}

/// What the job site is asked about one person.
///
/// Nothing of the case goes along: no name, no number of the Social Security Administration, no place.
/// The key was agreed between the agencies and says nothing outside of them.
public struct JobGatewayQuestion: Sendable, Equatable {
    /// What the answer is for.
    public enum Purpose: String, Sendable {
        /// The alert that the parent sees after logging in.
        case parentAlert = "parent-alert"
        /// The tab that the caseworker sees.
        case caseworkerTab = "caseworker-tab"
    }

    /// The key of the person, as agreed between the agencies.
    public var exchangeKey: String
    /// What the answer is for.
    public var purpose: Purpose
    /// The sections that are wanted.
    public var sections: [JobGatewaySection]
    /// The most matches that are sent.
    public var mostMatches: Int
    /// The days of the activities that are wanted; at most 90 days are asked for.
    public var activities: ClosedRange<Day>?
    /// The role of who looks, for the job site's own record.
    public var userRole: String
    /// A name for who looks that says nothing outside of this agency.
    public var userPseudonym: String
    /// Names the request in the records of both sides.
    public var correlationID: String

    /// The most days of activities that may be asked for.
    public static let mostDays = 90

    /// Makes a question.
    public init(
        exchangeKey: String, purpose: Purpose,
        sections: [JobGatewaySection] = [.registration, .search, .matches, .login, .resume],
        mostMatches: Int = 5, activities: ClosedRange<Day>? = nil, userRole: String,
        userPseudonym: String, correlationID: String
    ) {
        self.exchangeKey = exchangeKey
        self.purpose = purpose
        self.sections = sections
        self.mostMatches = min(max(0, mostMatches), 5)
        self.activities = activities.map { days in
            max(days.lowerBound, days.upperBound.adding(days: 1 - Self.mostDays))...days.upperBound
        }
        self.userRole = userRole
        self.userPseudonym = userPseudonym
        self.correlationID = correlationID
    }
}
