import { formatDuration } from '../quantity/duration.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { headline } from '../rollout/headline.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Told by the charts, or of no interest to anybody but the machine. */
const UNTOLD: ReadonlySet<Event['type']> = new Set(['measured', 'reported', 'notified', 'held']);

/** Of more events than this only the first and the last are told. */
const MOST = 200;
const FIRST = 80;

/** What happened when, one event a line. */
export function showTimeline(events: readonly Event[], from: Instant): Markup {
  const told = events.filter((event, index) => !UNTOLD.has(event.type) && isNews(events, index));
  const missing = told.length - MOST;
  const rows = (some: readonly Event[]) => some.map((event) => showEvent(event, events, from));
  const list =
    missing > 0
      ? html`${rows(told.slice(0, FIRST))}
          <li class="note">… ${missing} more in the ledger …</li>
          ${rows(told.slice(FIRST - MOST))}`
      : html`${rows(told)}`;
  return html`<section>
    <h2>Timeline <small>times are UTC</small></h2>
    <ol class="timeline">
      ${list}
    </ol>
  </section>`;
}

/** Gates that are looked at again and again are news when they turn. */
function isNews(events: readonly Event[], index: number): boolean {
  const event = events[index];
  if (event?.type !== 'gates-evaluated') return true;
  const before = events.slice(0, index).findLast((one) => one.type === 'gates-evaluated');
  return before?.phase !== event.phase || before.open !== event.open;
}

function showEvent(event: Event, events: readonly Event[], from: Instant): Markup {
  const [sign, tone] = signOf(event);
  const text = formatInstant(event.at);
  return html`<li class="${tone}">
    <time datetime="${text}">${text.slice(0, 10)} <b>${text.slice(11, 19)}</b></time>
    <small>+${formatDuration(event.at - from)}</small>
    <span>${sign === '' ? NOTHING : html`<b>${sign}</b> `}${headline(event, events)}</span>
  </li>`;
}

/** A sign and a class for what people look for. */
function signOf(event: Event): readonly [string, string] {
  switch (event.type) {
    case 'phase-passed':
    case 'promoted':
      return ['✓', 'pass'];
    case 'rollback-started':
    case 'rolled-back':
    case 'rollback-failed':
    case 'stopped':
    case 'weight-failed':
      return ['✗', 'fail'];
    case 'paused':
      return ['‖', 'inconclusive'];
    case 'hook-finished':
      return event.ok ? ['', ''] : ['✗', 'fail'];
    case 'gates-evaluated':
      return event.open ? ['', ''] : ['✗', 'fail'];
    default:
      return ['', ''];
  }
}
