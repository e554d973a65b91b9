import CaseModel
import Synchronization

/// What is answered whenever a question stops at one condition: as every condition before it has a
/// known result then, so have the rules asked, the reasons and the words.
///
/// Made when it is first needed; threads share it without a lock.
final class KeptAnswer: Sendable {
    private final class Box: Sendable {
        let answer: DecisionAnswer

        init(_ answer: DecisionAnswer) { self.answer = answer }
    }

    // Addresses of boxes, each held by one reference; 0 for none. Plain words, because the lazy
    // references of the standard library look up their types at each load.
    private let full = Atomic<UInt>(0)
    private let brief = Atomic<UInt>(0)

    deinit {
        Self.box(full)?.release()
        Self.box(brief)?.release()
    }

    /// The answer, if it was needed before.
    func answer(isBrief: Bool) -> DecisionAnswer? {
        // SAFETY: a box that was once stored lives as long as this object.
        let box = isBrief ? Self.box(brief) : Self.box(full)
        return box?._withUnsafeGuaranteedRef { $0.answer }
    }

    /// Keeps the answer, unless another thread was faster.
    func keep(_ answer: DecisionAnswer, isBrief: Bool) {
        let box = Unmanaged.passRetained(Box(answer))
        let word = UInt(bitPattern: box.toOpaque())
        let (stored, _) =
            isBrief
            ? brief.compareExchange(expected: 0, desired: word, ordering: .acquiringAndReleasing)
            : full.compareExchange(expected: 0, desired: word, ordering: .acquiringAndReleasing)
        if !stored { box.release() }
    }

    private static func box(_ place: borrowing Atomic<UInt>) -> Unmanaged<Box>? {
        UnsafeRawPointer(bitPattern: place.load(ordering: .acquiring)).map(Unmanaged.fromOpaque)
    }
}
