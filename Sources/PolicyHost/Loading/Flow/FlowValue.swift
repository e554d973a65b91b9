import LuaHost

/// What the source tells about a value before any case is decided.
///
/// Facts never change while a rule is asked, so a value that comes from a fact carries the fact's
/// identity, and what a condition says about that identity holds wherever the condition held.
struct FlowValue: Hashable {
    /// What a value is.
    enum Shape: Hashable {
        /// Nothing is known about it.
        case unknown
        /// Surely `nil`.
        case absent
        case bool
        /// A number without a unit.
        case number
        /// Text; the associated value is what stands in the source.
        case text(String?)
        case quantity(LuaHost.Unit)
        /// One word of the list with this name.
        case word(String)
        /// A list of words of the list with this name.
        case words(String)
        /// A record of the layout's type.
        case record(Int)
        /// A list of records of the layout's type.
        case records(Int)
        /// A function of a script, by its number in the analysis.
        case function(Int)
        /// A function or library of the host, by its name.
        case native(String)
        /// A table of a script, by its number in the analysis.
        case table(Int)
        /// What an answer's constructor returned.
        case answer
        /// What `accord.policy` returned; the number of its head's table.
        case policy(Int)
    }

    /// What is known about the value as a condition.
    enum Truth: Hashable {
        case always, never, maybe

        var inverted: Truth {
            switch self {
            case .always: .never
            case .never: .always
            case .maybe: .maybe
            }
        }
    }

    var shape: Shape
    /// The fact, call or constant that the value comes from; equal numbers mean equal values.
    var identity: Int?
    /// Whether it is `nil` where its identity is not known to be recorded.
    var mayBeAbsent = false
    /// The fact's name, for messages.
    var name = ""
    var truth = Truth.maybe
    /// What holds if the value is taken for true, and if it is taken for false.
    var whenTrue: Set<Int> = []
    var whenFalse: Set<Int> = []

    static let unknown = FlowValue(shape: .unknown)
    static let absent = FlowValue(shape: .absent, mayBeAbsent: true, truth: .never)

    /// What is left of two values if either may be meant.
    func joined(_ other: FlowValue) -> FlowValue {
        if self == other { return self }
        var result = FlowValue(shape: shape)
        if shape == other.shape {
            result.name = name
        } else if case .text = shape, case .text = other.shape {
            result.shape = .text(nil)
        } else if shape == .absent {
            result.shape = other.shape
            result.name = other.name
        } else if other.shape == .absent {
            result.name = name
        } else {
            result.shape = .unknown
        }
        result.identity = identity == other.identity ? identity : nil
        result.mayBeAbsent = mayBeAbsent || other.mayBeAbsent
        if truth == other.truth { result.truth = truth }
        // What can't be true says nothing about the case that it is.
        result.whenTrue =
            truth == .never
            ? other.whenTrue
            : other.truth == .never ? whenTrue : whenTrue.intersection(other.whenTrue)
        result.whenFalse =
            truth == .always
            ? other.whenFalse
            : other.truth == .always ? whenFalse : whenFalse.intersection(other.whenFalse)
        return result
    }
}

/// What holds at a place of a function.
struct FlowState {
    /// Facts known to be recorded, and conditions known to hold or not.
    var known: Set<Int> = []
    /// Values of locals that were assigned after they were declared.
    var assigned: [Int: FlowValue] = [:]
    /// False after `return`, `break` and `error`.
    var isReachable = true

    mutating func join(_ other: FlowState) {
        guard other.isReachable else { return }
        guard isReachable else {
            self = other
            return
        }
        for (variable, value) in other.assigned {
            assigned[variable] = assigned[variable].map { $0.joined(value) } ?? .unknown
        }
        for variable in assigned.keys where other.assigned[variable] == nil {
            assigned[variable] = .unknown
        }
        known.formIntersection(other.known)
    }
}

/// Names in sight, by the number of their variable.
final class FlowScope {
    private var names: [String: Int] = [:]
    private let parent: FlowScope?

    init(_ parent: FlowScope? = nil) {
        self.parent = parent
    }

    /// Whether this is the scope of a file.
    var isOutermost: Bool { parent?.parent == nil }

    func declare(_ name: String, _ variable: Int) { names[name] = variable }

    func variable(_ name: String) -> Int? { names[name] ?? parent?.variable(name) }
}

/// A function with the names that it can see.
struct FlowClosure {
    var body: FunctionBody
    var scope: FlowScope
    var file: String
    var wasCalled = false
}

/// A table that a script made.
struct FlowTable {
    var fields: [String: FlowValue] = [:]
    var items: [FlowValue] = []
    /// Whether it holds more than is known here.
    var isOpen = false
    /// The name under which a module was required; nil for other tables.
    var module: String?
    /// The constructor, for places.
    var span: SourceSpan?
    var entries: [Expression.TableEntry] = []
}
