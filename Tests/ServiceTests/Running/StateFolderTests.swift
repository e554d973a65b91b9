import Foundation
import Glibc
import Testing

@testable import AccordService

@Suite("The state folder")
struct StateFolderTests {
    private func settings(_ place: Place) -> ServiceSettings {
        var settings = ServiceSettings()
        settings.address.port = 0
        settings.policies = place.path("root")
        settings.store = place.path("store.sqlite")
        return settings
    }

    @Test(
        "a second service with the same state folder or store does not start, and says who holds it",
        // One that starts would serve without end.
        .timeLimit(.minutes(1)), arguments: ["--state", "--store"])
    func held(shared: String) async throws {
        let place = try Place()
        let settings = settings(place)
        let holder = try ServiceFolder(settings, isDemo: false)
        #expect(holder.state == place.path("store.sqlite-policies"))
        var other = settings
        if shared == "--state" {
            other.store = place.path("other.sqlite")
            other.state = holder.state
        } else {
            other.state = place.path("other-policies")
        }
        let second = AccordServer(settings: other, isDemo: true)
        let failure = await #expect(throws: AccordServer.StartFailure.self) {
            try await second.run()
        }
        #expect(failure?.exitCode == 69)
        let told = failure?.description ?? ""
        let held = shared == "--state" ? holder.state : holder.store
        #expect(told.contains(" \(held) ") && told.contains(shared))
        #expect(told.firstMatch(of: /process (\d+) of .* since 20\d\d-\d\d-/)?.1 == "\(getpid())")
        #expect(!FileManager.default.fileExists(atPath: other.store))
        withExtendedLifetime(holder) {}
    }

    @Test("a folder that is free again is taken, though the file is still there")
    func free() throws {
        let place = try Place()
        let settings = settings(place)
        try withExtendedLifetime(ServiceFolder(settings, isDemo: false)) {}
        #expect(place.files("store.sqlite-policies") == ["lock"])
        _ = try ServiceFolder(settings, isDemo: false)
    }

    @Test("a folder that can't be made is told")
    func unwritable() throws {
        let place = try Place()
        try place.write("", "file")
        var settings = settings(place)
        settings.state = place.path("file/state")
        let failure = #expect(throws: AccordServer.StartFailure.self) {
            try ServiceFolder(settings, isDemo: false)
        }
        #expect(failure?.exitCode == 66)
        #expect(failure?.description.contains("--state") == true)
    }
}
