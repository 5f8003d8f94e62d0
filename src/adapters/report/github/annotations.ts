import type { CriterionReport } from '../../../core/judge/report.ts';
import { oneShortLine } from '../../../core/present/length.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { State, Status } from '../../../core/rollout/state.ts';
import type { Story } from '../../../ports/reporter.ts';

/** A remark at a line of the plan, as the check run takes it. */
export interface Annotation {
  /** What it is about: GitHub keeps every annotation it was ever sent, so each is sent once. */
  readonly key: string;
  readonly input: {
    readonly path: string;
    readonly location: { readonly startLine: number; readonly endLine: number };
    readonly annotationLevel: 'FAILURE' | 'WARNING';
    readonly title: string;
    readonly message: string;
  };
}

/** GitHub takes no more with one request. */
const MOST = 50;

const LONGEST_TITLE = 200;
const LONGEST_MESSAGE = 2_000;

/** Where a rollout rests that did not get through. */
const RESTING: ReadonlySet<Status> = new Set(['paused', 'rolled-back', 'rollback-failed']);

/**
 * What broke, or could not be told, at its lines in the plan; nothing while the rollout moves, of what only a dry run
 * says, and of what was said already.
 */
export function annotateBroken({ state, criteria, plan }: Story): readonly Annotation[] {
  const { plan: path, annotated = [] } = state.handles;
  if (plan === undefined || path === undefined || !RESTING.has(state.status)) return [];
  const shown = criteria.length > 0 ? criteria : (state.phases[state.current]?.criteria ?? []);
  return shown
    .filter((report) => isBroken(report, state))
    .flatMap((report) => annotate(report, state, plan, path))
    .filter(({ key }) => !annotated.includes(key))
    .slice(0, MOST);
}

function isBroken({ verdict, dryRun, criterion }: CriterionReport, { reason }: State): boolean {
  return !dryRun && (verdict === 'fail' || criterion === reason?.criterion);
}

function annotate(
  report: CriterionReport,
  { current, started, run }: State,
  plan: Plan,
  path: string,
): readonly Annotation[] {
  const { criterion, role, verdict, action, sentence } = report;
  const sentences = role === 'condition' ? plan.rollback : (plan.phases[current]?.criteria ?? []);
  const line = sentences.find(({ text }) => text === criterion)?.position.line;
  if (line === undefined) return [];
  const phase = started.plan.phases[current]?.name ?? '';
  const isProven = verdict === 'fail' && action === 'rollback';
  return [
    {
      key: `${run.attempt} ${current} ${criterion}`,
      input: {
        path,
        location: { startLine: line, endLine: line },
        annotationLevel: isProven ? 'FAILURE' : 'WARNING',
        title: oneShortLine(`${phase}: ${criterion}`, LONGEST_TITLE),
        message: oneShortLine(sentence, LONGEST_MESSAGE),
      },
    },
  ];
}
