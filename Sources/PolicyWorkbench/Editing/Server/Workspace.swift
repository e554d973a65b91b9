import CaseModel
import Foundation
import PolicyHost

/// The policies as the editor shows them: what is on disk, with the open files laid over it.
final class Workspace {
    /// A file that is open in the editor.
    struct Document {
        var path: String
        var text: String
    }

    let root: String
    /// The open files by their URI as the editor wrote it.
    private(set) var documents: [String: Document] = [:]
    private var saved = PolicyTree(files: [:])
    private var known: Knowledge?
    private(set) var version = 0

    init(root: String) {
        self.root = root
        readDisk()
    }

    /// Reads the files again; what can't be read is left as it was.
    func readDisk() {
        if let tree = try? PolicyTree(root: root) { saved = tree }
        version += 1
    }

    func open(_ uri: String, _ text: String) {
        guard let path = path(of: uri) else { return }
        documents[uri] = Document(path: path, text: text)
        version += 1
    }

    func change(_ uri: String, _ changes: [JSONValue]) {
        guard var document = documents[uri] else { return }
        for change in changes { document.text = TextLines(document.text).applying(change) }
        documents[uri] = document
        version += 1
    }

    func close(_ uri: String) {
        documents[uri] = nil
        version += 1
    }

    /// The files with the open ones laid over them.
    var tree: PolicyTree {
        var tree = saved
        for document in documents.values { tree.files[document.path] = document.text }
        return tree
    }

    /// The text of a file, as the editor shows it.
    func text(_ path: String) -> String? {
        documents.values.first { $0.path == path }?.text ?? saved.files[path]
    }

    /// Everything known about the files as they are now.
    func now() -> Knowledge {
        if let known, known.version == version { return known }
        let made = Knowledge(version: version, tree: tree, before: known)
        known = made
        return made
    }

    /// What was known last: good enough while somebody types.
    func lately() -> Knowledge { known ?? now() }

    /// The path of a URI below the root; nil if it is elsewhere or no policy file.
    func path(of uri: String) -> String? {
        guard uri.hasPrefix("file://"), let url = URL(string: uri) else { return nil }
        let path = url.standardizedFileURL.path
        let base = URL(fileURLWithPath: root).standardizedFileURL.path
        guard path.hasPrefix(base + "/") else { return nil }
        let inside = String(path.dropFirst(base.count + 1))
        guard inside.hasPrefix("policies/") || inside.hasPrefix("site-configs/"),
            inside.hasSuffix(".lua") || inside.hasSuffix(".yaml")
        else { return nil }
        return inside
    }

    /// The URI of a path, as the editor wrote it if the file is open.
    func uri(of path: String) -> String {
        documents.first { $0.value.path == path }?.key
            ?? URL(fileURLWithPath: root).appendingPathComponent(path).absoluteString
    }
}
