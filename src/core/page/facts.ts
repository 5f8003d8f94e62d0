import { formatDuration } from '../quantity/duration.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import { type Chronicle, isGoingOn } from './chronicle.ts';
import { html, type Markup } from './markup.ts';

/** What was released, by whom, who approved, from when to when. */
export function showFacts({ state, from, to }: Chronicle): Markup {
  const { started, run } = state;
  const approvers = [...new Set(state.phases.flatMap(({ approval }) => approval?.by ?? []))];
  const isTakenUp = run.actor !== started.run.actor;
  const facts: readonly (readonly [string, Markup | string])[] = [
    ['Version', html`<code>${started.version}</code>`],
    ['Commit', showCommit(started.sha, started.run.url)],
    ['Environment', started.environment],
    ['Rollout', started.name],
    ['Released by', started.run.actor],
    ['Taken up by', isTakenUp ? run.actor : ''],
    ['Approved by', approvers.join(', ')],
    ['Began', showMoment(from)],
    ['Last event', showMoment(state.updatedAt)],
    [isGoingOn(state) ? 'Lasts for' : 'Took', formatDuration(to - from)],
    ['Run', linkTo(run.url, 'log of the run')],
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

/** Where the run's address tells the repository, its commit can be looked at. */
function showCommit(sha: string | undefined, run: string | undefined): Markup | string {
  if (sha === undefined) return '';
  const name = html`<code>${sha.slice(0, 12)}</code>`;
  const [, repository] = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/actions\/runs\//.exec(run ?? '') ?? [];
  return repository === undefined ? name : linkTo(`${repository}/commit/${sha}`, name);
}

/** Only an address that a browser opens as a page becomes a link. */
function linkTo(url: string | undefined, text: Markup | string): Markup | string {
  if (url === undefined || !/^https?:\/\//.test(url)) return '';
  return html`<a href="${url}" rel="noreferrer">${text}</a>`;
}
