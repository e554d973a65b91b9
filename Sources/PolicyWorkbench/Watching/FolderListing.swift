import Foundation
import Glibc

/// Every policy file below a root folder with its size, time of change and place on the disk.
///
/// Two equal listings mean that no file was written, replaced, added or taken away between them.
/// Links are followed, so that a link that is turned to another version shows as well.
public struct FolderListing: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            size = Int(status.st_size)
            seconds = Int(status.st_mtim.tv_sec)
            nanoseconds = Int(status.st_mtim.tv_nsec)
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private var entries: [String: Entry] = [:]
    /// The folders in which a file may appear or be turned to another, without links.
    public private(set) var folders: Set<String> = []

    /// Lists the folders `policies` and `site-configs` below a root folder.
    public init(root: String) {
        addPlace(root)
        folders.insert(Self.resolved(root))
        for top in ["policies", "site-configs"] {
            let path = "\(root)/\(top)"
            addPlace(path)
            walk(path, depth: 0)
        }
    }

    /// Lists one file.
    public init(file: String) {
        addPlace(file)
        folders.insert(Self.folder(of: file))
        add(file)
    }

    /// Whether nothing was found at all.
    public var isEmpty: Bool { entries.isEmpty }

    private static let deepest = 24

    private mutating func walk(_ path: String, depth: Int) {
        guard depth < Self.deepest,
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { return }
        folders.insert(Self.resolved(path))
        for name in names {
            let place = "\(path)/\(name)"
            if name.hasSuffix(".lua") || name.hasSuffix(".yaml") || name.hasSuffix(".csv") {
                add(place)
            } else {
                var status = stat()
                let isFolder =
                    stat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
                if isFolder { walk(place, depth: depth + 1) }
            }
        }
    }

    private mutating func add(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        entries[path] = Entry(status)
    }

    /// Keeps where a path leads, and the folders in which one of its links may be turned.
    private mutating func addPlace(_ path: String) {
        var place = path
        for _ in 0..<8 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place)
            else { break }
            folders.insert(Self.folder(of: place))
            place =
                target.hasPrefix("/")
                ? target
                : URL(fileURLWithPath: place).deletingLastPathComponent().path + "/" + target
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        // Of a folder only which one it is counts: its time changes with every editor's own file.
        status.st_size = 0
        status.st_mtim = timespec()
        entries[path + "/"] = Entry(status)
    }

    private static func folder(of path: String) -> String {
        resolved(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
