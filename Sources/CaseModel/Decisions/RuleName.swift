import Synchronization

/// Id, layer and kind of a rule, each combination kept once as long as the process lives, so that the
/// long lists of rules asked are copied and freed without counting references.
///
/// Only rules that were loaded have one, so that their number is bounded by what sites write.
struct RuleName: Sendable, Equatable {
    private struct Texts: Hashable {
        var rule: String
        var layer: String
        var kind: String
    }

    // SAFETY: written once before it is shared and never freed; only read afterwards.
    nonisolated(unsafe) private let texts: UnsafePointer<Texts>

    private static let known = Mutex<[Texts: RuleName]>([:])

    init(rule: String, layer: String, kind: String) {
        let texts = Texts(rule: rule, layer: layer, kind: kind)
        self = Self.known.withLock { known in
            if let name = known[texts] { return name }
            let name = RuleName(texts)
            known[texts] = name
            return name
        }
    }

    private init(_ texts: Texts) {
        let place = UnsafeMutablePointer<Texts>.allocate(capacity: 1)
        place.initialize(to: texts)
        self.texts = UnsafePointer(place)
    }

    var rule: String { texts.pointee.rule }
    var layer: String { texts.pointee.layer }
    var kind: String { texts.pointee.kind }
}
