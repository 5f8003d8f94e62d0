import { describe, expect, it } from 'vitest';
import type { ArmReading } from '../../../src/core/measurement.ts';
import type { Decision } from '../../../src/core/rollout/decision.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { Goal } from '../../../src/core/rollout/goal.ts';
import { LEASE, type RunStatus } from '../../../src/core/rollout/lease.ts';
import { document, THREE_PHASES } from '../plans.ts';
import {
  ALL_PASSED,
  BAD,
  BAKING,
  type Circumstances,
  decideAfter,
  DOCUMENT,
  events as e,
  GOOD,
  MINUTE,
  OTHER,
  RUN,
  T,
  WHOLE,
} from './rehearsal.ts';

const GATES: Goal = { kind: 'gates' };
const PROMOTE: Goal = { kind: 'promotion', phasesMustHavePassed: true };
const phase = (index: number): Goal => ({ kind: 'phase', phase: index });
const back = (cause: 'asked' | 'run-failed' | 'run-cancelled'): Goal => ({
  kind: 'rollback',
  cause,
});
const SECOND = { ...RUN, attempt: 2 };
const AT_STABLE = { session: { inspection: 'at-stable' } } as const;

const NO_DATA: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };
const DOWN: ArmReading = { outcome: 'error', reason: 'unreachable', detail: 'no route' };

/** A row of a table: what is said of it, what has happened, what is decided, under which circumstances. */
type Row = readonly [string, readonly Event[], object, Circumstances?];

function decides(rows: readonly Row[]): void {
  const whole = rows.map(([what, ...row]) => ({ what, row }));
  it.each(whole)('$what', ({ row: [story, decision, circumstances] }) => {
    expect(decideAfter(story, circumstances)).toMatchObject(decision);
  });
}

const rests = (reached: boolean, code: string) => ({ do: 'rest', reached, reason: { code } });

describe('a rollout begins', () => {
  decides([
    ['with the gates', [], { do: 'start' }, { goal: GATES }],
    ['with the first phase', [], { do: 'start' }, { goal: phase(0) }],
    ['as a whole', [], { do: 'start' }],
    ['not with a later phase', [], rests(false, 'phase-missing'), { goal: phase(1) }],
    ['not with the promotion', [], rests(false, 'phase-missing'), { goal: PROMOTE }],
    [
      'after another that was promoted',
      [...ALL_PASSED, e.promoting(), e.promoted()],
      { do: 'start' },
      { run: OTHER },
    ],
    ['after another that was stopped', [e.start(), e.stopped()], { do: 'start' }, { run: OTHER }],
    [
      'after another that went back',
      [...BAKING, e.goBack(), e.back()],
      { do: 'start' },
      { run: OTHER },
    ],
  ]);
});

describe('a target that another run holds', () => {
  const under = (rule: string) =>
    document(THREE_PHASES.replace('version: 1', `version: 1\non-busy: ${rule}`));
  const asked = (status: RunStatus, rule = 'fail', after = 0) => ({
    run: OTHER,
    after,
    document: under(rule),
    session: { holder: { status, at: T + after } },
  });
  const inDoubt = [...ALL_PASSED, e.promoting(), e.hookStarted('promote')];
  decides([
    ['is asked after', BAKING, { do: 'ask-holder' }, { run: OTHER }],
    [
      'is asked after again a minute later',
      BAKING,
      { do: 'ask-holder' },
      { ...asked('running'), after: MINUTE },
    ],
    ['is not for a later job', BAKING, rests(false, 'busy'), { run: OTHER, goal: phase(1) }],
    ['is busy while that run goes on', BAKING, rests(false, 'busy'), asked('running')],
    ['is waited for', BAKING, { do: 'hold', until: T + MINUTE }, asked('running', 'wait')],
    [
      'is superseded',
      BAKING,
      { do: 'take-over', reason: { code: 'superseded' } },
      asked('running', 'supersede'),
    ],
    [
      'is taken over when that run has ended',
      BAKING,
      { do: 'take-over', reason: { code: 'run-lost' } },
      asked('ended'),
    ],
    [
      'is taken over when it could not be taken back',
      [...BAKING, e.goBack(), e.notBack()],
      { do: 'take-over' },
      asked('ended'),
    ],
    ['is busy while its lease lasts', BAKING, rests(false, 'busy'), asked('unknown', 'fail', 1)],
    [
      'is taken over when its lease has expired',
      BAKING,
      { do: 'take-over', reason: { code: 'run-lost' } },
      asked('unknown', 'fail', LEASE),
    ],
    [
      'is busy while a hook of it may run',
      [...BAKING, e.hookStarted('deploy')],
      rests(false, 'busy'),
      asked('unknown', 'fail', LEASE),
    ],
    [
      'is busy until nobody has come who was promised',
      [...BAKING, e.held(5)],
      rests(false, 'busy'),
      asked('ended', 'fail', LEASE),
    ],
    [
      'is busy while it waits for people',
      [...BAKING, e.paused()],
      rests(false, 'busy'),
      asked('ended', 'fail', LEASE),
    ],
    [
      'is waited for by what supersedes it while a hook of it may run',
      [...BAKING, e.hookStarted('deploy')],
      { do: 'hold', reason: { code: 'busy' } },
      asked('running', 'supersede'),
    ],
    [
      'is superseded where nobody can say whether its hook runs',
      [...BAKING, e.hookStarted('deploy')],
      { do: 'take-over' },
      asked('unknown', 'supersede'),
    ],
    [
      'is superseded while it waits for people',
      [...BAKING, e.paused()],
      { do: 'take-over' },
      asked('ended', 'supersede'),
    ],
    [
      'is for people once the promote hook has begun',
      inDoubt,
      rests(false, 'busy'),
      asked('ended', 'supersede'),
    ],
  ]);
});

describe('what was taken over', () => {
  const taken = [...BAKING, e.takenFrom('superseded')];
  const returned = [...taken, e.goBack(), e.back()];
  decides([
    ['goes back', taken, { do: 'start-rollback', reason: { code: 'superseded' } }, { run: OTHER }],
    ['is taken back', [...taken, e.goBack()], { do: 'take-back' }, { run: OTHER }],
    [
      'only stops where nothing had moved',
      [e.start(), e.takenFrom('run-lost')],
      { do: 'stop', reason: { code: 'run-lost' } },
      { run: OTHER },
    ],
    [
      'is shouted about when it does not come back',
      [...taken, e.goBack(), e.notBack()],
      rests(false, 'target-unavailable'),
      { run: OTHER, session: { tookBack: true } },
    ],
    ['is cleaned up', returned, { do: 'run-hook', hook: 'cleanup' }, { run: OTHER }],
    [
      'is left as it is by a release with another plan',
      returned,
      { do: 'start' },
      { run: OTHER, document: document(THREE_PHASES.replace('./cleanup.sh', './other.sh')) },
    ],
    ['makes room', [...returned, e.hook('cleanup')], { do: 'start' }, { run: OTHER }],
    ['is lost to the older run', taken, rests(false, 'superseded')],
    ['is lost to a re-run of it', returned, rests(false, 'superseded'), { run: SECOND }],
    [
      'is lost to an older run when the newer is out',
      [e.start(DOCUMENT, OTHER), e.promoting(), e.promoted()],
      rests(false, 'superseded'),
      { run: SECOND },
    ],
    [
      'is lost to whoever has held it, whatever runs are called',
      [e.start(DOCUMENT, { ...OTHER, id: 'b' }), e.promoting(), e.promoted()],
      rests(false, 'superseded'),
      { run: { ...RUN, id: 'a' }, session: { hasHeld: true } },
    ],
  ]);
});

describe('before the first phase', () => {
  const asked = [e.start(), e.gates()];
  const deployed = [...asked, e.hook('deploy')];
  decides([
    ['the gates are looked at', [e.start()], { do: 'evaluate-gates', phase: -1 }],
    [
      'shut gates stop it',
      [e.start(), e.gates(false)],
      { do: 'stop', reason: { code: 'gate-shut' } },
    ],
    [
      'shut gates stop it, however old',
      [e.start(), e.gates(false)],
      { do: 'stop' },
      { after: 60 * MINUTE },
    ],
    [
      'gates that opened long ago are looked at again',
      deployed,
      { do: 'evaluate-gates' },
      { ...AT_STABLE, after: 16 * MINUTE },
    ],
    ['whoever wants only the gates has them', asked, rests(true, 'gates-open'), { goal: GATES }],
    ['the target is looked at', asked, { do: 'inspect-target' }],
    [
      'a target that is not at stable stops it',
      asked,
      { do: 'stop', reason: { code: 'target-not-at-stable' } },
      { session: { inspection: { code: 'target-not-at-stable', sentence: '' } } },
    ],
    ['it is deployed', asked, { do: 'run-hook', hook: 'deploy' }, AT_STABLE],
    [
      'a deployment that was lost is done again',
      [...asked, e.hookStarted('deploy')],
      { do: 'run-hook', hook: 'deploy' },
      AT_STABLE,
    ],
    [
      'a deployment that failed stops it',
      [...asked, e.hook('deploy', false)],
      { do: 'stop', reason: { code: 'hook-failed' } },
      AT_STABLE,
    ],
    ['then it starts', deployed, { do: 'start-phase', phase: 0, weight: 5 }, AT_STABLE],
  ]);
});

describe('between two phases', () => {
  const gated = document(
    THREE_PHASES.replace('approval: approvers }', 'gates: [{ command: { name: calm, run: x } }] }'),
  );
  const passed = [...BAKING, e.passed(0)];
  const passedGated = [e.start(gated), ...passed.slice(1)];
  decides([
    [
      'whoever wants the passed one has it',
      passed,
      rests(true, 'phase-passed'),
      { goal: phase(0) },
    ],
    [
      'people are asked',
      passed,
      { do: 'ask-approval', phase: 1, approval: { by: 'environment', environment: 'approvers' } },
    ],
    [
      'people who have not answered are waited for',
      passed,
      rests(false, 'awaiting-approval'),
      { session: { unapproved: { code: 'awaiting-approval', sentence: '' } } },
    ],
    [
      'the next one starts',
      [...passed, e.approved(1)],
      { do: 'start-phase', phase: 1, weight: 25 },
    ],
    ['a later one does not', passed, rests(false, 'phase-missing'), { goal: phase(2) }],
    ['nor the promotion', passed, rests(false, 'phase-missing'), { goal: PROMOTE }],
    [
      'its own gates are looked at',
      passedGated,
      { do: 'evaluate-gates', phase: 1 },
      { document: gated },
    ],
    [
      'its own gates shut: a pause',
      [...passedGated, e.gates(false, 1)],
      { do: 'pause', reason: { code: 'gate-shut' } },
      { document: gated },
    ],
    [
      'its own gates open: it starts',
      [...passedGated, e.gates(true, 1)],
      { do: 'start-phase', phase: 1 },
      { document: gated },
    ],
    [
      'its own gates open long ago: they are looked at again',
      [...passedGated, e.gates(true, 1)],
      { do: 'evaluate-gates', phase: 1 },
      { document: gated, after: 16 * MINUTE },
    ],
    ['another plan is refused', passed, rests(false, 'plan-changed'), { document: gated }],
    [
      'another version is refused',
      passed,
      {
        ...rests(false, 'version-changed'),
        reason: { sentence: expect.stringMatching(/v2\.0\.0.*v3.*re-run the failed jobs only/) },
      },
      { version: 'v3' },
    ],
  ]);
});

describe('a phase', () => {
  const started = BAKING.slice(0, -1);
  const good = (minutes: number) => [
    ...BAKING,
    e.measured(...Array<ArmReading>(minutes).fill(GOOD)),
  ];
  decides([
    ['sets its weight', started, { do: 'set-weight', weight: 5 }],
    [
      'goes back when the target refuses',
      [...started, e.refused(5)],
      { do: 'start-rollback', reason: { code: 'target-unavailable' } },
    ],
    ['waits for its first look', BAKING, { do: 'hold' }],
    [
      'looks when it is time',
      BAKING,
      { do: 'measure', due: [{ metric: { name: 'error-rate' } }] },
      { after: MINUTE },
    ],
    [
      'looks at the target first thing',
      BAKING,
      { do: 'measure', due: [] },
      { session: { targetSeenAt: Number.NEGATIVE_INFINITY } },
    ],
    ['waits for its next look', good(1), { do: 'hold' }, { after: MINUTE }],
    [
      'passes when its bake is over',
      good(3),
      { do: 'pass-phase', phase: 0 },
      { after: 3 * MINUTE },
    ],
    ['does not pass a moment before', good(3), { do: 'hold' }, { after: 3 * MINUTE - 1 }],
    [
      'goes back on a breach',
      [...BAKING, e.measured(BAD)],
      { do: 'start-rollback', reason: { code: 'criterion-failed', criterion: 'error-rate < 1%' } },
      { after: MINUTE },
    ],
    [
      'pauses when its bake ends on missing data',
      [...BAKING, e.measured(GOOD, GOOD, NO_DATA)],
      { do: 'pause', reason: { code: 'inconclusive' } },
      { after: 3 * MINUTE },
    ],
    [
      'pauses when its bake ends on an error',
      [...BAKING, e.measured(GOOD, GOOD, DOWN)],
      { do: 'pause', reason: { code: 'metrics-unavailable' } },
      { after: 3 * MINUTE },
    ],
  ]);

  it('holds until the next look, the next reading of the target or its end, whatever comes first', () => {
    const until = (decision: Decision) => (decision.do === 'hold' ? decision.until : undefined);
    const seen = (after: number) => ({ after, session: { targetSeenAt: Date.UTC(2026, 0, 5, 9) } });
    expect(until(decideAfter(BAKING, { after: 1_000 }))).toBe(T + MINUTE);
    expect(until(decideAfter(good(1), seen(59_000)))).toBe(T + MINUTE);
    const short = document(THREE_PHASES.replace('bake: 3m', 'bake: 90s'));
    const story = [e.start(short), ...good(1).slice(1)];
    expect(until(decideAfter(story, { after: 80_000, document: short }))).toBe(T + 90_000);
  });
});

describe('the target says', () => {
  const down = e.unread('canary-down');
  const unread = (times: number) => Array<Event>(times).fill(e.unread());
  decides([
    [
      'more than intended: taken down at once',
      [...BAKING, e.seen(6)],
      { do: 'set-weight', weight: 5 },
    ],
    ['almost what was intended: nothing', [...BAKING, e.seen(5.5)], { do: 'hold' }],
    [
      'less than intended: a person is asked',
      [...BAKING, e.seen(4)],
      { do: 'pause', reason: { code: 'weight-drifted' } },
    ],
    [
      'nothing at all where 5% was intended',
      [...BAKING, e.seen(0)],
      { do: 'pause', reason: { code: 'weight-drifted' } },
    ],
    [
      'less than intended while the canary is bad: back',
      [...BAKING, e.seen(4), e.measured(BAD)],
      { do: 'start-rollback' },
      { after: MINUTE },
    ],
    ['no word, four times: nothing', [...BAKING, ...unread(4)], { do: 'hold' }],
    [
      'no word, five times: a person is asked',
      [...BAKING, ...unread(5)],
      { do: 'pause', reason: { code: 'target-unavailable' } },
    ],
    [
      'a word in between: counted anew',
      [...BAKING, ...unread(4), e.seen(5), ...unread(4)],
      { do: 'hold' },
    ],
    [
      'the canary is down, once: looked at again soon',
      [...BAKING, down],
      { do: 'hold', until: Date.UTC(2026, 0, 5, 9, 0, 10) },
    ],
    [
      'the canary is down, twice: back',
      [...BAKING, down, down],
      { do: 'start-rollback', reason: { code: 'canary-down' } },
    ],
    [
      'the canary is down, no word, down: back',
      [...BAKING, down, e.unread(), down],
      { do: 'start-rollback' },
    ],
    ['the canary is down, up, down: nothing', [...BAKING, down, e.seen(5), down], { do: 'hold' }],
  ]);
});

describe('the promotion', () => {
  const promoting = [...ALL_PASSED, e.promoting()];
  const ready = [...promoting, e.hook('promote'), e.set(100)];
  const slots = document(
    THREE_PHASES.replace('canary: v2 }', 'canary: v2, after-promotion: stable }'),
  );
  const slotted = (story: readonly Event[]) => [e.start(slots), ...story.slice(1)];
  decides([
    ['begins', ALL_PASSED, { do: 'start-promotion' }],
    ['is all that its job does', ALL_PASSED, { do: 'start-promotion' }, { goal: PROMOTE }],
    ['is not the last phase', ALL_PASSED, rests(true, 'phase-passed'), { goal: phase(2) }],
    ['runs its hook', promoting, { do: 'run-hook', hook: 'promote' }],
    [
      'pauses when its hook fails',
      [...promoting, e.hook('promote', false)],
      { do: 'pause', reason: { code: 'hook-failed' } },
    ],
    [
      'sets the last weight once more',
      [...promoting, e.hook('promote')],
      { do: 'set-weight', weight: 100 },
    ],
    [
      'gives stable the traffic back where stable was renewed',
      slotted([...promoting, e.hook('promote')]),
      { do: 'set-weight', weight: 0 },
      { document: slots },
    ],
    [
      'pauses when the target refuses',
      [...promoting, e.hook('promote'), e.refused(100)],
      { do: 'pause', reason: { code: 'target-unavailable' } },
    ],
    ['cleans up', ready, { do: 'run-hook', hook: 'cleanup' }],
    ['is done', [...ready, e.hook('cleanup')], { do: 'promote' }],
    [
      'is done although the cleanup failed',
      [...ready, e.hook('cleanup', false)],
      { do: 'promote' },
    ],
    ['stays done', [...ready, e.promoted()], rests(true, 'promoted')],
    [
      'stays done for a later attempt',
      [...ready, e.promoted()],
      rests(true, 'already-promoted'),
      { run: SECOND, goal: phase(0) },
    ],
  ]);
});

describe('orders', () => {
  const paused = [...BAKING, e.ordered('pause', 1)];
  const good = [...BAKING, e.measured(GOOD)];
  const unknown = e.measured(NO_DATA, NO_DATA, NO_DATA, NO_DATA);
  decides([
    [
      'a pause holds',
      [...paused, e.measured(GOOD)],
      { do: 'hold', reason: { code: 'asked-by-person' } },
      { after: MINUTE },
    ],
    [
      'a pause holds when the bake would be over',
      [...paused, e.measured(GOOD, GOOD, GOOD)],
      { do: 'hold' },
      { after: 3 * MINUTE },
    ],
    ['a pause does not end the measuring', paused, { do: 'measure' }, { after: 2 * MINUTE }],
    [
      'nor the going back',
      [...paused, e.measured(BAD)],
      { do: 'start-rollback' },
      { after: MINUTE },
    ],
    ['but lets nothing else decide', [...paused, unknown], { do: 'hold' }, { after: 4 * MINUTE }],
    ['between phases nothing begins', [...BAKING, e.passed(0), e.ordered('pause')], { do: 'hold' }],
    [
      'whose phase has passed has what it wants',
      [...BAKING, e.passed(0), e.ordered('pause')],
      rests(true, 'phase-passed'),
      { goal: phase(0) },
    ],
    ['a later attempt goes on waiting', paused, { do: 'take-over' }, { run: SECOND, goal: GATES }],
    [
      'the time it took does not count',
      [...paused, e.ordered('resume', 3), e.measured(GOOD, GOOD, GOOD, GOOD)],
      { do: 'hold', until: T + 5 * MINUTE },
      { after: 4 * MINUTE },
    ],
    [
      'and then the bake is over',
      [...paused, e.ordered('resume', 3), e.measured(GOOD, GOOD, GOOD, GOOD, GOOD)],
      { do: 'pass-phase' },
      { after: 5 * MINUTE },
    ],
    [
      'a promotion passes at once',
      [...good, e.ordered('promote')],
      { do: 'pass-phase', by: 'grace' },
      { after: MINUTE },
    ],
    [
      'what is due is measured first',
      [...BAKING, e.ordered('promote')],
      { do: 'measure' },
      { after: MINUTE },
    ],
    [
      'and harm is not overruled',
      [...BAKING, e.measured(BAD), e.ordered('promote')],
      { do: 'start-rollback' },
      { after: MINUTE },
    ],
    [
      'nor a canary that is down',
      [...good, e.unread('canary-down'), e.unread('canary-down'), e.ordered('promote')],
      { do: 'start-rollback' },
      { after: MINUTE },
    ],
    [
      'numbers that are missing are',
      [...BAKING, unknown, e.ordered('promote')],
      { do: 'pass-phase', by: 'grace' },
      { after: 4 * MINUTE },
    ],
    [
      'a pause after it holds',
      [...good, e.ordered('promote'), e.ordered('pause')],
      { do: 'hold' },
      { after: MINUTE },
    ],
    [
      'all that is left begins one after the other',
      [...good, e.ordered('promote-full'), e.passed(0)],
      { do: 'ask-approval' },
    ],
    [
      'and passes one after the other',
      [...good, e.ordered('promote-full'), e.passed(0), e.approved(1), e.begin(1, 25), e.set(25)],
      { do: 'pass-phase', phase: 1, by: 'grace' },
    ],
    [
      'until it begins anew',
      [
        ...good,
        e.ordered('promote-full'),
        e.retried(0),
        e.hook('deploy'),
        e.gates(),
        e.begin(0, 5),
        e.set(5),
      ],
      { do: 'hold' },
      { run: SECOND },
    ],
  ]);
});

describe('at rest', () => {
  const rolledBack = [...BAKING, e.goBack(), e.back(), e.hook('cleanup')];
  decides([
    ['paused', [...BAKING, e.paused()], rests(false, 'inconclusive')],
    ['stopped', [e.start(), e.stopped()], rests(false, 'gate-shut')],
    ['rolled back', rolledBack, rests(false, 'criterion-failed')],
    ['going back is finished first', [...BAKING, e.goBack()], { do: 'take-back' }],
    [
      'a rollback that failed is tried again',
      [...BAKING, e.goBack(), e.notBack()],
      { do: 'take-back' },
    ],
    [
      'a rollback that failed just now is shouted',
      [...BAKING, e.goBack(), e.notBack()],
      {
        do: 'rest',
        reached: false,
        reason: { sentence: 'traffic could not be taken back: move it by hand, now (no route)' },
      },
      { session: { tookBack: true } },
    ],
    ['what went back is cleaned up', rolledBack.slice(0, -1), { do: 'run-hook', hook: 'cleanup' }],
    [
      'what was deployed and then stopped is cleaned up',
      [e.start(), e.gates(), e.hook('deploy', false), e.stopped()],
      { do: 'run-hook', hook: 'cleanup' },
    ],
    ['what was never deployed is not', [e.start(), e.gates(false), e.stopped()], { do: 'rest' }],
    [
      'it is not cleaned up by another plan',
      rolledBack.slice(0, -1),
      { do: 'rest' },
      { document: document(THREE_PHASES.replace('./cleanup.sh', './other.sh')) },
    ],
  ]);
});

describe('a later attempt', () => {
  const cleaned = [...BAKING, e.goBack(), e.back(), e.hook('cleanup')];
  const second = [...BAKING, e.passed(0), e.approved(1), e.begin(1, 25), e.set(25)];
  decides([
    ['takes over what was lost', second, { do: 'take-over' }, { run: SECOND, goal: phase(1) }],
    ['takes over what was lost, as a whole', second, { do: 'take-over' }, { run: SECOND }],
    ['goes on once it has taken over', [...second, e.takenOver()], { do: 'hold' }, { run: SECOND }],
    [
      'goes back to an earlier phase',
      second,
      { do: 'retry', phase: 0 },
      { run: SECOND, goal: phase(0) },
    ],
    ['goes back to the gates', second, { do: 'retry', phase: 0 }, { run: SECOND, goal: GATES }],
    [
      'retries what paused',
      [...second, e.paused()],
      { do: 'retry', phase: 1 },
      { run: SECOND, goal: phase(1) },
    ],
    [
      'retries what paused, as a whole',
      [...second, e.paused()],
      { do: 'retry', phase: 1 },
      { run: SECOND },
    ],
    ['retries what went back', cleaned, { do: 'retry', phase: 0 }, { run: SECOND }],
    [
      'retries what was stopped',
      [e.start(), e.stopped()],
      { do: 'retry', phase: 0 },
      { run: SECOND, goal: GATES },
    ],
    [
      'does not skip the phase that paused',
      [...BAKING, e.paused()],
      rests(false, 'phase-missing'),
      { run: SECOND, goal: phase(1) },
    ],
    [
      'does not skip the phase that was lost',
      BAKING,
      rests(false, 'phase-missing'),
      { run: SECOND, goal: phase(2) },
    ],
    [
      'of a promotion that paused promotes',
      [...ALL_PASSED, e.promoting(), e.paused()],
      { do: 'retry', phase: 3 },
      { run: SECOND, goal: PROMOTE },
    ],
    [
      'of a promotion that went back begins with the last phase',
      [...ALL_PASSED, e.goBack(), e.back(), e.hook('cleanup')],
      { do: 'retry', phase: 2 },
      { run: SECOND },
    ],
    [
      'takes traffic back first',
      [...BAKING, e.goBack(), e.notBack()],
      { do: 'take-back' },
      { run: SECOND },
    ],
    [
      'with another plan is refused',
      [...BAKING, e.paused()],
      rests(false, 'plan-changed'),
      { run: SECOND, document: document(`${THREE_PHASES}# changed\n`) },
    ],
    ...(
      [
        ['of what was lost', second],
        ['of what paused', [...BAKING, e.paused()]],
        ['of what a person paused', [...BAKING, e.ordered('pause')]],
        ['of what went back', cleaned],
        ['of what is being promoted', [...ALL_PASSED, e.promoting()]],
      ] as const
    ).map(([what, story]): Row => [
      `${what}, with another version, is refused`,
      story,
      rests(false, 'version-changed'),
      { run: SECOND, version: 'v3' },
    ]),
    [
      'with another version takes traffic back all the same',
      [...BAKING, e.goBack(), e.notBack()],
      { do: 'take-back' },
      { run: SECOND, version: 'v3' },
    ],
    ...(['asked', 'run-failed', 'run-cancelled'] as const).map((cause): Row => [
      `with another version goes back: ${cause}`,
      second,
      { do: 'start-rollback' },
      { run: SECOND, version: 'v3', goal: back(cause) },
    ]),
    [
      'of what was promoted, with another version, is told what went out',
      [...ALL_PASSED, e.promoting(), e.promoted()],
      rests(true, 'already-promoted'),
      { run: SECOND, version: 'v3' },
    ],
    ['shuts the earlier one out', [...second, e.takenOver()], rests(false, 'busy')],
    [
      'looks at shut gates without moving traffic',
      [...second, e.retried(0), e.gates(false)],
      { do: 'pause', reason: { code: 'gate-shut' } },
      { run: SECOND, goal: GATES },
    ],
    [
      'finds the target before it moves it from nothing',
      [...cleaned, e.retried(0), e.gates()],
      { do: 'inspect-target' },
      { run: SECOND },
    ],
  ]);
});

describe('going back', () => {
  const paused = [...BAKING, e.paused()];
  const promoting = [...ALL_PASSED, e.promoting()];
  decides([
    ['where nothing ever was', [], rests(true, 'nothing-to-do'), { goal: back('asked') }],
    [
      'a run that failed',
      BAKING,
      { do: 'start-rollback', reason: { code: 'run-failed' } },
      { goal: back('run-failed') },
    ],
    [
      'a run that was cancelled',
      BAKING,
      { do: 'start-rollback', reason: { code: 'run-cancelled' } },
      { goal: back('run-cancelled') },
    ],
    [
      'a person who asks',
      BAKING,
      {
        do: 'start-rollback',
        reason: { code: 'asked-by-person', sentence: 'grace asked to go back' },
      },
      { goal: back('asked'), run: OTHER },
    ],
    [
      'before anything moved it only stops',
      [e.start(), e.gates()],
      { do: 'stop', reason: { code: 'run-failed' } },
      { goal: back('run-failed') },
    ],
    [
      'what waits for a person is left to it',
      paused,
      rests(true, 'inconclusive'),
      { goal: back('run-failed') },
    ],
    [
      'what waits for a person, when one asks',
      paused,
      { do: 'start-rollback' },
      { goal: back('asked') },
    ],
    [
      "another run's is left alone",
      BAKING,
      rests(true, 'nothing-to-do'),
      { goal: back('run-failed'), run: OTHER },
    ],
    [
      "a later attempt's is left alone",
      [...BAKING, e.takenOver()],
      rests(true, 'nothing-to-do'),
      { goal: back('run-cancelled') },
    ],
    [
      'what is going back is taken back',
      [...BAKING, e.goBack()],
      { do: 'take-back' },
      { goal: back('run-failed') },
    ],
    [
      'what could not be taken back is tried again',
      [...BAKING, e.goBack(), e.notBack()],
      { do: 'take-back' },
      { goal: back('asked'), run: OTHER },
    ],
    [
      'and again shouted',
      [...BAKING, e.goBack(), e.notBack()],
      rests(false, 'target-unavailable'),
      { goal: back('asked'), session: { tookBack: true } },
    ],
    [
      'what went back is back, and says why',
      [...BAKING, e.goBack(), e.back(), e.hook('cleanup')],
      rests(true, 'criterion-failed'),
      { goal: back('asked') },
    ],
    [
      'what another run took back long ago',
      [...BAKING, e.goBack(), e.back(), e.hook('cleanup')],
      rests(true, 'nothing-to-do'),
      { goal: back('asked'), run: OTHER },
    ],
    [
      'what only stopped says why',
      [e.start(), e.stopped()],
      rests(true, 'gate-shut'),
      { goal: back('run-failed') },
    ],
    [
      'what is promoted stays, for a chain that cleans up',
      [...promoting, e.promoted()],
      rests(true, 'already-promoted'),
      { goal: back('run-failed') },
    ],
    [
      'what is promoted stays, and a person is told how',
      [...promoting, e.promoted()],
      rests(false, 'already-promoted'),
      { goal: back('asked') },
    ],
    [
      'before the promote hook',
      promoting,
      { do: 'start-rollback' },
      { goal: back('run-cancelled') },
    ],
    [
      'once the promote hook has begun a person decides',
      [...promoting, e.hookStarted('promote')],
      { do: 'pause', reason: { code: 'run-cancelled' } },
      { goal: back('run-cancelled') },
    ],
    [
      'once the promote hook has begun, when a person asks',
      [...promoting, e.hookStarted('promote')],
      { do: 'start-rollback' },
      { goal: back('asked') },
    ],
    [
      'needs no plan',
      BAKING,
      { do: 'start-rollback' },
      { goal: back('asked'), document: undefined },
    ],
    [
      'without a plan nothing is cleaned up',
      [...BAKING, e.goBack(), e.back()],
      rests(true, 'criterion-failed'),
      { goal: back('asked'), document: undefined },
    ],
  ]);
});

it('decides the same of the same', () => {
  expect(decideAfter(BAKING, { goal: WHOLE, document: DOCUMENT })).toEqual(decideAfter(BAKING));
});
