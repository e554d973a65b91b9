import Foundation

/// The time zones of the system's own tables.
enum TimeZones {
    static func isKnown(_ name: String) -> Bool {
        name.contains("/") && TimeZone(identifier: name) != nil
    }
}
