import { describe, expect, it } from 'vitest';
import { traceCarriage } from '../../../src/core/delivery/carried.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import { rollout, type Told } from './history.ts';

function told(...rollouts: readonly Told[]) {
  return rollouts.map((one) => earlier(rollout(one)));
}

function earlier(events: readonly Event[]) {
  const state = fold(events);
  if (state === undefined) throw new Error('no rollout');
  return { state, events };
}

const v1 = { version: 'v1', sha: '1'.repeat(40) };
const v2 = { version: 'v2', sha: '2'.repeat(40) };

const PROMOTED: Told['steps'] = [
  [100, 50],
  [200, 100],
  [300, 'promoted'],
];

/** Latest first. */
const trace = (...rollouts: readonly Told[]) => traceCarriage(told(...rollouts), v1);

describe('an environment', () => {
  it('carries what was promoted there last', () => {
    expect(trace({ ...v1, steps: PROMOTED })).toEqual({ outcome: 'carried', since: 300 });
  });

  it('has never seen what is not in its ledger', () => {
    expect(trace()).toEqual({ outcome: 'never' });
    expect(trace({ ...v1, steps: [[50, 'stopped']] })).toEqual({ outcome: 'never' });
  });

  it('carries something else once that was promoted', () => {
    const steps: Told['steps'] = [
      [400, 100],
      [500, 'promoted'],
    ];
    expect(trace({ ...v2, steps }, { ...v1, steps: PROMOTED })).toEqual({
      outcome: 'other',
      release: v2,
      at: 500,
    });
  });

  it('has taken back what was taken back last', () => {
    const steps: Told['steps'] = [
      [400, 10],
      [450, 'back:criterion-failed'],
      [460, 'back'],
    ];
    expect(trace({ ...v1, steps }, { ...v1, steps: PROMOTED })).toMatchObject({
      outcome: 'taken-back',
    });
  });

  it('carries it anew once another version was taken back', () => {
    const steps: Told['steps'] = [
      [400, 10],
      [450, 'back:criterion-failed'],
      [460, 'back'],
    ];
    expect(trace({ ...v2, steps }, { ...v1, steps: PROMOTED })).toEqual({
      outcome: 'carried',
      since: 460,
    });
  });

  it('is not disturbed by what never had traffic', () => {
    const stopped = { ...v2, steps: [[400, 'stopped']] } as const;
    expect(trace(stopped, { ...v1, steps: PROMOTED })).toEqual({ outcome: 'carried', since: 300 });
  });

  it.each<[string, Told['steps']]>([
    ['it goes on', [[400, 10]]],
    [
      'its rollback failed',
      [
        [400, 10],
        [450, 'back:criterion-failed'],
        [460, 'failed'],
      ],
    ],
    [
      'it is being promoted',
      [
        [400, 100],
        [450, 'promoting'],
      ],
    ],
  ])('is on the move while another version is under way: %s', (_, steps) => {
    expect(trace({ ...v2, steps }, { ...v1, steps: PROMOTED })).toEqual({
      outcome: 'under-way',
      release: v2,
      isIt: false,
    });
  });

  it('is on the move while it is under way itself, and while nobody knows whether it moved', () => {
    expect(trace({ ...v1, steps: [[400, 10]] })).toMatchObject({
      outcome: 'under-way',
      isIt: true,
    });
    const intent: Event = { type: 'phase-started', at: 410, phase: 0, weight: 10 };
    const begun = earlier([...rollout({ ...v2, steps: [] }), intent]);
    expect(traceCarriage([begun, ...told({ ...v1, steps: PROMOTED })], v1)).toMatchObject({
      outcome: 'under-way',
      isIt: false,
    });
  });

  it('tells releases apart by their commits, and by their names where it knows no commit', () => {
    const other = { version: 'v1', sha: '9'.repeat(40) };
    expect(trace({ ...other, steps: PROMOTED })).toMatchObject({ outcome: 'other' });
    expect(trace({ version: 'main', sha: v1.sha, steps: PROMOTED })).toMatchObject({
      outcome: 'carried',
    });
    const nameless = traceCarriage(told({ ...v1, steps: PROMOTED }), { version: 'v1' });
    expect(nameless).toMatchObject({ outcome: 'carried' });
  });
});
