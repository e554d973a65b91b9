/// Work on many items in small pieces, because cases differ in cost.
enum Pieces {
    /// The results of `work`, in the order of the items, made on as many threads as asked.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], threads: Int, _ work: @escaping @Sendable (Item) -> Result
    ) async -> [Result] {
        guard threads > 1, items.count > 1 else { return items.map(work) }
        let size = max(1, min(16, items.count / threads))
        return await withTaskGroup(of: (Int, [Result]).self) { group in
            var next = 0
            var parts: [(Int, [Result])] = []
            func addPiece() {
                guard next < items.count else { return }
                let piece = next..<min(next + size, items.count)
                next = piece.upperBound
                group.addTask { (piece.lowerBound, items[piece].map(work)) }
            }
            for _ in 0..<threads { addPiece() }
            while let part = await group.next() {
                parts.append(part)
                addPiece()
            }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
