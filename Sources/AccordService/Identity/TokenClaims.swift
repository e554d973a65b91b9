import CaseModel
import Casework

/// The claims of a token whose signature is good.
struct TokenClaims {
    private let claims: JSONValue

    init(_ claims: JSONValue) {
        self.claims = claims
    }

    /// The longest name of a subject, person, partner or site that is believed.
    private static let longestName = 128
    /// The most sites in one token.
    private static let mostSites = 64

    /// Checks every claim and makes the caller.
    ///
    /// - Parameters:
    ///   - rules: What is accepted.
    ///   - now: Seconds since 1970.
    ///   - digest: Names the token if it has no id of its own.
    /// - Returns: Who calls.
    /// - Throws: ``TokenFault``.
    func caller(
        _ rules: TokenVerifier.Rules, at now: Int64, digest: some Sequence<UInt8>
    ) throws(TokenFault) -> Caller {
        guard claims["iss"] == .text(rules.issuer) else { throw .issuer }
        guard try audiences().contains(rules.audience) else { throw .audience }
        let end = try checkTimes(rules, at: now)
        let role = try role()
        let subject = try name("sub")
        return Caller(
            subject: subject, role: role, sites: try sites(), clearances: try clearances(),
            personID: role == .parent ? try name("person_id") : nil,
            partnerID: role == .partner ? try name("partner_id") : nil,
            tokenID: claims["jti"] == nil ? hex(digest) : try name("jti"), expiresAt: end)
    }

    private func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func audiences() throws(TokenFault) -> [String] {
        if case .text(let one)? = claims["aud"] { return [one] }
        return try texts("aud")
    }

    private func checkTimes(
        _ rules: TokenVerifier.Rules, at now: Int64
    ) throws(TokenFault) -> Int64 {
        guard let end = try time("exp") else { throw .claim("exp") }
        guard now < end + rules.leeway else { throw .expired }
        if let start = try time("nbf"), start > now + rules.leeway { throw .notYet }
        let issued = try time("iat")
        if let issued, issued > now + rules.leeway { throw .notYet }
        if let longest = rules.longestLife {
            guard let issued else { throw .claim("iat") }
            guard end - issued <= longest else { throw .tooLongLived }
        }
        return end
    }

    /// A time in seconds since 1970 that sums can be made with.
    private func time(_ name: String) throws(TokenFault) -> Int64? {
        guard let claim = claims[name] else { return nil }
        guard case .integer(let seconds) = claim, (0...253_402_300_799).contains(seconds) else {
            throw .claim(name)
        }
        return seconds
    }

    private func role() throws(TokenFault) -> Role {
        guard case .text(let name)? = claims["role"] else { throw .claim("role") }
        guard let role = Role(rawValue: name) else { throw .role }
        return role
    }

    private func sites() throws(TokenFault) -> Set<String> {
        let sites = try texts("sites")
        let isSound = sites.allSatisfy { site in
            !site.isEmpty && site.utf8.count <= Self.longestName
                && site.utf8.allSatisfy { byte in
                    byte == UInt8(ascii: "-")
                        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                }
        }
        guard !sites.isEmpty, sites.count <= Self.mostSites, isSound else { throw .claim("sites") }
        return Set(sites)
    }

    private func clearances() throws(TokenFault) -> Set<Clearance> {
        guard claims["clearances"] != nil else { return [] }
        var found: Set<Clearance> = []
        for name in try texts("clearances") {
            guard let clearance = Clearance(rawValue: name) else { throw .claim("clearances") }
            found.insert(clearance)
        }
        return found
    }

    private func texts(_ name: String) throws(TokenFault) -> [String] {
        guard case .list(let items)? = claims[name] else { throw .claim(name) }
        var found: [String] = []
        for item in items {
            guard case .text(let text) = item else { throw .claim(name) }
            found.append(text)
        }
        return found
    }

    /// A name of which nothing but printable characters may come into a log.
    private func name(_ claim: String) throws(TokenFault) -> String {
        guard case .text(let name)? = claims[claim], !name.isEmpty,
            name.utf8.count <= Self.longestName,
            name.unicodeScalars.allSatisfy({
                !$0.properties.isWhitespace && $0.value >= 0x20
                    && $0.value != 0x7F && $0.properties.generalCategory != .control
                    && $0.properties.generalCategory != .format
            })
        else { throw .claim(claim) }
        return name
    }
}
