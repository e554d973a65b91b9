import CaseModel
import Mustache
public import PolicyHost

/// Explanations as one HTML page that needs no other file and no script, and prints well.
///
/// It is well-formed XML too, so that other programs can read it.
public struct ExplainPage {
    private let explanations: [Explanation]
    private let site: SiteConfig

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - explanations: What to show, one section each.
    ///   - site: The site that decided.
    public init(_ explanations: [Explanation], site: SiteConfig) {
        self.explanations = explanations
        self.site = site
    }

    /// The page: same explanations, same bytes.
    ///
    /// - Returns: HTML.
    /// - Throws: A parser error if the template itself is broken.
    public func html() throws -> String {
        let template = try MustacheTemplate(string: Self.template)
        return template.render(context)
    }

    // MARK: What the template is filled with

    private var context: [String: Any] {
        let first = explanations.first?.decision
        return [
            "title": "\(site.name): one decision explained",
            "site": site.name, "agency": site.agency, "style": ExplainStyle.css,
            "synthetic": explanations.contains { $0.decision.synthetic },
            "day": first?.asOf.description ?? "",
            "decisions": explanations.map(decision),
        ]
    }

    private func decision(_ explanation: Explanation) -> [String: Any] {
        let decision = explanation.decision
        var context: [String: Any] = [
            "area": decision.area.rawValue.replacing("_", with: " "), "case": decision.caseID,
            "day": decision.asOf.description, "hash": decision.policyHash,
            "facts_hash": decision.factsHash,
            "answers": decision.answers.map { answer in
                self.answer(
                    answer, explanation.trace.rules(for: answer), on: decision.asOf)
            },
            "numbers": decision.parameters.map { read in
                [
                    "id": read.id, "value": read.value, "from": read.from.description,
                    "set_by": read.setBy, "authority": read.authority, "tag": read.tag,
                ]
            },
            "facts": decision.facts.map { ["path": $0.path, "value": $0.value] },
            "has_numbers": !decision.parameters.isEmpty, "has_facts": !decision.facts.isEmpty,
        ]
        if let alert = decision.alert {
            context["alert"] = [
                "code": alert.code, "message": alert.message, "place": alert.place,
                "traceback": alert.traceback.joined(separator: "\n"),
            ]
        }
        return context
    }

    private func answer(
        _ answer: DecisionAnswer, _ rules: [TraceRule], on day: Day
    ) -> [String: Any] {
        let settling = Set([answer.rule?.id].compactMap(\.self) + answer.floors.map(\.rule.id))
        var context: [String: Any] = [
            "point": answer.point.rawValue, "question": answer.point.question,
            "brief": DecisionText.brief(answer), "why": answer.staffWords,
            "parent": answer.parentWords.map { ["language": $0.language, "text": $0.text] },
            "floors": answer.floors.filter { $0.rule != answer.rule }.map { floor in
                [
                    "effect": floor.effect.rawValue, "about": floor.rule.about,
                    "id": floor.rule.id, "authority": floor.rule.authority,
                ]
            },
            "details": answer.details.filter { !$0.value.isEmpty }.map {
                ["key": $0.key.replacing("_", with: " "), "value": $0.value]
            },
            "rules": rules.map { rule($0, isOpen: settling.contains($0.rule.id), on: day) },
            "has_rules": !rules.isEmpty,
            "not_reached": answer.notReached.map { reason in
                [
                    "outcome": reason.outcome.rawValue.replacing("_", with: " "),
                    "because": Self.code(reason.because),
                ]
            },
            "has_not_reached": !answer.notReached.isEmpty,
            "changes": answer.nearest.map(change), "has_changes": !answer.nearest.isEmpty,
        ]
        if !answer.subject.isEmpty {
            context["subject"] = answer.subject.replacing("_", with: " ")
        }
        if let rule = answer.rule {
            var source = [
                "id": rule.id, "layer": rule.layer, "authority": rule.authority, "tag": rule.tag,
                "place": rule.place,
            ]
            if !rule.element.isEmpty { source["element"] = rule.element }
            context["rule"] = source
        }
        if let turn = answer.nextTurn, let until = answer.standsUntil {
            context["turn"] = [
                "until": until.description, "on": turn.on.description,
                "words": Self.code(turn.words),
            ]
        }
        return context
    }

    private func rule(_ rule: TraceRule, isOpen: Bool, on day: Day) -> [String: Any] {
        let text = TraceText(day: day)
        let mark = rule.failure != nil ? "fails" : rule.held.map { $0 ? "yes" : "no" } ?? "gives"
        var context: [String: Any] = [
            "mark": mark, "id": rule.rule.id, "layer": rule.rule.layer, "kind": rule.kind,
            "about": rule.rule.about, "authority": rule.rule.authority, "place": rule.rule.place,
            "open": isOpen || rule.failure != nil,
            "reasons": text.reasons(of: rule).prefix(3).map(Self.code),
        ]
        if !rule.answer.isEmpty { context["answer"] = rule.answer }
        let conditions = text.conditions(of: rule)
        if !conditions.isEmpty { context["conditions"] = conditions.joined(separator: "\n") }
        if let failure = rule.failure { context["failure"] = failure.message }
        return context
    }

    private func change(_ change: NearestChange) -> [String: Any] {
        [
            "fact": change.fact, "now": change.now, "then": change.then,
            "outcome": change.outcome.rawValue.replacing("_", with: " "),
            "notice": change.notice, "reach": DecisionText.reach(change.reach),
            "is_private": change.notice.isEmpty,
        ]
    }

    /// Text with its backquoted parts as code, escaped.
    private static func code(_ text: String) -> String {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece in
            let escaped = piece.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            return index.isMultiple(of: 2) ? escaped : "<code>\(escaped)</code>"
        }.joined()
    }

    // MARK: The template

    private static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{{title}}</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <header>
        <p class="agency">{{agency}}</p>
        <h1>{{site}}: why this decision</h1>
        {{#synthetic}}<p class="synthetic" role="note"><strong>Synthetic data.</strong> This case file was made up; it shows no real person.</p>{{/synthetic}}
        </header>
        <main>
        {{#decisions}}
        <section>
        <h2>Case {{case}}, {{area}}, on <time datetime="{{day}}">{{day}}</time></h2>
        {{#alert}}
        <div class="alert" role="alert">
        <p><strong>The policy failed, so no action is taken.</strong> {{message}}</p>
        <p><code>{{code}}</code> at <code>{{place}}</code></p>
        <pre>{{traceback}}</pre>
        </div>
        {{/alert}}
        {{#answers}}
        <article>
        <h3><span class="point">{{point}}</span> {{#subject}}{{subject}}: {{/subject}}<strong>{{brief}}</strong></h3>
        <p class="question">{{question}}</p>
        <p class="why">{{why}}</p>
        {{#rule}}
        <p class="source">Rule <code>{{id}}</code> of the {{layer}} layer{{#element}} ({{element}}){{/element}}. Authority: {{authority}} <span class="tag">{{tag}}</span>. Written at <code>{{place}}</code>.</p>
        {{/rule}}
        {{#parent}}
        <blockquote lang="{{language}}"><p>{{text}}</p></blockquote>
        {{/parent}}
        {{#floors}}
        <p class="floor"><span class="tag">{{effect}}</span> {{about}} (<code>{{id}}</code>; {{authority}})</p>
        {{/floors}}
        {{#details}}
        <p class="detail">{{key}}: {{value}}</p>
        {{/details}}
        {{#has_rules}}
        <h4>How it came about</h4>
        <ol class="rules">
        {{#rules}}
        <li class="{{mark}}">
        <details{{#open}} open=""{{/open}}>
        <summary><span class="mark">{{mark}}</span> <code>{{id}}</code>{{#answer}} <span class="answer">{{answer}}</span>{{/answer}} <span class="kind">{{layer}} {{kind}}</span></summary>
        <p>{{about}} <span class="source">({{authority}}; <code>{{place}}</code>)</span></p>
        {{#failure}}<p class="alert">{{failure}}</p>{{/failure}}
        {{#reasons}}<p class="reason">{{{.}}}</p>
        {{/reasons}}
        {{#conditions}}<pre>{{conditions}}</pre>{{/conditions}}
        </details>
        </li>
        {{/rules}}
        </ol>
        {{/has_rules}}
        {{#has_not_reached}}
        <h4>Why not another answer</h4>
        <dl>
        {{#not_reached}}
        <dt>{{outcome}}</dt><dd>{{{because}}}</dd>
        {{/not_reached}}
        </dl>
        {{/has_not_reached}}
        {{#has_changes}}
        <h4>What would change it</h4>
        <p class="source">Each change was tried on this case, one at a time.</p>
        <table>
        <thead><tr><th scope="col">Fact</th><th scope="col">Now</th><th scope="col">Then</th><th scope="col">Answer</th><th scope="col">In plain words</th></tr></thead>
        <tbody>
        {{#changes}}
        <tr><td><code>{{fact}}</code></td><td>{{now}}</td><td>{{then}}</td><td>{{outcome}}</td><td>{{^is_private}}{{notice}} <span class="tag">{{reach}}</span>{{/is_private}}{{#is_private}}<span class="tag">for staff only</span>{{/is_private}}</td></tr>
        {{/changes}}
        </tbody>
        </table>
        {{/has_changes}}
        {{#turn}}
        <h4>How long it stands</h4>
        <p>Until <time datetime="{{until}}">{{until}}</time>, unless a fact changes. On <time datetime="{{on}}">{{on}}</time>, with no new fact, the answer is: <strong>{{{words}}}</strong>.</p>
        {{/turn}}
        </article>
        {{/answers}}
        {{#has_numbers}}
        <h3>Numbers that were used</h3>
        <table>
        <thead><tr><th scope="col">Number</th><th scope="col">Value</th><th scope="col">Set by</th><th scope="col">From</th><th scope="col">Authority</th></tr></thead>
        <tbody>
        {{#numbers}}
        <tr><td><code>{{id}}</code></td><td>{{value}}</td><td>{{set_by}}</td><td><time datetime="{{from}}">{{from}}</time></td><td>{{authority}} <span class="tag">{{tag}}</span></td></tr>
        {{/numbers}}
        </tbody>
        </table>
        {{/has_numbers}}
        {{#has_facts}}
        <h3>Facts that were read</h3>
        <table>
        <thead><tr><th scope="col">Fact</th><th scope="col">Value</th></tr></thead>
        <tbody>
        {{#facts}}
        <tr><td><code>{{path}}</code></td><td>{{value}}</td></tr>
        {{/facts}}
        </tbody>
        </table>
        {{/has_facts}}
        <p class="hash">Policies <code>{{hash}}</code></p>
        <p class="hash">Case file <code>{{facts_hash}}</code></p>
        </section>
        {{/decisions}}
        </main>
        </body>
        </html>
        """
}
