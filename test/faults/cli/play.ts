import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { decode } from '../audit/history.ts';
import { auditLedger } from '../audit/ledger.ts';
import { auditTraffic, findUnintendedBy } from '../audit/world.ts';
import { CLI_BUNDLE } from '../product/bundles.ts';
import { describeProduction } from '../product/step.ts';
import { type Ending, startVictim } from '../product/victim.ts';
import { type Effect, type Fate, type Moment, MOMENTS, PASS, type Watch } from '../tap.ts';
import type { World } from '../world/world.ts';
import { readLocalHistory, readLocalJournal } from './ledger.ts';

const PLACE = ['rollout.yml', '--ledger', 'git:ledger'];
const APPROVED = ['--approve', 'production-approval'];

/** What may be typed after the process was lost. */
const NEXT = {
  'run --retry': ['run', ...PLACE, ...APPROVED, '--retry'],
  rollback: ['rollback', ...PLACE],
} as const;
type Next = keyof typeof NEXT;

export interface CliEffect extends Effect {
  readonly nth: number;
}

export interface CliPoint {
  readonly id: string;
  readonly effect: CliEffect;
  readonly moment: Moment;
  readonly next: Next;
}

async function runCli(
  world: World,
  words: readonly string[],
  decide: Watch['decide'],
): Promise<Ending> {
  const victim = startVictim([CLI_BUNDLE, ...words], world.folder, {
    PATH: process.env['PATH'] ?? '',
    HOME: world.folder,
    ...describeProduction(world),
  });
  world.tap.guard({ victim, decide });
  return victim.ended;
}

const START = ['run', ...PLACE, ...APPROVED, '--version', 'v2.0.0'];

/** Runs the plan undisturbed and writes down what it did. */
export async function recordCli(world: World): Promise<readonly CliEffect[]> {
  const effects: CliEffect[] = [];
  clear(world);
  const { code, log } = await runCli(world, START, (effect) => {
    effects.push({ ...effect, nth: effects.filter(({ name }) => name === effect.name).length });
    return PASS;
  });
  if (code !== 0) throw new Error(`the command line failed undisturbed:\n${log}`);
  return effects;
}

export function listCliPoints(effects: readonly CliEffect[]): readonly CliPoint[] {
  return effects.flatMap((effect, index) =>
    MOMENTS.map((moment, at) => ({
      id: `cli-${String(index + 1).padStart(3, '0')}-${moment}`,
      effect,
      moment,
      next: (index + at) % 2 === 0 ? 'rollback' : 'run --retry',
    })),
  );
}

export interface CliVerdict {
  readonly problems: readonly string[];
  readonly end: string;
  readonly log: string;
}

/** Kills the command line at the point, types the next command, and holds the world against the rules. */
export async function playCli(point: CliPoint, world: World, plan: Plan): Promise<CliVerdict> {
  clear(world);
  const crimes = new Set<string>();
  let before = 0;
  const watched = (decide: (effect: Effect) => Fate) => (effect: Effect) => {
    const crime = findUnintendedBy(effect, () => readLocalState(world));
    if (crime !== undefined) crimes.add(crime);
    return decide(effect);
  };
  const { effect, moment, next } = point;
  const killed = await runCli(
    world,
    START,
    watched(({ name }) => {
      if (name !== effect.name) return PASS;
      before += 1;
      return before === effect.nth + 1 ? { kind: 'kill', moment } : PASS;
    }),
  );
  const known = readLocalHistory(world.folder).map(({ id }) => id);
  const pass = watched(() => PASS);
  let { log } = await runCli(world, NEXT[next], pass);
  const first = readLocalState(world)?.status;
  // What never began, or only stopped, has yet to go out.
  if (first !== 'promoted' && first !== 'rolled-back') {
    log += (await runCli(world, first === undefined ? START : NEXT['run --retry'], pass)).log;
  }
  const history = readLocalHistory(world.folder);
  const state = readLocalState(world);
  const end = state?.status ?? 'nothing';
  const isRight = end === 'promoted' || (end === 'rolled-back' && next === 'rollback');
  return {
    end,
    log: `${killed.log}\n${log}`,
    problems: [
      ...(killed.code === null ? [] : ['the effect never came: nothing was killed']),
      ...(isRight ? [] : [`ended ${end}: ${log.trim().split('\n').at(-1)}`]),
      ...(known.every((id, index) => history[index]?.id === id) ? [] : ['commits were lost']),
      ...auditTraffic(world.hand.weight, state),
      ...auditLedger(history, plan),
      ...crimes,
    ],
  };
}

function readLocalState(world: World): State | undefined {
  const journal = readLocalJournal(world.folder);
  return journal === undefined ? undefined : fold(decode(journal));
}

function clear(world: World): void {
  rmSync(join(world.folder, 'ledger'), { recursive: true, force: true });
  world.hand.weight = 0;
  world.hand.hooks = [];
}
