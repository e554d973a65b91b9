import CaseModel
import Crypto
import Foundation

/// The text of every file under `policies/` and `site-configs/`, read once.
///
/// Loading works on this snapshot alone, so that a half-saved edit can't mix two versions.
public struct PolicyTree: Sendable {
    /// File contents by path relative to the root, such as `policies/federal/enforcement.lua`.
    public var files: [String: String]

    /// Makes a tree of files in memory.
    public init(files: [String: String]) {
        self.files = files
    }

    /// Reads the folders `policies` and `site-configs` below a root folder.
    ///
    /// - Throws: ``PolicyProblem`` if a folder is missing or a file is not UTF-8 text.
    public init(root: String) throws {
        files = [:]
        for top in ["policies", "site-configs"] {
            // A folder that is a link is followed: configuration volumes and release scripts swap
            // whole trees so. It is resolved once, so that a swap can't mix two trees.
            let folder = URL(fileURLWithPath: root).appendingPathComponent(top)
                .resolvingSymlinksInPath()
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
                isFolder.boolValue, let walker = FileManager.default.enumerator(atPath: folder.path)
            else {
                throw PolicyProblem(
                    code: "tree.missing", message: "there is no folder `\(top)` here", file: top,
                    suggestion: "run accord from the repository, or pass --root FOLDER")
            }
            for case let name as String in walker
            where name.hasSuffix(".lua") || name.hasSuffix(".yaml") || name.hasSuffix(".csv") {
                let path = "\(top)/\(name)"
                guard let data = FileManager.default.contents(atPath: folder.path + "/" + name),
                    let text = String(validating: data, as: UTF8.self)
                else {
                    throw PolicyProblem(
                        code: "tree.not-text", message: "the file is not UTF-8 text", file: path)
                }
                files[path] = text
            }
        }
    }

    /// The ids of the sites that have a config, sorted.
    public var sites: [String] { folders(in: "site-configs") }

    /// The states that have a layer of their own, by their two letters, sorted.
    public var states: [String] { folders(in: "policies/states") }

    /// The names of the folders inside a folder, sorted.
    public func folders(in folder: String) -> [String] {
        var names: Set<String> = []
        for path in files.keys where path.hasPrefix(folder + "/") {
            let parts = path.dropFirst(folder.count + 1).split(separator: "/")
            if parts.count > 1 { names.insert(String(parts[0])) }
        }
        return names.sorted()
    }

    /// Paths directly inside a folder with a given ending, sorted.
    public func paths(in folder: String, ending: String) -> [String] {
        files.keys.filter { path in
            path.hasPrefix(folder + "/") && path.hasSuffix(ending)
                && !path.dropFirst(folder.count + 1).contains("/")
        }.sorted()
    }

    /// SHA-256 over the given files, their names and contents, in hexadecimal.
    func hash(of paths: [String]) -> String {
        var hasher = SHA256()
        for path in paths.sorted() {
            let text = files[path] ?? ""
            hasher.update(data: Array("\(path)\u{0}\(text.utf8.count)\u{0}".utf8))
            hasher.update(data: Array(text.utf8))
        }
        return [UInt8](hasher.finalize()).hexadecimal
    }
}

/// SHA-256 in the one spelling used everywhere.
public enum Digest {
    /// The digest of some bytes in lower-case hexadecimal.
    public static func sha256(_ bytes: [UInt8]) -> String {
        [UInt8](SHA256.hash(data: bytes)).hexadecimal
    }
}
