import AccordService
import Foundation
import Glibc
import Logging
import PolicyHost
import ServiceLifecycle
import Testing

@Suite("Watching the source")
struct PolicyWatchTests {
    /// Runs a watch while something is done, and shuts it down.
    func watching(_ desk: Desk, every interval: Duration, _ body: () async throws -> Void)
        async throws
    {
        let group = ServiceGroup(
            services: [PolicyWatch(desk.desk, every: interval)], logger: Logger(label: "test"))
        let running = Task { try await group.run() }
        try await body()
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test("a file that is saved is noticed, by the system's word or by looking")
    func saved() async throws {
        for interval in [Duration.seconds(3600), .milliseconds(20)] {
            let desk = try await Desk.started()
            try await watching(desk, every: interval) {
                try desk.place.write(TwoSites.tree(days: 31))
                let hash = TwoSites.hash(TwoSites.tree(days: 31))
                #expect(await eventually { desk.stark == hash })
                // A file in a folder that was not there before is heard as well.
                var tree = TwoSites.tree(days: 31)
                tree.files["policies/states/oh/outreach.lua"] =
                    "local policy = accord.policy { area = \"outreach\", api = 1 }\n\nreturn policy\n"
                try desk.place.write(tree)
                let other = TwoSites.hash(tree)
                #expect(await eventually { desk.stark == other })
            }
            #expect(desk.recorded.all.dropFirst().allSatisfy { $0.cause == .fileChange })
        }
    }

    @Test("a change between the start and the watch is noticed")
    func changedBefore() async throws {
        let desk = try await Desk.started()
        try desk.place.write(TwoSites.tree(days: 31))
        try await watching(desk, every: .seconds(3600)) {
            let hash = TwoSites.hash(TwoSites.tree(days: 31))
            #expect(await eventually { desk.stark == hash })
        }
    }

    @Test("a link that is turned is noticed")
    func link() async throws {
        let place = try Place()
        try place.write(TwoSites.tree(), "v1")
        try place.write(TwoSites.tree(days: 31), "v2")
        symlink("v1", place.path("current"))
        let desk = Desk(place, .folder(place.path("current")))
        await desk.desk.start()
        try await watching(desk, every: .seconds(3600)) {
            symlink("v2", place.path("new"))
            rename(place.path("new"), place.path("current"))
            let hash = TwoSites.hash(TwoSites.tree(days: 31))
            #expect(await eventually { desk.stark == hash })
        }
    }

    @Test("a bundle that is replaced is noticed, and nothing is tried while nothing changes")
    func bundle() async throws {
        let place = try Place()
        let path = place.path("one.accord")
        try TwoSites.bundle(TwoSites.tree()).write(to: path)
        let desk = Desk(place, .bundle(path))
        await desk.desk.start()
        try await watching(desk, every: .milliseconds(10)) {
            try await Task.sleep(for: .milliseconds(200))
            #expect(desk.recorded.all.count == 1)
            try TwoSites.bundle(TwoSites.tree(days: 31)).write(to: path)
            let hash = TwoSites.hash(TwoSites.tree(days: 31))
            #expect(await eventually { desk.stark == hash })
        }
    }

    @Test("an address is asked from time to time")
    func address() async throws {
        let server = PolicyServer()
        server.serve(try TwoSites.bytes(TwoSites.tree()), at: "/one.accord")
        try await server.run { address in
            let desk = Desk(try Place(), .url(address + "/one.accord"))
            await desk.desk.start()
            let changed = try TwoSites.bytes(TwoSites.tree(days: 31))
            try await PolicyWatchTests().watching(desk, every: .milliseconds(20)) {
                server.serve(changed, at: "/one.accord")
                let hash = TwoSites.hash(TwoSites.tree(days: 31))
                #expect(await eventually { desk.stark == hash })
            }
        }
    }
}
