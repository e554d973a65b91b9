/// A stretch of a source file.
public struct SourceSpan: Sendable, Hashable {
    /// The line of the first character, from 1.
    public var line: Int
    /// The column of the first character, from 1.
    public var column: Int
    /// The offset of the first byte.
    public var start: Int
    /// The offset after the last byte.
    public var end: Int
    /// The line of the last character.
    public var endLine: Int

    /// Creates a span.
    package init(line: Int, column: Int, start: Int, end: Int, endLine: Int) {
        self.line = line
        self.column = column
        self.start = start
        self.end = end
        self.endLine = endLine
    }

    /// The span from the start of this one to the end of another.
    func through(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(line: line, column: column, start: start, end: other.end, endLine: other.endLine)
    }
}

/// A parsed source file.
public struct Chunk: Sendable {
    /// The file's name as given to the parser.
    public var name: String
    /// The statements.
    public var block: Block
    /// The comments, in order, with their dashes.
    public var comments: [Comment]

    /// A comment.
    public struct Comment: Sendable, Hashable {
        /// The text as written.
        public var text: String
        /// Where it is.
        public var span: SourceSpan
    }

    /// The place of a span in this file.
    public func position(_ span: SourceSpan) -> SourcePosition {
        SourcePosition(file: name, line: span.line, column: span.column)
    }
}

/// Statements that share a scope.
public struct Block: Sendable {
    /// The statements in order.
    public var statements: [Statement]
}

/// What a name refers to, decided by the scopes around it.
public enum NameScope: Sendable, Hashable {
    /// A local of the function it is used in.
    case local
    /// A local of a function further out.
    case upvalue
    /// No local: a global.
    case global
}

/// A name where it is declared.
public struct DeclaredName: Sendable, Hashable {
    /// The name.
    public var name: String
    /// Its attribute, such as `const`.
    public var attribute: String?
    /// Where it is.
    public var span: SourceSpan
}

/// A function's parameters and body.
public struct FunctionBody: Sendable {
    /// The named parameters; a method's begins with `self`.
    public var parameters: [DeclaredName]
    /// Whether further arguments are taken.
    public var isVariadic: Bool
    /// The statements.
    public var block: Block
    /// From `function` to `end`.
    public var span: SourceSpan
}

/// An expression with its place.
public struct Expression: Sendable {
    /// What it is.
    public var kind: Kind
    /// Where it is.
    public var span: SourceSpan
    /// The longest way down to a leaf; the parser bounds it, so that every walk may recurse.
    var height: Int

    /// The kinds of expressions.
    public indirect enum Kind: Sendable {
        /// `nil`.
        case absent
        /// `true` or `false`.
        case bool(Bool)
        /// A number as written.
        case number(String)
        /// A string's value.
        case string(String)
        /// `...`.
        case variadic
        /// A name.
        case name(String, NameScope)
        /// `object.name` and `object[key]`; the key of the former is a string.
        case index(object: Expression, key: Expression, isDot: Bool)
        /// `function(arguments)`.
        case call(function: Expression, arguments: [Expression])
        /// `object:name(arguments)`.
        case method(object: Expression, name: String, arguments: [Expression])
        /// `function(…) … end`.
        case function(FunctionBody)
        /// An operator with two sides.
        case binary(String, Expression, Expression)
        /// An operator with one side.
        case unary(String, Expression)
        /// `{ … }`.
        case table([TableEntry])
        /// `( … )`.
        case parenthesized(Expression)
    }

    /// One entry of a table constructor.
    public struct TableEntry: Sendable {
        /// The key: a string for `name = value`, an expression for `[key] = value`, nil for an
        /// element of the list.
        public var key: Expression?
        /// The value.
        public var value: Expression
    }
}

/// A statement with its place.
public struct Statement: Sendable {
    /// What it does.
    public var kind: Kind
    /// Where it is.
    public var span: SourceSpan

    /// A condition with its block.
    public struct Branch: Sendable {
        /// The condition.
        public var condition: Expression
        /// What happens when it holds.
        public var block: Block
    }

    /// The kinds of statements.
    public indirect enum Kind: Sendable {
        /// `local names = values`.
        case local([DeclaredName], [Expression])
        /// `targets = values`.
        case assignment([Expression], [Expression])
        /// A call as a statement.
        case call(Expression)
        /// `do … end`.
        case block(Block)
        /// `while condition do … end`.
        case whileLoop(Expression, Block)
        /// `repeat … until condition`.
        case repeatLoop(Block, Expression)
        /// `if … elseif … else … end`.
        case branches([Branch], otherwise: Block?)
        /// `for name = first, last, step do … end`.
        case numericLoop(
            DeclaredName, first: Expression, last: Expression, step: Expression?, Block)
        /// `for names in values do … end`.
        case loop([DeclaredName], [Expression], Block)
        /// `function target(…) … end`.
        case function(target: Expression, FunctionBody)
        /// `local function name(…) … end`.
        case localFunction(DeclaredName, FunctionBody)
        /// `return values`.
        case result([Expression])
        /// `break`.
        case exit
        /// `goto label`.
        case jump(String)
        /// `::label::`.
        case label(String)
    }
}
