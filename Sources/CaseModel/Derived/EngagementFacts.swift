/// How the agency and the parents have been in touch, as of a day.
///
/// An attempt is an outgoing contact, whatever became of it. Only an exchange reaches a parent: a
/// talk, a message with a reply, or anything that comes in from the parent. Contacts with the
/// noncustodial parent count whichever case they were about, because the work is with the parent;
/// contacts with a custodial parent count in her case only. Source: PJAC brief 8.
public struct EngagementFacts: CaseRecord {
    /// Days for which an attempt is a recent one.
    static let recentDays = 30

    /// True if there was an exchange with the noncustodial parent.
    public var ncpReached = false
    /// True if there was an exchange with the custodial parent.
    public var cpReached = false
    /// Day of the last exchange with the noncustodial parent.
    public var lastTwoWayOn: Day?
    /// Day of the last exchange with the custodial parent.
    public var cpLastTwoWayOn: Day?
    /// Attempts to reach the noncustodial parent.
    public var attemptsTotal = 0
    /// Of these, in the last 30 days.
    public var attempts30 = 0
    /// Attempts to reach the custodial parent.
    public var cpAttemptsTotal = 0
    /// Of these, in the last 30 days.
    public var cpAttempts30 = 0
    /// Different channels of the attempts.
    public var channelsTried = 0
    /// Day of the first attempt.
    public var firstAttemptOn: Day?
    /// Day of the last attempt.
    public var lastAttemptOn: Day?
    /// Day of the last attempt to reach the custodial parent.
    public var cpLastAttemptOn: Day?
    /// Channel of the last attempt.
    public var lastChannel: ContactChannel?
    /// Days since the first attempt.
    public var daysTrying: Int?
    /// Day of the parent's last message that nobody has answered.
    public var lastParentMessageOn: Day?
    /// The parent's latest reason for not paying.
    public var statedReason: NonpaymentReason?
    /// True if the parent's own account is on record.
    public var ownAccountRecorded = false
    /// True if consequences were explained to the parent.
    public var consequencesExplained = false
    /// True if a contact in the case became unsafe.
    public var unsafe = false

    /// Makes a record with no contact.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        EngagementFacts.self, "engagement", "How the agency and the parents have been in touch",
        source: "PJAC brief 8", origin: .derived
    ) { record in
        record.field(
            "ncp_reached", \.ncpReached,
            "True if there was an exchange with the noncustodial parent", pace: .dated(.contacts))
        record.field(
            "cp_reached", \.cpReached, "True if there was an exchange with the custodial parent",
            pace: .dated(.contacts))
        record.field(
            "last_two_way_on", \.lastTwoWayOn,
            "Day of the last exchange with the noncustodial parent", pace: .dated(.contacts))
        record.field(
            "cp_last_two_way_on", \.cpLastTwoWayOn,
            "Day of the last exchange with the custodial parent", pace: .dated(.contacts))
        record.field(
            "attempts_total", \.attemptsTotal, "Attempts to reach the noncustodial parent",
            pace: .dated(.contacts),
            unit: .count)
        record.field(
            "attempts_30", \.attempts30,
            "Attempts to reach the noncustodial parent in the last 30 days",
            pace: .dated(.contacts, .attempts), unit: .count)
        record.field(
            "cp_attempts_total", \.cpAttemptsTotal, "Attempts to reach the custodial parent",
            pace: .dated(.contacts),
            unit: .count)
        record.field(
            "cp_attempts_30", \.cpAttempts30,
            "Attempts to reach the custodial parent in the last 30 days",
            pace: .dated(.contacts, .cpAttempts), unit: .count)
        record.field(
            "channels_tried", \.channelsTried,
            "Different channels of the attempts to reach the noncustodial parent",
            pace: .dated(.contacts), unit: .count)
        record.field(
            "first_attempt_on", \.firstAttemptOn, "Day of the first attempt",
            pace: .dated(.contacts))
        record.field(
            "last_attempt_on", \.lastAttemptOn, "Day of the last attempt", pace: .dated(.contacts))
        record.field(
            "cp_last_attempt_on", \.cpLastAttemptOn,
            "Day of the last attempt to reach the custodial parent", pace: .dated(.contacts))
        record.field(
            "last_channel", \.lastChannel, "Channel of the last attempt", pace: .dated(.contacts))
        record.field(
            "days_trying", \.daysTrying, "Days since the first attempt",
            pace: .drifting(.contacts) { $0.pointee.engagement.daysTrying != nil }, unit: .days)
        record.field(
            "last_parent_message_on", \.lastParentMessageOn,
            "Day of the last message of the noncustodial parent, if nobody has answered it",
            pace: .dated(.contacts))
        record.field(
            "stated_reason", \.statedReason, "The parent's latest stated reason for not paying",
            pace: .dated(.contacts))
        record.field(
            "own_account_recorded", \.ownAccountRecorded,
            "True if the parent's own account is on record, from a contact or a conference",
            pace: .dated(.contacts, .conferences))
        record.field(
            "consequences_explained", \.consequencesExplained,
            "True if consequences were explained, on a remedy or in a warning that was answered",
            pace: .dated(.contacts, .explanations))
        record.field(
            "unsafe", \.unsafe, "True if a contact in the case became unsafe",
            pace: .dated(.contacts))
    }
}

extension EngagementFacts {
    /// Reads the contacts of the file as they bear on one case, in one pass.
    init(of file: borrowing CaseFile, in legalCase: borrowing Case, asOf: Day) {
        self.init()
        var channels: UInt32 = 0
        var lastAttempt = Moment.never
        var lastMessage = Moment.never
        var lastReason = Moment.never
        let onlyCase = file.cases.count == 1
        let ours = legalCase.caseID

        for index in file.contacts.indices where file.contacts[index].on <= asOf {
            let moment = Moment(file.contacts[index], order: index)
            let outgoing = file.contacts[index].direction == .outgoing
            let exchange = file.contacts[index].isExchange
            if file.contacts[index].with == .cp {
                let inThisCase =
                    file.contacts[index].caseID.map { $0 == ours }
                    ?? onlyCase
                guard inThisCase else { continue }
                countCustodialParent(on: moment.day, outgoing: outgoing, exchange, asOf: asOf)
            } else {
                if outgoing {
                    channels |= 1 << UInt32(file.contacts[index].channel.rawValue)
                    if lastAttempt < moment {
                        lastAttempt = moment
                        lastChannel = file.contacts[index].channel
                    }
                    count(on: moment.day, asOf: asOf)
                } else if !file.contacts[index].isAnsweredAtOnce, lastMessage < moment {
                    lastMessage = moment
                }
                if exchange {
                    if lastTwoWayOn.map({ moment.day > $0 }) ?? true { lastTwoWayOn = moment.day }
                    if file.contacts[index].purpose == .warning { consequencesExplained = true }
                }
                if let reason = file.contacts[index].statedReason {
                    if lastReason < moment {
                        lastReason = moment
                        statedReason = reason
                    }
                    if exchange, reason != .unknown { ownAccountRecorded = true }
                }
            }
            if file.contacts[index].outcome == .unsafeToContinue { unsafe = true }
        }

        ncpReached = lastTwoWayOn != nil
        cpReached = cpLastTwoWayOn != nil
        channelsTried = channels.nonzeroBitCount
        daysTrying = firstAttemptOn.map { $0.days(until: asOf) }
        if Moment.never < lastMessage, lastAttempt < lastMessage {
            lastParentMessageOn = lastMessage.day
        }
        readExplanations(legalCase, asOf: asOf)
        readConferences(of: file, in: ours, asOf: asOf)
    }

    private mutating func count(on day: Day, asOf: Day) {
        attemptsTotal += 1
        if day.isInLast(Self.recentDays, before: asOf) { attempts30 += 1 }
        if firstAttemptOn.map({ day < $0 }) ?? true { firstAttemptOn = day }
        if lastAttemptOn.map({ day > $0 }) ?? true { lastAttemptOn = day }
    }

    private mutating func countCustodialParent(
        on day: Day, outgoing: Bool, _ exchange: Bool, asOf: Day
    ) {
        if outgoing {
            cpAttemptsTotal += 1
            if day.isInLast(Self.recentDays, before: asOf) { cpAttempts30 += 1 }
            if cpLastAttemptOn.map({ day > $0 }) ?? true { cpLastAttemptOn = day }
        }
        if exchange, cpLastTwoWayOn.map({ day > $0 }) ?? true { cpLastTwoWayOn = day }
    }

    private mutating func readExplanations(_ legalCase: borrowing Case, asOf: Day) {
        for index in legalCase.remedies.indices {
            if let day = legalCase.remedies[index].consequencesExplainedOn, day <= asOf {
                consequencesExplained = true
            }
        }
    }

    /// A conference of the case, or of no case in particular, that heard both parents.
    private mutating func readConferences(
        of file: borrowing CaseFile, in ours: String, asOf: Day
    ) {
        for index in file.conferences.indices
        where file.conferences[index].bothPerspectivesRecorded {
            guard let held = file.conferences[index].heldOn, held <= asOf else { continue }
            let caseID = file.conferences[index].caseID
            if caseID.map({ $0 == ours }) ?? true { ownAccountRecorded = true }
        }
    }
}

extension Contact {
    /// True if something was said from both sides, or came in from the parent.
    var isExchange: Bool {
        direction == .incoming || outcome == .spoke || outcome == .twoWayMessage
    }

    /// True if a contact from the parent was an exchange in itself and leaves nothing to answer.
    var isAnsweredAtOnce: Bool {
        outcome == .spoke || outcome == .twoWayMessage
    }
}

/// When a contact took place: day, then hour if both contacts have one, then place in the file.
private struct Moment {
    var day: Day
    var hour: Int?
    var order: Int

    static let never = Moment(day: Day(epochDay: .min), hour: nil, order: -1)

    init(_ contact: borrowing Contact, order: Int) {
        self.init(day: contact.on, hour: contact.hour, order: order)
    }

    private init(day: Day, hour: Int?, order: Int) {
        self.day = day
        self.hour = hour
        self.order = order
    }

    static func < (left: Moment, right: Moment) -> Bool {
        if left.day != right.day { return left.day < right.day }
        if let first = left.hour, let second = right.hour, first != second {
            return first < second
        }
        return left.order < right.order
    }
}
