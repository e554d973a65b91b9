import CaseModel
import CaseStore
import Casework
import Synchronization

/// Tells on standard error what a sweep is doing.
final class SweepWatcher: Sendable {
    private let quiet: Bool
    private let wantsAll: Bool
    private let progress = Mutex<Progress?>(nil)

    init(quiet: Bool, wantsAll: Bool) {
        self.quiet = quiet
        self.wantsAll = wantsAll
    }

    func tell(_ event: SweepEvent) {
        switch event {
        case .begun(let run, let wasResumed, let policiesHaveChanged):
            guard !quiet else { return }
            if wasResumed {
                Terminal.note(
                    "\(run.site.word): going on with run \(run.id), "
                        + "\(run.counts.files) case files are done")
            }
            if wantsAll, !run.isFull {
                Terminal.note(
                    "\(run.site.word): this run began without --all and ends without; sweep again")
            }
            if policiesHaveChanged {
                Terminal.note(
                    "\(run.site.word): the policies have changed since; this run ends with those it"
                        + " began with, so sweep again afterwards")
            }
        case .progress(let run, let files, let total):
            progress.withLock { progress in
                var shown =
                    progress
                    ?? Progress("case files of \(run.site.word)", total: total, quiet: quiet)
                shown.update(files)
                progress = shown
            }
        case .ended(let swept):
            finish()
            for line in SweepText.ending(of: swept) { Terminal.note(line) }
        case .refused(let site, let problem):
            finish()
            Terminal.note("\(site.word): not swept: \(problem)")
        }
    }

    func finish() {
        progress.withLock { progress in
            progress?.finish()
            progress = nil
        }
    }
}
