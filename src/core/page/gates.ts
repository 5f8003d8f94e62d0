import type { GateFinding, GateOutcome } from '../finding.ts';
import type { Event, GatesEvaluated } from '../rollout/event.ts';
import { showMoment } from './facts.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** The list of go and no-go as it was at the start, and before each phase that has gates of its own. */
export function showGates(events: readonly Event[], phaseNames: readonly string[]): Markup {
  const looks = events.filter((event) => event.type === 'gates-evaluated');
  const places = [...new Set(looks.map(({ phase }) => phase))].toSorted((a, b) => a - b);
  if (places.length === 0) return NOTHING;
  return html`<section>
    <h2>Go or no go</h2>
    ${places.map((place) =>
      showPlace(
        place < 0 ? 'at the start' : `for ${phaseNames[place] ?? `phase ${place + 1}`}`,
        looks.filter(({ phase }) => phase === place),
      ),
    )}
  </section>`;
}

/** The first look and the last: of those in between it is enough to know how many there were. */
function showPlace(where: string, looks: readonly GatesEvaluated[]): Markup {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  const between = looks.length - 2;
  return html`${showLook(where, first)}
  ${between > 0 ? html`<p class="note">… looked at ${between} more times …</p>` : NOTHING}
  ${last === first ? NOTHING : showLook(where, last)}`;
}

function showLook(where: string, { at, open, findings }: GatesEvaluated): Markup {
  return html`<article class="gates ${open ? 'pass' : 'fail'}">
    <h3>${open ? '✓ Go' : '✗ No go'} ${where} <small>${showMoment(at)}</small></h3>
    <ul>
      ${findings.map(showFinding)}
    </ul>
  </article>`;
}

const SIGNS: Readonly<Record<GateOutcome, readonly [string, string]>> = {
  open: ['✓', 'pass'],
  shut: ['✗', 'fail'],
  broken: ['?', 'inconclusive'],
};

function showFinding({ gate, outcome, found, wanted, remedy }: GateFinding): Markup {
  const [sign, tone] = SIGNS[outcome];
  const isOpen = outcome === 'open';
  const rest = isOpen ? NOTHING : html`<br /><small>wanted: ${wanted}. ${remedy}</small>`;
  return html`<li class="${tone}">
    <b>${sign} <span class="hidden">${outcome}:</span> ${gate}</b>
    <span>${found}${rest}</span>
  </li>`;
}
