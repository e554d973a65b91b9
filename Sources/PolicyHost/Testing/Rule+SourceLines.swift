import LuaHost

extension Rule {
    /// The lines on which its functions begin, and the line on which it is declared.
    package var sourceLines: [Int] {
        [condition, met, decide, longest, atMost].compactMap { $0?.line } + [line]
    }
}
