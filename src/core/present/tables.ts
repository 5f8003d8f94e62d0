import type { CriterionReport, Verdict } from '../judge/report.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatRatio } from '../quantity/ratio.ts';
import type { PhaseState, State } from '../rollout/state.ts';
import { describeRatio, describeTook, formatSamples, formatValue, worstFirst } from './criteria.ts';
import { code, plain, table } from './markdown.ts';

/** More rows than this are read by nobody; they are counted instead. */
const MOST_ROWS = 40;

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', inconclusive: '❔' };

/** Every criterion with its numbers, the broken ones first; undefined when there is none. */
export function tabulateCriteria(criteria: readonly CriterionReport[]): string | undefined {
  if (criteria.length === 0) return undefined;
  const rows = worstFirst(criteria)
    .slice(0, MOST_ROWS)
    .map((report) => [
      `${describeVerdict(report)}${report.dryRun ? ' (dry run)' : ''}`,
      code(report.role === 'condition' ? `rollback if ${report.criterion}` : report.criterion),
      formatValue(report.canary, report),
      formatValue(report.baseline, report),
      describeRatio(report),
      formatSamples(report),
      formatSight(report),
    ]);
  const head = ['Verdict', 'Criterion', 'Canary', 'Stable', 'Ratio', 'Samples', 'Can show'];
  const align = ['left', 'left', 'right', 'right', 'right', 'right', 'right'] as const;
  return withRest(table(head, rows, align), criteria.length);
}

/** Says how many of `count` rows a table leaves out. */
function withRest(text: string, count: number): string {
  return count > MOST_ROWS ? `${text}\n\n… and ${count - MOST_ROWS} more, none worse.` : text;
}

/** What the phase can show; a dash where looks are judged one by one. */
function formatSight({ weighed }: CriterionReport): string {
  const ratio = weighed?.detectable;
  if (ratio === undefined) return '–';
  return Number.isFinite(ratio) ? formatRatio(ratio) : 'nothing';
}

/** Not to know yet is the way of things while a phase bakes; not to be able to know is trouble. */
function describeVerdict({ verdict, reason }: CriterionReport): string {
  return verdict === 'inconclusive' && reason === 'too-early'
    ? '⏳ not yet'
    : `${MARKS[verdict]} ${verdict}`;
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
  const head = ['Phase', 'Weight', 'Bake', 'State', 'Approved by'];
  return table(head, rows, ['left', 'right', 'right', 'left', 'left']);
}

function describePhase(phase: PhaseState, state: State, index: number): string {
  const took = describeTook(phase);
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

function approvers({ by, environment = '' }: NonNullable<PhaseState['approval']>): string {
  return by.length > 0 ? by.map(code).join(', ') : `environment ${code(environment)}`;
}

/** Every gate with what it found, the shut ones first; undefined when none was asked. */
export function tabulateGates(state: State): string | undefined {
  const findings = [state.gates, ...state.phases.map(({ gates }) => gates)].flatMap(
    (record) => record?.findings ?? [],
  );
  if (findings.length === 0) return undefined;
  const rows = findings
    .toSorted((a, b) => Number(a.outcome === 'open') - Number(b.outcome === 'open'))
    .slice(0, MOST_ROWS)
    .map(({ gate, outcome, found, wanted, remedy }) => [
      code(gate),
      outcome === 'open' ? '✅ open' : `❌ ${outcome}`,
      plain(found),
      plain(wanted),
      plain(remedy),
    ]);
  return withRest(
    table(['Gate', 'Outcome', 'Found', 'Wanted', 'What to do'], rows),
    findings.length,
  );
}
