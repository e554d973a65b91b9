/// How the page of an explanation looks on a screen, in the dark, and on paper.
enum ExplainStyle {
    static let css = """
        :root { --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --paper: #ffffff;
          --soft: #f6f8fa; --yes: #116329; --no: #6e7781; --stop: #a40e26; --note: #7d4e00; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --paper: #0d1117;
            --soft: #161b22; --yes: #56d364; --no: #8b949e; --stop: #ff7b72; --note: #e3b341; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; color: var(--ink);
          background: var(--paper); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; border-bottom: 2px solid var(--line); padding-bottom: .25rem; }
        h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
        h4 { font-size: 1rem; margin: 1.25rem 0 .35rem; }
        p { margin: .35rem 0; }
        code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85rem; }
        code { overflow-wrap: break-word; }
        pre { background: var(--soft); border: 1px solid var(--line); border-radius: 4px;
          padding: .6rem; overflow-x: auto; line-height: 1.35; }
        .agency, .question, .source, .kind, .hash { color: var(--quiet); font-size: .9rem; }
        .point { color: var(--quiet); font-weight: normal; }
        .why { font-size: 1.05rem; }
        .tag { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3rem;
          font-size: .8rem; color: var(--quiet); white-space: nowrap; }
        .synthetic { border-left: 4px solid var(--note); padding: .4rem .7rem;
          background: var(--soft); }
        .alert { border-left: 4px solid var(--stop); padding: .4rem .7rem;
          background: var(--soft); }
        blockquote { margin: .5rem 0; padding: .2rem .8rem; border-left: 4px solid var(--line); }
        ol.rules { list-style: none; padding: 0; margin: 0; }
        ol.rules li { border-bottom: 1px solid var(--line); }
        summary { padding: .3rem 0; cursor: pointer; }
        details > p, details > pre { margin-left: 4rem; }
        .mark { display: inline-block; width: 3.2rem; font-weight: 600; }
        .yes .mark, .gives .mark { color: var(--yes); }
        .no .mark { color: var(--no); }
        .fails .mark { color: var(--stop); }
        dt { font-weight: 600; }
        dd { margin: 0 0 .4rem 1.2rem; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
          border-bottom: 1px solid var(--line); }
        @media print {
          :root { --ink: #000; --quiet: #333; --line: #999; --paper: #fff; --soft: #fff;
            --yes: #000; --no: #333; --stop: #000; --note: #000; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          article { break-inside: auto; }
          h2, h3, h4, summary { break-after: avoid; }
          tr, li, blockquote { break-inside: avoid; }
          pre { white-space: pre-wrap; }
          summary { list-style: none; }
          section + section { break-before: page; }
        }
        """
}
