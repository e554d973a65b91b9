/// Takes away what a failure does not need.
enum Shrinker {
    /// The fewest of some things with which something still holds.
    ///
    /// Halves first, then single ones, until nothing more can go. What is left is smallest in that
    /// no single thing can be taken away; another set, not contained in it, may be smaller still.
    /// - Parameters:
    ///   - things: The things; with all of them it holds.
    ///   - holds: Whether it still holds with some of them, in the same order.
    static func smallest<Thing>(_ things: [Thing], holds: ([Thing]) -> Bool) -> [Thing] {
        var left = things
        var size = max(1, left.count / 2)
        while !left.isEmpty {
            var start = 0
            var removed = false
            while start < left.count {
                var fewer = left
                fewer.removeSubrange(start..<min(left.count, start + size))
                if holds(fewer) {
                    left = fewer
                    removed = true
                } else {
                    start += size
                }
            }
            if size == 1, !removed { break }
            if size > 1 { size /= 2 }
        }
        return left
    }
}
