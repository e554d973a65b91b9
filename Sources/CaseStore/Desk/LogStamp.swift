public import CaseModel

/// Who acts, by which call and on which day: what every change that a person makes is signed with.
public struct LogStamp: Sendable, Equatable {
    /// Who acts: an id, never a name that leads to a parent.
    public var actor: String
    /// The id of the call that asked for it; empty if no service was called.
    public var call: String
    /// The local civil day of the act; the store asks no clock.
    public var day: Day

    /// Makes a stamp.
    public init(actor: String, call: String = "", on day: Day) {
        self.actor = actor
        self.call = call
        self.day = day
    }

    /// What a log record keeps beside its statement.
    var meta: [UInt8] {
        var object: [String: JSONValue] = ["actor": .text(actor)]
        if !call.isEmpty { object["call"] = .text(call) }
        return JSONValue.object(object).canonicalBytes()
    }
}
