extension DiffPage {
    /// The page: plain tables, charts drawn as SVG, styles for screen and paper.
    static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Policy difference: {{old}} → {{new}}</title>
        <style>
        :root { --ink: #1d2733; --soft: #5a6675; --line: #d5dbe2; --wash: #f3f5f8; --moved: #b4480f; --old: #5a6675; --new: #0b5cad; }
        body { font: 16px/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1rem; margin-bottom: .3rem; } p.scope, .soft { color: var(--soft); }
        p.note { background: var(--wash); border-left: 4px solid var(--new); padding: .5rem .8rem; }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .92rem; }
        th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .tiles { display: flex; flex-wrap: wrap; gap: .8rem; } .tiles div { flex: 1 1 12rem; background: var(--wash); padding: .7rem 1rem; border-radius: .4rem; }
        .tiles strong { display: block; font-size: 1.25rem; }
        figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; font: 13px system-ui, "Noto Sans", sans-serif; fill: var(--ink); }
        svg .stay { fill: #c9d1da; } svg .none { fill: var(--wash); } svg .moved { fill: var(--moved); }
        svg .count { font-weight: 600; } svg .deep { fill: #fff; } svg .grid { stroke: var(--line); } svg .label { font-weight: 600; }
        svg .old { stroke: var(--old); stroke-width: 2; stroke-dasharray: 6 4; } svg .new { stroke: var(--new); stroke-width: 2.5; }
        .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; break-inside: avoid; } .sides div { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; }
        .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        @media print { body { margin: 0; max-width: none; font-size: 11pt; } figure, tr, .tiles { break-inside: avoid; } svg rect, .tiles div { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        </style>
        </head>
        <body>
        <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="moved"/><rect width="2" height="6" fill="#fff"/></pattern></defs></svg>
        <h1>{{old}} → {{new}}</h1>
        <p class="scope">{{scope}}.</p>
        {{#synthetic}}<p class="note">Synthetic case files: no real person, no real agency's practice.</p>{{/synthetic}}
        <div class="tiles">{{#tiles}}<div><strong>{{value}}</strong>{{words}}</div>{{/tiles}}</div>
        {{#besides}}<p class="soft">Besides: {{text}}.</p>{{/besides}}
        {{#search}}<p class="note">{{text}}</p>{{/search}}

        <h2>What changed in the policies</h2>
        {{#hasParameters}}<table><thead><tr><th>Number</th><th>Before</th><th>After</th><th>Sites</th></tr></thead><tbody>
        {{#parameters}}<tr><td><code>{{id}}</code></td><td>{{old}}<br><span class="soft">{{oldAuthority}}</span></td><td>{{new}}<br><span class="soft">{{newAuthority}}</span></td><td>{{sites}}</td></tr>
        {{/parameters}}</tbody></table>{{/hasParameters}}
        {{#hasRules}}<table><thead><tr><th>Rule</th><th>What</th><th>Says</th><th>Rests on</th><th>Where</th></tr></thead><tbody>
        {{#rules}}<tr><td><code>{{id}}</code></td><td>{{fate}}</td><td>{{about}}</td><td>{{authority}}</td><td class="soft">{{place}}</td></tr>
        {{/rules}}</tbody></table>{{/hasRules}}
        {{#definitions}}<p class="soft">Functions and lists: {{text}}</p>{{/definitions}}
        {{#files}}<p class="soft">Files: {{text}}</p>{{/files}}

        <h2>Whose answer changes</h2>
        <table><thead><tr><th>Site</th><th class="n">Parents</th><th class="n">Changed</th><th class="n">Milder</th><th class="n">Harsher</th><th class="n">Owed by them</th><th class="n">Contacts a week</th></tr></thead><tbody>
        {{#sites}}<tr><td>{{name}}</td><td class="n">{{parents}}</td><td class="n">{{changed}}</td><td class="n">{{milder}}</td><td class="n">{{harsher}}</td><td class="n">{{owed}}</td><td class="n">{{contacts}}</td></tr>
        {{/sites}}</tbody></table>
        {{#hasRemedies}}<table><thead><tr><th>Remedy</th><th class="n">Starts</th><th class="n">Stops</th></tr></thead><tbody>
        {{#remedies}}<tr><td>{{name}}</td><td class="n">{{starts}}</td><td class="n">{{stops}}</td></tr>
        {{/remedies}}</tbody></table>{{/hasRemedies}}

        {{#matrices}}<figure><h3>{{title}}</h3>
        <p class="soft">Rows: before. Columns: after. Gray: the same.</p>
        {{{svg}}}
        <table class="heard"><caption>{{title}}</caption><tr><th>Before</th><th>After</th><th>Answers</th></tr>
        {{#rows}}<tr><td>{{from}}</td><td>{{to}}</td><td>{{count}}</td></tr>
        {{/rows}}</table></figure>
        {{/matrices}}

        {{#histograms}}<figure><h3>{{title}}</h3>
        <p class="soft">Hatched: cases in which an outcome changed. Dashed line: before, {{old}}. Solid line: after, {{new}}. {{#absent}}{{text}}{{/absent}}</p>
        {{{svg}}}
        <table class="heard"><caption>{{title}}</caption><tr><th>From</th><th>To below</th><th>Same</th><th>Changed</th></tr>
        {{#rows}}<tr><td>{{from}}</td><td>{{to}}</td><td>{{same}}</td><td>{{changed}}</td></tr>
        {{/rows}}</table></figure>
        {{/histograms}}

        {{#groups}}<h3>{{title}}</h3>
        <table><thead><tr><th></th><th class="n">Answers</th><th class="n">Parents</th><th class="n">Milder</th><th class="n">Harsher</th></tr></thead><tbody>
        {{#rows}}<tr><td>{{name}}</td><td class="n">{{answers}}</td><td class="n">{{parents}}</td><td class="n">{{milder}}</td><td class="n">{{harsher}}</td></tr>
        {{/rows}}</tbody></table>{{/groups}}

        <h2>Examples: {{exampleCount}} for {{kindCount}} of change</h2>
        {{#examples}}<h3>{{file}} at {{site}}{{#synthetic}} <span class="soft">(synthetic)</span>{{/synthetic}}</h3>
        {{#flips}}<p><strong>{{question}}</strong> <span class="soft">{{what}}</span></p>
        <div class="sides"><div><span class="soft">before</span><br>{{old}}<br><span class="soft">{{oldReason}}</span></div><div><span class="soft">after</span><br>{{new}}<br><span class="soft">{{newReason}}</span></div></div>
        {{/flips}}{{/examples}}

        <h2>Who: {{shown}} of {{total}} changed answers</h2>
        <table><thead><tr><th>File</th><th>Case</th><th>Site</th><th>Question</th><th>Before</th><th>After</th><th></th></tr></thead><tbody>
        {{#flips}}<tr><td>{{file}}</td><td>{{case}}</td><td>{{site}}</td><td>{{question}}</td><td>{{old}}</td><td>{{new}}</td><td class="soft">{{what}}</td></tr>
        {{/flips}}</tbody></table>
        </body>
        </html>
        """
}
