import type { Measurement } from '../measurement.ts';
import type { Event, RolloutStarted } from './event.ts';
import { obey } from './obey.ts';
import type { State } from './state.ts';
import { aim, atWork, PENDING, renew, withoutPromise, withPhase } from './state-change.ts';

/**
 * The state after all events, oldest first; undefined before the first `rollout-started`. Measurements are
 * gathered on the way and put in at the end: a phase may have tens of thousands.
 */
export function fold(events: readonly Event[]): State | undefined {
  let state: State | undefined;
  let gathered: Measurement[] = [];
  for (const event of events) {
    const before = state;
    state = apply(state, event.type === 'measured' ? { ...event, measurements: [] } : event);
    if (event.type === 'measured') gathered.push(...event.measurements);
    else if (state.measurements !== before?.measurements) gathered = [];
  }
  return state && { ...state, measurements: gathered };
}

/** The state after one more event. Throws on an event of a rollout that never started: such a journal is broken. */
export function apply(state: State | undefined, event: Event): State {
  if (event.type === 'rollout-started') return start(event);
  if (state === undefined) throw new Error(`the journal begins with ${event.type}`);
  return { ...advance(state, event), updatedAt: event.at };
}

function start(event: RolloutStarted): State {
  return {
    started: event,
    run: event.run,
    status: 'running',
    phases: event.plan.phases.map(() => PENDING),
    current: -1,
    weight: aim(0),
    weights: [{ at: event.at, weight: 0 }],
    measurements: [],
    cursors: {},
    hooks: {},
    handles: {},
    updatedAt: event.at,
  };
}

function advance(state: State, event: Exclude<Event, RolloutStarted>): State {
  switch (event.type) {
    case 'retried':
      return renew(withoutPromise(state), event.phase, event.run);
    case 'taken-over':
      return {
        ...withoutPromise(state),
        run: event.run,
        ...(event.reason && { takeover: event.reason }),
      };
    case 'held':
      return { ...state, heldUntil: event.until };
    case 'ordered':
      return obey(state, event);
    case 'gates-evaluated': {
      const gates = { open: event.open, at: event.at, findings: event.findings };
      return event.phase < 0
        ? { ...state, gates }
        : withPhase(state, event.phase, (phase) => ({ ...phase, gates }));
    }
    case 'approval-asked':
      return withPhase(state, event.phase, (phase) => {
        const { approvedBy: _, ...unapproved } = phase;
        return { ...unapproved, askedAt: event.at };
      });
    case 'approved': {
      const { environment, via, by, at } = event;
      const approval = {
        ...(environment !== undefined && { environment }),
        ...(via && { via }),
        by,
        at,
      };
      return withPhase(state, event.phase, (phase) => ({ ...phase, approval }));
    }
    case 'hook-started':
      return {
        ...withoutPromise(state),
        hooks: { ...state.hooks, [event.hook]: { detail: '' } },
      };
    case 'hook-finished': {
      const { hook, ok, detail } = event;
      return { ...state, hooks: { ...state.hooks, [hook]: { ok, detail } } };
    }
    case 'phase-started':
      return withPhase(
        {
          ...withoutPromise(state),
          current: event.phase,
          measurements: [],
          cursors: {},
          weight: aim(event.weight),
        },
        event.phase,
        ({ gates, approval }) => ({
          status: 'running',
          startedAt: event.at,
          criteria: [],
          ...(gates && { gates }),
          ...(approval && { approval }),
        }),
      );
    case 'weight-set':
      return confirmWeight(state, event.weight, event.at);
    case 'weight-failed':
      return { ...state, weight: { ...state.weight, confirmed: false, failure: event.detail } };
    case 'measured':
      return {
        ...state,
        measurements: state.measurements.concat(event.measurements),
        cursors: { ...state.cursors, ...event.cursors },
        weight: { ...state.weight, ...readTarget(state, event.target) },
      };
    case 'phase-passed':
      return withPhase(state, event.phase, (phase) => ({
        ...phase,
        status: 'passed',
        endedAt: event.at,
        criteria: event.criteria,
        ...(event.by !== undefined && { passedBy: event.by }),
      }));
    case 'paused':
      return rest({ ...atWork(state), status: 'paused', reason: event.reason }, event);
    case 'rollback-started':
      return rest(
        { ...atWork(state), status: 'rolling-back', reason: event.reason, weight: aim(0) },
        event,
      );
    case 'rolled-back':
      return {
        ...state,
        status: 'rolled-back',
        weight: { ...aim(0), confirmed: event.verified },
        weights: [...state.weights, { at: event.at, weight: 0 }],
      };
    case 'rollback-failed':
      return {
        ...state,
        status: 'rollback-failed',
        weight: { ...state.weight, confirmed: false, failure: event.detail },
      };
    case 'stopped':
      return { ...atWork(state), status: 'stopped', reason: event.reason };
    case 'promotion-started':
      // Whatever it was seen to carry long ago: what is promoted is set and read back once more.
      // A pause that came too late to be noticed stops it no more: only going back does.
      return {
        ...atWork(state),
        status: 'promoting',
        weight: { ...state.weight, confirmed: false },
      };
    case 'promoted':
      return { ...atWork(state), status: 'promoted' };
    case 'reported':
      return { ...state, handles: { ...state.handles, ...event.handles } };
    case 'notified':
      return { ...state, deliveries: [...(state.deliveries ?? []), ...event.deliveries] };
  }
}

function confirmWeight(state: State, weight: number, at: number): State {
  const confirmed: State = {
    ...state,
    weight: { ...aim(weight), confirmed: true, seen: weight },
    weights: [...state.weights, { at, weight }],
  };
  const phase = state.phases[state.current];
  // A pause may have been ordered while the target was moved: what was intended is done, and bakes.
  const isUnderWay = state.status === 'running' || state.pausedSince !== undefined;
  const begins = isUnderWay && phase?.status === 'running' && phase.bakingSince === undefined;
  return begins
    ? withPhase(confirmed, state.current, (running) => ({ ...running, bakingSince: at }))
    : confirmed;
}

function readTarget(
  { weight }: State,
  target: Extract<Event, { type: 'measured' }>['target'],
): Partial<State['weight']> {
  if (target === undefined) return {};
  if ('seen' in target) return { seen: target.seen, unread: 0, down: 0 };
  return target.reason === 'canary-down'
    ? { unread: 0, down: weight.down + 1, trouble: target.unread }
    : { unread: weight.unread + 1, trouble: target.unread };
}

/** The running phase ends with the criteria as they stood. */
function rest(state: State, event: Extract<Event, { type: 'paused' | 'rollback-started' }>): State {
  return withPhase(state, state.current, (phase) =>
    phase.status === 'running'
      ? { ...phase, status: 'failed', endedAt: event.at, criteria: event.criteria }
      : phase,
  );
}
