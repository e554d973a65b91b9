import CaseModel

/// What an answer of the API looks like, declared once: its JSON and its JSON Schema come from the same lines.
///
/// Bodies of requests are records (``CaseRecord``), read strictly with all problems at once; answers are shapes over the
/// values that the core works with, so that no second set of types repeats them.
struct Shape<Value: Sendable>: Sendable {
    /// The name in the API's document, in upper camel case.
    let name: String
    /// One sentence on what it stands for.
    let about: String
    /// The members in the order in which they are declared.
    let members: [Member]
    /// Writes the whole value, where the core writes it already; the members are its description then.
    let whole: (@Sendable (Value) -> JSONValue)?

    /// One member of an answer.
    struct Member: Sendable {
        /// The name in snake case.
        let name: String
        /// One sentence on what it holds.
        let about: String
        /// Its JSON Schema, without the description.
        let schema: ShapeSchema
        /// True if it may be left out.
        let isOptional: Bool
        /// The member's JSON; nil leaves it out.
        let json: @Sendable (Value) -> JSONValue?
    }

    /// Declares a shape.
    init(
        _ name: String, _ about: String, whole: (@Sendable (Value) -> JSONValue)? = nil,
        @ShapeBuilder<Value> members: () -> [Member]
    ) {
        self.name = name
        self.about = about
        self.whole = whole
        self.members = members()
    }

    /// The JSON of a value.
    func json(_ value: Value) -> JSONValue {
        if let whole { return whole(value) }
        var object: [String: JSONValue] = [:]
        for member in members { object[member.name] = member.json(value) }
        return .object(object)
    }

    /// The schema of the shape and of the shapes in it.
    var schema: ShapeSchema {
        var definitions: [String: JSONValue] = [:]
        var properties: [String: JSONValue] = [:]
        for member in members {
            definitions.merge(member.schema.definitions) { first, _ in first }
            properties[member.name] = member.schema.described(member.about)
        }
        let required = members.filter { !$0.isOptional }.map(\.name).sorted()
        var definition: [String: JSONValue] = [
            "type": .text("object"), "description": .text(about),
            "properties": .object(properties), "additionalProperties": .bool(false),
        ]
        if !required.isEmpty { definition["required"] = .list(required.map { .text($0) }) }
        definitions[name] = .object(definition)
        return ShapeSchema(.reference(name), definitions)
    }
}

/// A JSON Schema with the definitions that it refers to.
struct ShapeSchema: Sendable {
    /// The schema itself.
    let schema: JSONValue
    /// The definitions by name.
    let definitions: [String: JSONValue]

    init(_ schema: JSONValue, _ definitions: [String: JSONValue] = [:]) {
        self.schema = schema
        self.definitions = definitions
    }

    /// A schema of one JSON type.
    static func type(_ name: String, _ more: [String: JSONValue] = [:]) -> ShapeSchema {
        ShapeSchema(.object(more.merging(["type": .text(name)]) { $1 }))
    }

    /// Any JSON object.
    static let object = type("object")

    /// A text of one of these words.
    static func words(_ words: [String]) -> ShapeSchema {
        type("string", ["enum": .list(words.map { .text($0) })])
    }

    /// A list of what this schema describes.
    var list: ShapeSchema {
        ShapeSchema(.object(["type": .text("array"), "items": schema]), definitions)
    }

    func described(_ about: String) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        members["description"] = .text(about)
        return .object(members)
    }
}

extension JSONValue {
    /// A reference to a schema of the API's document.
    static func reference(_ name: String) -> JSONValue {
        .object(["$ref": .text("#/components/schemas/\(name)")])
    }
}

/// A value that an answer can hold without a shape of its own.
protocol ShapeValue: SendableMetatype {
    static var shapeSchema: ShapeSchema { get }
    var shapeJSON: JSONValue { get }
}

extension String: ShapeValue {
    static var shapeSchema: ShapeSchema { .type("string") }
    var shapeJSON: JSONValue { .text(self) }
}

extension Int: ShapeValue {
    static var shapeSchema: ShapeSchema { .type("integer") }
    var shapeJSON: JSONValue { .integer(Int64(self)) }
}

extension Int64: ShapeValue {
    static var shapeSchema: ShapeSchema { .type("integer") }
    var shapeJSON: JSONValue { .integer(self) }
}

extension Bool: ShapeValue {
    static var shapeSchema: ShapeSchema { .type("boolean") }
    var shapeJSON: JSONValue { .bool(self) }
}

extension Day: ShapeValue {
    static var shapeSchema: ShapeSchema { .type("string", ["format": .text("date")]) }
    var shapeJSON: JSONValue { .text(description) }
}

extension JSONValue: ShapeValue {
    static var shapeSchema: ShapeSchema { .object }
    var shapeJSON: JSONValue { self }
}

extension Array: ShapeValue where Element: ShapeValue {
    static var shapeSchema: ShapeSchema { Element.shapeSchema.list }
    var shapeJSON: JSONValue { .list(map(\.shapeJSON)) }
}

/// Lists the members of a shape.
@resultBuilder
enum ShapeBuilder<Value: Sendable> {
    static func buildExpression(_ member: Shape<Value>.Member) -> Shape<Value>.Member { member }
    static func buildBlock(_ members: Shape<Value>.Member...) -> [Shape<Value>.Member] { members }
}

extension Shape {
    /// A member that is always there.
    static func field<Part: ShapeValue>(
        _ name: String, _ about: String, schema: ShapeSchema? = nil,
        _ part: @escaping @Sendable (Value) -> Part
    ) -> Member {
        Member(
            name: name, about: about, schema: schema ?? Part.shapeSchema, isOptional: false,
            json: { part($0).shapeJSON })
    }

    /// A member that is left out if there is nothing to say.
    static func maybe<Part: ShapeValue>(
        _ name: String, _ about: String, schema: ShapeSchema? = nil,
        _ part: @escaping @Sendable (Value) -> Part?
    ) -> Member {
        Member(
            name: name, about: about, schema: schema ?? Part.shapeSchema, isOptional: true,
            json: { part($0)?.shapeJSON })
    }

    /// A member of a value that the core writes itself: its description alone.
    static func told(
        _ name: String, _ about: String, _ schema: ShapeSchema, optional: Bool = false
    ) -> Member {
        Member(name: name, about: about, schema: schema, isOptional: optional, json: { _ in nil })
    }

    /// A member with a shape of its own.
    static func one<Part: Sendable>(
        _ name: String, _ about: String, _ shape: Shape<Part>,
        _ part: @escaping @Sendable (Value) -> Part?
    ) -> Member {
        Member(
            name: name, about: about, schema: shape.schema, isOptional: true,
            json: { part($0).map(shape.json) })
    }

    /// A list of values with a shape of their own.
    static func list<Part: Sendable>(
        _ name: String, _ about: String, _ shape: Shape<Part>,
        _ parts: @escaping @Sendable (Value) -> [Part]
    ) -> Member {
        Member(
            name: name, about: about, schema: shape.schema.list, isOptional: false,
            json: { .list(parts($0).map(shape.json)) })
    }
}

extension Shape {
    /// The shape of a list without pages: its rows under `items`.
    static func items<Row: Sendable>(
        _ name: String, _ about: String, _ rows: String, _ row: Shape<Row>
    ) -> Shape where Value == [Row] {
        Shape(name, about) { list("items", rows, row) { $0 } }
    }
}
