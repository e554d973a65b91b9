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

    private let full = AtomicLazyReference<Box>()
    private let brief = AtomicLazyReference<Box>()

    /// The answer, if it was needed before.
    func answer(isBrief: Bool) -> DecisionAnswer? {
        (isBrief ? brief.load() : full.load())?.answer
    }

    /// Keeps the answer.
    func keep(_ answer: DecisionAnswer, isBrief: Bool) {
        _ = isBrief ? brief.storeIfNil(Box(answer)) : full.storeIfNil(Box(answer))
    }
}
