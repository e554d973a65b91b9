import Foundation
import Glibc

/// Rings when the system says that something changed in one of some folders.
///
/// The bell only says when to look. Not every file system tells (those of networks do not), so who
/// waits for it must look from time to time as well.
final class FolderBell {
    private let file: Int32
    private let source: any DispatchSourceRead

    /// Creates a bell that rings into a stream.
    ///
    /// - Returns: Nil if the system has no more of them.
    init?(_ ring: AsyncStream<Void>.Continuation) {
        file = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard file >= 0 else { return nil }
        source = DispatchSource.makeReadSource(fileDescriptor: file, queue: .global())
        let file = file
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 16 << 10)
            while read(file, &buffer, buffer.count) > 0 {}
            ring.yield()
        }
        source.setCancelHandler { close(file) }
        source.activate()
    }

    deinit {
        source.cancel()
    }

    /// Listens to folders as well; to one that was heard already nothing changes.
    func listen(to folders: Set<String>) {
        let events =
            IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB
            | IN_DELETE_SELF | IN_MOVE_SELF
        for folder in folders {
            _ = inotify_add_watch(file, folder, UInt32(events) | UInt32(IN_ONLYDIR))
        }
    }
}
