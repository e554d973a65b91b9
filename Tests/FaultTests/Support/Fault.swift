import Foundation
import Testing

/// What is to befall the files of a store under a program that is not told; see `Shim/faults.c`.
struct Fault {
    enum Kind: String, CaseIterable {
        /// The process is killed.
        case kill
        /// What was not synced is lost, kept or torn, by chance, and the process is killed.
        case power
        /// From then on there is no room.
        case full
        /// The process is stopped.
        case stop
    }

    var kind: Kind
    /// The number of the call to the system before which it strikes, from one.
    var call: Int

    /// The library that does it, built once.
    private static let library: (scratch: Scratch, path: String)? = {
        guard let scratch = try? Scratch() else { return nil }
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Shim/faults.c")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "cc", "-O1", "-shared", "-fPIC", "-o", scratch.path("faults.so"), source.path, "-ldl",
        ]
        guard (try? compiler.run()) != nil else { return nil }
        compiler.waitUntilExit()
        return compiler.terminationStatus == 0 ? (scratch, scratch.path("faults.so")) : nil
    }()

    /// The variables with which a program meets the fault at a store.
    func environment(for store: String) throws -> [String: String] {
        let library = try #require(
            Self.library, "the library of faults can't be built: is there a C compiler `cc`?")
        return [
            "LD_PRELOAD": library.path, "FAULT_PATH": store,
            "FAULT_KIND": kind.rawValue, "FAULT_AT": String(call), "FAULT_SEED": String(call),
            "FAULT_COUNT": store + ".calls",
        ]
    }

    /// How many calls a program has made that came to its end.
    static func calls(at store: String) -> Int {
        let text = try? String(contentsOfFile: store + ".calls", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .newlines)) } ?? 0
    }
}
