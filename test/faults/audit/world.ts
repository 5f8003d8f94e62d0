import { fold } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import type { Effect } from '../tap.ts';
import type { World } from '../world/world.ts';
import { decode, latestEvents, readHistory } from './history.ts';
import { journalsOf } from './ledger.ts';

/** Where the ledger on GitHub says that the rollout stands. */
export function readState(world: World): State | undefined {
  return fold(latestEvents(world.repository()));
}

/** An effect that the ledger does not know of, at the moment it is about to be done. */
export function findUnintended(effect: Effect, world: World): string | undefined {
  return findUnintendedBy(effect, () => readState(world));
}

export function findUnintendedBy(
  effect: Effect,
  read: () => State | undefined,
): string | undefined {
  if (effect.kind === 'hook') return judgeHook(effect.name, read());
  if (effect.kind === 'weight change') return judgeWeight(effect.name, read());
  return undefined;
}

function judgeHook(name: string, state: State | undefined): string | undefined {
  const hook = state?.hooks[name as keyof State['hooks']];
  if (hook === undefined) return `the ${name} hook ran before the ledger said so`;
  return hook.ok === true
    ? `the ${name} hook ran again although it is recorded as done`
    : undefined;
}

function judgeWeight(command: string, state: State | undefined): string | undefined {
  const intended = state?.weight.intended ?? 0;
  const [, canary] = /(?:\/v2 weight|^set) (\d+)$/.exec(command) ?? [];
  const [, stable] = /\/v1 weight (\d+)$/.exec(command) ?? [];
  const asked = canary === undefined ? 100 - Number(stable) : Number(canary);
  return asked === intended ? undefined : `${command}, while the ledger intends ${intended}%`;
}

/** Whether traffic is where the ledger says. */
export function auditTraffic(share: number, state: State | undefined): readonly string[] {
  const said = state?.weight.intended ?? 0;
  if (share !== said) return [`the target carries ${share}%, and the ledger says ${said}%`];
  const promised = state === undefined ? undefined : CARRIED[state.status];
  if (promised === undefined || share === promised) return [];
  return [`${state?.status} with ${share}% on the canary`];
}

const CARRIED: Readonly<Partial<Record<State['status'], number>>> = {
  promoted: 100,
  'rolled-back': 0,
  stopped: 0,
};

/** What people see on GitHub of every rollout there was. */
export function auditAllPlaces(world: World): readonly string[] {
  const journals = journalsOf(readHistory(world.repository()));
  return journals.flatMap((journal) => auditPlaces(world, fold(decode(journal))));
}

/** What people see on GitHub is there once, and true once the rollout rests. */
export function auditPlaces(world: World, state: State | undefined): readonly string[] {
  const { checkRuns, comments, deployments } = findPlaces(world, state?.started.sha);
  const checks = checkRuns.filter(({ name }) => name.startsWith('rollout '));
  const problems = [
    ...countOnce('check run', checks.length),
    ...countOnce('comment', comments.length),
    ...countOnce('deployment', deployments.length),
  ];
  if (state === undefined || !(state.status in CARRIED)) return problems;
  const wanted = state.status === 'promoted' ? 'success' : 'failure';
  const [check] = checks.toReversed();
  if (check?.conclusion !== wanted) {
    problems.push(
      `the check run says ${check?.conclusion ?? check?.status ?? 'nothing'}, not ${wanted}`,
    );
  }
  const last = deployments.at(-1)?.statuses.at(-1)?.state;
  const isStarted = deployments.length > 0;
  const right = state.status === 'promoted' ? 'success' : 'failure';
  if (isStarted && last !== right && !(state.status === 'stopped' && last === 'error')) {
    problems.push(`the deployment says ${last ?? 'nothing'}, not ${right}`);
  }
  if (comments.length > 0 && !HEADLINES[state.status]?.test(comments.at(-1)?.body ?? '')) {
    problems.push(`the comment does not say that it is ${state.status}`);
  }
  return problems;
}

/** What was written on a commit and its pull request; on any, where none is named. */
function findPlaces(world: World, sha: string | undefined) {
  const { checkRuns, comments, deployments, issues } = world.repository();
  if (sha === undefined) return { checkRuns, comments, deployments };
  const pulls = new Set(
    issues.filter(({ pull }) => pull?.headSha === sha).map(({ number }) => number),
  );
  return {
    checkRuns: checkRuns.filter(({ headSha }) => headSha === sha),
    comments: comments.filter(({ issue }) => pulls.has(issue)),
    deployments: deployments.filter((one) => one.sha === sha),
  };
}

const HEADLINES: Readonly<Partial<Record<State['status'], RegExp>>> = {
  promoted: /promoted/i,
  'rolled-back': /rolled back/i,
  stopped: /stopped/i,
};

function countOnce(what: string, count: number): string[] {
  return count > 1 ? [`${count} ${what}s`] : [];
}
