import Glibc
import Synchronization

/// Ctrl-C, or a polite request to end, as long work hears it: finish what is begun, then stop.
enum PauseSignal {
    // A signal handler may do little more than set a flag.
    private static let count = Atomic<Int>(0)

    /// Whether the signal was given.
    static var wasGiven: Bool { count.load(ordering: .relaxed) > 0 }

    /// Listens from now on; a second signal ends the program at once.
    static func listen() {
        _ = wasGiven  // The flag must be there before a handler asks for it.
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if PauseSignal.count.wrappingAdd(1, ordering: .relaxed).newValue > 1 {
                    _exit(128 + number)
                }
            }
        }
    }
}
