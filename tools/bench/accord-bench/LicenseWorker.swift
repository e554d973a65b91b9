import CaseModel
import Glibc

/// Answers a comparison of engines: decides the given cases on request and says how long it took.
///
/// The comparison lets engines take turns, each in a process of its own. A line on standard input
/// asks for one pass; the answer is one line of JSON, except for `answers`, which gives one line a
/// case.
///
///     parsed 10000     the first 10,000 cases, read before:   {"ns":…}
///     json 10000       from JSON text to JSON text:           {"ns":…}
///     answers 10000    what the decision comes to
enum LicenseWorker {
    static func run(root: String, inputs path: String) throws {
        let input = try LicenseInput(root: root, count: 0)
        var service = try LicenseService(input)
        let texts = try contents(of: path).split(separator: "\n").map { Array($0.utf8) }
        let reader = CaseFileReader()
        let cases = try texts.map { try reader.read(BenchCase.self, from: $0) }
        print(#"{"ready":true,"version":"this build"}"#)
        fflush(nil)
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count == 2, let asked = Int(words[1]) else {
                throw BenchFailure("the worker was asked for `\(line)`")
            }
            let count = min(asked, cases.count)
            let started = processMilliseconds()
            switch words[0] {
            case "parsed": for index in 0..<count { keep(try service.decide(cases[index])) }
            case "json": for index in 0..<count { keep(try service.decide(json: texts[index])) }
            case "answers":
                for index in 0..<count {
                    print(String(decoding: try service.decide(json: texts[index]), as: UTF8.self))
                }
            default: throw BenchFailure("the worker was asked for `\(line)`")
            }
            if words[0] != "answers" {
                print(#"{"ns":\#(Int((processMilliseconds() - started) * 1_000_000))}"#)
            }
            fflush(nil)
        }
    }
}
