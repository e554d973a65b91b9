import CaseModel

/// What became of one signature of a bundle.
public struct CheckedSignature: Sendable, Equatable {
    /// What a signature is worth.
    public enum Verdict: String, Sendable {
        /// It counts.
        case valid
        /// No trust file was given, so nobody can tell.
        case unchecked
        /// The trust file does not know the key.
        case unknownKey = "unknown_key"
        /// The key was not valid yet when the bundle was made.
        case notYetValid = "not_yet_valid"
        /// The key was no longer valid when the bundle was made.
        case expired
        /// The key was revoked.
        case revoked
        /// The key did not make this signature: manifest or signature were altered.
        case wrong
        /// The key has signed already; it counts once.
        case again
    }
    /// The id of the key.
    public var keyID: String
    /// Whose key it is; empty if not known.
    public var name: String
    /// The role of its owner; empty if not known.
    public var role: String
    /// The sites for which it counts; empty for all.
    public var sites: [String]
    /// What it is worth.
    public var verdict: Verdict

    /// "Ann Director (site_director), key 3f…: valid".
    public var words: String {
        let who = name.isEmpty ? "" : role.isEmpty ? "\(name), " : "\(name) (\(role)), "
        let what =
            switch verdict {
            case .valid: "valid"
            case .unchecked: "not checked, no trust file was given"
            case .unknownKey: "the trust file does not know this key"
            case .notYetValid: "the key was not valid yet"
            case .expired: "the key was no longer valid"
            case .revoked: "the key was revoked"
            case .wrong: "the signature does not fit the manifest"
            case .again: "the same key again, counted once"
            }
        return "\(who)key \(keyID): \(what)"
    }
}

extension BundleTrust {
    /// What each signature is worth.
    ///
    /// - Parameters:
    ///   - signatures: The signatures of the bundle.
    ///   - manifest: The manifest's bytes.
    ///   - days: The days on which the keys must be valid: that of the bundle and, when it is
    ///     released for the first time, that of the release.
    /// - Returns: One verdict a signature, in their order.
    func check(_ signatures: [BundleSignature], over manifest: [UInt8], on days: [Day])
        -> [CheckedSignature]
    {
        var counted: Set<String> = []
        return signatures.map { signature in
            guard let keys else {
                return CheckedSignature(
                    keyID: signature.keyID, name: "", role: "", sites: [], verdict: .unchecked)
            }
            guard let key = keys.first(where: { $0.key.id == signature.keyID }) else {
                return CheckedSignature(
                    keyID: signature.keyID, name: "", role: "", sites: [], verdict: .unknownKey)
            }
            var verdict = CheckedSignature.Verdict.valid
            if !key.key.verifies(signature.signature, over: manifest) {
                verdict = .wrong
            } else if key.revoked != nil {
                verdict = .revoked
            } else if days.contains(where: { day in key.validFrom.map { day < $0 } ?? false }) {
                verdict = .notYetValid
            } else if days.contains(where: { day in key.validUntil.map { day > $0 } ?? false }) {
                verdict = .expired
            } else if !counted.insert(key.key.id).inserted {
                verdict = .again
            }
            return CheckedSignature(
                keyID: signature.keyID, name: key.name, role: key.role, sites: key.sites,
                verdict: verdict)
        }
    }

    /// Why a bundle with these signatures must not be loaded, if it must not.
    func refusals(of signatures: [CheckedSignature], sites: [String], file: String)
        -> [PolicyProblem]
    {
        func problem(_ code: String, _ message: String, _ suggestion: String) -> PolicyProblem {
            PolicyProblem(
                code: code, message: message, file: file, suggestion: suggestion)
        }
        let wrong = signatures.filter { $0.verdict == .wrong }
        if !wrong.isEmpty {
            return wrong.map {
                problem(
                    "bundle.signature", "\(BundleSignature.name): \($0.words)",
                    "get the bundle again from where it was signed")
            }
        }
        if ignoresSignatures { return [] }
        guard keys != nil else {
            if signatures.isEmpty {
                guard requiresSigned else { return [] }
                return [
                    problem(
                        "bundle.unsigned",
                        "the bundle is not signed, and only signed ones are loaded",
                        "accord bundle sign FILE --key KEY")
                ]
            }
            return [
                problem(
                    "bundle.no-trust",
                    "the bundle is signed, and nothing says whose signatures count",
                    "name the trust file with --trust FILE or ACCORD_TRUST, or load it with "
                        + "--ignore-signatures")
            ]
        }
        if signatures.isEmpty {
            let asking = sites.filter { demand(of: $0).required > 0 }
            guard !asking.isEmpty else { return [] }
            return [
                problem(
                    "bundle.unsigned",
                    "the bundle is not signed, and signatures are required for "
                        + asking.joined(separator: ", "), "accord bundle sign FILE --key KEY")
            ]
        }
        // Sites that are refused for the same reasons are told of together.
        var refused: [(reason: String, sites: [String])] = []
        for site in sites {
            guard let reason = shortage(of: signatures, for: site) else { continue }
            if let known = refused.firstIndex(where: { $0.reason == reason }) {
                refused[known].sites.append(site)
            } else {
                refused.append((reason, [site]))
            }
        }
        return refused.map { reason, sites in
            problem(
                "bundle.signatures", "\(sites.joined(separator: ", ")): \(reason)",
                "let another of the trusted people sign it: accord bundle sign")
        }
    }

    /// What is missing at a site; nil if the signatures suffice.
    ///
    /// People are counted, not keys: somebody whose old and new key are both valid counts once.
    private func shortage(of signatures: [CheckedSignature], for site: String) -> String? {
        let demand = demand(of: site)
        func whyNot(_ signature: CheckedSignature) -> String? {
            if signature.verdict != .valid { return "" }
            if !demand.roles.isEmpty, !demand.roles.contains(signature.role) {
                return ", but only \(demand.roles.joined(separator: ", ")) count here"
            }
            if !signature.sites.isEmpty, !signature.sites.contains(site) {
                return ", but for \(signature.sites.joined(separator: ", ")) only"
            }
            return nil
        }
        let people = Set(signatures.filter { whyNot($0) == nil }.map(\.name))
        guard people.count < demand.required else { return nil }
        return "\(demand.required) signatures must count, and \(people.count) of these "
            + (people.count == 1 ? "does: " : "do: ")
            + signatures.map { $0.words + (whyNot($0) ?? "") }.joined(separator: "; ")
    }
}
