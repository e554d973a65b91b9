import Crypto

/// A call that its caller may make twice, by the key that says that it is one and the same.
public struct CallRequest: Sendable, Equatable {
    /// Who calls: keys of two callers have nothing to do with each other.
    public var caller: String
    /// The caller's key, as in the header `Idempotency-Key`.
    public var key: String
    /// SHA-256 over method, path and body.
    let fingerprint: [UInt8]

    /// Names a call.
    ///
    /// - Parameters:
    ///   - caller: Who calls.
    ///   - key: The caller's key.
    ///   - method: The method, such as `POST`.
    ///   - path: The path with its query.
    ///   - body: The body; only its hash is kept.
    public init(caller: String, key: String, method: String, path: String, body: [UInt8]) {
        self.caller = caller
        self.key = key
        var frame = Frame()
        frame.add(method)
        frame.add(path)
        frame.add(body)
        fingerprint = RecordHash.digest(frame.bytes)
    }
}

/// What was answered to a call.
public struct CallAnswer: Sendable, Equatable {
    /// A header of the answer.
    public struct Header: Sendable, Equatable {
        /// The name.
        public var name: String
        /// The value.
        public var value: String

        /// Makes a header.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The status, such as 201.
    public var status: Int
    /// The headers that belong to the answer, in their order.
    public var headers: [Header]
    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What is known of a call when it comes in.
public enum CallStart: Sendable, Equatable {
    /// It was not made before: it is the caller's to be done, then finished or abandoned.
    case new
    /// It was made before, and this was the answer.
    case same(CallAnswer)
    /// The key was used for another method, path or body.
    case otherBody
    /// It is being done at the moment.
    case inProgress
}

/// What a call puts on record and, for a call that may be made twice, the answer that is kept with it.
public struct CallRecords: Sendable {
    /// A call that was taken on, and what it is answered.
    public struct Kept: Sendable {
        /// The call.
        public var request: CallRequest
        /// Who has taken it on.
        public var owner: String
        /// The answer, made from the numbers of the records.
        public var answer: @Sendable ([Int64]) -> CallAnswer

        /// Names a call with its answer.
        public init(
            _ request: CallRequest, owner: String,
            answer: @escaping @Sendable ([Int64]) -> CallAnswer
        ) {
            self.request = request
            self.owner = owner
            self.answer = answer
        }
    }

    /// The records.
    public var records: [PreparedRecord]
    /// The answer that is kept; nil if the call has no key.
    public var kept: Kept?

    /// Names records with the answer that is kept with them.
    public init(_ records: [PreparedRecord], keeping kept: Kept? = nil) {
        self.records = records
        self.kept = kept
    }
}
