import CaseModel
import HTTPTypes
import Hummingbird

/// Why a request was not done, as RFC 9457 (problem details for HTTP APIs) writes it.
///
/// The type is a stable address that this service answers itself, such as `/problems/stale`. No
/// problem repeats a fact of a case, a name of a person or a token.
struct Problem: Error, Sendable, Equatable {
    /// One thing that is wrong with a request.
    struct Detail: Sendable, Equatable {
        /// A JSON Pointer (RFC 6901) into the body; empty for the whole body.
        var pointer = ""
        /// The name of a query parameter or header instead of a pointer.
        var parameter = ""
        /// The rule that was broken, such as `field.unknown`.
        var rule: String
        /// What was expected, in a sentence.
        var message: String
        /// The nearest known name.
        var suggestion: String?
    }

    /// The kinds of problems; the raw value is the last part of the type's address.
    enum Kind: String, Sendable, CaseIterable {
        case badRequest = "bad-request"
        case unauthenticated
        case forbidden
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case conflict
        case stale
        case tooSlow = "too-slow"
        case tooLarge = "too-large"
        case unsupportedMedia = "unsupported-media-type"
        case unprocessable
        case versionRequired = "version-required"
        case tooManyRequests = "too-many-requests"
        case headersTooLarge = "headers-too-large"
        case defect
        case siteUnavailable = "site-unavailable"
        case timedOut = "timed-out"
        case linkDown = "link-down"

        var status: HTTPResponse.Status {
            switch self {
            case .badRequest: .badRequest
            case .unauthenticated: .unauthorized
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .conflict: .conflict
            case .stale: .preconditionFailed
            case .tooSlow: .requestTimeout
            case .tooLarge: .contentTooLarge
            case .unsupportedMedia: .unsupportedMediaType
            case .unprocessable: .unprocessableContent
            case .versionRequired: .preconditionRequired
            case .tooManyRequests: .tooManyRequests
            case .headersTooLarge: .requestHeaderFieldsTooLarge
            case .defect: .internalServerError
            case .siteUnavailable, .linkDown: .serviceUnavailable
            case .timedOut: .gatewayTimeout
            }
        }

        var title: String {
            switch self {
            case .badRequest: "The request can't be read"
            case .unauthenticated: "Who is asking is not known"
            case .forbidden: "This is not allowed to the one who asks"
            case .notFound: "There is no such thing here"
            case .methodNotAllowed: "This can't be done with it"
            case .conflict: "It stands in the way of what is there"
            case .stale: "Somebody else changed it meanwhile"
            case .tooSlow: "The body came too slowly"
            case .tooLarge: "The body is too large"
            case .unsupportedMedia: "A body of another kind is expected"
            case .unprocessable: "The body says something that can't be"
            case .versionRequired: "Say which version you saw"
            case .tooManyRequests: "Too many requests"
            case .headersTooLarge: "The headers are too large"
            case .defect: "Accord failed"
            case .siteUnavailable: "This site can't decide now"
            case .timedOut: "It took too long"
            case .linkDown: "The other system does not answer"
            }
        }
    }

    /// What kind it is.
    var kind: Kind
    /// What happened in this case, in a sentence or two.
    var detail: String
    /// Everything that is wrong, all at once.
    var errors: [Detail] = []
    /// Headers that belong to the answer, such as `Retry-After`.
    var headers: HTTPFields = [:]

    init(_ kind: Kind, _ detail: String, errors: [Detail] = [], headers: HTTPFields = [:]) {
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    /// The media type of a problem.
    static let mediaType = "application/problem+json"

    /// The problem as JSON; `instance` is the id of the request.
    func json(instance: String) -> JSONValue {
        Problem.shape.json(Told(problem: self, instance: instance))
    }

    /// A problem with the request that it answers.
    struct Told: Sendable {
        var problem: Problem
        var instance: String
    }

    private static let detailShape = Shape<Detail>(
        "ProblemDetail", "One thing that is wrong with a request"
    ) {
        Shape.maybe("pointer", "Where in the body, as a JSON Pointer") {
            $0.parameter.isEmpty ? $0.pointer : nil
        }
        Shape.maybe("parameter", "The query parameter or header") {
            $0.parameter.isEmpty ? nil : $0.parameter
        }
        Shape.field("rule", "The rule that was broken, such as field.unknown", { $0.rule })
        Shape.field("message", "What was expected", { $0.message })
        Shape.maybe("suggestion", "The nearest known name", { $0.suggestion })
    }

    /// How problems look.
    static let shape = Shape<Told>("Problem", "Why a request was not done (RFC 9457)") {
        Shape.field(
            "type", "A stable address of the kind of problem",
            schema: .type("string", ["format": .text("uri-reference")])
        ) { "/problems/\($0.problem.kind.rawValue)" }
        Shape.field("title", "The kind of problem in a few words", { $0.problem.kind.title })
        Shape.field("status", "The HTTP status", { $0.problem.kind.status.code })
        Shape.field("detail", "What happened in this case", { $0.problem.detail })
        Shape.field("instance", "The id of the request, to be named to support", { $0.instance })
        Shape.list("errors", "Everything that is wrong, all at once", detailShape) {
            $0.problem.errors
        }
    }
}

extension Problem {
    /// A body that was read and refused, with every problem of it.
    ///
    /// - Parameters:
    ///   - error: What the reader found.
    ///   - path: Where the text stood in the body, such as `case_file`.
    init(_ error: CaseFileError, at path: String = "") {
        let broken = error.problems.contains { $0.code == .syntax || $0.code == .text }
        self.init(
            broken ? .badRequest : .unprocessable,
            error.problems.count == 1
                ? "One thing in the body is wrong."
                : "\(error.problems.count) things in the body are wrong.",
            errors: error.problems.map { problem in
                Detail(
                    pointer: Problem.pointer(path) + Problem.pointer(problem.path),
                    rule: problem.code.rawValue, message: Problem.withoutValue(problem.message),
                    suggestion: problem.suggestion)
            })
    }

    /// What was expected, without what was found in its place: that may be a fact of a case.
    private static func withoutValue(_ message: String) -> String {
        message.firstRange(of: ", found `").map { String(message[..<$0.lowerBound]) } ?? message
    }

    /// The JSON Pointer of a path such as `cases[0].ledger[3].amount`.
    static func pointer(_ path: String) -> String {
        guard !path.isEmpty else { return "" }
        return "/"
            + path.replacing("].", with: "/").replacing("]", with: "").replacing("[", with: "/")
            .replacing(".", with: "/")
    }

    /// One thing wrong with a query parameter or header.
    static func parameter(
        _ name: String, _ message: String, rule: String = "query.value",
        suggestion: String? = nil
    ) -> Problem {
        Problem(
            .badRequest, "The request has a parameter that can't be read.",
            errors: [
                Detail(parameter: name, rule: rule, message: message, suggestion: suggestion)
            ])
    }
}
