import { countApprovals } from '../../../src/adapters/approvals/count.ts';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { createMemoryLedger } from '../../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, type Memory } from '../../../src/adapters/ledger/memory/store.ts';
import { createMemoryTraffic } from '../../../src/adapters/traffic/memory/traffic.ts';
import { failed } from '../../../src/adapters/traffic/result.ts';
import type { ArmReading } from '../../../src/core/measurement.ts';
import type { Event, HookName } from '../../../src/core/rollout/event.ts';
import { decodeLine } from '../../../src/core/rollout/journal/line.ts';
import { apply, fold } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import type { Command } from '../../../src/core/control/command.ts';
import type { Letter } from '../../../src/core/notification/letter.ts';
import type { Notice } from '../../../src/core/notification/notice.ts';
import {
  type Channel,
  NOTICE_KINDS,
  type NoticeKind,
} from '../../../src/core/plan/notification.ts';
import { control } from '../../../src/drivers/control.ts';
import type { World } from '../../../src/drivers/world.ts';
import type { AppendResult, Ledger, ReadResult } from '../../../src/ports/ledger.ts';
import type { TrafficResult } from '../../../src/ports/traffic.ts';
import type { SendResult } from '../../../src/ports/notifier.ts';
import { BAD, DOWN, GOOD, NO_DATA, share } from '../stage.ts';
import { Crash, type Fate } from './fate.ts';

/** More calls to the world than any honest driver makes before it has nothing more to do. */
const MOST_CALLS = 4_000;

const AWAY = { outcome: 'failed', reason: 'unreachable', detail: 'away' } as const;

/** A world in which anything may happen, with what happened in it. */
export interface Chaos {
  readonly world: World;
  readonly clock: World['clock'];
  /** Another release that may come along while somebody waits. */
  rival: (() => Promise<unknown>) | undefined;
  /** What was done that should not have been. */
  readonly crimes: readonly string[];
  /** What our own hand last made the target carry; undefined before it was touched. */
  readonly ours: number | undefined;
  /** Whether somebody else has moved it since. */
  readonly isMeddled: boolean;
  /** Everything that somebody was told, heard or not. */
  readonly told: readonly Notice[];
  /** Every event of every rollout, oldest first, as the ledger's commits hold them. */
  history(): readonly Event[];
  state(): Promise<State | undefined>;
  tip(): string | undefined;
  /** A new session: calls are counted from nought. */
  begin(): void;
  /** Somebody puts all traffic back to stable by hand. */
  tidy(): void;
}

export function createChaos(fate: Fate): Chaos {
  const clock = createVirtualClock(Date.UTC(2026, 0, 5, 9));
  const memory = createMemory();
  const ledger = createMemoryLedger(memory);
  const target = createMemoryTraffic();
  const crimes: string[] = [];
  const told: Notice[] = [];
  let durable: State | undefined;
  /** Every rollout that the ledger has ever held. */
  const begun = new Set<string>();
  let ours: number | undefined;
  let isMeddled = false;
  let isMeanwhile = false;
  let calls = 0;

  const count = () => {
    calls += 1;
    if (calls > MOST_CALLS) throw new Error(`${MOST_CALLS} calls without an end`);
  };
  const call = <T>(work: () => Promise<T> | T): Promise<T> => {
    count();
    return fate.survive(work);
  };

  /** Writes, and keeps in mind what the ledger then says: reading it all at every turn would take too long. */
  async function write(entry: Parameters<Ledger['append']>[0]): Promise<AppendResult> {
    const before = memory.tip;
    const answer = await ledger.append(entry);
    if (memory.tip !== before) durable = entry.events.reduce<State | undefined>(apply, durable);
    if (durable !== undefined) begun.add(durable.started.rollout);
    return answer;
  }

  async function stateOf(): Promise<State | undefined> {
    const read = await ledger.read();
    if (read.outcome === 'read') return fold(read.view.events);
    crimes.push(`the ledger cannot be read: ${read.detail}`);
    return undefined;
  }

  /** What the ledger does not know of must not be done; only going back may come first. */
  function mustBeIntended(what: string, isIntended: (state: State) => boolean): void {
    if (durable === undefined || !isIntended(durable)) crimes.push(`${what} was not in the ledger`);
  }

  async function setWeight(weight: number): Promise<TrafficResult> {
    if (weight > 0) mustBeIntended(`${weight}%`, ({ weight: w }) => w.intended === weight);
    const choice = fate.next();
    if (choice > 930) return failed('timeout', 'no answer');
    await target.setWeight(weight);
    ours = weight;
    isMeddled = false;
    // The target obeyed, and the answer was lost.
    return choice > 900 ? failed('unreachable', 'gone') : { outcome: 'ok', weight };
  }

  function readWeight(): Promise<TrafficResult> | TrafficResult {
    const choice = fate.next();
    if (choice > 950) return failed('timeout', 'no answer');
    return choice > 930 ? failed('canary-down', 'v2 is DOWN') : target.readWeight();
  }

  function meddle(): void {
    const choice = fate.next();
    if (choice <= 985) return;
    target.drift([0, 1, 50, 100][choice % 4] ?? 0);
    isMeddled = true;
  }

  /** While somebody waits others act, one at a time: people give orders, and another release comes along. */
  async function meanwhile(): Promise<void> {
    const choice = fate.next();
    if (isMeanwhile || choice <= 940) return;
    isMeanwhile = true;
    try {
      await (choice > 985 ? chaos.rival?.() : order(choice));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      isMeanwhile = false;
    }
  }

  async function order(choice: number): Promise<void> {
    const command = COMMANDS[choice % COMMANDS.length];
    if (command === undefined) return;
    const by = command.kind === 'approve' && choice % 2 === 0 ? 'hopper' : 'grace';
    const run = { id: 'control', attempt: 1, actor: by };
    await control(world, { command, by, reason: 'why not', via: 'comment' }, { run });
  }

  async function append(entry: Parameters<Ledger['append']>[0]): Promise<AppendResult> {
    const choice = fate.next();
    if (choice > 950) return AWAY;
    if (choice > 930) await intrude(choice);
    const answer = await write(entry);
    return choice > 910 && choice <= 930 ? AWAY : answer;
  }

  /** Somebody else writes first. */
  async function intrude(choice: number): Promise<void> {
    if (durable === undefined) return;
    const at = clock.now();
    const paused: Event = {
      type: 'paused',
      at,
      reason: { code: 'asked-by-person', sentence: 'wait' },
      criteria: [],
    };
    const isUnderWay = durable.status === 'running' && durable.weight.intended > 0;
    const event: Event =
      choice > 945 && isUnderWay ? paused : { type: 'reported', at, handles: { checkRun: 'C' } };
    await write({ expected: memory.tip, events: [event] });
  }

  /** Somebody is told something, and may not listen. */
  function hear({ notice }: Letter): SendResult {
    const { key, kind, state } = notice;
    const isKnown = durable?.started.rollout === state.started.rollout;
    const isNoted = isKnown && durable?.deliveries?.some((delivery) => delivery.notice === key);
    if (isNoted === true) crimes.push(`${key} was told again`);
    // Whoever wrote how a rollout ended tells it, also when the next one has begun by then.
    if (!begun.has(state.started.rollout) && !GONE_BACK.has(kind)) {
      crimes.push(`${key} was told of a rollout that never began`);
    }
    told.push(notice);
    const choice = fate.next();
    if (choice > 900) return { outcome: 'unavailable', detail: 'busy' };
    return choice > 880 ? { outcome: 'refused', detail: 'no such channel' } : { outcome: 'sent' };
  }

  function readLedger(): Promise<ReadResult> | ReadResult {
    return fate.next() > 950 ? AWAY : ledger.read();
  }

  async function runHook(name: HookName) {
    mustBeIntended(`the ${name} hook`, ({ hooks }) => hooks[name] !== undefined);
    return fate.next() > 900
      ? ({ outcome: 'failed', reason: 'exit', detail: 'exited with 1' } as const)
      : ({ outcome: 'ok' } as const);
  }

  const world: World = {
    clock: {
      now: clock.now,
      async until(instant, stop) {
        count();
        await clock.until(instant, stop);
        meddle();
        await meanwhile();
      },
    },
    ledger: {
      read: () => call(readLedger),
      append: (entry) => call(() => append(entry)),
      changedSince: (tip) => call(() => ledger.changedSince(tip)),
    },
    traffic: {
      readWeight: () => call(readWeight),
      setWeight: (weight) => call(() => setWeight(weight)),
    },
    trafficOf: () => world.traffic,
    hooksOf: () => world.hooks,
    notifier: { channels: [CHANNEL], send: (_, letter) => call(() => hear(letter)) },
    // Whoever asks drives at the same time as the one asked after, or comes after it and cannot know.
    runs: {
      statusOf: async () =>
        isMeanwhile ? 'running' : pick(fate.next(), 500, 'unknown', 'running'),
    },
    metrics: {
      measure: ({ metric, interval }) =>
        call(() => {
          const [canary, baseline] = [readArm(fate.next()), readArm(Math.floor(fate.next() / 2))];
          return { measurement: { metric: metric.name, ...interval, canary, baseline } };
        }),
    },
    gates: {
      evaluate: ({ name, kind }) =>
        call(() => {
          const outcome = pick(fate.next(), 930, 'open', 'shut');
          return { gate: name, kind, outcome, found: 'looked', wanted: '', remedy: '' };
        }),
    },
    hooks: { run: (name) => call(() => runHook(name)) },
    approvals: {
      ask: ({ approval, phase, approvedBy }) =>
        call(() => {
          if (approval.by === 'comment') return countApprovals(approval, phase, approvedBy);
          return fate.next() > 900
            ? ({ outcome: 'waiting', detail: 'waiting' } as const)
            : ({ outcome: 'granted', by: ['ada'] } as const);
        }),
    },
    reporter: {
      tell: () =>
        fate.next() > 950
          ? Promise.reject(new Error('no ink'))
          : Promise.resolve({ troubles: [], handles: { deployment: 'D' } }),
    },
  };

  const chaos: Chaos = {
    world,
    clock,
    crimes,
    rival: undefined,
    get ours() {
      return ours;
    },
    get isMeddled() {
      return isMeddled;
    },
    told,
    history: () => readHistory(memory),
    state: stateOf,
    tip: () => memory.tip,
    begin: () => void (calls = 0),
    tidy: () => {
      target.drift(0);
      ours = undefined;
    },
  };
  return chaos;
}

/** Somebody who wants to know everything. */
const CHANNEL: Channel = {
  kind: 'slack',
  name: 'slack',
  on: NOTICE_KINDS,
  url: 'https://slack.test',
  timeout: 1_000,
  position: { line: 1, column: 1 },
};

/** What is told as soon as it is so. */
const GONE_BACK: ReadonlySet<NoticeKind> = new Set(['rolled-back', 'rollback-failed']);

const COMMANDS: readonly Command[] = [
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'promote' },
  { kind: 'promote-full' },
  { kind: 'retry' },
  { kind: 'skip-gate', gate: 'checks' },
  { kind: 'resume' },
  { kind: 'approve' },
  { kind: 'approve', phase: 'Canary' },
  { kind: 'approve' },
  { kind: 'abort' },
];

/** The journals of all rollouts: each as its last commit has it. */
function readHistory(memory: Memory): readonly Event[] {
  const journals: string[] = [];
  for (let id = memory.tip; id !== undefined; id = memory.commits.get(id)?.parents[0]) {
    const journal = memory.commits.get(id)?.files.recent ?? '';
    if (journals.at(-1)?.startsWith(journal) !== true) journals.push(journal);
  }
  return journals.toReversed().flatMap((journal) => {
    return journal.split('\n').flatMap((line) => {
      const read = line === '' ? [] : decodeLine(line);
      if (typeof read === 'string') throw new Error(read);
      return 'event' in read ? read.event : [];
    });
  });
}

function pick<T>(choice: number, limit: number, well: T, ill: T): T {
  return choice > limit ? ill : well;
}

function readArm(choice: number): ArmReading {
  if (choice > 985) return BAD;
  if (choice > 970) return NO_DATA;
  if (choice > 955) return DOWN;
  if (choice > 940) return share(0, 0);
  return choice > 900 ? share(3, 1.5) : GOOD;
}
