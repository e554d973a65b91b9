import AccordService
import AsyncHTTPClient
import CaseModel

extension StandInJobSite {
    /// A question about a person, with everything in it.
    func question(
        _ person: String, _ purpose: JobGatewayQuestion.Purpose = .parentAlert
    ) -> JobGatewayQuestion {
        let today = Day(iso: "2019-03-01") ?? Day(epochDay: 0)
        return JobGatewayQuestion(
            exchangeKey: person, purpose: purpose,
            sections: JobGatewaySection.allCases,
            activities: today.adding(days: -400)...today, userRole: "parent",
            userPseudonym: "u-9 <&>", correlationID: "c-\(person)")
    }

    /// Runs a link against the stand-in.
    func linked<Result: Sendable>(
        _ clock: TestClock,
        change: (inout JobGatewaySettings) -> Void = { _ in },
        record: @escaping @Sendable (JobGatewayRead) async -> Void = { _ in },
        _ body: @Sendable @escaping (JobGatewayLink) async throws -> Result
    ) async throws -> Result {
        var settings = JobGatewaySettings(
            url: "", agreement: "MOU-2016", patience: 300_000, firstWait: 1, restSeconds: 30)
        change(&settings)
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: JobGatewaySettings.client)
        let outcome: Swift.Result<Result, any Error>
        let all = settings
        do {
            outcome = .success(
                try await serving { url in
                    var settings = all
                    settings.url = url
                    let link = try JobGatewayLink(
                        settings, client: client, now: clock.now, chance: { 0.5 }, record: record)
                    return try await body(link)
                })
        } catch { outcome = .failure(error) }
        try await client.shutdown()
        return try outcome.get()
    }
}
