import type { Plan } from '../../../src/core/plan/plan.ts';
import { readHistory } from '../audit/history.ts';
import { auditLedger } from '../audit/ledger.ts';
import { auditPlaces, auditTraffic, readState } from '../audit/world.ts';
import type { StepResult } from '../product/step.ts';
import type { World } from '../world/world.ts';
import type { Case } from './case.ts';

/** What must hold when the process that met the trouble has ended. */
export function judgeMeeting(one: Case, met: StepResult, world: World): readonly string[] {
  const { code } = met;
  const state = readState(world);
  const share = world.haproxy.share();
  const problems: string[] = [];
  if (code === null) problems.push('it was stuck: it had to be killed');
  if (state?.status === 'promoted' && one.health === 'ill')
    problems.push('an ill version went out');
  if (code === 0 && state?.status !== 'promoted')
    problems.push(`it says it is well at ${state?.status}`);
  // Where a target does not obey, that is said as loudly as can be.
  const isLost = state?.status === 'rollback-failed' && met.outputs['status'] === 'rollback-failed';
  if (share > (state?.weight.intended ?? 0) && !isLost) {
    problems.push(`the target carries ${share}%, more than the ledger says`);
  }
  if (
    one.health === 'ill' &&
    state?.status === 'running' &&
    share > 0 &&
    one.length !== 'for ever'
  ) {
    problems.push('an ill version was left with traffic');
  }
  return [...problems, ...(code === 0 ? [] : judgeWords(met))];
}

/** A stop has a code of the closed list, and a sentence that says what to try. */
function judgeWords({ outputs, log }: StepResult): readonly string[] {
  const { status = '', 'reason-code': code = '', reason = '' } = outputs;
  const problems: string[] = [];
  if (status === '') problems.push('it stopped without a status');
  if (!CODES.has(code)) problems.push(`it stopped with the reason code '${code}'`);
  // What a gate found is a sentence of its own, and its remedy another.
  const said = code === 'gate-shut' ? `${reason} ${/wanted: .*/.exec(log)?.[0]}` : reason;
  const isAboutNumbers = code === 'criterion-failed';
  if (!isAboutNumbers && !ADVICE.test(said)) problems.push(`no advice in: ${reason}`);
  return problems;
}

/** The reasons that trouble of these services may lead to. */
const CODES: ReadonlySet<string> = new Set([
  'criterion-failed',
  'inconclusive',
  'metrics-unavailable',
  'gate-shut',
  'target-unavailable',
  'canary-down',
  'weight-drifted',
  'ledger-unavailable',
  'ledger-conflict',
  'run-failed',
]);

/** What a sentence that helps has in it. */
const ADVICE =
  /\b(check|look|see|raise|add|give|bring|run it again|re-run|is it|is this|is the|does|goes on|mend|try|name|wait)\b/;

/** What must hold when the trouble is over and the next attempt has run. */
export function judgeAfterwards(one: Case, world: World, plan: Plan): readonly string[] {
  const state = readState(world);
  const wanted = one.health === 'ill' ? 'rolled-back' : 'promoted';
  return [
    ...(state?.status === wanted ? [] : [`ended ${state?.status ?? 'nothing'}, not ${wanted}`]),
    ...auditTraffic(world.haproxy.share(), state),
    ...auditLedger(readHistory(world.repository()), plan),
    ...auditPlaces(world, state),
    ...world.github.fake.violations.map(({ request, problem }) => `${request}: ${problem}`),
  ];
}
