import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { CheckOutput } from '../../test/places/on-github.ts';
import type { Scheme } from './camera.ts';
import { FRAME, SANITIZE } from './frame.ts';

const MODULES = '.tools/stories/node_modules';

/** A comment under the name it is written in. */
export function renderComment(markdown: string, scheme: Scheme): string {
  const head = '<div class="head"><b>github-actions</b> <span>bot</span> commented</div>';
  return render(`<div class="box">${head}${toHtml(markdown)}</div>`, scheme);
}

/** A check run: its title, its summary, and its remarks at the plan as plain text. */
export function renderCheck({ title, summary, annotations = [] }: CheckOutput, scheme: Scheme) {
  const remarks = annotations.map(
    ({ path, title: about = '', message }) =>
      `<div class="remark"><b>${escape(about)}</b><span>${escape(path)}</span><p>${escape(message)}</p></div>`,
  );
  const head = `<div class="title">${escape(title)}</div>`;
  return render(`${head}${toHtml(summary)}${remarks.join('')}`, scheme);
}

/** The summary on the page of a job. */
export function renderSummary(markdown: string, scheme: Scheme): string {
  const head = '<div class="head"><b>rollout</b> summary</div>';
  return render(`<div class="box">${head}${toHtml(markdown)}</div>`, scheme);
}

/** GitHub's own renderer with its extensions. */
function toHtml(markdown: string): string {
  const extensions = ['table', 'strikethrough', 'autolink', 'tagfilter', 'tasklist'];
  const flags = ['--unsafe', ...extensions.flatMap((name) => ['-e', name]), '--to', 'html'];
  const html = execFileSync('cmark-gfm', flags, { input: markdown, encoding: 'utf8' });
  return `<article class="markdown-body">${html}</article>`;
}

/** A page as GitHub shows it, as far as that can be had outside. */
function render(body: string, scheme: Scheme): string {
  return `<!doctype html><html lang="en" class="${scheme}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>story</title>
<style>${read(`github-markdown-css/github-markdown-${scheme}.css`)}${FRAME}</style>
<main>${body}</main>
<script>${read('mermaid/dist/mermaid.min.js')}</script><script>${SANITIZE}
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

function read(path: string): string {
  return readFileSync(`${MODULES}/${path}`, 'utf8');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
