import type { Markup } from './markup.ts';

/** Everything the page needs to be read by day and by night, on a desk, on a phone and on paper. */
export const STYLE: Markup = {
  markup: `<style>
:root{color-scheme:light dark;--ground:#fff;--card:#f6f8fa;--ink:#1f2328;--soft:#59636e;--rule:#d1d9e0;--canary:#bc4c00;--stable:#0969da;--limit:#cf222e;--good:#1a7f37;--bad:#cf222e;--doubt:#8a5d00}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#151b23;--ink:#f0f6fc;--soft:#9198a1;--rule:#3d444d;--canary:#f0883e;--stable:#58a6ff;--limit:#ff7b72;--good:#3fb950;--bad:#ff7b72;--doubt:#d29922}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:28px 20px 64px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.55rem;line-height:1.25;margin:0 0 12px}h2{font-size:1.2rem;margin:44px 0 14px;padding-bottom:6px;border-bottom:1px solid var(--rule)}h3{font-size:1rem;line-height:1.4;margin:0}h2 small,h3 small{font-size:.8rem;font-weight:400;margin-left:6px}
p{margin:0 0 10px}ul,ol{list-style:none;margin:0;padding:0}small,.note,time{color:var(--soft)}a{color:var(--stable)}code{font:.9em ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace}time{white-space:nowrap;font-variant-numeric:tabular-nums}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.lead{font-size:1.05rem;margin:0 0 22px;padding:12px 16px;border-left:4px solid var(--soft);background:var(--card);border-radius:0 8px 8px 0}
.promoted .lead{border-color:var(--good)}.rolled-back .lead,.rollback-failed .lead{border-color:var(--bad)}.paused .lead,.stopped .lead,.rolling-back .lead{border-color:var(--doubt)}.running .lead,.promoting .lead{border-color:var(--stable)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,190px),1fr));gap:14px 20px;margin:0}.facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0}.facts time{color:inherit}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr));gap:16px}.charts+*{margin-top:14px}
figure{container-type:inline-size;margin:0;padding:12px 14px;background:var(--card);border:1px solid var(--rule);border-radius:8px}figure.fail{border-color:var(--bad)}figure.inconclusive{border-color:var(--doubt)}
figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 12px;margin-bottom:8px}figcaption h3{flex:1}figure ul{margin-top:8px;font-size:.86rem}
.fail>h3,.fail h3>.word,li.fail>b,li.fail>span>b,tr.fail td:first-child,figure.fail h3{color:var(--bad)}.inconclusive>h3,li.inconclusive>b,li.inconclusive>span>b,tr.inconclusive td:first-child,figure.inconclusive h3,.phase.paused .word{color:var(--doubt)}.pass>h3,li.pass>b,li.pass>span>b,tr.pass td:first-child,.passed .word{color:var(--good)}
svg{display:block;width:100%;height:auto;overflow:visible}svg text{fill:var(--soft);font:11px system-ui,sans-serif}@container (max-width:420px){svg text{font-size:14.5px}}
svg path{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}svg path.canary{stroke:var(--canary);stroke-width:2.4}svg path.stable{stroke:var(--stable);stroke-width:1.3}svg path.limit{stroke:var(--limit);stroke-width:1.5;stroke-dasharray:5 4;stroke-linecap:butt}svg text.limit{fill:var(--limit)}svg circle.canary{fill:var(--canary)}svg circle.stable{fill:var(--card);stroke:var(--stable);stroke-width:1.5}svg .grid{stroke:var(--rule);stroke-width:.6}svg .begin{stroke:var(--soft);stroke-dasharray:2 3}svg .broken{stroke:var(--bad);stroke-width:1.5}
.key{font-size:.8rem;color:var(--soft);white-space:nowrap}.key::before{content:"";display:inline-block;width:16px;border-top:3px solid;margin-right:5px;vertical-align:middle}.key.canary::before{color:var(--canary)}.key.stable::before{color:var(--stable);border-top-width:1.5px}.key.limit::before{color:var(--limit);border-top-width:1.5px;border-top-style:dashed}
.phase,.gates{margin:0 0 12px;padding:12px 16px;border:1px solid var(--rule);border-left:4px solid var(--rule);border-radius:8px}.phase p{margin:2px 0 0;color:var(--soft)}.passed,.gates.pass{border-left-color:var(--good)}.failed,.gates.fail{border-left-color:var(--bad)}.failed .word{color:var(--bad)}.phase.paused{border-left-color:var(--doubt)}.phase.running{border-left-color:var(--stable)}.word{font-size:.86rem;font-weight:500;margin-left:6px;color:var(--soft)}
summary{cursor:pointer}.phase>summary{list-style-position:outside;list-style:none}.phase>summary::after{content:"show the criteria";font-size:.82rem;color:var(--stable)}.phase[open]>summary::after{content:""}summary::-webkit-details-marker{display:none}section>details:not(.phase)>summary{margin:14px 0;color:var(--stable)}section>details:not(.phase)[open]>summary{margin-bottom:10px}
table{border-collapse:collapse;font-size:.88rem;width:100%;margin-top:10px}th,td{text-align:left;padding:5px 14px 5px 0;border-top:1px solid var(--rule);vertical-align:top;font-weight:400}thead th{color:var(--soft);border-top:0}td:first-child{white-space:nowrap}.number{text-align:right;font-variant-numeric:tabular-nums}td.number{white-space:nowrap}.number:last-child{padding-right:0}
.words{margin:10px 0 0;padding-left:18px;list-style:disc;font-size:.92rem}
.gates ul{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:6px 16px;margin-top:8px}.gates li{display:grid;grid-column:1/-1;grid-template-columns:subgrid}
.timeline li{display:grid;grid-template-columns:170px 70px 1fr;gap:0 14px;padding:5px 0;border-top:1px solid var(--rule);font-size:.92rem}.timeline li:first-child{border-top:0}.timeline time b{font-weight:500;color:var(--ink)}.timeline .note{display:block}
footer{margin-top:44px;color:var(--soft);font-size:.82rem}
@media (max-width:640px){body{padding:18px 14px 48px;font-size:16px}h1{font-size:1.35rem}.facts{grid-template-columns:1fr 1fr}.facts time{white-space:normal}.charts{grid-template-columns:100%}
thead{position:absolute;clip-path:inset(50%)}.criteria,.criteria tbody{display:block}.criteria tr{display:flex;flex-wrap:wrap;gap:0 16px;padding:8px 0;border-top:1px solid var(--rule)}.criteria td,.criteria th{border:0;padding:1px 0}.criteria th{flex:1 1 60%}.number{text-align:left}td.number{white-space:normal}td.number::before{content:attr(data-name) " ";color:var(--soft)}
.gates ul{grid-template-columns:1fr}.timeline li{grid-template-columns:1fr auto}.timeline li>span{grid-column:1/-1}}
@media print{body{max-width:none;padding:0;font-size:11px}figure,.phase,tr,.timeline li{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}.phase>summary::after{content:""}a{color:inherit}}
</style>`,
};
