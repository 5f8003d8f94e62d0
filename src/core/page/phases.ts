import { formatDuration } from '../quantity/duration.ts';
import { type Approval, describeApproval } from '../plan/approval.ts';
import { findAwaited } from '../rollout/awaited.ts';
import type { PhaseState, State } from '../rollout/state.ts';
import { showCriteria } from './criteria.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** With more criteria than this in all phases, those of phases that passed are shown only to who asks. */
const MOST_CRITERIA = 40;

/** Every phase: how long it took, who approved it, and how its criteria stood when it ended. */
export function showPhases(state: State): Markup {
  const count = state.phases.reduce((sum, { criteria }) => sum + criteria.length, 0);
  const sections = state.started.plan.phases.map((planned, index) => {
    const phase = state.phases[index] ?? PENDING;
    const isOpen = count <= MOST_CRITERIA || phase.status === 'failed';
    const head = showHead(planned, phase, wordFor(phase, index, state));
    return phase.criteria.length === 0
      ? html`<div class="phase ${toneOf(phase, index, state)}">${head}</div>`
      : html`<details class="phase ${toneOf(phase, index, state)}" ${isOpen ? OPEN : NOTHING}>
          <summary>${head}</summary>
          ${showCriteria(planned.name, phase.criteria)}
        </details>`;
  });
  return html`<section>
    <h2>Phases</h2>
    ${sections}
  </section>`;
}

const OPEN = html`open`;
const PENDING: PhaseState = { status: 'pending', criteria: [] };

function showHead(
  { name, weight, bake, approval: wanted }: State['started']['plan']['phases'][number],
  { startedAt, endedAt, approval, passedBy }: PhaseState,
  word: string,
): Markup {
  const took =
    startedAt === undefined || endedAt === undefined
      ? []
      : [`took ${formatDuration(endedAt - startedAt)}`];
  const parts = [
    `${weight}% of the traffic`,
    `planned ${formatDuration(bake)}`,
    ...took,
    ...describeApprovals(wanted, approval),
    ...(passedBy === undefined ? [] : [`let pass by ${passedBy}`]),
  ];
  return html`<h3>${name} <span class="word">${word}</span></h3>
    <p>${parts.join(' · ')}</p>`;
}

function describeApprovals(
  wanted: Approval | undefined,
  given: PhaseState['approval'],
): readonly string[] {
  if (given !== undefined)
    return [`approved by ${given.by.join(', ') || given.environment || '–'}`];
  return wanted === undefined ? [] : [`needs the approval ${describeApproval(wanted)}`];
}

/** What became of it, with a sign, that it may not be told by its colour alone. */
function wordFor({ status }: PhaseState, index: number, state: State): string {
  switch (status) {
    case 'pending':
      if (findAwaited(state)?.phase === index) return '◌ waits for approval';
      return state.status === 'running' ? '○ to come' : '○ not begun';
    case 'running':
      return state.status === 'running' ? '● baking' : '‖ interrupted';
    case 'passed':
      return '✓ passed';
    case 'failed':
      return isPausedIn(state, index) ? '‖ paused' : '✗ not passed';
  }
}

function toneOf({ status }: PhaseState, index: number, state: State): string {
  return status === 'failed' && isPausedIn(state, index) ? 'paused' : status;
}

function isPausedIn({ status, current }: State, index: number): boolean {
  return status === 'paused' && index === current;
}
