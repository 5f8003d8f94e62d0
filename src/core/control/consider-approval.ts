import { isSameLogin } from '../member.ts';
import { describeApproval } from '../plan/approval.ts';
import type { PeopleApproval } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import { type Awaited, findAwaited } from '../rollout/awaited.ts';
import type { RolloutStarted } from '../rollout/event.ts';
import { quote } from '../rollout/one-line.ts';
import type { ReasonCode } from '../rollout/reason.ts';
import { isNamedPhase } from '../rollout/phase-name.ts';
import { startersOf } from '../rollout/starters.ts';
import type { State } from '../rollout/state.ts';
import type { Command, Order } from './command.ts';
import type { Circumstances, Considered, Judged } from './considered.ts';

type Approve = Extract<Command, { kind: 'approve' }>;

/**
 * Whether somebody's word approves what waits. It counts for the release, the plan and the phase that were there
 * to be seen when it was given, and for nothing that came after: whatever is in doubt is asked for anew.
 */
export function considerApproval(
  command: Approve,
  order: Pick<Order, 'by' | 'via'>,
  state: State,
  circumstances: Pick<Circumstances, 'meant' | 'givenAt' | 'judged'>,
): Considered {
  const { started } = state;
  const outdated = findOutdated(command, started, circumstances.meant);
  if (outdated !== undefined) return refuse('approval-outdated', outdated);
  const awaited = findAwaited(state);
  if (awaited === undefined) {
    return refuse('not-awaited', `nothing of ${started.version} waits for an approval`);
  }
  const { approval, approvedBy, since } = awaited;
  const name = started.plan.phases[awaited.phase]?.name ?? `phase ${awaited.phase + 1}`;
  if (command.phase !== undefined && !isNamedPhase(started, awaited.phase, command.phase)) {
    return refuse('not-awaited', `${name} waits for approval, not ${quote(command.phase)}`);
  }
  if (approval.by !== 'comment') return refuse('not-awaited', explainOtherWay(name, awaited));
  if (isBefore(circumstances.givenAt, since)) {
    return refuse(
      'approval-outdated',
      `this was said before ${name} waited for approval, when its evidence was not there: look at it and say it anew`,
    );
  }
  if (!isJudged(circumstances.judged, awaited)) {
    return refuse(
      'approval-outdated',
      `${name} began to wait only now: look at it and say it anew`,
    );
  }
  if (approvedBy.some(({ by }) => isSameLogin(by, order.by))) {
    return refuse('nothing-to-do', `${order.by} has approved ${name} already: ${count(awaited)}`);
  }
  const objection = objectTo(order, approval, started);
  if (objection !== undefined) return objection;
  const left = approval.count - approvedBy.length - 1;
  const { version } = started;
  return left > 0
    ? take('nobody', `${order.by} approved ${name} of ${version}: it takes ${left} more`)
    : take('rerun', `${name} of ${version} is approved and begins`);
}

function findOutdated(
  { version }: Approve,
  started: RolloutStarted,
  meant: RolloutStarted | undefined,
): string | undefined {
  const now = `${started.version} is released by now`;
  if (version !== undefined && version !== started.version) {
    return `${quote(version)} was approved, and ${now}: look at it and approve that`;
  }
  const isSame =
    meant === undefined ||
    (meant.rollout === started.rollout &&
      meant.at === started.at &&
      meant.plan.digest === started.plan.digest);
  return isSame
    ? undefined
    : `${meant.version} was there when this was said, and ${now}, by another run or plan: look at it and approve anew`;
}

/** Nobody was asked whether they may approve what began to wait afterwards. */
function isJudged(judged: Judged | undefined, { phase, since }: Awaited): boolean {
  if (judged === undefined) return true;
  return judged !== 'nothing' && judged.phase === phase && judged.since === since;
}

/** Times of comments are told in whole seconds. */
function isBefore(givenAt: Instant | undefined, since: Instant): boolean {
  return givenAt !== undefined && givenAt + 1_000 <= since;
}

function explainOtherWay(name: string, { approval }: Awaited): string {
  return approval.by === 'environment'
    ? `${name} waits for the environment ${approval.environment}: its reviewers approve in the run itself`
    : `${name} waits for approval ${describeApproval(approval)}: review the pull request that is released`;
}

/** As far as it can be told from here; on a terminal nobody can be asked about teams. */
function objectTo(
  { by, via }: Pick<Order, 'by' | 'via'>,
  { from, notAuthor }: PeopleApproval,
  started: RolloutStarted,
): Considered | undefined {
  if (notAuthor && startersOf(started.run).some((one) => isSameLogin(one, by))) {
    return refuse('own-approval', `${by} started this release, and somebody else must approve it`);
  }
  const isNamed = from.some((one) => one.kind === 'person' && isSameLogin(one.login, by));
  if (via !== 'cli' || from.length === 0 || isNamed) return undefined;
  return refuse(
    'not-permitted',
    `${by} is not named in \`from\` of the plan, and teams are known to GitHub alone`,
  );
}

function count({ approval, approvedBy }: Awaited): string {
  const wanted = approval.by === 'environment' ? 1 : approval.count;
  return `it has ${approvedBy.length} of ${wanted}`;
}

function take(by: 'nobody' | 'rerun', sentence: string): Considered {
  return { outcome: 'taken', by, sentence };
}

function refuse(code: ReasonCode, sentence: string): Considered {
  return { outcome: 'refused', reason: { code, sentence } };
}
