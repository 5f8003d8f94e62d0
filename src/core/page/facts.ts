import { formatDuration } from '../quantity/duration.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import type { Chronicle } from './chronicle.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** What was released, by whom, who approved, from when to when. */
export function showFacts({ state, from, to }: Chronicle): Markup {
  const { started, run } = state;
  const approvers = [...new Set(state.phases.flatMap(({ approval }) => approval?.by ?? []))];
  const facts: readonly (readonly [string, Markup | string])[] = [
    ['Version', html`<code>${started.version}</code>`],
    ['Commit', started.sha === undefined ? '' : html`<code>${started.sha.slice(0, 12)}</code>`],
    ['Environment', started.environment],
    ['Rollout', started.name],
    ['Started by', started.run.actor],
    ['Approved by', approvers.join(', ')],
    ['Began', showMoment(from)],
    ['Last event', showMoment(state.updatedAt)],
    ['Took', formatDuration(to - from)],
    ['Run', linkRun(run.url)],
  ];
  return html`<dl class="facts">
    ${facts
      .filter(([, value]) => value !== '')
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

/** @example 2026-11-22 03:00:00 UTC */
export function showMoment(instant: Instant): Markup {
  const text = formatInstant(instant);
  return html`<time datetime="${text}">${text.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** Only an address that a browser opens as a page becomes a link. */
function linkRun(url: string | undefined): Markup | string {
  if (url === undefined) return '';
  return /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">log</a>` : NOTHING;
}
