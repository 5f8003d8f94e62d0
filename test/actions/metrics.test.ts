import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/rollout/event.ts';
import { DAY, HOUR, MINUTE, rollout } from '../core/delivery/history.ts';
import { act } from './inside.ts';
import { keepRollouts } from './ledger.ts';
import { setStage, type Stage } from './stage.ts';

const SHOP = { environment: 'production', name: 'shop' };

/** Half a window ago, so that no clock on the way matters. */
const THEN = Date.now() - 3 * DAY;

describe('the action metrics', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  /** Needs no permission but to read; the ledgers were written by others before. */
  function measure(inputs: Readonly<Record<string, string>> = {}) {
    stage.github.plant({
      tokens: { 'job-token': { login: 'github-actions[bot]', permissions: { contents: 'read' } } },
    });
    return act(stage, 'metrics', { window: '7d', ...inputs });
  }

  const promote = (version: string, sha: string): readonly Event[] =>
    rollout({
      version,
      sha,
      steps: [
        [THEN, 10],
        [THEN + HOUR, 100],
        [THEN + 2 * HOUR, 'promoted'],
      ],
    });
  const takeBack: readonly Event[] = rollout({
    version: 'x',
    steps: [
      [THEN + 5 * HOUR, 5],
      [THEN + 5 * HOUR + 9 * MINUTE, 'back:canary-down'],
      [THEN + 5 * HOUR + 10 * MINUTE, 'back'],
    ],
  });

  it('tells how delivery went: table, JSON and badge', async () => {
    await keepRollouts(stage, SHOP, [promote('v', 'f'.repeat(40)), takeBack]);
    const badge = join(stage.folder, 'out/badge.svg');
    const endpoint = join(stage.folder, 'out/badge.json');
    const done = await measure({ badge, endpoint });
    expect(done.failure, done.log).toBeUndefined();
    expect(done.outputs).toMatchObject({ badge, endpoint });
    expect(JSON.parse(done.outputs['metrics'] ?? '')).toMatchObject({
      schema: 1,
      windowSeconds: 7 * 86_400,
      rows: [
        {
          environment: 'production',
          current: {
            deployments: 1,
            perWeek: 1,
            // GitHub knows no such commit.
            leadTime: { samples: 0, unknown: 1 },
            changeFailure: { failed: 1, ended: 2, rate: 0.5, causes: { target: 1 } },
            restore: { samples: 1, medianSeconds: 600 },
          },
          before: { deployments: 0, changeFailure: { failed: 0, ended: 0 } },
        },
      ],
    });
    expect(done.summary).toContain(
      '| `production` | 1, 1 a week | – | 50%, 1 of 2 | 10m / 10m (1) |',
    );
    expect(done.summary).toContain('| before | no deployments | – | – | – |');
    expect(readFileSync(badge, 'utf8')).toMatch(/^<svg .*1 a week · 50% failed/);
    expect(JSON.parse(readFileSync(endpoint, 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it('asks GitHub once when commits were made', async () => {
    await keepRollouts(stage, SHOP, [promote('v', stage.sha), promote('w', 'f'.repeat(40))]);
    const before = stage.github.requests.length;
    const done = await measure();
    // The stage's commit is of today, and a release of three days ago cannot be of it.
    expect(JSON.parse(done.outputs['metrics'] ?? '')).toMatchObject({
      rows: [{ current: { deployments: 2, leadTime: { samples: 0, unknown: 2 } } }],
    });
    const asked = stage.github.requests
      .slice(before)
      .map(({ body }) => /query (\w+)/.exec(JSON.stringify(body ?? ''))?.[1]);
    expect(asked.filter((name) => name === 'ReadCommitTimes')).toHaveLength(1);
  });

  it('says of several environments all, and draws a badge of the one that is named', async () => {
    await keepRollouts(stage, SHOP, [promote('v', 'f'.repeat(40))]);
    await keepRollouts(stage, { environment: 'staging', name: 'shop' }, [takeBack]);
    const badge = join(stage.folder, 'badge.svg');
    const several = await measure({ badge });
    expect(several).toMatchObject({
      failure: 'no badge: it tells of one environment, say which',
      summary: expect.stringMatching(/`production`[^]*`staging`/) as string,
    });
    expect(existsSync(badge)).toBe(false);
    const one = await measure({ badge, environment: 'Staging', summary: 'false' });
    expect(one.failure, one.log).toBeUndefined();
    expect(one.summary).toBe('');
    expect(readFileSync(badge, 'utf8')).toContain('delivery to staging: 0 a week · 100% failed');
  });

  it('says where nothing was ever released', async () => {
    const done = await measure();
    expect(done.failure).toBeUndefined();
    expect(done.summary).toContain('nothing was ever released');
    expect(JSON.parse(done.outputs['metrics'] ?? '')).toMatchObject({ rows: [] });
  });

  it('fails for a ledger that cannot be read, after it has told the others', async () => {
    await keepRollouts(stage, SHOP, [promote('v', 'f'.repeat(40))]);
    const commits = [
      { ref: 'refs/rollouts/production/mail', files: { 'events.jsonl': 'x\n' }, message: 'x' },
    ];
    stage.github.plant({ repositories: [{ owner: 'acme', name: 'shop', commits }] });
    const badge = join(stage.folder, 'badge.svg');
    const done = await measure({ badge });
    expect(done.failure).toMatch(/^production\/mail: refs\/rollouts\/production\/mail at/);
    expect(done.summary).toContain('1, 1 a week');
    expect(existsSync(badge)).toBe(false);
  });

  it('says that a badge could not be written', async () => {
    await keepRollouts(stage, SHOP, [promote('v', 'f'.repeat(40))]);
    // A file stands where a folder would have to.
    const done = await measure({ badge: join(stage.folder, 'weight/badge.svg') });
    expect(done.failure).toMatch(/^the badge could not be written: /);
    expect(done.outputs).toMatchObject({
      metrics: expect.stringContaining('"schema":1') as string,
    });
  });

  it.each([
    ['window', 'soon', 'window: soon is no window: write one such as 7d or 12h'],
    ['summary', 'maybe', 'summary: maybe is neither true nor false'],
    ['ledger', 'redis', /is no place for a ledger/],
  ])('refuses %s: %s', async (input, value, said) => {
    const { failure } = await measure({ [input]: value });
    expect(failure).toMatch(said);
  });
});
