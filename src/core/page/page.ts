import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import { headline, signOf } from '../present/headline.ts';
import { announceNext, recommend } from '../present/recommendation.ts';
import type { Event } from '../rollout/event.ts';
import { showCharts } from './charts.ts';
import { type Chronicle, gather } from './chronicle.ts';
import { showFacts, showMoment } from './facts.ts';
import { showGates } from './gates.ts';
import { html, type Markup } from './markup.ts';
import { showPhases } from './phases.ts';
import { STYLE } from './style.ts';
import { showTimeline } from './timeline.ts';

/** Nothing is fetched and nothing runs, whatever a text from outside may try. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A rollout as one HTML page that needs nothing else: what was released and by whom, what the metrics did, how
 * each phase went, and why it ended so. From the events of its ledger (oldest first) and its plan, where that
 * can still be read; undefined when no rollout ever started.
 */
export function writePage(
  events: readonly Event[],
  plan: Plan | undefined,
  now: Instant,
): string | undefined {
  const chronicle = gather(events, plan, now);
  return chronicle && `<!doctype html>\n${show(chronicle, now).markup}\n`;
}

function show(chronicle: Chronicle, now: Instant): Markup {
  const { state, events, from } = chronicle;
  const { started, status } = state;
  const title = `${started.version} in ${started.environment}: ${headline(state)}`;
  const advice = recommend(state, state.phases[state.current]?.criteria ?? []);
  const names = started.plan.phases.map(({ name }) => name);
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      ${STYLE}
    </head>
    <body class="${status}">
      <header>
        <h1><span aria-hidden="true">${signOf(state)}</span> ${title}</h1>
        <p class="lead">${advice} ${announceNext(state, now)}</p>
        ${showFacts(chronicle)}
      </header>
      <main>
        ${showCharts(chronicle)} ${showPhases(state)} ${showGates(events, names)}
        ${showTimeline(events, from)}
      </main>
      <footer>
        Rollout ${started.rollout} · plan ${started.plan.digest.slice(0, 12)} · written
        ${showMoment(now)} from the ledger
      </footer>
    </body>
  </html>`;
}
