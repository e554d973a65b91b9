import ArgumentParser

/// Options of `accord test` that measure what the tests reach.
struct TestCoverageOptions: ParsableArguments {
    @Flag(help: "Also say which rules, branches and conditions the tests reach.")
    var coverage = false
}
