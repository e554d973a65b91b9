import PolicyHost
import PolicyWorkbench
import Testing

@Test("an empty tree has nothing to find")
func emptyTree() {
    #expect(PolicyChecker(tree: PolicyTree(files: [:])).check().findings.isEmpty)
}
