import CaseModel
import Testing

@testable import PolicyHost

@Suite("An altered bundle is refused with the file's name")
struct BundleAttackTests {
    /// Something that is done to a bundle, and what is said about it.
    struct Attack: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var code: String
        var says: String
        var change: @Sendable (inout RawTar) -> Void

        init(
            _ name: String, _ code: String, _ says: String,
            _ change: @escaping @Sendable (inout RawTar) -> Void
        ) {
            (testDescription, self.code, self.says, self.change) = (name, code, says, change)
        }
    }

    static let attacks = [
        Attack("an altered rule", "altered", Bundles.lua) { tar in
            tar[Bundles.lua].bytes[40] ^= 1
        },
        Attack("an altered number", "altered", "policies/federal/parameters.yaml") { tar in
            tar["policies/federal/parameters.yaml"].bytes.append(10)
        },
        Attack("a missing file", "file-missing", "policies/pjac/enforcement.lua") { tar in
            tar.entries.removeAll { $0.name == Array("policies/pjac/enforcement.lua".utf8) }
        },
        Attack("an extra policy", "extra", "policies/federal/more.lua") { tar in
            tar.entries.append(RawTar.Entry("policies/federal/more.lua", Array("return {}".utf8)))
        },
        Attack("an extra file elsewhere", "extra", "install.sh") { tar in
            tar.entries.append(RawTar.Entry("install.sh", [35]))
        },
        Attack("a file twice", "twice", Bundles.lua) { tar in
            tar.entries.append(tar[Bundles.lua])
        },
        Attack("files in another order", "order", "not in order") { tar in
            tar.entries.swapAt(1, 2)
        },
        Attack("a way out of the folder", "name", "../policies/x.lua") { tar in
            tar.entries.append(RawTar.Entry("../policies/x.lua", [1]))
        },
        Attack("a way out in the middle", "name", "policies/../../x.lua") { tar in
            tar.entries.append(RawTar.Entry("policies/../../x.lua", [1]))
        },
        Attack("an absolute path", "name", "/etc/passwd") { tar in
            tar.entries.append(RawTar.Entry("/etc/passwd", [1]))
        },
        Attack("an empty folder name", "name", "policies//x.lua") { tar in
            tar.entries.append(RawTar.Entry("policies//x.lua", [1]))
        },
        Attack("a line end in a name", "name", "policies/a?b.lua") { tar in
            tar.entries.append(RawTar.Entry("policies/a\nb.lua", [1]))
        },
        Attack("a name that is not UTF-8", "name", "not UTF-8") { tar in
            var entry = RawTar.Entry("policies/x.lua", [1])
            entry.name[9] = 0xFF
            tar.entries.append(entry)
        },
        Attack("a symbolic link", "entry-kind", "policies/x.lua` is a symbolic link") { tar in
            tar.entries.append(RawTar.Entry("policies/x.lua", kind: "2", link: "/etc/passwd"))
        },
        Attack("a hard link", "entry-kind", "policies/x.lua` is a hard link") { tar in
            tar.entries.append(RawTar.Entry("policies/x.lua", kind: "1", link: Bundles.lua))
        },
        Attack("a folder", "entry-kind", "policies/x` is a folder") { tar in
            tar.entries.append(RawTar.Entry("policies/x", kind: "5"))
        },
        Attack("an extended header", "entry-kind", "policies/x` is an entry of an unknown") { tar in
            tar.entries.append(RawTar.Entry("policies/x", kind: "x"))
        },
        Attack("a program's rights", "header", "policies/x.lua") { tar in
            tar.entries.append(RawTar.Entry("policies/x.lua", [1], mode: "0000755"))
        },
        Attack("a huge size", "too-large", "8589934591 bytes") { tar in
            tar.entries.append(RawTar.Entry("policies/x.lua", [1], declared: 0o77777777777))
        },
        Attack("more than there is", "truncated", "policies/x.lua") { tar in
            tar.entries.append(RawTar.Entry("policies/x.lua", [1], declared: 100_000))
        },
        Attack("no manifest", "not-a-bundle", "manifest.json is missing") { tar in
            tar.entries.removeFirst()
        },
        Attack("no files at all", "not-a-bundle", "manifest.json is missing") { tar in
            tar.entries = []
        },
        Attack("a byte in the manifest", "manifest", "manifest.json") { tar in
            tar["manifest.json"].bytes.replace(Array("a test".utf8), with: Array("a  est".utf8))
            tar["manifest.json"].bytes.append(32)
        },
        Attack("an unknown key in the manifest", "manifest", "manifest.json") { tar in
            tar["manifest.json"].bytes.replace(
                Array("\"api\": 1".utf8), with: Array("\"aaa\": 1,\n  \"api\": 1".utf8))
        },
        Attack("a newer format", "format", "format 2; this version reads format 1") { tar in
            tar["manifest.json"].bytes.replace(
                Array("\"format\": 1".utf8), with: Array("\"format\": 2".utf8))
        },
        Attack("a site that the manifest is silent about", "site", "site-configs/az-x") { tar in
            let text = Array("format: 1\n".utf8)
            let path = "site-configs/az-x/site.yaml"
            let file =
                "\"\(path)\": {\n      \"sha256\": \"\(Digest.sha256(text))\",\n      "
                + "\"size\": \(text.count)\n    },\n    \"site-configs/oh-stark/calendar.yaml\""
            tar["manifest.json"].bytes.replace(
                Array("\"site-configs/oh-stark/calendar.yaml\"".utf8), with: Array(file.utf8))
            let place = tar.entries.firstIndex {
                $0.name == Array("site-configs/oh-stark/calendar.yaml".utf8)
            }
            tar.entries.insert(RawTar.Entry(path, text), at: place ?? 0)
        },
    ]

    @Test(arguments: attacks)
    func isRefused(_ attack: Attack) throws {
        let bundle = try Bundles.small()
        var tar = RawTar(bundle.bytes)
        try #require(tar.bytes == bundle.bytes, "the test writes archives as the tool does")
        attack.change(&tar)
        let problem = try #require(Bundles.refusal(tar.bytes))
        #expect(problem.code == "bundle.\(attack.code)")
        #expect(problem.description.contains(attack.says), "\(problem)")
    }

    /// A number of places that no single test would think of.
    @Test func everyFlippedByteIsRefused() throws {
        let bytes = try Bundles.small().bytes
        for place in stride(from: 0, to: bytes.count, by: 97) {
            var altered = bytes
            altered[place] ^= 4
            #expect(Bundles.refusal(altered) != nil, "byte \(place)")
        }
    }

    @Test func everyCutIsRefused() throws {
        let bytes = try Bundles.small().bytes
        for length in stride(from: 0, to: bytes.count, by: 509) {
            #expect(Bundles.refusal(Array(bytes.prefix(length))) != nil, "\(length) bytes")
        }
        #expect(Bundles.refusal(Array(bytes.dropLast()))?.code == "bundle.trailing")
    }

    @Test(arguments: [1, 512, 10_240])
    func bytesBehindTheEndAreRefused(_ count: Int) throws {
        let bytes = try Bundles.small().bytes
        for filler: UInt8 in [0, 65] {
            let longer = bytes + [UInt8](repeating: filler, count: count)
            #expect(Bundles.refusal(longer)?.code == "bundle.trailing")
        }
    }

    @Test func everyAlteredFileIsNamedAtOnce() throws {
        var tar = RawTar(try Bundles.small().bytes)
        let paths = [
            Bundles.lua, "policies/federal/referral.lua", "site-configs/oh-stark/site.yaml",
        ]
        for path in paths { tar[path].bytes[3] ^= 1 }
        let problem = try #require(Bundles.refusal(tar.bytes))
        for path in paths { #expect(problem.description.contains(path)) }
    }

    @Test(arguments: ["", "hello", "-- a policy\nreturn {}\n", "PK\u{3}\u{4}"])
    func otherFilesAreNoBundles(_ text: String) throws {
        let padded = Array(text.utf8) + [UInt8](repeating: 32, count: 2000)
        for bytes in [Array(text.utf8), padded] {
            let problem = try #require(Bundles.refusal(bytes))
            #expect(["bundle.truncated", "bundle.not-a-bundle"].contains(problem.code))
        }
    }

    @Test func aMissingFileIsSaidToBeMissing() throws {
        let problem = #expect(throws: PolicyProblem.self) {
            try PolicyBundle(contentsOf: "/no/such.accord", trust: .none)
        }
        #expect(problem?.code == "bundle.missing")
    }
}
