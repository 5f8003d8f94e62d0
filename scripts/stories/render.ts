import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { CheckOutput } from './tell.ts';

const MODULES = '.tools/stories/node_modules';

/**
 * Markdown as GitHub shows it, as far as that can be had outside: GitHub's own renderer with its extensions, its
 * style sheet, and Mermaid for the charts.
 */
export function renderMarkdown(markdown: string, title: string, scheme: 'light' | 'dark'): string {
  const body = execFileSync('cmark-gfm', RENDERER, { input: markdown, encoding: 'utf8' });
  const style = readFileSync(
    `${MODULES}/github-markdown-css/github-markdown-${scheme}.css`,
    'utf8',
  );
  const mermaid = readFileSync(`${MODULES}/mermaid/dist/mermaid.min.js`, 'utf8');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}
body{margin:0;padding:20px;background:${scheme === 'dark' ? '#0d1117' : '#fff'}}
.markdown-body{max-width:900px;margin:auto}.markdown-body table{display:block;overflow:auto}</style>
<article class="markdown-body">${body}</article>
<script>${mermaid}</script><script>
for (const code of document.querySelectorAll('code.language-mermaid')) {
  const chart = document.createElement('div');
  chart.className = 'mermaid';
  chart.textContent = code.textContent;
  code.parentElement.replaceWith(chart);
}
mermaid.initialize({ startOnLoad: false, theme: '${scheme === 'dark' ? 'dark' : 'default'}' });
window.drawn = mermaid.run();
</script></html>`;
}

/** A check run's page: its title above its summary. */
export function renderCheck({ title, summary }: CheckOutput, scheme: 'light' | 'dark'): string {
  return renderMarkdown(`## ${title}\n\n${summary}`, 'check', scheme);
}

const RENDERER = [
  '--unsafe',
  '-e',
  'table',
  '-e',
  'strikethrough',
  '-e',
  'autolink',
  '-e',
  'tagfilter',
  '-e',
  'tasklist',
  '--to',
  'html',
];
