import LuaHost

extension Rule {
    /// The lines of its file on which its functions begin, in ascending order.
    package var functionLines: [Int] {
        Set([condition, met, decide, longest, atMost].compactMap { $0?.line }).sorted()
    }

    /// The file it stands in.
    package var file: String { String(place.prefix { $0 != ":" }) }

    /// The line of its file on which it is declared.
    package var declaredLine: Int { line }
}
