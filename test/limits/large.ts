import { judgePhase } from '../../src/core/judge/judge.ts';
import type { ArmReading, Measurement } from '../../src/core/measurement.ts';
import { parsePlan } from '../../src/core/plan/parse.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import { beginRollout } from '../../src/drivers/start.ts';
import type { Story } from '../../src/ports/reporter.ts';

const MINUTE = 60_000;
const STARTS_AT = Date.UTC(2026, 10, 24, 3);
export const PHASES = 10;
export const METRICS = 30;
/** Looks in each phase: with all metrics, 10,200 measurements. */
const LOOKS = 34;
/** What is broken in the last phase, somewhere in the middle of the plan. */
export const BROKEN = 'payments-authorisation-17-error-rate';

const count = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, i) => make(i));
const nameOf = (index: number) => `payments-authorisation-${index}-error-rate`;

/** The largest plan that people are promised to be able to read: every phase holds every metric. */
const TEXT = [
  'version: 1',
  'name: payments-and-settlement-platform',
  'environment: production-europe-west',
  "target: { command: { set: 'true', stable: v1, canary: v2 } }",
  'metrics:',
  ...count(
    METRICS,
    (index) =>
      `  ${nameOf(index)}: { command: { run: './measure', kind: proportion, counts: failures } }`,
  ),
  'gates:',
  ...count(
    20,
    (index) => `  - checks: { name: checks-of-team-${index}, required: [build-${index}] }`,
  ),
  'phases:',
  ...count(PHASES, (phase) =>
    [
      `  - name: Wave ${phase + 1} of ten`,
      `    weight: ${(phase + 1) * 10}%`,
      `    bake: ${LOOKS}m`,
      '    criteria:',
      ...count(METRICS, (index) => `      - ${nameOf(index)} < 0.5%`),
    ].join('\n'),
  ),
  'rollback:',
  ...count(METRICS, (index) => `  - ${nameOf(index)} > baseline * 4 for 5m`),
  '',
].join('\n');

function openPlan() {
  const { plan, problems } = parsePlan(TEXT, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return { plan, text: TEXT, digest: 'd'.repeat(64) };
}

const DOCUMENT = openPlan();
export const PLAN = DOCUMENT.plan;
export const PLAN_TEXT = TEXT;

function read(events: number, total: number): ArmReading {
  return { outcome: 'sample', sample: { kind: 'proportion', events, total } };
}

function measure(phase: number, look: number, from: number): readonly Measurement[] {
  return PLAN.metrics.map(({ name }, index) => {
    const isBroken = name === BROKEN && phase === PHASES - 1 && look === LOOKS - 1;
    const failures = (look * 7 + index * 3 + phase) % 9;
    return {
      metric: name,
      from,
      to: from + MINUTE,
      canary: read(isBroken ? 400 : failures, 12_000),
      baseline: read((failures + 4) % 9, 12_000),
    };
  });
}

function bake(phase: number, from: number): readonly Event[] {
  const looks = count(LOOKS, (look) => measure(phase, look, from + look * MINUTE));
  const criteria = judgePhase({
    plan: PLAN,
    phase,
    measurements: looks.flat(),
    bakeEnded: true,
    bakingSince: from,
  });
  const at = from + LOOKS * MINUTE;
  const weight = PLAN.phases[phase]?.weight ?? 0;
  const broken = criteria.find(({ verdict }) => verdict === 'fail');
  return [
    { type: 'phase-started', at: from, phase, weight },
    { type: 'weight-set', at: from, weight, verified: true },
    ...looks.map((measurements, look): Event => ({
      type: 'measured',
      at: from + (look + 1) * MINUTE,
      measurements,
      cursors: {},
    })),
    broken === undefined
      ? { type: 'phase-passed', at, phase, criteria }
      : {
          type: 'rollback-started',
          at,
          criteria,
          reason: {
            code: 'criterion-failed',
            sentence: broken.sentence,
            criterion: broken.criterion,
          },
        },
  ];
}

/** A release by that plan which is taken back in the last phase. */
export const EVENTS: readonly Event[] = [
  beginRollout(
    DOCUMENT,
    {
      goal: { kind: 'promotion', phasesMustHavePassed: false },
      run: {
        id: '4711',
        attempt: 1,
        actor: 'octocat',
        url: 'https://github.com/acme/shop/actions/runs/4711',
      },
      release: { version: 'v2.3.1', sha: '3f786850e387550fdab836ed7e6dc881de23001b' },
      document: DOCUMENT,
      mode: 'job',
    },
    STARTS_AT,
  ),
  {
    type: 'gates-evaluated',
    at: STARTS_AT,
    phase: -1,
    open: true,
    findings: PLAN.gates.map(({ name, kind }) => ({
      gate: name,
      kind,
      outcome: 'open',
      found: `${name} succeeded on 3f786850e387`,
      wanted: 'all of them green',
      remedy: '',
    })),
  },
  ...count(PHASES, (phase) => bake(phase, STARTS_AT + phase * LOOKS * MINUTE)).flat(),
  { type: 'rolled-back', at: STARTS_AT + PHASES * LOOKS * MINUTE, verified: true },
];

/** The story after the first `length` events, as the driver would tell it. */
export function storyAt(length: number): Story & { readonly plan: typeof PLAN } {
  const events = EVENTS.slice(0, length);
  const state = fold(events);
  if (state === undefined) throw new Error('the events begin with rollout-started');
  const criteria =
    state.status === 'running' && state.phases[state.current]?.status === 'running'
      ? judgePhase({
          plan: PLAN,
          phase: state.current,
          measurements: state.measurements,
          bakeEnded: false,
          bakingSince: state.phases[state.current]?.startedAt ?? STARTS_AT,
        })
      : (state.phases[state.current]?.criteria ?? []);
  const reason = { code: 'baking', sentence: 'the phase bakes' } as const;
  return {
    moment: 'step',
    state,
    decision: { do: 'rest', reached: false, reason },
    criteria,
    now: state.updatedAt,
    plan: PLAN,
  };
}
