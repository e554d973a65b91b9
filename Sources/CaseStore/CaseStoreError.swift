import GRDB

/// What kept the store from doing as asked.
///
/// The message never holds a value of a case file; it may be logged.
public struct CaseStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name that support staff can search for, such as `store.newer`.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name.
        public var rawValue: String

        /// Makes a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// There is no store at the path.
        public static let missing = Code(rawValue: "store.missing")
        /// The store cannot be opened: rights, a folder in its place, a broken link.
        public static let unreadable = Code(rawValue: "store.unreadable")
        /// The file is no SQLite database.
        public static let notADatabase = Code(rawValue: "store.not-a-database")
        /// The file is the database of another program.
        public static let otherProgram = Code(rawValue: "store.other-program")
        /// The store was written by a newer Accord.
        public static let newer = Code(rawValue: "store.newer")
        /// The store was written by an older Accord and may only be read now.
        public static let older = Code(rawValue: "store.older")
        /// The database is damaged.
        public static let damaged = Code(rawValue: "store.damaged")
        /// Another program is writing; try again.
        public static let busy = Code(rawValue: "store.busy")
        /// The disk is full.
        public static let full = Code(rawValue: "store.full")
        /// The disk failed to read or write.
        public static let disk = Code(rawValue: "store.disk")
        /// The store may only be read.
        public static let readOnly = Code(rawValue: "store.read-only")
        /// SQLite failed in another way.
        public static let database = Code(rawValue: "store.database")
        /// Several sites have a case file with this `file_id`.
        public static let ambiguous = Code(rawValue: "file.ambiguous")
        /// Another sweep of the site is at work.
        public static let sweeping = Code(rawValue: "sweep.busy")
        /// The run of a sweep is not in the state that was expected.
        public static let wrongRun = Code(rawValue: "sweep.run")
        /// There is no log record or policy with this name.
        public static let noRecord = Code(rawValue: "log.missing")
        /// A row of the decision log is no record.
        public static let badRecord = Code(rawValue: "log.unreadable")
        /// A call that is to be finished is not this program's.
        public static let requestGone = Code(rawValue: "request.gone")
        /// An import found problems, and nothing was imported.
        public static let refused = Code(rawValue: "import.refused")
        /// A file to be read is missing or cannot be read.
        public static let inputMissing = Code(rawValue: "file.missing")
        /// A file cannot be written.
        public static let outputFailed = Code(rawValue: "file.unwritable")
        /// A file that would be overwritten is already there.
        public static let outputExists = Code(rawValue: "file.exists")
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened and what to do about it.
    public var message: String
    /// What is wrong with the imported files, in the order of their lines, up to a limit.
    public var problems: [ImportProblem]

    /// Makes an error.
    public init(code: Code, message: String, problems: [ImportProblem] = []) {
        self.code = code
        self.message = message
        self.problems = problems
    }

    /// The problems, one a line, and the message.
    public var description: String {
        (problems.map(\.description) + [message]).joined(separator: "\n")
    }
}

extension CaseStoreError {
    /// Runs database work and turns what SQLite reports into an error of the store.
    static func translating<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw CaseStoreError(error, path: path)
        }
    }

    private init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self.init(
                code: .notADatabase,
                message: "\(path) is no database; name a file made by `accord import`")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                code: .busy, message: "\(path) is being written by another program; try again")
        case .SQLITE_CORRUPT:
            self.init(
                code: .damaged, message: "\(path) is damaged; restore it from a backup")
        case .SQLITE_FULL:
            self.init(
                code: .full,
                message: "no room left to write \(path); what was begun last was taken back. "
                    + "Make room and call again")
        case .SQLITE_IOERR:
            self.init(
                code: .disk,
                message: "the disk failed while \(path) was read or written; what was committed "
                    + "before is safe: check the disk, then go on")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init(code: .readOnly, message: "\(path) may only be read by this user")
        case .SQLITE_CANTOPEN:
            self.init(
                code: .unreadable,
                message: "\(path) cannot be opened; check that it is a file this user may read")
        default:
            // The arguments of a statement are case data: GRDB leaves them out of this message.
            self.init(
                code: .database,
                message: "\(path): SQLite reports \(error.resultCode): \(error.message ?? "")")
        }
    }
}
