import Casework

/// Why a token was not accepted.
///
/// The words never repeat anything of the token: a wrong token is often a right one for another
/// service, and what is said here ends in logs.
public enum TokenFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The request has no token.
    case missing
    /// The header is there, and is not one bearer token.
    case notBearer
    /// The token is longer than accepted.
    case tooLong(limit: Int)
    /// It is not three parts of base64url with JSON in the first two.
    case malformed
    /// A name stands twice in its header or its claims.
    case repeatedName
    /// It is signed by a method that is not accepted, or not signed.
    case algorithm
    /// Its header names no key, or one that the issuer does not have.
    case unknownKey
    /// The keys of the issuer could not be had so far.
    case keysUnavailable
    /// The signature is not that of the key.
    case signature
    /// Another issuer made it.
    case issuer
    /// It is meant for another service.
    case audience
    /// It has ended.
    case expired
    /// It does not hold yet.
    case notYet
    /// It holds longer than accepted.
    case tooLongLived
    /// A claim is missing or not of the form that is expected.
    case claim(String)
    /// Its role is none that the table of rights knows.
    case role

    /// True if the caller can do nothing about it.
    public var isOurs: Bool { self == .keysUnavailable }

    /// What is wrong and what to do, in a sentence or two.
    public var description: String {
        switch self {
        case .missing: "no token was sent; send one as `Authorization: Bearer TOKEN`"
        case .notBearer: "the header `Authorization` must hold one bearer token"
        case .tooLong(let limit): "the token is longer than \(limit) bytes"
        case .malformed: "the token is not a signed JSON web token"
        case .repeatedName: "a name stands twice in the token"
        case .algorithm:
            "the token is signed by a method that is not accepted; accepted are "
                + TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                + ", as far as the configuration says"
        case .unknownKey: "the key that signed the token is not among the keys of the issuer"
        case .keysUnavailable: "the keys of the issuer cannot be had now; try again"
        case .signature: "the signature of the token is wrong"
        case .issuer: "the token was made by another issuer"
        case .audience: "the token is meant for another service"
        case .expired: "the token has ended; get a new one"
        case .notYet: "the token does not hold yet; compare the clocks"
        case .tooLongLived: "the token holds for longer than is accepted here"
        case .claim(let name):
            "the claim `\(name)` is missing or not of the form that is expected"
        case .role:
            "the claim `role` names no role; known are "
                + Role.allCases.map(\.rawValue).joined(separator: ", ")
        }
    }
}
