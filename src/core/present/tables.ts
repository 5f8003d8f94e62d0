import type { CriterionReport, Verdict } from '../judge/report.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatQuantity } from '../quantity/unit.ts';
import type { PhaseState, State } from '../rollout/state.ts';
import { code, plain, table } from './markdown.ts';

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', inconclusive: '❔' };

/** Every criterion with its numbers, the broken ones first. */
export function tabulateCriteria(criteria: readonly CriterionReport[]): string {
  const order: readonly Verdict[] = ['fail', 'inconclusive', 'pass'];
  const rows = criteria
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map((report) => [
      `${MARKS[report.verdict]} ${report.verdict}${report.dryRun ? ' (dry run)' : ''}`,
      code(report.role === 'condition' ? `rollback if ${report.criterion}` : report.criterion),
      formatValue(report.canary, report),
      formatValue(report.baseline, report),
      formatRatio(report),
      report.samples > 0 ? String(Math.round(report.samples)) : '–',
    ]);
  return table(['Verdict', 'Criterion', 'Canary', 'Stable', 'Ratio', 'Samples'], rows, [
    'left',
    'left',
    'right',
    'right',
    'right',
    'right',
  ]);
}

function formatValue(value: number | undefined, { unit }: CriterionReport): string {
  return value === undefined ? '–' : formatQuantity(value, unit);
}

function formatRatio({ ratio, ratioRange }: CriterionReport): string {
  if (ratio === undefined) return '–';
  const range = ratioRange
    ? ` (${ratioRange.low.toFixed(2)} to ${ratioRange.high.toFixed(2)})`
    : '';
  return `${ratio.toFixed(2)}x${range}`;
}

/** Every phase with its weight, where it stands and how long it took. */
export function tabulatePhases(state: State): string {
  const rows = state.started.plan.phases.map(({ name, weight, bake }, index) => {
    const phase = state.phases[index];
    return [
      plain(name),
      `${weight}%`,
      formatDuration(bake),
      phase ? describePhase(phase, state, index) : '',
      phase?.approval ? approvers(phase.approval) : '',
    ];
  });
  return table(['Phase', 'Weight', 'Bake', 'State', 'Approved by'], rows, [
    'left',
    'right',
    'right',
    'left',
    'left',
  ]);
}

function describePhase(phase: PhaseState, state: State, index: number): string {
  const took =
    phase.startedAt === undefined || phase.endedAt === undefined
      ? ''
      : ` after ${formatDuration(phase.endedAt - phase.startedAt)}`;
  switch (phase.status) {
    case 'pending':
      return '⚪ to come';
    case 'running':
      return state.status === 'running' ? '🔵 baking' : '🟡 interrupted';
    case 'passed':
      return `🟢 passed${took}`;
    case 'failed':
      return index === state.current && state.status === 'paused'
        ? `🟡 paused${took}`
        : `🔴 failed${took}`;
  }
}

function approvers({ by, environment }: NonNullable<PhaseState['approval']>): string {
  return by.length > 0 ? by.map(code).join(', ') : `environment ${code(environment)}`;
}

/** Every gate with what it found; undefined when none was asked. */
export function tabulateGates(state: State): string | undefined {
  const findings = [state.gates, ...state.phases.map(({ gates }) => gates)].flatMap(
    (record) => record?.findings ?? [],
  );
  if (findings.length === 0) return undefined;
  return table(
    ['Gate', 'Outcome', 'Found', 'Wanted', 'What to do'],
    findings.map(({ gate, outcome, found, wanted, remedy }) => [
      code(gate),
      outcome === 'open' ? '✅ open' : `❌ ${outcome}`,
      plain(found),
      plain(wanted),
      plain(remedy),
    ]),
  );
}
