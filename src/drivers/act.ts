import type { Decision } from '../core/rollout/decision.ts';
import type { Event, HookName, PlanSummary } from '../core/rollout/event.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { Session } from '../core/rollout/situation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Traffic, TrafficResult } from '../ports/traffic.ts';
import type { Assignment, PlanDocument } from './assignment.ts';
import { takeMeasurements } from './measure.ts';
import type { World } from './world.ts';

/** A decision that asks for something to be done, rather than to wait or to rest. */
export type Step = Exclude<Decision, { do: 'hold' | 'rest' }>;

/** What a step brought about. */
export interface Deed {
  readonly events: readonly Event[];
  /** What this session has now seen with its own eyes. */
  readonly session?: Partial<Session>;
}

/** What a step must have in the ledger before the world is touched. */
export function intentOf(step: Step, now: number): readonly Event[] {
  switch (step.do) {
    case 'run-hook':
      return [{ type: 'hook-started', at: now, hook: step.hook }];
    case 'start-phase':
      return [{ type: 'phase-started', at: now, phase: step.phase, weight: step.weight }];
    case 'start-rollback':
      return [{ type: 'rollback-started', at: now, reason: step.reason, criteria: step.criteria }];
    case 'start-promotion':
      return [{ type: 'promotion-started', at: now }];
    default:
      return [];
  }
}

/** Does what the step asks and says what came of it. Outcomes are events; only bugs throw. */
export async function act(
  step: Step,
  world: World,
  assignment: Assignment,
  session: Session,
  cursors: Parameters<typeof takeMeasurements>[2],
): Promise<Deed> {
  const { clock } = world;
  const at = clock.now();
  switch (step.do) {
    case 'start':
      return { events: [startEvent(assignment, at)] };
    case 'retry':
      return { events: [{ type: 'retried', at, phase: step.phase, run: assignment.run }] };
    case 'inspect-target':
      return { events: [], session: { inspection: inspect(await world.traffic.readWeight()) } };
    case 'evaluate-gates':
      return evaluateGates(step.phase, world, assignment, session);
    case 'ask-approval':
      return askApproval(step.phase, step.environment, world, assignment);
    case 'run-hook':
      return { events: [await runHook(step.hook, world, assignment)] };
    case 'start-phase':
    case 'start-rollback':
    case 'start-promotion':
      return { events: [] }; // The intent is all; the next step does it.
    case 'set-weight':
      return setWeight(step.weight, world.traffic, clock);
    case 'measure':
      return {
        events: [await takeMeasurements(step.due, world, cursors)],
        session: { sawTarget: true },
      };
    case 'pass-phase':
      return {
        events: [{ type: 'phase-passed', at, phase: step.phase, criteria: step.criteria }],
      };
    case 'pause':
      return { events: [{ type: 'paused', at, reason: step.reason, criteria: step.criteria }] };
    case 'stop':
      return { events: [{ type: 'stopped', at, reason: step.reason }] };
    case 'take-back':
      return {
        events: [await takeBack(world.traffic, clock)],
        session: { sawTarget: true, tookBack: true },
      };
    case 'promote':
      return { events: [{ type: 'promoted', at }] };
  }
}

function startEvent({ document, run, release }: Assignment, at: number): Event {
  const { plan } = needDocument(document);
  return {
    type: 'rollout-started',
    at,
    rollout: run.id,
    name: plan.name,
    environment: plan.environment,
    version: release.version,
    ...(release.sha !== undefined && { sha: release.sha }),
    ...(release.ref !== undefined && { ref: release.ref }),
    plan: summarise(needDocument(document)),
    run,
  };
}

function summarise({ plan, digest }: PlanDocument): PlanSummary {
  const phases = plan.phases.map(({ name, weight, bake }) => ({ name, weight, bake }));
  return { digest, target: plan.target, phases };
}

function inspect(reading: TrafficResult): 'at-stable' | Reason {
  if (reading.outcome === 'failed') {
    const sentence = `the target cannot be read: ${reading.detail}`;
    return { code: 'target-unavailable', sentence };
  }
  if (reading.weight === undefined || reading.weight < 0.5) return 'at-stable';
  const sentence = `the target already sends ${reading.weight}% to the canary: bring it back to stable before a release`;
  return { code: 'target-not-at-stable', sentence };
}

async function evaluateGates(
  phase: number,
  { gates, clock }: World,
  { document }: Assignment,
  session: Session,
): Promise<Deed> {
  const { plan } = needDocument(document);
  const asked = phase < 0 ? plan.gates : (plan.phases[phase]?.gates ?? []);
  const findings = await Promise.all(asked.map((gate) => gates.evaluate(gate, clock.now())));
  const open = findings.every(({ outcome }) => outcome === 'open');
  return {
    events: [{ type: 'gates-evaluated', at: clock.now(), phase, open, findings }],
    session: { gatesSeen: [...session.gatesSeen, phase] },
  };
}

async function askApproval(
  phase: number,
  environment: string,
  { approvals, clock }: World,
  { document }: Assignment,
): Promise<Deed> {
  const name = needDocument(document).plan.phases[phase]?.name ?? String(phase + 1);
  const answer = await approvals.ask(environment, name);
  if (answer.outcome === 'granted') {
    const at = clock.now();
    return { events: [{ type: 'approved', at, phase, environment, by: answer.by }] };
  }
  const code = answer.outcome === 'waiting' ? 'awaiting-approval' : 'approval-missing';
  return { events: [], session: { unapproved: { code, sentence: answer.detail } } };
}

async function runHook(
  hook: HookName,
  { hooks, clock }: World,
  { document }: Assignment,
): Promise<Event> {
  const declared = needDocument(document).plan.hooks[hook];
  if (declared === undefined) throw new Error(`the plan has no ${hook} hook`);
  const result = await hooks.run(hook, declared);
  const at = clock.now();
  return result.outcome === 'ok'
    ? { type: 'hook-finished', at, hook, ok: true, detail: '' }
    : { type: 'hook-finished', at, hook, ok: false, detail: result.detail };
}

/** Waits between attempts to move a target, in milliseconds: an answer that comes late is still an answer. */
const SET_WAITS = [500, 1_000, 2_000];
const TAKE_BACK_WAITS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

async function setWeight(weight: number, traffic: Traffic, clock: Clock): Promise<Deed> {
  const result = await insist(traffic, weight, clock, SET_WAITS);
  const at = clock.now();
  const event: Event =
    result.outcome === 'ok'
      ? { type: 'weight-set', at, weight, verified: result.weight !== undefined }
      : { type: 'weight-failed', at, weight, detail: result.detail };
  return { events: [event], session: { sawTarget: true } };
}

async function takeBack(traffic: Traffic, clock: Clock): Promise<Event> {
  const result = await insist(traffic, 0, clock, TAKE_BACK_WAITS);
  const at = clock.now();
  return result.outcome === 'ok'
    ? { type: 'rolled-back', at, verified: result.weight !== undefined }
    : { type: 'rollback-failed', at, detail: result.detail };
}

async function insist(
  traffic: Traffic,
  weight: number,
  clock: Clock,
  waits: readonly number[],
): Promise<TrafficResult> {
  let result = await traffic.setWeight(weight);
  for (const wait of waits) {
    if (result.outcome === 'ok') break;
    await clock.until(clock.now() + wait);
    result = await traffic.setWeight(weight);
  }
  return result;
}

function needDocument(document: PlanDocument | undefined): PlanDocument {
  if (document === undefined) throw new Error('this step needs the plan');
  return document;
}
