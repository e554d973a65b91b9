@testable import CaseModel
import Testing

@Suite("Edit distance: the name somebody meant")
struct EditDistanceTests {
    @Test(arguments: [
        ("amout", "amount"), ("aomunt", "amount"), ("amounts", "amount"),
        ("strated_on", "started_on"),
        ("kind", "kind"), ("source_", "source"),
    ])
    func findsTheNearest(_ name: String, _ expected: String) {
        let names = ["amount", "kind", "started_on", "source", "reverses"]
        #expect(EditDistance.nearest(name, in: names) == expected)
    }

    @Test(arguments: ["", "zzz", "completely_different", "amo"])
    func staysSilentIfNothingIsNear(_ name: String) {
        #expect(EditDistance.nearest(name, in: ["amount", "reverses"]) == nil)
        #expect(EditDistance.nearest(name, in: []) == nil)
    }

    @Test func takesTheFirstOfEquals() {
        #expect(EditDistance.nearest("cat", in: ["bat", "rat", "car"]) == "bat")
    }

    @Test(arguments: [
        ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "", 3), ("kitten", "sitting", 3),
    ])
    func countsChanges(_ left: String, _ right: String, _ distance: Int) {
        #expect(EditDistance.between(Array(left.utf8), Array(right.utf8), atMost: 99) == distance)
        #expect(EditDistance.between(Array(right.utf8), Array(left.utf8), atMost: 99) == distance)
    }
}
