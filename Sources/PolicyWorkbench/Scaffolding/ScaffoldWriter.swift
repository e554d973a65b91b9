import Foundation
import Glibc

/// Writes the files of a scaffold below a root folder: all of them, or none.
public struct ScaffoldWriter {
    private let root: URL

    /// Creates a writer for the folder that holds `policies` and `site-configs`.
    public init(root: String) {
        self.root = URL(fileURLWithPath: root)
    }

    /// Refuses a scaffold whose new files exist already, naming them.
    ///
    /// - Throws: ``ScaffoldProblem``.
    public func check(_ scaffold: Scaffold) throws(ScaffoldProblem) {
        let taken = scaffold.files.filter { $0.replaces == nil && exists($0.path) }.map(\.path)
        guard taken.isEmpty else {
            throw ScaffoldProblem(
                .exists,
                taken.map { "\($0) exists already" }.joined(separator: "\n")
                    + "\nnothing was written; move what is there away first")
        }
    }

    /// Writes every file.
    ///
    /// Each is written beside its place first. If one can't be, those in place are taken back.
    /// - Throws: ``ScaffoldProblem``; then nothing has changed.
    public func write(_ scaffold: Scaffold) throws(ScaffoldProblem) {
        try check(scaffold)
        var undo: [() -> Void] = []
        do {
            for file in scaffold.files { try place(file, &undo) }
        } catch {
            for step in undo.reversed() { step() }
            if let problem = error as? ScaffoldProblem { throw problem }
            throw ScaffoldProblem(.inputOutput, "\(error); nothing was written")
        }
    }

    private func place(_ file: Scaffold.File, _ undo: inout [() -> Void]) throws {
        let target = root.appendingPathComponent(file.path)
        try makeFolder(target.deletingLastPathComponent(), &undo)
        let draft = target.deletingLastPathComponent().appendingPathComponent(
            ".\(target.lastPathComponent).new")
        undo.append { try? FileManager.default.removeItem(at: draft) }
        try Data(file.text.utf8).write(to: draft)
        if let before = file.replaces {
            guard FileManager.default.contents(atPath: target.path) == Data(before.utf8) else {
                throw ScaffoldProblem(
                    .exists, "\(file.path) was changed meanwhile; nothing was written")
            }
            guard rename(draft.path, target.path) == 0 else { throw refused(file.path) }
            undo.append { try? Data(before.utf8).write(to: target, options: .atomic) }
        } else {
            // A link is made only where nothing is, whoever else may be writing.
            guard link(draft.path, target.path) == 0 else { throw refused(file.path) }
            undo.append { try? FileManager.default.removeItem(at: target) }
            try FileManager.default.removeItem(at: draft)
        }
    }

    private func makeFolder(_ folder: URL, _ undo: inout [() -> Void]) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else { return }
        try makeFolder(folder.deletingLastPathComponent(), &undo)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        undo.append { rmdir(folder.path) }
    }

    private func refused(_ path: String) -> ScaffoldProblem {
        let reason = String(cString: strerror(errno))
        return ScaffoldProblem(.inputOutput, "\(path): \(reason); nothing was written")
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }
}
