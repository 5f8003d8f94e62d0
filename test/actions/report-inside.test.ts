import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/rollout/event.ts';
import { at, rollout } from '../core/delivery/history.ts';
import { measured } from '../core/rollout/journal-sample.ts';
import { act } from './inside.ts';
import { keepRollouts } from './ledger.ts';
import { setStage, type Stage } from './stage.ts';

const NAMES = { plan: 'none.yml', name: 'checkout', environment: 'production' };

const [STARTED, ...REST] = rollout({
  version: 'v2',
  sha: 'f'.repeat(40),
  steps: [
    [at(2, '10:00'), 5],
    [at(2, '10:09'), 'back:criterion-failed'],
    [at(2, '10:10'), 'back'],
  ],
});
const APPROVED: Event = {
  type: 'approved',
  at: at(2, '09:59'),
  phase: 0,
  environment: 'production-approval',
  by: ['grace'],
};
const TAKEN_BACK: readonly Event[] = [
  ...(STARTED === undefined ? [] : [STARTED]),
  APPROVED,
  ...REST.slice(0, 2),
  measured({ kind: 'gauge', value: 0.25 }, at(2, '10:05')),
  ...REST.slice(2),
];

describe('what the action report writes', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  async function report() {
    const directory = join(stage.folder, 'report');
    const done = await act(stage, 'report', { ...NAMES, directory });
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    return { done, read, directory };
  }

  it('answers who, what, how long and why, with every measurement', async () => {
    await keepRollouts(stage, NAMES, [TAKEN_BACK]);
    const { done, read } = await report();
    expect(done, done.log).toMatchObject({ outputs: { 'rollout-status': 'rolled-back' } });
    const told = JSON.parse(read('report.json')) as { readonly measurements: unknown };
    expect(told).toMatchObject({
      schema: 1,
      isWhole: true,
      rollout: { name: 'checkout', version: 'v2', status: 'rolled-back', startedBy: 'ada' },
      reason: { code: 'criterion-failed' },
      release: { version: 'v2', sha: 'f'.repeat(40), run: { id: '4711', actor: 'ada' } },
      tookSeconds: 11 * 60,
      // Begun a second before the target carried its weight.
      tries: [{ phase: 0, name: 'Canary', weight: 5, tookSeconds: 541, ending: 'rolled-back' }],
      approvals: [
        {
          at: '2026-11-02T09:59:00.000Z',
          phase: 0,
          environment: 'production-approval',
          by: ['grace'],
        },
      ],
      orders: [],
      gates: [],
    });
    expect(told.measurements).toHaveLength(3);
    expect(told.measurements).toMatchObject([
      {
        metric: 'latency-p95',
        to: '2026-11-02T10:05:00.000Z',
        canary: { sample: { value: 0.25 } },
      },
      { metric: 'error-rate', canary: { outcome: 'error', reason: 'timeout' } },
      { metric: 'orders', baseline: { sample: { count: 95 } } },
    ]);
    expect(told).toMatchObject({
      timeline: [
        { type: 'rollout-started', headline: 'release v2 of checkout to production' },
        { type: 'approved', headline: 'phase Canary approved by grace' },
        { type: 'phase-started' },
        { type: 'weight-set', headline: 'weight set to 5%' },
        { type: 'rollback-started' },
        { type: 'rolled-back', at: '2026-11-02T10:10:00.000Z' },
      ],
    });
    expect(read('report.html')).toMatch(/^<!doctype html>/);
    expect(done.summary).toBe(read('report.md'));
  });

  it('reads the tip of the ledger once', async () => {
    await keepRollouts(stage, NAMES, [TAKEN_BACK]);
    const before = stage.github.requests.length;
    const { done } = await report();
    expect(done.outputs).toMatchObject({ html: expect.stringMatching(/report.html$/) as string });
    expect(stage.github.requests.slice(before).map(({ path }) => path)).toEqual(['/graphql']);
  });

  it('writes nothing where nothing was released', async () => {
    const { done, directory } = await report();
    expect(done).toMatchObject({ outputs: { 'rollout-status': 'none' }, summary: '' });
    expect(existsSync(directory)).toBe(false);
  });
});
