import CoreMetrics
import Synchronization

/// Keeps the service's numbers and writes them in the text format that Prometheus reads.
///
/// It is a backend of swift-metrics; what other libraries count through it stands beside Accord's own numbers.
final class PrometheusRegistry: MetricsFactory, Sendable {
    /// What a family of numbers is.
    enum Kind: String {
        case counter, gauge, histogram
    }

    private struct Family {
        var kind: Kind
        var series: [String: any Series] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let help: [String: String]

    /// Makes a registry; `help` has a sentence for each name that the service counts itself.
    init(help: [String: String]) { self.help = help }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(PrometheusRegistry.name(label, "_total"), .counter, dimensions) { CountSeries() }
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? series(PrometheusRegistry.name(label), .histogram, dimensions) { HistogramSeries() }
            : series(PrometheusRegistry.name(label), .gauge, dimensions) { GaugeSeries() }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(PrometheusRegistry.name(label, "_seconds"), .histogram, dimensions) {
            HistogramSeries()
        }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(PrometheusRegistry.name(label), .gauge, dimensions) { GaugeSeries() }
    }

    // Numbers live as long as the process, as Prometheus expects.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}

    /// Everything there is, families and series in the order of their names.
    func text() -> String {
        let families = self.families.withLock { $0 }
        var lines: [String] = []
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            lines.append("# HELP \(name) \(help[name] ?? "Counted by a library.")")
            lines.append("# TYPE \(name) \(family.kind.rawValue)")
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                lines += series.lines(name, labels)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func series<Made: Series>(
        _ name: String, _ kind: Kind, _ dimensions: [(String, String)], _ make: () -> Made
    ) -> Made {
        let labels = dimensions.sorted { $0.0 < $1.0 }
            .map { "\(PrometheusRegistry.name($0.0))=\"\(PrometheusRegistry.escaped($0.1))\"" }
            .joined(separator: ",")
        return families.withLock { families in
            if let known = families[name]?.series[labels] as? Made { return known }
            let made = make()
            families[name, default: Family(kind: kind)].series[labels] = made
            return made
        }
    }

    private static func name(_ label: String, _ ending: String = "") -> String {
        let name = String(
            label.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" })
        return name.hasSuffix(ending) ? name : name + ending
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}

/// One series of numbers.
private protocol Series: AnyObject, Sendable {
    func lines(_ name: String, _ labels: String) -> [String]
}

extension Series {
    fileprivate func line(_ name: String, _ labels: String, _ value: some CustomStringConvertible)
        -> String
    {
        labels.isEmpty ? "\(name) \(value)" : "\(name){\(labels)} \(value)"
    }
}

private final class CountSeries: CounterHandler, Series {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) { count.add(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
    func lines(_ name: String, _ labels: String) -> [String] {
        [line(name, labels, count.load(ordering: .relaxed))]
    }
}

private final class GaugeSeries: RecorderHandler, MeterHandler, Series {
    private let value = Mutex(0.0)

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func lines(_ name: String, _ labels: String) -> [String] {
        [line(name, labels, value.withLock { $0 })]
    }
}

private final class HistogramSeries: TimerHandler, RecorderHandler, Series {
    /// Upper bounds in seconds: from the time of one decision to that of a long report.
    private static let bounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    private struct State {
        var counts = [Int64](repeating: 0, count: HistogramSeries.bounds.count + 1)
        var sum = 0.0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        let index =
            HistogramSeries.bounds.firstIndex { value <= $0 } ?? HistogramSeries.bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func lines(_ name: String, _ labels: String) -> [String] {
        let state = self.state.withLock { $0 }
        let more = labels.isEmpty ? "" : labels + ","
        var total: Int64 = 0
        var lines: [String] = []
        for (bound, count) in zip(HistogramSeries.bounds, state.counts) {
            total += count
            lines.append(line("\(name)_bucket", "\(more)le=\"\(bound)\"", total))
        }
        total += state.counts[HistogramSeries.bounds.count]
        lines.append(line("\(name)_bucket", "\(more)le=\"+Inf\"", total))
        lines.append(line("\(name)_sum", labels, state.sum))
        lines.append(line("\(name)_count", labels, total))
        return lines
    }
}
