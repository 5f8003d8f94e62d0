import type { CriterionReport } from '../judge/report.ts';
import {
  describeRatio,
  describeTook,
  formatSamples,
  formatValue,
  worstFirst,
} from '../present/criteria.ts';
import { formatDuration } from '../quantity/duration.ts';
import type { PhaseState, State } from '../rollout/state.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Every phase: how long it took, who approved it, and how its criteria stood when it ended. */
export function showPhases(state: State): Markup {
  const sections = state.started.plan.phases.map(({ name, weight, bake }, index) => {
    const phase = state.phases[index] ?? PENDING;
    return html`<article class="phase ${phase.status}">
      <h3>${name} <small>${weight}% for ${formatDuration(bake)}</small></h3>
      <p>${describePhase(phase)}</p>
      ${showCriteria(phase.criteria)}
    </article>`;
  });
  return html`<section>
    <h2>Phases</h2>
    ${sections}
  </section>`;
}

const PENDING: PhaseState = { status: 'pending', criteria: [] };

const WORDS: Readonly<Record<PhaseState['status'], string>> = {
  pending: 'Not begun',
  running: 'Begun',
  passed: 'Passed',
  failed: 'Did not pass',
};

function describePhase(phase: PhaseState): string {
  const { status, approval } = phase;
  const people = approval?.by.join(', ') || approval?.environment;
  return `${WORDS[status]}${describeTook(phase)}${people === undefined ? '' : `, approved by ${people}`}.`;
}

const MARKS: Readonly<Record<CriterionReport['verdict'], string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
};

function showCriteria(criteria: readonly CriterionReport[]): Markup {
  if (criteria.length === 0) return NOTHING;
  const sorted = worstFirst(criteria);
  return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th>Verdict</th>
            <th>Criterion</th>
            <th>Canary</th>
            <th>Stable</th>
            <th>Ratio</th>
            <th>Samples</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(showCriterion)}
        </tbody>
      </table>
    </div>
    <ul class="words">
      ${sorted.filter(({ verdict }) => verdict !== 'pass').map(({ sentence }) => html`<li>${sentence}</li>`)}
    </ul>`;
}

function showCriterion(report: CriterionReport): Markup {
  const { verdict, dryRun, role, criterion, canary, baseline } = report;
  return html`<tr class="${verdict}">
    <td>${MARKS[verdict]} ${verdict}${dryRun ? ' (dry run)' : ''}</td>
    <td>${role === 'condition' ? html`rollback if ` : NOTHING}<code>${criterion}</code></td>
    <td>${formatValue(canary, report)}</td>
    <td>${formatValue(baseline, report)}</td>
    <td>${describeRatio(report)}</td>
    <td>${formatSamples(report)}</td>
  </tr>`;
}
