import type { GateFinding } from '../finding.ts';
import type { Event } from '../rollout/event.ts';
import { showMoment } from './facts.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** The list of go and no-go as it was each time somebody looked, the start first. */
export function showGates(events: readonly Event[], phaseNames: readonly string[]): Markup {
  const looks = events.filter((event) => event.type === 'gates-evaluated');
  if (looks.length === 0) return NOTHING;
  const lists = looks.map(({ at, phase, open, findings }, index) => {
    const whose = phase < 0 ? 'the rollout' : (phaseNames[phase] ?? `phase ${phase + 1}`);
    const list = html`<ul class="gates">
      ${findings.map(showFinding)}
    </ul>`;
    return html`<details ${index === 0 || !open ? OPEN : NOTHING}>
      <summary>${open ? 'Go' : 'No go'} for ${whose}, ${showMoment(at)}</summary>
      ${list}
    </details>`;
  });
  return html`<section>
    <h2>Gates</h2>
    ${lists}
  </section>`;
}

const OPEN = html`open`;

function showFinding({ gate, outcome, found, wanted, remedy }: GateFinding): Markup {
  const isOpen = outcome === 'open';
  const rest = isOpen ? NOTHING : html`<br /><small>wanted: ${wanted}. ${remedy}</small>`;
  return html`<li class="${isOpen ? 'pass' : 'fail'}">
    ${isOpen ? '✓' : '✗'} <b>${gate}</b> ${found}${rest}
  </li>`;
}
