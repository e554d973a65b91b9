import Foundation
import Testing

/// Bodies that are not JSON, or not what is expected anywhere in it.
@Suite("Broken bodies")
struct BodyFuzzTests {
    private static let site = "/v1/sites/\(FuzzServer.site)"
    private static let file = "\(site)/case-files/SYN-SHOWCASE"
    /// Every path that takes a body, with its method.
    static let doors = [
        ("POST", "\(site)/decisions"), ("POST", "\(file)/decisions"),
        ("POST", "\(site)/decisions/stream"),
        ("POST", "\(site)/explanations"), ("POST", "\(site)/dry-runs"), ("POST", "\(site)/diffs"),
        ("POST", "\(site)/case-files"), ("PUT", file), ("POST", "\(file)/contacts"),
        ("POST", "\(file)/holds"),
        ("POST", "\(file)/overrides"), ("POST", "\(file)/access"), ("PUT", "\(file)/worker"),
        ("POST", "\(site)/sweep"),
        ("POST", "\(site)/rollback"), ("PUT", "\(site)/shadow"), ("POST", "/v1/policies/reload"),
        ("POST", "/v1/candidates"), ("PUT", "/v1/policies/bundle?why=a"),
    ]

    /// Bodies that say nothing anywhere.
    static let bodies: [[UInt8]] = [
        [], Array("null".utf8), Array("[]".utf8), Array("{}".utf8), Array("{".utf8),
        Array("\"".utf8), Array("nul".utf8),
        Array(" \n\n".utf8), [0xEF, 0xBB, 0xBF] + Array("{}".utf8),
        [UInt8](repeating: 0, count: 64),
        [0xFF, 0xFE, 0x7B, 0x00], Array(String(repeating: "[", count: 200_000).utf8),
        Array(String(repeating: #"{"a":"#, count: 100_000).utf8),
        Array(#"{"case_file":1e999999}"#.utf8),
        Array(#"{"case_file":\#(String(repeating: "9", count: 100_000))}"#.utf8),
        Array(#"{"case_file":-0.0e-0}"#.utf8),
        Array(#"{"case_file":"\ud800"}"#.utf8), Array(#"{"\udc00\ud800":1}"#.utf8),
        Array(#"{"a":"\u0000"}"#.utf8),
        Array(#"{"area":"\#(Planted.name)","area":"\#(Planted.number)"}"#.utf8),
        Array(#"{"unknown":"\#(Planted.number)"}"#.utf8),
        Array(#""\#(Planted.number)""#.utf8),
        Array(#"{"a":1}{"b":2}"#.utf8), Array(#"{"a":NaN,"b":Infinity,'c':0x1,}"#.utf8),
        Array("PK\u{3}\u{4}".utf8),
        Array("{\"a\":\"\(String(repeating: "x", count: 300_000))\"}".utf8),
        Array("{\((0..<5_000).map { #""k\#($0)":\#($0)"# }.joined(separator: ","))}".utf8),
    ]

    @Test(arguments: doors.indices)
    func nothingIsBelieved(_ door: Int) async throws {
        let server = try await FuzzServer.shared.value
        let (method, path) = Self.doors[door]
        let type =
            path.hasSuffix("stream")
            ? "application/x-ndjson"
            : path.contains("candidates") || path.contains("bundle")
                ? "application/vnd.accord.bundle" : "application/json"
        for role in ["service", "pjac_worker", "operator", "site_administrator"] {
            for (index, body) in Self.bodies.enumerated() where role == "service" || index < 4 {
                let headers = [
                    ("Authorization", "Bearer \(server.token(role))"), ("Content-Type", type),
                    ("If-Match", #""1""#),
                ]
                let request = RawRequest(method, path, headers, body: body)
                let answers = try await server.attack(
                    request.bytes, "\(method) \(path), body \(index)")
                #expect(answers.count == 1, "\(method) \(path), body \(index)")
            }
        }
        await server.checkAlive(path)
        try server.checkLog()
    }

    /// A good case file in which a value somewhere is another.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aWrongValueAnywhereIsAnsweredInPlace(_ seed: UInt64) async throws {
        let server = try await FuzzServer.shared.value
        let file = try JSONSerialization.jsonObject(with: Data(try await server.caseFile()))
        let places = Self.places(in: file)
        let wrong: [Any] = [
            NSNull(), true, -1, 1e300, 9_007_199_254_740_993, "", Planted.name, Planted.number,
            "2019-02-30", [Any](),
            [[[1]]], [String: Any](), ["a": ["b": 1]], String(repeating: "é", count: 5_000),
            "\u{0}\u{1F}",
        ]
        var random = FuzzRandom(seed: seed)
        for _ in 0..<40 {
            var changed = file
            var told: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = places[Int.random(in: 0..<places.count, using: &random)]
                changed = Self.replacing(
                    changed, place[...], wrong[Int.random(in: 0..<wrong.count, using: &random)])
                told.append(place.joined(separator: "/"))
            }
            let body = try JSONSerialization.data(withJSONObject: ["case_file": changed])
            let path =
                "\(Self.site)/\(["dry-runs", "decisions", "explanations"][Int.random(in: 0..<3, using: &random)])"
            let answer = try await server.ask(
                "POST", path, [("Content-Type", "application/json")], body: Array(body))
            server.check([answer], "seed \(seed) \(told)")
            #expect(
                [200, 400, 404, 422, 403].contains(answer.status),
                "seed \(seed) \(told): \(answer.text.prefix(400))")
        }
        await server.checkAlive("seed \(seed)")
        try server.checkLog()
    }

    /// Every place in a JSON value as a list of keys and indices.
    private static func places(in value: Any) -> [[String]] {
        var found: [[String]] = []
        func walk(_ value: Any, _ path: [String]) {
            if !path.isEmpty { found.append(path) }
            if let object = value as? [String: Any] {
                for key in object.keys.sorted() { object[key].map { walk($0, path + [key]) } }
            } else if let list = value as? [Any] {
                for (index, item) in list.enumerated() { walk(item, path + ["\(index)"]) }
            }
        }
        walk(value, [])
        return found
    }

    private static func replacing(_ value: Any, _ path: ArraySlice<String>, _ new: Any) -> Any {
        guard let key = path.first else { return new }
        if var object = value as? [String: Any], let old = object[key] {
            object[key] = replacing(old, path.dropFirst(), new)
            return object
        }
        if var list = value as? [Any], let index = Int(key), list.indices.contains(index) {
            list[index] = replacing(list[index], path.dropFirst(), new)
            return list
        }
        return value
    }
}
