import CaseModel
import Foundation
import Testing

@testable import PolicyHost

@Suite("Whose signatures a bundle needs")
struct SignatureTests {
    static let ann = SigningKey()
    static let annsNewKey = SigningKey()
    static let lee = SigningKey()
    static let max = SigningKey()
    static let stranger = SigningKey()

    /// A trust file: lines of its head, and a line for each key.
    static func trust(_ head: String, _ keys: (String, SigningKey, String)...) throws -> BundleTrust
    {
        let lines = keys.map { name, key, more in
            "  - { name: \(name), key: \"\(key.publicKey.base64)\"\(more.isEmpty ? "" : ", " + more) }\n"
        }
        return try BundleTrust(
            text: "format: 1\n\(head)\nkeys:\n\(lines.joined())", file: "trust.yaml")
    }

    static func signed(_ keys: SigningKey..., created: String = "2026-06-01") throws -> [UInt8] {
        var bundle = try Bundles.small(order: Bundles.order(created: created))
        for key in keys { bundle = try bundle.signed(by: key) }
        return bundle.bytes
    }

    // MARK: Trust, signatures, demands

    @Test func aSignatureDoesNotChangeTheHash() throws {
        let bundle = try Bundles.small()
        let signed = try bundle.signed(by: Self.ann).signed(by: Self.lee)
        #expect(signed.hash == bundle.hash)
        #expect(signed.bytes != bundle.bytes)
        // The order of signing does not show.
        #expect(try bundle.signed(by: Self.lee).signed(by: Self.ann).bytes == signed.bytes)
    }

    @Test func unsignedLoadsUnlessSignaturesAreRequired() throws {
        let bytes = try Self.signed()
        #expect(Bundles.refusal(bytes) == nil)
        var trust = BundleTrust.none
        trust.requiresSigned = true
        #expect(Bundles.refusal(bytes, trust: trust)?.code == "bundle.unsigned")
        trust = try Self.trust("", ("Ann", Self.ann, ""))
        #expect(Bundles.refusal(bytes, trust: trust)?.code == "bundle.unsigned")
        trust = try Self.trust("required: 0", ("Ann", Self.ann, ""))
        #expect(Bundles.refusal(bytes, trust: trust) == nil)
        trust = try Self.trust("required: 0\nrequire_signed: yes", ("Ann", Self.ann, ""))
        #expect(Bundles.refusal(bytes, trust: trust)?.code == "bundle.unsigned")
    }

    @Test func signedIsRefusedWhereNothingSaysWhoseSignaturesCount() throws {
        let bytes = try Self.signed(Self.ann)
        #expect(Bundles.refusal(bytes)?.code == "bundle.no-trust")
        var trust = BundleTrust.none
        trust.ignoresSignatures = true
        #expect(Bundles.refusal(bytes, trust: trust) == nil)
    }

    @Test func ignoringSignaturesStillVerifiesFiles() throws {
        var tar = RawTar(try Self.signed(Self.ann))
        tar[Bundles.lua].bytes[9] ^= 1
        var trust = BundleTrust.none
        trust.ignoresSignatures = true
        #expect(Bundles.refusal(tar.bytes, trust: trust)?.code == "bundle.altered")
    }

    @Test func aFolderIsNotSigned() throws {
        var trust = BundleTrust.none
        trust.requiresSigned = true
        let problem = #expect(throws: PolicyProblem.self) {
            try PolicyTree(at: Repository.root, trust: trust)
        }
        #expect(problem?.code == "bundle.unsigned")
    }

    /// Keys that have signed, a trust file, and whether the bundle loads.
    @Test func countsPeople() throws {
        let two = try Self.trust(
            "required: 2", ("Ann", Self.ann, ""), ("Ann", Self.annsNewKey, ""),
            ("Lee", Self.lee, ""),
            ("Max", Self.max, ""))
        let refused = "bundle.signatures"
        #expect(Bundles.refusal(try Self.signed(Self.ann), trust: two)?.code == refused)
        #expect(
            Bundles.refusal(try Self.signed(Self.ann, Self.stranger), trust: two)?.code == refused)
        #expect(
            Bundles.refusal(try Self.signed(Self.ann, Self.annsNewKey), trust: two)?.code == refused
        )
        #expect(Bundles.refusal(try Self.signed(Self.ann, Self.lee), trust: two) == nil)
        #expect(Bundles.refusal(try Self.signed(Self.lee, Self.annsNewKey), trust: two) == nil)
        #expect(
            Bundles.refusal(try Self.signed(Self.ann, Self.lee, Self.stranger), trust: two) == nil)
    }

    @Test func theSameKeyTwiceCountsOnce() throws {
        let bundle = try Bundles.small().signed(by: Self.ann)
        let problem = #expect(throws: PolicyProblem.self) { try bundle.signed(by: Self.ann) }
        #expect(problem?.code == "bundle.signed-already")
        // Put there by hand, which our own tool refuses to do.
        let signatures = BundleSignature.file(bundle.rawSignatures + bundle.rawSignatures)
        var tar = RawTar(bundle.bytes)
        tar["signatures.json"].bytes = signatures
        let two = try Self.trust("required: 2", ("Ann", Self.ann, ""), ("Lee", Self.lee, ""))
        let problem2 = try #require(Bundles.refusal(tar.bytes, trust: two))
        #expect(problem2.code == "bundle.signatures")
        #expect(problem2.message.contains("counted once"), "\(problem2)")
    }

    /// What a key's entry says, and what its signature is worth on 2026-06-01.
    static let entries: [(String, CheckedSignature.Verdict)] = [
        ("", .valid),
        ("valid_from: 2026-06-01", .valid),
        ("valid_from: 2026-06-02", .notYetValid),
        ("valid_until: 2026-06-01", .valid),
        ("valid_until: 2026-05-31", .expired),
        ("revoked: lost on a train", .revoked),
        ("sites: [oh-stark]", .valid),
    ]

    @Test(arguments: entries)
    func weighsAKeyByItsEntry(_ entry: String, _ verdict: CheckedSignature.Verdict) throws {
        let trust = try Self.trust("required: 1", ("Ann", Self.ann, entry), ("Lee", Self.lee, ""))
        let report = try Bundles.report(try Self.signed(Self.ann), trust: trust)
        #expect(report.signatures.map(\.verdict) == [verdict])
        #expect(report.problems.isEmpty == (verdict == .valid))
    }

    @Test func aKeyForAnotherSiteDoesNotCount() throws {
        let trust = try Self.trust("", ("Ann", Self.ann, "sites: [az-maricopa]"))
        let problem = try #require(Bundles.refusal(try Self.signed(Self.ann), trust: trust))
        #expect(problem.code == "bundle.signatures")
        #expect(problem.message.contains("for az-maricopa only"), "\(problem)")
    }

    @Test func aSiteCanAskForMoreAndForRoles() throws {
        let trust = try Self.trust(
            "sites:\n  oh-stark: { required: 2, roles: [director, counsel] }",
            ("Ann", Self.ann, "role: director"), ("Lee", Self.lee, "role: counsel"),
            ("Max", Self.max, "role: clerk"))
        let problem = try #require(
            Bundles.refusal(try Self.signed(Self.ann, Self.max), trust: trust))
        #expect(problem.message.contains("only director, counsel count here"), "\(problem)")
        #expect(Bundles.refusal(try Self.signed(Self.ann, Self.lee), trust: trust) == nil)
    }

    // MARK: Rotation

    @Test func oldBundlesVerifyWhenTheKeyHasEnded() throws {
        let trust = try Self.trust(
            "", ("Ann", Self.ann, "valid_until: 2026-12-31"),
            ("Ann", Self.annsNewKey, "valid_from: 2026-12-01"))
        #expect(Bundles.refusal(try Self.signed(Self.ann), trust: trust) == nil)
        let late = try Self.signed(Self.ann, created: "2027-01-01")
        #expect(Bundles.refusal(late, trust: trust)?.code == "bundle.signatures")
        let new = try Self.signed(Self.annsNewKey, created: "2027-01-01")
        #expect(Bundles.refusal(new, trust: trust) == nil)
    }

    @Test func aKeyThatHasEndedBringsInNothingNew() throws {
        let trust = try Self.trust("", ("Ann", Self.ann, "valid_until: 2026-12-31"))
        let bytes = try Self.signed(Self.ann)
        let report = try Bundles.report(bytes, trust: trust, releasedOn: day("2027-02-01"))
        #expect(report.signatures.map(\.verdict) == [.expired])
        #expect(!report.problems.isEmpty)
    }

    // MARK: Attacks

    @Test func anAlteredSignatureIsRefusedWhateverElseSigned() throws {
        let trust = try Self.trust("", ("Ann", Self.ann, ""), ("Lee", Self.lee, ""))
        var bundle = try Bundles.small().signed(by: Self.ann).signed(by: Self.lee)
        var signature = bundle.rawSignatures[0]
        signature.signature[5] ^= 1
        bundle = try Bundles.small().adding([signature, bundle.rawSignatures[1]])
        let problem = try #require(Bundles.refusal(bundle.bytes, trust: trust))
        #expect(problem.code == "bundle.signature")
        #expect(problem.message.contains("Ann"), "\(problem)")
    }

    @Test func signaturesOfAnotherBundleDoNotFit() throws {
        let trust = try Self.trust("", ("Ann", Self.ann, ""))
        let other = try Bundles.small(order: Bundles.order(why: "another")).signed(by: Self.ann)
        let moved = try Bundles.small().adding(other.rawSignatures)
        #expect(Bundles.refusal(moved.bytes, trust: trust)?.code == "bundle.signature")
    }

    @Test(arguments: ["{}", "[]", "{\"format\": 1, \"signatures\": []}", "not json"])
    func aSignatureFileOfAnotherShapeIsRefused(_ text: String) throws {
        var tar = RawTar(try Self.signed(Self.ann))
        tar["signatures.json"].bytes = Array(text.utf8)
        #expect(Bundles.refusal(tar.bytes)?.code == "bundle.signature")
    }

    @Test func removedSignaturesAreMissed() throws {
        let trust = try Self.trust("", ("Ann", Self.ann, ""))
        var tar = RawTar(try Self.signed(Self.ann))
        tar.entries.removeLast()
        #expect(Bundles.refusal(tar.bytes, trust: trust)?.code == "bundle.unsigned")
    }

    // MARK: Files

    @Test func aKeyFileIsReadBackAndKeptPrivate() throws {
        let folder = try ScratchFolder()
        let path = folder.file("ann.key")
        try Self.ann.write(to: path, comment: "Ann")
        #expect(try SigningKey(contentsOf: path).id == Self.ann.id)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        let again = #expect(throws: PolicyProblem.self) {
            try Self.lee.write(to: path, comment: "")
        }
        #expect(again?.code == "file.write")
        #expect(try SigningKey(contentsOf: path).id == Self.ann.id)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let problem = #expect(throws: PolicyProblem.self) { try SigningKey(contentsOf: path) }
        #expect(problem?.code == "key.readable")
    }

    /// A trust file, and the code and line of what is wrong with it.
    static let mistakes: [(String, String, Int)] = [
        ("format: 2\nkeys: []", "trust.format", 1),
        ("format: 1\nkeys:\n  - { name: Ann, key: abc }", "trust.key", 3),
        ("format: 1\nrequired: 1\nkeys: []", "trust.required", 2),
        ("format: 1\nkey: []\nkeys: []", "yaml.unknown-key", 2),
        ("format: 1", "yaml.missing-key", 1),
    ]

    @Test(arguments: mistakes)
    func aTrustFileWithAMistakeIsRefused(_ text: String, _ code: String, _ line: Int) throws {
        let problem = #expect(throws: PolicyProblem.self) {
            try BundleTrust(text: text, file: "trust.yaml")
        }
        #expect(problem?.code == code)
        #expect(problem?.line == line)
    }

    @Test func aKeyStandsInATrustFileOnce() throws {
        let problem = #expect(throws: PolicyProblem.self) {
            try Self.trust("", ("Ann", Self.ann, ""), ("Lee", Self.ann, ""))
        }
        #expect(problem?.code == "trust.twice")
    }

    @Test func aRevokedKeyDoesNotMakeUpTheNumber() throws {
        let problem = #expect(throws: PolicyProblem.self) {
            try Self.trust("required: 2", ("Ann", Self.ann, ""), ("Lee", Self.lee, "revoked: lost"))
        }
        #expect(problem?.code == "trust.required")
    }
}
