/** What surrounds Markdown on GitHub's pages, in few words. */
export const FRAME = `
html{--ground:#fff;--bar:#f6f8fa;--rule:#d1d9e0;--soft:#59636e;--bad:#cf222e}
html.dark{--ground:#0d1117;--bar:#151b23;--rule:#3d444d;--soft:#9198a1;--bad:#f85149}
body{margin:0;padding:20px;background:var(--ground);font-family:-apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
main{max-width:980px;margin:auto}.box{border:1px solid var(--rule);border-radius:6px}.box .markdown-body{padding:16px}
.head{padding:9px 16px;background:var(--bar);border-bottom:1px solid var(--rule);border-radius:6px 6px 0 0;font-size:14px;color:var(--soft)}
.head b{color:inherit}.head span{border:1px solid var(--rule);border-radius:2em;padding:0 6px;font-size:12px}
.title{font-size:24px;padding-bottom:8px;margin-bottom:16px;border-bottom:1px solid var(--rule)}html.dark .title{color:#f0f6fc}
.remark{margin-top:16px;padding:10px 14px;border:1px solid var(--rule);border-left:3px solid var(--bad);border-radius:6px;font-size:14px;color:var(--soft)}
.remark{display:grid;grid-template-columns:1fr auto;gap:4px 16px}.remark span{font-family:monospace}.remark p{grid-column:1/-1;margin:0}
.markdown-body table{display:block;max-width:100%;overflow:auto;width:max-content}.mermaid{margin-bottom:16px;text-align:center}
@media (max-width:640px){body{padding:8px}.remark{grid-template-columns:1fr}}`;

/**
 * Removes from rendered Markdown what GitHub removes: every element and attribute that is not in the lists which it
 * has published with its pipeline.
 */
export const SANITIZE = `
const elements = new Set('h1 h2 h3 h4 h5 h6 h7 h8 br b i strong em a pre code img tt div ins del sup sub p ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small span time wbr'.split(' '));
const attributes = new Set('href src align alt border cellpadding cellspacing class colspan dir headers height hspace id lang name open rel rowspan scope start summary title type valign value width'.split(' '));
for (const article of document.querySelectorAll('article')) {
  for (const element of [...article.querySelectorAll('*')]) {
    if (!elements.has(element.localName)) element.replaceWith(...element.childNodes);
    for (const { name } of [...element.attributes]) if (!attributes.has(name)) element.removeAttribute(name);
    if (/^(?!https?:|mailto:|#)/i.test(element.getAttribute('href') ?? '#')) element.removeAttribute('href');
  }
}`;
