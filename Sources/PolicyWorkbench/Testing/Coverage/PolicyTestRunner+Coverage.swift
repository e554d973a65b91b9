import CaseModel
import PolicyHost

extension PolicyTestRunner {
    /// What tests reach in the policies: each is decided once more by a watched twin of its site.
    ///
    /// Only the question that a test asks counts: what is decided on the way and looked at by no
    /// test is not tested.
    /// - Parameters:
    ///   - tests: Tests of answers.
    ///   - scripts: Tests of the library.
    ///   - threads: How many threads may work.
    /// - Returns: What they reach, in every file of every site that they load.
    public func coverage(of tests: [PolicyTest], scripts: [ScriptTest], threads: Int) async
        -> CoverageReport
    {
        let tally = ProbeTally()
        let groups = TestGroup.groups(tests, scripts)
        let queue = WorkQueue(count: groups.count)
        await withTaskGroup(of: Void.self) { workers in
            for _ in 0..<max(1, threads) {
                workers.addTask {
                    while let index = queue.take() {
                        watch(groups[index], tally)
                        bench.release(groups[index].key)
                    }
                }
            }
        }
        return report(tally)
    }

    private func watch(_ group: TestGroup, _ tally: ProbeTally) {
        guard let wishes = group.tests.first ?? group.scripts.first?.wishes,
            let policy = bench.host(for: wishes).sites[wishes.site]?.instrumented
        else { return }
        for test in group.tests {
            guard let area = test.point.area,
                let file = try? bench.caseFile(
                    base: test.base, site: test.site, with: test.with, file: test.file),
                file.cases.indices.contains(test.caseIndex)
            else { continue }
            let decision = policy.decide(
                file, caseIndex: test.caseIndex, asOf: test.asOf, area: area,
                question: test.question)
            let answers = decision.answers.filter {
                $0.point == test.point && (test.subject.isEmpty || $0.subject == test.subject)
            }
            tally.add(RuleOutcomes(answers), of: policy)
        }
        _ = run(group.scripts, on: policy)
        tally.add(countsOf: policy)
    }

    private func report(_ tally: ProbeTally) -> CoverageReport {
        let counted = tally.counted
        let rules = Dictionary(grouping: counted.rules) {
            String($0.rule.place.prefix { $0 != ":" })
        }
        return CoverageReport(
            files: counted.files.sorted { $0.key < $1.key }.map { file, counts in
                FileCoverageMaker(
                    counts: counts, map: SourceMap(bench.tree.files[file] ?? "", file: file),
                    rules: rules[file] ?? []
                ).coverage(of: file)
            })
    }
}

extension PolicyTest {
    /// The only question that the test looks at.
    var question: Question {
        let hasSubject = point == .remedy && !subject.isEmpty
        return Question(point: point, subject: hasSubject ? subject : nil)
    }
}
