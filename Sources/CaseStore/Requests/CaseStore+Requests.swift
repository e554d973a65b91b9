import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// How long an answer is kept, in seconds: a day.
    public static let requestLifetime: Int64 = 86_400

    /// Takes a call on, or tells what came of it when it was made before.
    ///
    /// - Parameters:
    ///   - request: The call.
    ///   - owner: Who does it: a word that is another one each time the program is started.
    ///   - time: The time now, in seconds since 1970; the store asks no clock.
    /// - Returns: Whether it is to be done, or what is known of it.
    /// - Throws: ``CaseStoreError``.
    public func beginRequest(
        _ request: CallRequest, owner: String, at time: Int64
    ) throws -> CallStart {
        try writing { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT fingerprint, status, headers, body FROM request
                    WHERE caller = ? AND key = ? AND begun_at > ?
                    """,
                arguments: [request.caller, request.key, time - CaseStore.requestLifetime])
            guard let row else {
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO request (caller, key, fingerprint, owner, begun_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        request.caller, request.key, request.fingerprint.data, owner, time,
                    ])
                return .new
            }
            guard row[0] == request.fingerprint.data else { return .otherBody }
            guard let status = row[1] as Int? else { return .inProgress }
            return .same(
                CallAnswer(
                    status: status, headers: CallAnswer.headers(row[2]),
                    body: [UInt8](row[3] as Data)))
        }
    }

    /// Keeps the answer to a call that was taken on.
    ///
    /// - Throws: ``CaseStoreError``, with code `request.gone` if the call is not this owner's any
    ///   more, because it lasted longer than a day or was abandoned.
    public func finishRequest(
        _ request: CallRequest, owner: String, with answer: CallAnswer
    ) throws {
        try writing { db in
            guard try Self.keep(answer, to: request, owner: owner, db) else {
                throw CaseStoreError(
                    code: .requestGone,
                    message: "a call is to be finished that was not begun, or not by this program")
            }
        }
    }

    /// Appends the records of many calls to the decision log, and keeps their answers, in one transaction:
    /// a call that is on record is never made again, whenever the program may have died.
    ///
    /// An answer is not kept if its call lasted longer than a day or was abandoned.
    /// - Returns: The numbers of each call's records, in the order given.
    /// - Throws: ``CaseStoreError``; nothing is appended or kept then.
    @discardableResult
    public func append(calls: [CallRecords]) throws -> [[Int64]] {
        try writing { db in
            let log = try LogAppender(db)
            let numbers = try calls.map { call in
                let numbers = try call.records.map(log.append)
                if let kept = call.kept {
                    _ = try Self.keep(
                        kept.answer(numbers), to: kept.request, owner: kept.owner, db)
                }
                return numbers
            }
            try log.finish()
            return numbers
        }
    }

    /// Keeps the answer to a call; false if that is not open.
    private static func keep(
        _ answer: CallAnswer, to request: CallRequest, owner: String, _ db: Database
    ) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE request SET status = ?, headers = ?, body = ?
                WHERE caller = ? AND key = ? AND owner = ? AND fingerprint = ? AND status IS NULL
                """)
        try statement.execute(arguments: [
            answer.status, answer.headerText, answer.body.data, request.caller, request.key, owner,
            request.fingerprint.data,
        ])
        return db.changesCount == 1
    }

    /// Forgets a call that was taken on and came to nothing, so that it may be made again.
    ///
    /// - Throws: ``CaseStoreError``.
    public func abandonRequest(_ request: CallRequest, owner: String) throws {
        try writing { db in
            try db.execute(
                sql: """
                    DELETE FROM request WHERE caller = ? AND key = ? AND owner = ? AND status IS NULL
                    """, arguments: [request.caller, request.key, owner])
        }
    }

    /// Forgets every call that another start of the program took on and did not finish.
    ///
    /// To be asked for at the start, when no other program serves the store.
    /// - Returns: The number of calls.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func abandonRequests(exceptOf owner: String) throws -> Int {
        try writing { db in
            try db.execute(
                sql: "DELETE FROM request WHERE status IS NULL AND owner <> ?", arguments: [owner])
            return db.changesCount
        }
    }

    /// Forgets calls that were taken on a day ago or earlier, with their answers.
    ///
    /// - Parameter time: The time now, in seconds since 1970.
    /// - Returns: The number of calls.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func forgetRequests(at time: Int64) throws -> Int {
        try writing { db in
            try db.execute(
                sql: "DELETE FROM request WHERE begun_at <= ?",
                arguments: [time - CaseStore.requestLifetime])
            return db.changesCount
        }
    }
}

extension CallAnswer {
    /// The headers as canonical JSON: a list of pairs, because a name may come twice.
    fileprivate var headerText: String {
        JSONValue.list(headers.map { .list([.text($0.name), .text($0.value)]) }).canonicalText
    }

    fileprivate static func headers(_ text: String) -> [Header] {
        guard case .list(let pairs)? = try? JSONValue(parsing: text) else { return [] }
        return pairs.map { Header(name: $0[0]?.string ?? "", value: $0[1]?.string ?? "") }
    }
}
