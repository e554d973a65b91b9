import LuaHost
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A script that shows everything a policy could see differ between runs.
private let observing = """
    local t = {}
    for _, name in ipairs({ "delta", "alpha", "echo", "bravo", "charlie", "foxtrot" }) do t[name] = #name end
    t[3], t[1], t[2.5], t[-1], t[true], t[false] = "c", "a", "b", "z", 1, 0
    return function(case)
      local seen = {}
      local function see(...) for i = 1, select("#", ...) do seen[#seen + 1] = tostring((select(i, ...))) end end
      for key, value in pairs(t) do see(key, value) end
      local mine = { x = 1, y = 2, zebra = 3, [10] = 4, [2] = 5 }
      mine.y = nil
      for key in pairs(mine) do see(key) end
      local rows = {}
      for i = 1, 300 do rows[i] = { key = i % 7, place = i } end
      table.sort(rows, function(a, b) return a.key < b.key end)
      local order = 0
      for _, row in ipairs(rows) do order = (order * 31 + row.place) % 1000003 end
      see(order)
      see(0 / 0, -(0 / 0), 1 / 0, -1 / 0, 1e100, 0.1, 10 / 2, 3 // 2, -3 // 2, 7 % -3, 2.5 // 1, -0.0)
      see(string.format("%5.2f|%g|%e|%d|%x|%-6s|%06.2f|%+d|%c", 1 / 3, 1e15, 12345.678, -7, 255, "ab", 3.14159, 5, 65))
      see({}, see, case, case.contacts, case.arrears, case.opened_on, case.share, type(nil))
      see(table.concat({ 1, 2.5, "x" }, ";"), ("ÄäZz"):upper(), ("ÄäZz"):lower(), "a" < "B", "Z" < "a")
      return table.concat(seen, " ")
    end
    """

@Suite struct DeterminismTests {
    private static let expected = """
        -1 z 1 a 2.5 b 3 c alpha 5 bravo 5 charlie 7 delta 5 echo 4 foxtrot 7 false 0 true 1 2 10 x zebra \
        798729 nan nan inf -inf 1e+100 0.1 5.0 1 -2 -2 2.0 -0.0  0.33|1e+15|1.234568e+04|-7|ff|ab    |003.14|+5|A \
        table function record list $1,234.56 2024-02-09 25% nil 1;2.5;x ÄäZZ Ääzz false true
        """

    /// Every state has a hash seed of its own, so many states stand for many processes.
    @Test func everyStateShowsTheSame() throws {
        var answers: Set<String> = []
        for _ in 0..<30 {
            guard case .text(let text) = try Rig(observing).answer() else { continue }
            answers.insert(text)
        }
        #expect(answers == [DeterminismTests.expected])
    }

    @Test func aSecondLookShowsTheSame() throws {
        let rig = try Rig(observing)
        let first = try rig.answer()
        for _ in 0..<20 { #expect(try rig.answer() == first) }
    }

    @Test func sortKeepsEqualElementsInOrder() throws {
        let rig = try Rig(
            """
            return function()
              local rows = {}
              for i = 1, 1000 do rows[i] = { key = i % 5, place = i } end
              table.sort(rows, function(a, b) return a.key < b.key end)
              for i = 2, 1000 do
                local a, b = rows[i - 1], rows[i]
                if a.key > b.key or (a.key == b.key and a.place >= b.place) then return false end
              end
              local words = { "b", "a", "C", "ä", "10", "9", "" }
              table.sort(words)
              return table.concat(words, ",") == ",10,9,C,a,b,ä"
            end
            """)
        #expect(try rig.answer() == .bool(true))
    }

    @Test func answersAreSortedByTheBytesOfTheirKeys() throws {
        let answer = try Rig(asking: "{ b = 1, a = 2, B = 3, ['ä'] = 4, [10] = 5, [9] = 6 }")
            .answer()
        guard case .map(let entries) = answer else { return }
        #expect(entries.map(\.key) == ["9", "10", "B", "a", "b", "ä"])
    }

    /// Runs this test program again in processes of its own, whose address space differs.
    @Test func everyProcessShowsTheSame() throws {
        guard case .text(let here) = try Rig(observing).answer() else { return }
        if let path = getenv("LUAHOST_SHOW") {
            guard let file = fopen(path, "w") else { return }
            fputs(here, file)
            fclose(file)
            return
        }
        let arguments = CommandLine.arguments + ["--filter", "everyProcessShowsTheSame"]
        for number in 0..<3 {
            let path = "/tmp/luahost-show-\(getpid())-\(number)"
            defer { unlink(path) }
            try #require(run(arguments, environment: ["LUAHOST_SHOW=\(path)"]) == 0)
            #expect(contents(of: path) == here)
        }
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[0..<count], as: UTF8.self)
    }

    private func run(_ arguments: [String], environment: [String]) -> Int32 {
        var inherited: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let entry = next.pointee {
            inherited.append(entry)
            next += 1
        }
        let own = environment.map { strdup($0) }
        let words = arguments.map { strdup($0) }
        defer { for text in own + words { free(text) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var child: pid_t = 0
        let status = posix_spawn(
            &child, "/proc/self/exe", &actions, nil, words + [nil], own + inherited + [nil])
        guard status == 0 else { return status }
        var result: Int32 = 0
        waitpid(child, &result, 0)
        return result
    }
}
