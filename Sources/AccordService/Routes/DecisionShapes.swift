import CaseModel
import PolicyHost

// Decisions and explanations as `Decision.json` and `Explanation` write them; a test holds both together.

extension Shape where Value == Decision {
    /// One decision: a case in an area on a day.
    static let decision = Shape(
        "Decision", "The answers to every question of an area for one case on one day",
        whole: { $0.json }
    ) {
        told("schema_version", "The version of this form", .type("integer"))
        told("site", "The site whose policy decided", .type("string"))
        told("area", "The area", .words(Area.allCases.map(\.rawValue)))
        told("file_id", "The parent's case file", .type("string"))
        told("case_id", "The case", .type("string"))
        told("as_of", "The day on which was decided", Day.shapeSchema)
        told("synthetic", "True if the case file is made up", .type("boolean"))
        told("policy_hash", "SHA-256 of everything that the site's decisions depend on", .hash)
        told("facts_hash", "SHA-256 of the case file", .hash, optional: true)
        told("answers", "The answers", Shape<DecisionAnswer>.answer.schema.list)
        told("facts", "The facts that were read", DecisionParts.fact.list, optional: true)
        told("parameters", "The numbers that were read", DecisionParts.number.list, optional: true)
        told(
            "alert", "A policy that failed; then no action is taken", DecisionParts.alert,
            optional: true)
    }
}

extension Shape where Value == DecisionAnswer {
    /// The answer to one question.
    static let answer = Shape(
        "Answer", "The answer to one question, with what it rests on", whole: { $0.json }
    ) {
        told("point", "The question, such as D11", .words(DecisionPoint.allCases.map(\.rawValue)))
        told("outcome", "The answer", .words(Outcome.allCases.map(\.rawValue)))
        told(
            "subject", "The remedy, contact or partner that it is about", .type("string"),
            optional: true)
        told(
            "until", "The last day of a hold, or the day by which something is due",
            Day.shapeSchema, optional: true)
        told("amount_cents", "An amount in cents", .type("integer"), optional: true)
        told("rule", "The rule that answered", DecisionParts.rule, optional: true)
        told("details", "What else the rule said", .object, optional: true)
        told("parent_words", "Words for the parent by language", .object, optional: true)
        told("staff_words", "Words for staff", .type("string"), optional: true)
        told("floors", "What bound the answer", DecisionParts.floor.list, optional: true)
        told("missing", "What is still missing", ShapeSchema.type("string").list, optional: true)
        told("asked", "Every rule that was asked", DecisionParts.asked.list, optional: true)
        told(
            "not_reached", "Why other answers were not given", DecisionParts.notReached.list,
            optional: true)
        told(
            "nearest_changes", "What would change the answer; each was tried",
            DecisionParts.nearest.list, optional: true)
        told(
            "stands_until", "The last day of this answer if nothing changes", Day.shapeSchema,
            optional: true)
        told("changes_on", "What comes then", DecisionParts.turn, optional: true)
    }
}

/// Parts of decisions that have no name of their own in the document.
enum DecisionParts {
    private static func object(
        _ members: KeyValuePairs<String, ShapeSchema>, optional: Set<String> = []
    )
        -> ShapeSchema
    {
        .type(
            "object",
            [
                "properties": .object(
                    Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.schema) })),
                "required": .list(
                    members.map(\.key).filter { !optional.contains($0) }.sorted().map { .text($0) }),
                "additionalProperties": .bool(false),
            ])
    }

    private static let text = ShapeSchema.type("string")

    static let fact = object(["path": text, "value": text])
    static let number = object([
        "id": text, "value": text, "from": Day.shapeSchema, "set_by": text, "authority": text,
        "tag": text,
    ])
    static let alert = object(
        ["code": text, "message": text, "place": text, "traceback": text.list],
        optional: ["traceback"])
    static let rule = object(
        [
            "id": text, "layer": text, "authority": text, "tag": text, "about": text, "place": text,
            "element": text,
        ], optional: ["element"])
    static let floor = object(["effect": text, "rule": rule])
    static let asked = object(["rule": text, "layer": text, "kind": text, "held": .type("boolean")])
    static let notReached = object(["outcome": text, "because": text])
    static let nearest = object([
        "fact": text, "now": text, "then": text, "outcome": text, "words": text, "notice": text,
        "in_reach_of": text,
    ])
    static let turn = object(["day": Day.shapeSchema, "outcome": text, "words": text])
}

extension ShapeSchema {
    /// A SHA-256 in hexadecimal.
    static let hash = type("string", ["pattern": .text("^[0-9a-f]{64}$")])
}
