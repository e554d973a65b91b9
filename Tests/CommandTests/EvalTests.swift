import Foundation
import Testing

@Suite("accord eval: one line in, one line out")
struct EvalTests {
    private let asked = "eval --ndjson --as-of 2019-03-01"

    /// The header and the answers of a run.
    private func answers(_ run: Tool.Run) throws -> (header: [String: Any], lines: [[String: Any]])
    {
        let all = try run.lines.map(object)
        return (try #require(all.first), Array(all.dropFirst()))
    }

    private func code(_ line: [String: Any]) -> String? {
        (line["error"] as? [String: Any])?["code"] as? String
    }

    private func outcomes(_ line: [String: Any]) throws -> [String] {
        let decisions = try #require(line["decisions"] as? [[String: Any]])
        return decisions.flatMap { decision in
            (decision["answers"] as? [[String: Any]] ?? []).map { "\($0["outcome"] ?? "")" }
        }
    }

    @Test func theHeaderSaysWhatDecides() async throws {
        let run = try await Tool.run("\(asked) --site oh-stark --area enforcement")
        let header = try answers(run).header
        #expect(run.status == 0, "\(run.err)")
        #expect(run.lines.count == 1)
        #expect(header["schema_version"] as? Int == 1)
        #expect(header["as_of"] as? String == "2019-03-01")
        #expect(header["areas"] as? [String] == ["enforcement"])
        #expect(header["site"] as? String == "oh-stark")
        #expect((header["host"] as? String)?.hasPrefix("accord ") == true)
        let policies = try #require(header["policies"] as? [String: String])
        #expect(Array(policies.keys) == ["oh-stark"])
        let decided = try await Tool.run(
            "dry-run - --site oh-stark --format ndjson --quiet", input: Tool.sample(1)[0])
        #expect(
            try object(decided.lines[0])["policy_hash"] as? String == policies["oh-stark"])
        let all = try answers(await Tool.run("eval --quiet")).header
        #expect((all["policies"] as? [String: String])?.count == 6)
        #expect(all["as_of"] == nil)
    }

    /// Every file is answered with what a dry run says, in the order of the lines.
    @Test func decidesLikeADryRun() async throws {
        let cases = try await Tool.sample(12)
        let text = cases.joined(separator: "\n") + "\n"
        let run = try await Tool.run("\(asked) --facts", input: text)
        #expect(run.status == 0, "\(run.err)")
        let lines = try answers(run).lines
        #expect(lines.map { $0["line"] as? Int } == Array(1...12))
        let dry = try await Tool.run(
            "dry-run - --as-of 2019-03-01 --format ndjson --quiet", input: text)
        let decisions = lines.flatMap { $0["decisions"] as? [[String: Any]] ?? [] }
        #expect(decisions.count == dry.lines.count && decisions.count > 36)
        for (decision, line) in zip(decisions, dry.lines) {
            #expect(
                NSDictionary(dictionary: decision) == NSDictionary(dictionary: try object(line)))
        }
        // Without the facts a line is shorter, and says and does the same.
        let short = try await Tool.run(asked, input: text)
        #expect(try answers(short).lines.map(outcomes) == lines.map(outcomes))
        #expect(short.out.contains("staff_words") && !short.out.contains("not_reached"))
    }

    @Test func everyLineIsCanonicalAndAnyNumberOfThreadsGivesTheSame() async throws {
        let cases = try await Tool.sample(90, seed: 8)
        let text = cases.joined(separator: "\n") + "\n{]\n"
        let one = try await Tool.run("\(asked) --threads 1", input: text)
        for threads in [2, 5] {
            let many = try await Tool.run("\(asked) --threads \(threads)", input: text)
            #expect(many.out == one.out, "\(threads)")
            #expect(many.status == 1)
        }
        for line in one.lines {
            let again = try JSONSerialization.data(
                withJSONObject: try object(line), options: [.sortedKeys, .withoutEscapingSlashes])
            #expect(String(decoding: again, as: UTF8.self) == line)
        }
    }

    // MARK: Bad lines

    @Test func aBadLineFailsAlone() async throws {
        let good = try await Tool.sample(3)
        let wrong = good[1].replacing("\"file_id\"", with: "\"fileid\"")
        let elsewhere = good[1].replacing("\"site\":\"", with: "\"site\":\"x")
        let text = [good[0], "{\"a\":", wrong, good[1], elsewhere, "[]", good[2]]
            .joined(separator: "\n")
        let run = try await Tool.run(asked, input: text)
        #expect(run.status == 1)
        #expect(run.err.contains("7 lines, ") && run.err.contains(", 4 lines failed"), "\(run.err)")
        let lines = try answers(run).lines
        #expect(lines.map { $0["line"] as? Int } == Array(1...7))
        #expect(
            lines.map(code) == [
                nil, "line.refused", "line.refused", nil, "line.refused", "line.refused", nil,
            ])
        let alone = try answers(await Tool.run(asked, input: good.joined(separator: "\n"))).lines
        for (index, other) in [(0, 0), (3, 1), (6, 2)] {
            #expect(try outcomes(lines[index]) == outcomes(alone[other]))
        }
        let error = try #require(lines[2]["error"] as? [String: Any])
        let problems = try #require(error["problems"] as? [[String: Any]])
        let misspelt = try #require(problems.first { $0["path"] as? String == "fileid" })
        #expect(misspelt["code"] as? String == "field.unknown")
        #expect(misspelt["suggestion"] as? String == "file_id")
        #expect(misspelt["column"] as? Int != nil)
    }

    /// Blank lines, line ends of other systems and a missing last newline change no answer.
    @Test(arguments: ["\n", "\r\n"])
    func blankLinesAreAnsweredByNothing(_ end: String) async throws {
        let good = try await Tool.sample(2)
        let text = ["", good[0], "  \t", "", good[1]].joined(separator: end)
        for input in [text, text + end] {
            let run = try await Tool.run(asked, input: input)
            #expect(run.status == 0, "\(run.err)")
            let lines = try answers(run).lines
            #expect(lines.map { $0["line"] as? Int } == Array(1...5))
            let counts = lines.map { ($0["decisions"] as? [Any])?.count ?? -1 }
            #expect(counts[0] == 0 && counts[2] == 0 && counts[3] == 0, "\(counts)")
            #expect(counts[1] > 0 && counts[4] > 0, "\(counts)")
        }
    }

    @Test func brokenUTF8IsAnErrorOfItsLine() async throws {
        let folder = try TemporaryFolder()
        let good = try await Tool.sample(1)[0]
        var bytes = Array(good.replacing("\"file_id\":\"", with: "\"file_id\":\"\u{1}").utf8)
        bytes[try #require(bytes.firstIndex(of: 1))] = 0xFF
        let file = folder.url.appendingPathComponent("cases.ndjson")
        try Data(bytes + [10] + Array(good.utf8)).write(to: file)
        let run = try await Tool.run("\(asked) \(file.path)")
        #expect(run.status == 1)
        let lines = try answers(run).lines
        #expect(lines.map(code) == ["line.refused", nil])
        let error = try #require(lines[0]["error"] as? [String: Any])
        let problems = try #require(error["problems"] as? [[String: Any]])
        #expect(problems.first?["code"] as? String == "json.text")
    }

    /// A line of 400 MB in 700 MB of address space: it is passed over, and never held.
    @Test func aLineLongerThanMemoryIsPassedOver() async throws {
        let folder = try TemporaryFolder()
        let good = try await Tool.sample(1)[0]
        try folder.write("good", good)
        let script = """
            ulimit -v 700000
            (head -c 400000000 /dev/zero | tr '\\0' '{'; echo; cat \(folder.path("good"))) \
            | '\(Tool.executable.path)' \(asked) --threads 1 --quiet > \(folder.path("out"))
            """
        let run = try await shell(script)
        #expect(run.status == 1, "\(run.err)")
        let lines = try folder.read("out").split(separator: "\n").dropFirst().map {
            try object(String($0))
        }
        #expect(lines.map(code) == ["line.too-long", nil])
        #expect(try !outcomes(lines[1]).isEmpty)
    }

    /// A site that does not load fails its own lines and no others.
    @Test func aSiteThatDoesNotLoadFailsItsOwnLines() async throws {
        let policies = try TemporaryFolder.copyOfPolicies()
        try policies.write("policies/sites/oh-stark/enforcement.lua", "return {")
        let stark = try await Tool.run("sample --cases 1 --site oh-stark").lines[0]
        let muskegon = try await Tool.run("sample --cases 1 --site mi-muskegon").lines[0]
        let run = try await Tool.run(
            asked, input: [stark, muskegon].joined(separator: "\n"), root: policies.url)
        #expect(run.status == 1)
        let (header, lines) = try answers(run)
        #expect((header["policies"] as? [String: Any])?["oh-stark"] == nil)
        #expect(lines.map(code) == ["line.site-not-loaded", nil])
        let alone = try await Tool.run("\(asked) --site oh-stark", root: policies.url)
        #expect(alone.status == 78 && alone.out.isEmpty)
    }

    // MARK: The stream

    @Test func severalFilesAreOneStream() async throws {
        let folder = try TemporaryFolder()
        let cases = try await Tool.sample(4)
        try folder.write("a", cases[0] + "\n" + cases[1])
        try folder.write("b", cases[2] + "\n")
        let one = try await Tool.run(asked, input: cases.joined(separator: "\n"))
        let three = try await Tool.run(
            "\(asked) \(folder.path("a")) \(folder.path("b")) -", input: cases[3])
        #expect(three.status == 0, "\(three.err)")
        #expect(three.out == one.out)
    }

    /// Whoever writes one line and waits gets the answer at once.
    @Test(.timeLimit(.minutes(2)))
    func aLineIsAnsweredBeforeTheNextOneComes() async throws {
        let cases = try await Tool.sample(3)
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Tool.executable
        process.arguments = ["eval", "--quiet"]
        process.environment = ["ACCORD_ROOT": Tool.root.path]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        var answered = Data()
        func line() throws -> [String: Any] {
            while true {
                if let end = answered.firstIndex(of: 10) {
                    defer { answered = Data(answered[(end + 1)...]) }
                    return try object(String(decoding: answered[..<end], as: UTF8.self))
                }
                let more = output.fileHandleForReading.availableData
                try #require(!more.isEmpty, "the answers end too early")
                answered += more
            }
        }
        #expect(try line()["policies"] != nil)
        for (index, text) in cases.enumerated() {
            input.fileHandleForWriting.write(Data((text + "\n").utf8))
            #expect(try line()["line"] as? Int == index + 1)
        }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func aReaderThatGoesAwayEndsItQuietly() async throws {
        let folder = try TemporaryFolder()
        try folder.write("cases", try await Tool.sample(20).joined(separator: "\n") + "\n")
        let script = """
            (for i in 1 2 3 4 5 6 7 8 9 10; do cat \(folder.path("cases")); done) \
            | ('\(Tool.executable.path)' \(asked); echo $? > \(folder.path("status"))) | head -2
            """
        let run = try await shell(script)
        #expect(run.lines.count == 2)
        #expect(run.err.isEmpty, "\(run.err)")
        #expect(try folder.read("status") == "0\n")
    }

    @Test func anOutputThatIsFullIsAFailure() async throws {
        let run = try await shell(
            "'\(Tool.executable.path)' \(asked) < /dev/null > /dev/full")
        #expect(run.status == 74)
        #expect(run.err.contains("cannot write"), "\(run.err)")
    }

    @Test(arguments: [
        ("eval --threads 0", 64), ("eval --site oh-starck", 64), ("eval --format json", 64),
        ("eval --site oh-stark --area work_search", 64), ("eval nowhere.ndjson", 66),
        ("eval /tmp", 66),
    ])
    func wrongUseWritesNoLine(_ line: String, _ status: Int) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == status, "\(run.err)")
        #expect(run.out.isEmpty && !run.err.isEmpty)
    }

    private func shell(_ script: String) async throws -> Tool.Run {
        try await Tool.run(["-c", script], executable: URL(fileURLWithPath: "/bin/bash"))
    }
}
