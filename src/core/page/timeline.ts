import { formatDuration } from '../quantity/duration.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { headline } from '../rollout/headline.ts';
import { showMoment } from './facts.ts';
import { html, type Markup } from './markup.ts';

/** Told by the charts, or of no interest to anybody but the machine. */
const UNTOLD: ReadonlySet<Event['type']> = new Set(['measured', 'reported']);

/** What happened when, one event a line. */
export function showTimeline(events: readonly Event[], from: Instant): Markup {
  const rows = events
    .filter(({ type }) => !UNTOLD.has(type))
    .map(
      (event) =>
        html`<tr>
          <td>${showMoment(event.at)}</td>
          <td>+${formatDuration(event.at - from)}</td>
          <td>${headline(event, events)}</td>
        </tr>`,
    );
  return html`<section>
    <h2>Timeline</h2>
    <div class="wide">
      <table class="timeline">
        <thead>
          <tr>
            <th>When</th>
            <th>After</th>
            <th>What</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
