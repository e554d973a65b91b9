import PolicyWorkbench
public import ServiceLifecycle
import Synchronization

/// Watches the source of a desk and asks for a reload whenever it changes.
///
/// Files are looked at when the system says that something changed beside them, and every interval
/// besides, because not every file system says so. An address is asked every interval.
public struct PolicyWatch: Service {
    private let desk: PolicyDesk
    private let interval: Duration

    /// Creates a watch.
    ///
    /// - Parameters:
    ///   - desk: The desk, which must have started.
    ///   - interval: How often to look; every 5 seconds if not said.
    public init(_ desk: PolicyDesk, every interval: Duration = .seconds(5)) {
        self.desk = desk
        self.interval = interval
    }

    /// Watches until a graceful shutdown; an attempt that runs is brought to its end.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            if case .url = desk.options.source { await poll() } else { await watch() }
        }
    }

    private func poll() async {
        while (try? await Task.sleep(for: interval)) != nil {
            await desk.poll()
        }
    }

    private func watch() async {
        let (rings, ring) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let bell = FolderBell(ring)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while (try? await Task.sleep(for: interval)) != nil { ring.yield() }
                ring.finish()
            }
            ring.yield()
            for await _ in rings {
                // Listen first: what changes after the look rings again.
                bell?.listen(to: desk.foldersOfSource())
                if desk.sourceHasChanged() { await desk.reload(why: .fileChange, by: "watch") }
                // A folder that is written to all the time must not keep a processor busy.
                if (try? await Task.sleep(for: .milliseconds(25))) == nil { break }
            }
            group.cancelAll()
        }
    }
}

extension PolicyDesk {
    /// Whether the source's files look other than when they were read.
    func sourceHasChanged() -> Bool {
        reader.listing() != records.withLock(\.listing)
    }

    /// The folders in which a change of the source shows.
    func foldersOfSource() -> Set<String> { reader.listing()?.folders ?? [] }
}
