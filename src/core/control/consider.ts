import { nearest } from '../plan/nearest.ts';
import { isLeftToPeople } from '../rollout/awaited.ts';
import { isOver } from '../rollout/holder.ts';
import { isAbandoned, type RunStatus } from '../rollout/lease.ts';
import { quote } from '../rollout/one-line.ts';
import type { Reason } from '../rollout/reason.ts';
import type { State } from '../rollout/state.ts';
import { considerApproval } from './consider-approval.ts';
import { considerPromotion } from './consider-promotion.ts';
import type { Order } from './command.ts';
import type { Circumstances, Considered } from './considered.ts';

/** Whether the rollout can take the order as it stands; a refusal says what would be possible instead. */
export function considerOrder(
  order: Order,
  state: State | undefined,
  circumstances: Circumstances,
): Considered {
  if (state === undefined) return refuse('not-running', 'no rollout was ever started here');
  const takenOver = considerTakenOver(order, state, circumstances.holder);
  if (takenOver !== undefined) return takenOver;
  switch (order.command.kind) {
    case 'pause':
      return considerPause(state);
    case 'resume':
      return considerResume(state);
    case 'abort':
      return considerAbort(state);
    case 'approve':
      return considerApproval(order.command, order, state, circumstances);
    case 'promote':
    case 'promote-full':
      return considerPromotion(order, state, circumstances);
    case 'retry':
      return considerRetry(state, circumstances.holder, circumstances.now);
    case 'skip-gate':
      return considerGate(order.command.gate, order.reason, state);
  }
}

/**
 * Whoever takes a rollout over takes it back, and is left to it. Where that has failed, or may have been lost on
 * the way, traffic is still out, and a person may take it back.
 */
function considerTakenOver(
  { command }: Order,
  state: State,
  holder: RunStatus,
): Considered | undefined {
  const { takeover, status, started } = state;
  if (takeover === undefined) return undefined;
  const isLeftToIt = holder === 'running' && status !== 'rollback-failed';
  if (command.kind === 'abort' && !isLeftToIt) return undefined;
  const instead = isOver(state) ? '' : ABORT_INSTEAD[isLeftToIt ? 'later' : 'now'];
  return refuse('superseded', `${started.version} was taken over: ${takeover.sentence}${instead}`);
}

const ABORT_INSTEAD = {
  now: '; abort takes it back',
  later: '; it is being taken back',
} as const;

function considerPause(state: State): Considered {
  if (state.status === 'paused') {
    return refuse('nothing-to-do', `it is paused already: ${explain(state)}`);
  }
  return state.status === 'running'
    ? take(
        'nobody',
        `traffic stays at ${state.weight.intended}%, and nothing passes until it is resumed`,
      )
    : refuse('not-running', describe(state));
}

function considerResume(state: State): Considered {
  if (state.status !== 'paused') return refuse('not-paused', describe(state));
  return state.pausedSince === undefined
    ? take('rerun', 'what the machine had paused begins its phase anew')
    : take('driver', 'it goes on where it was; the time it was paused does not count as baked');
}

function considerAbort(state: State): Considered {
  if (state.status === 'promoted') return refuse('already-promoted', describe(state));
  return isOver(state)
    ? refuse('nothing-to-do', `${describe(state)}: all traffic is on stable`)
    : take('control', 'all traffic goes back to stable');
}

function considerRetry(state: State, holder: RunStatus, now: number): Considered {
  if (state.status === 'promoted') return refuse('already-promoted', describe(state));
  if (state.pausedSince !== undefined) {
    return refuse('not-at-rest', `${explain(state)}: resume it, or abort it`);
  }
  const isAtRest = isOver(state) || ['paused', 'rollback-failed'].includes(state.status);
  return isAtRest || isAbandoned(state, holder, now)
    ? take('rerun', `${state.started.version} is taken up again where it stands`)
    : refuse('not-at-rest', describe(state));
}

function considerGate(gate: string, reason: string | undefined, state: State): Considered {
  if (state.status === 'promoting' || state.status === 'promoted') {
    return refuse('not-running', `${describe(state)}: no gate is left to pass`);
  }
  const names = knownGates(state);
  if (!names.includes(gate)) {
    const meant = nearest(gate, names);
    const known = names.length === 0 ? 'the plan has none' : `there are ${names.join(', ')}`;
    const instead = meant === undefined ? known : `did you mean ${meant}?`;
    return refuse('gate-unknown', `there is no gate ${quote(gate)}: ${instead}`);
  }
  if (reason === undefined || reason.trim() === '') {
    return refuse('reason-missing', `say why ${gate} may be skipped: it is kept with the release`);
  }
  const isUnderWay = state.status === 'running' || state.pausedSince !== undefined;
  return take(
    isUnderWay ? 'driver' : 'rerun',
    `${gate} counts as open for ${state.started.version}`,
  );
}

/** Those the plan names, and for rollouts begun before the ledger kept their names those that were looked at. */
function knownGates({ started, gates, phases }: State): readonly string[] {
  const records = [gates, ...phases.map((phase) => phase.gates)];
  const seen = records.flatMap((record) => record?.findings.map(({ gate }) => gate) ?? []);
  return [...new Set([...(started.plan.gates ?? []), ...seen])];
}

/** Where it stands and what can be asked of it there. */
export function describe(state: State): string {
  const { version, environment } = state.started;
  const where = `${version} is ${state.status} in ${environment}`;
  switch (state.status) {
    case 'running':
      return isLeftToPeople(state)
        ? `${where} and waits for approval: approve, pause or abort it`
        : `${where}: pause, promote or abort it`;
    case 'paused':
      return `${where}: resume, promote or abort it`;
    case 'stopped':
    case 'rolled-back':
      return `${where}: retry it, or release anew`;
    case 'promoting':
      return `${where}: only abort can take it back`;
    case 'promoted':
      return `${where}: to go back, release the earlier version`;
    case 'rolling-back':
      return `${where}: wait until the traffic is back`;
    case 'rollback-failed':
      return `${where}: abort tries again to take the traffic back`;
  }
}

function explain({ reason }: State): string {
  return reason?.sentence ?? 'a person decides';
}

function take(by: Extract<Considered, { outcome: 'taken' }>['by'], sentence: string): Considered {
  return { outcome: 'taken', by, sentence };
}

function refuse(code: Reason['code'], sentence: string): Considered {
  return { outcome: 'refused', reason: { code, sentence } };
}
