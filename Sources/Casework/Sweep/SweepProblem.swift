/// Why a site's sweep can't begin or go on; never holds a value of a case file.
public struct SweepProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name of what is wrong.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name.
        public var rawValue: String

        /// Makes a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The site's policies do not load.
        public static let noPolicy = Code(rawValue: "sweep.no-policy")
        /// The day lies before the day of the last sweep.
        public static let earlierDay = Code(rawValue: "sweep.earlier-day")
        /// A run of another day is unfinished.
        public static let otherDay = Code(rawValue: "sweep.other-day")
        /// Another sweep of the site is going on.
        public static let held = Code(rawValue: "sweep.held")
    }

    /// What kind of problem it is.
    public var code: Code
    /// What is wrong and what to do about it.
    public var message: String

    /// Makes a problem.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
