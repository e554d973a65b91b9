import CaseModel
import PolicyHost
import Synchronization

/// Sessions that decide single cases, kept while their policy and day are asked for.
///
/// A session has a Lua state of its own and serves one request at a time.
final class SessionPool: Sendable {
    // SAFETY: a session is in the pool or with one request, never with two; the pool's lock hands it over.
    private final class Box: @unchecked Sendable {
        let session: DecidingSession
        init(_ session: DecidingSession) { self.session = session }
    }

    private struct Key: Hashable {
        var policy: ObjectIdentifier
        var day: Day
    }

    private let most: Int
    private let free = Mutex<(order: [Key], boxes: [Key: [Box]])>(([], [:]))

    /// Makes a pool that keeps sessions for so many pairs of policy and day.
    init(keeping most: Int = 16) { self.most = most }

    /// Lends a session for one piece of work.
    func with<Value>(_ policy: SitePolicy, _ day: Day, _ work: (DecidingSession) -> Value) -> Value
    {
        let key = Key(policy: ObjectIdentifier(policy), day: day)
        let box =
            free.withLock { $0.boxes[key]?.popLast() }
            ?? Box(DecidingSession(policy: policy, asOf: day))
        defer {
            free.withLock { free in
                if free.boxes[key] == nil {
                    free.order.append(key)
                    if free.order.count > most { free.boxes[free.order.removeFirst()] = nil }
                }
                free.boxes[key, default: []].append(box)
            }
        }
        return work(box.session)
    }
}
