import type { Markup } from './markup.ts';

/** Everything the page needs to be read by day and by night, on a desk and on a phone. */
export const STYLE: Markup = {
  markup: `<style>
:root{color-scheme:light dark;--ground:#fff;--card:#f6f8fa;--ink:#1f2328;--soft:#59636e;--rule:#d1d9e0;--canary:#bc4c00;--stable:#0969da;--limit:#cf222e;--good:#1a7f37;--bad:#cf222e;--doubt:#9a6700}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#151b23;--ink:#f0f6fc;--soft:#9198a1;--rule:#3d444d;--canary:#f0883e;--stable:#58a6ff;--limit:#ff7b72;--good:#3fb950;--bad:#ff7b72;--doubt:#d29922}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1040px;padding:24px 16px 64px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 8px}h2{font-size:1.15rem;margin:40px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--rule)}h3{font-size:1rem;margin:0 0 4px}
small,.note,time{color:var(--soft)}a{color:var(--stable)}code{font:.88em ui-monospace,SFMono-Regular,Consolas,monospace}
.lead{font-size:1.05rem;margin:0 0 20px;padding:12px 16px;border-left:4px solid var(--soft);background:var(--card);border-radius:0 6px 6px 0}
.promoted .lead{border-color:var(--good)}.rolled-back .lead,.rollback-failed .lead{border-color:var(--bad)}.paused .lead,.stopped .lead,.rolling-back .lead{border-color:var(--doubt)}.running .lead,.promoting .lead{border-color:var(--stable)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px 20px;margin:0}.facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0}.facts time{color:inherit}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:16px}
figure{margin:0;padding:12px;background:var(--card);border:1px solid var(--rule);border-radius:8px}figcaption{font-size:.9rem;margin-bottom:6px}.note{font-size:.82rem;margin:6px 0 0}
svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font:11px system-ui,sans-serif}
svg path{fill:none}svg path,svg line{stroke-width:2;stroke-linejoin:round}svg .canary{stroke:var(--canary)}svg .stable{stroke:var(--stable);stroke-width:1.5}svg .limit{stroke:var(--limit);stroke-dasharray:5 4}svg .grid{stroke:var(--rule);stroke-width:.6}svg .begin{stroke:var(--soft);stroke-width:.8;stroke-dasharray:2 3}svg .broken{stroke:var(--bad);stroke-width:1.5}
.key{font-size:.8rem;color:var(--soft);margin-left:8px;white-space:nowrap}.key::before{content:"";display:inline-block;width:14px;border-top:3px solid;margin-right:4px;vertical-align:middle}.key.canary::before{color:var(--canary)}.key.stable::before{color:var(--stable)}.key.limit::before{color:var(--limit);border-top-style:dashed}
.phase{margin:0 0 14px;padding:12px 16px;border:1px solid var(--rule);border-left:4px solid var(--rule);border-radius:6px}.phase p{margin:0 0 8px;color:var(--soft)}.phase.passed{border-left-color:var(--good)}.phase.failed{border-left-color:var(--bad)}.phase.running{border-left-color:var(--stable)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.88rem;width:100%;min-width:520px}th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid var(--rule);vertical-align:top}th{color:var(--soft);font-weight:500}
td:first-child{white-space:nowrap}tr.pass td:first-child,li.pass{color:inherit}tr.fail td:first-child,li.fail{color:var(--bad)}tr.inconclusive td:first-child{color:var(--doubt)}tr.pass td:first-child{color:var(--good)}
.words,.gates{margin:8px 0 0;padding-left:18px}.gates{list-style:none;padding:0}.gates li{padding:3px 0}summary{cursor:pointer;margin:6px 0}.timeline td:nth-child(2){white-space:nowrap;color:var(--soft)}footer{margin-top:40px;color:var(--soft);font-size:.82rem}
</style>`,
};
