/// Something met on a walk through a file.
public enum SyntaxNode {
    /// A statement, before its parts.
    case statement(Statement)
    /// An expression, before its parts.
    case expression(Expression)
}

extension Chunk {
    /// Calls `visit` with every statement and expression, outer ones first, in source order.
    public func walk(_ visit: (SyntaxNode) -> Void) { block.walk(visit) }
}

extension Block {
    /// Calls `visit` with every statement and expression, outer ones first, in source order.
    public func walk(_ visit: (SyntaxNode) -> Void) {
        for statement in statements { statement.walk(visit) }
    }
}

extension Statement {
    /// Calls `visit` with this statement and everything in it.
    public func walk(_ visit: (SyntaxNode) -> Void) {
        visit(.statement(self))
        switch kind {
        case .local(_, let values), .result(let values):
            for value in values { value.walk(visit) }
        case .assignment(let targets, let values):
            for part in targets + values { part.walk(visit) }
        case .call(let call): call.walk(visit)
        case .block(let block): block.walk(visit)
        case .whileLoop(let condition, let block):
            condition.walk(visit)
            block.walk(visit)
        case .repeatLoop(let block, let condition):
            block.walk(visit)
            condition.walk(visit)
        case .branches(let branches, let otherwise):
            for branch in branches {
                branch.condition.walk(visit)
                branch.block.walk(visit)
            }
            otherwise?.walk(visit)
        case .numericLoop(_, let first, let last, let step, let block):
            first.walk(visit)
            last.walk(visit)
            step?.walk(visit)
            block.walk(visit)
        case .loop(_, let values, let block):
            for value in values { value.walk(visit) }
            block.walk(visit)
        case .function(let target, let body):
            target.walk(visit)
            body.block.walk(visit)
        case .localFunction(_, let body): body.block.walk(visit)
        case .exit, .jump, .label: break
        }
    }
}

extension Expression {
    /// Calls `visit` with this expression and everything in it.
    public func walk(_ visit: (SyntaxNode) -> Void) {
        visit(.expression(self))
        switch kind {
        case .index(let object, let key, _):
            object.walk(visit)
            key.walk(visit)
        case .call(let function, let arguments):
            function.walk(visit)
            for argument in arguments { argument.walk(visit) }
        case .method(let object, _, let arguments):
            object.walk(visit)
            for argument in arguments { argument.walk(visit) }
        case .function(let body): body.block.walk(visit)
        case .binary(_, let left, let right):
            left.walk(visit)
            right.walk(visit)
        case .unary(_, let operand), .parenthesized(let operand): operand.walk(visit)
        case .table(let entries):
            for entry in entries {
                entry.key?.walk(visit)
                entry.value.walk(visit)
            }
        case .absent, .bool, .number, .string, .variadic, .name: break
        }
    }
}
