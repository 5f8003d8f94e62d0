import { createVirtualClock } from '../../src/adapters/clock/virtual.ts';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, readLog } from '../../src/adapters/ledger/memory/store.ts';
import {
  createMemoryTraffic,
  type MemoryTraffic,
} from '../../src/adapters/traffic/memory/traffic.ts';
import type { GateOutcome } from '../../src/core/finding.ts';
import type { Circumstances } from '../../src/core/control/considered.ts';
import type { Command } from '../../src/core/control/command.ts';
import type { Channel } from '../../src/core/plan/notification.ts';
import type { ArmReading } from '../../src/core/measurement.ts';
import type { Event, RolloutStarted, Run } from '../../src/core/rollout/event.ts';
import type { Goal } from '../../src/core/rollout/goal.ts';
import type { State } from '../../src/core/rollout/state.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import type { Assignment, PlanDocument } from '../../src/drivers/assignment.ts';
import { control, type ControlOutcome } from '../../src/drivers/control.ts';
import { drive } from '../../src/drivers/drive.ts';
import type { Outcome } from '../../src/drivers/outcome.ts';
import type { World } from '../../src/drivers/world.ts';
import type { ApprovalRequest, ApprovalResult } from '../../src/ports/approvals.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { HookResult } from '../../src/ports/hooks.ts';
import type { AppendResult, Ledger, ReadResult } from '../../src/ports/ledger.ts';
import type { MeasureRequest } from '../../src/ports/metrics.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { RunStatus } from '../../src/ports/runs.ts';
import type { Story } from '../../src/ports/reporter.ts';
import { document, THREE_PHASES } from '../core/plans.ts';

export const MINUTE = 60_000;

export const WHOLE: Goal = { kind: 'promotion', phasesMustHavePassed: false };
export const PROMOTE: Goal = { kind: 'promotion', phasesMustHavePassed: true };
export const GATES: Goal = { kind: 'gates' };
export const phase = (index: number): Goal => ({ kind: 'phase', phase: index });
export const rollback = (cause: 'asked' | 'run-failed' | 'run-cancelled'): Goal => ({
  kind: 'rollback',
  cause,
});

export const share = (events: number, total = 1_000): ArmReading => ({
  outcome: 'sample',
  sample: { kind: 'proportion', events, total },
});
export const GOOD = share(1);
export const BAD = share(200);
export const NO_DATA: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };
export const DOWN: ArmReading = { outcome: 'error', reason: 'unreachable', detail: 'no route' };

const APPEND_FAILS: AppendResult = {
  outcome: 'failed',
  reason: 'unreachable',
  detail: 'the ledger is away',
};

/** A world in virtual time in which everything is well until a test says otherwise. */
export interface Stage {
  readonly clock: Clock;
  /** When the stage was set. */
  readonly start: number;
  readonly traffic: MemoryTraffic;
  readonly ledger: Ledger;
  /** Every effect on the world in order: `deploy`, `5%`, `approve Early access`. */
  readonly deeds: readonly string[];
  readonly stories: readonly Story[];
  /** What the canary shows; `elapsed` in milliseconds since the stage was set. */
  canary: (request: MeasureRequest, elapsed: number) => ArmReading;
  gate: (name: string) => GateOutcome;
  approval: (request: ApprovalRequest) => ApprovalResult;
  hook: (name: string) => HookResult;
  /** Answers in place of the ledger, where it is given. */
  append: (events: readonly Event[], deadline: number | undefined) => AppendResult | undefined;
  read: () => ReadResult | undefined;
  /** Whether the ledger can be neither written nor asked. */
  isAway: () => boolean;
  /** Is called before the ledger is written. */
  before: (events: readonly Event[]) => Promise<void>;
  /** Is called when it has answered, before anybody hears that. */
  after: () => Promise<void>;
  tell: (story: Story) => void;
  /** Whether what is told now is not heard. */
  misses: () => boolean;
  /** Is called whenever the driver has waited. */
  waited: (elapsed: number) => void;
  /** What others do whenever the driver has waited; it goes on when they are done. */
  meanwhile: (elapsed: number) => Promise<void>;
  /** Is called when the target of another rollout is reached for. */
  reach: (started: RolloutStarted) => void;
  /** Who wants to be told how it goes. */
  channels: readonly Channel[];
  send: Notifier['send'];
  statusOf: (run: Run) => RunStatus;
  elapsed(): number;
  state(): Promise<State | undefined>;
  /** The ledger's commit subjects, oldest first. */
  log(): readonly string[];
  drive(goal: Goal, change?: Change): Promise<Outcome>;
  /** Gives an order from a run of its own. */
  order(command: Command, reason?: string, change?: OrderChange): Promise<ControlOutcome>;
}

/** How an assignment differs from the usual one; `document: undefined` for a driver without a plan. */
type Change = Omit<Partial<Assignment>, 'document'> & {
  readonly attempt?: number;
  readonly document?: PlanDocument | undefined;
};

/** `document: undefined` for a control without the plan. */
type OrderChange = Pick<Circumstances, 'meant' | 'givenAt'> & {
  readonly document?: PlanDocument | undefined;
};

/** The run of the control workflow. */
const CONTROL: Run = { id: '99', attempt: 1, actor: 'grace' };

const START = Date.UTC(2026, 0, 5, 9);

/** @param at weight the target carries at first */
export function setStage(plan: PlanDocument | string = THREE_PHASES, at = 0): Stage {
  const planned = typeof plan === 'string' ? document(plan) : plan;
  const virtual = createVirtualClock(START);
  const memory = createMemory();
  const real = createMemoryLedger(memory);
  const moved = createMemoryTraffic(at);
  const deeds: string[] = [];
  const stories: Story[] = [];
  const elapsed = () => virtual.now() - START;
  let isMeanwhile = false;

  const clock: Clock = {
    now: virtual.now,
    async until(instant, stop) {
      await virtual.until(instant, stop);
      stage.waited(elapsed());
      if (isMeanwhile) return;
      isMeanwhile = true;
      await stage.meanwhile(elapsed()).finally(() => (isMeanwhile = false));
    },
  };
  const ledger: Ledger = {
    read: async () => stage.read() ?? real.read(),
    async append(entry) {
      await stage.before(entry.events);
      const isAway = stage.isAway() ? APPEND_FAILS : undefined;
      const answer =
        isAway ?? stage.append(entry.events, entry.deadline) ?? (await real.append(entry));
      await stage.after();
      return answer;
    },
    changedSince: async (tip) => (stage.isAway() ? undefined : real.changedSince(tip)),
  };
  const world: World = {
    clock,
    ledger,
    traffic: {
      readWeight: moved.readWeight,
      async setWeight(weight) {
        const result = await moved.setWeight(weight);
        deeds.push(result.outcome === 'ok' ? `${weight}%` : `${weight}% refused`);
        return result;
      },
    },
    trafficOf(started) {
      stage.reach(started);
      return world.traffic;
    },
    metrics: {
      async measure(request) {
        const canary = stage.canary(request, elapsed());
        const { metric, interval } = request;
        return { measurement: { metric: metric.name, ...interval, canary, baseline: GOOD } };
      },
    },
    gates: {
      async evaluate({ name, kind }) {
        const outcome = stage.gate(name);
        return {
          gate: name,
          kind,
          outcome,
          found: `${name} is ${outcome}`,
          wanted: '',
          remedy: '',
        };
      },
    },
    hooks: {
      async run(name) {
        const result = stage.hook(name);
        deeds.push(result.outcome === 'ok' ? name : `${name} failed`);
        return result;
      },
    },
    hooksOf: ({ version }) => ({
      run: (name, hook) =>
        world.hooks.run(name, hook).finally(() => deeds.push(`(for ${version})`)),
    }),
    approvals: {
      async ask(request) {
        const answer = stage.approval(request);
        deeds.push(`${answer.outcome} ${request.phase}`);
        return answer;
      },
    },
    reporter: {
      async tell(story) {
        stories.push(story);
        stage.tell(story);
        return { troubles: [], ...(stage.misses() && { missed: true }) };
      },
    },
    notifier: {
      get channels() {
        return stage.channels;
      },
      send: (channel, letter, timeout) => stage.send(channel, letter, timeout),
    },
    runs: { statusOf: async (run) => stage.statusOf(run) },
  };

  const stage: Stage = {
    clock,
    start: START,
    traffic: moved,
    ledger: real,
    deeds,
    stories,
    canary: () => GOOD,
    gate: () => 'open',
    approval: () => ({ outcome: 'granted', by: ['ada'] }),
    hook: () => ({ outcome: 'ok' }),
    append: () => undefined,
    read: () => undefined,
    isAway: () => false,
    before: () => Promise.resolve(),
    after: () => Promise.resolve(),
    tell: () => {},
    misses: () => false,
    waited: () => {},
    meanwhile: () => Promise.resolve(),
    reach: () => {},
    channels: planned.plan.notifications,
    send: () => Promise.resolve({ outcome: 'sent' }),
    statusOf: () => 'unknown',
    elapsed,
    log: () =>
      readLog(memory)
        .map((message) => message.split('\n')[0] ?? '')
        .toReversed(),
    async state() {
      const read = await real.read();
      if (read.outcome === 'failed') throw new Error(read.detail);
      return fold(read.view.events);
    },
    drive(goal, change = {}) {
      const { attempt = 1, document: own, ...rest } = { document: planned, ...change };
      return drive(world, {
        goal,
        run: { id: '17', attempt, actor: 'ada' },
        release: { version: 'v2.0.0' },
        mode: 'job',
        ...rest,
        ...(own && { document: own }),
      });
    },
    order(command, reason, change = {}) {
      const { document: own, ...rest } = { document: planned, ...change };
      return control(
        world,
        { command, by: 'grace', via: 'comment', ...(reason !== undefined && { reason }) },
        { run: CONTROL, ...rest, ...(own && { document: own }) },
      );
    },
  };
  return stage;
}

/** An answer of the ledger that is away. */
export function failAppend(): AppendResult {
  return APPEND_FAILS;
}
