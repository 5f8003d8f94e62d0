import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../../src/adapters/clock/virtual.ts';
import { createTraffic } from '../../../../src/adapters/traffic/traffic.ts';
import type { CommandTarget } from '../../../../src/core/plan/plan.ts';
import { describeLyingTarget, describeTraffic, expectOneLine } from '../contract.ts';

const PATH = process.env['PATH'] ?? '';
const SET = 'echo "$SLUICE_WEIGHT" > "$FOLDER/weight"';
const GET = 'cat "$FOLDER/weight"';
const CHECK_STABLE =
  'test -e "$FOLDER" || exit 127; echo "$SLUICE_STABLE"; test ! -e "$FOLDER/down"';

function targetOf(change: Partial<CommandTarget> = {}): CommandTarget {
  return {
    kind: 'command',
    set: SET,
    get: GET,
    checkStable: CHECK_STABLE,
    stable: 'v1',
    canary: 'v2',
    afterPromotion: 'canary',
    timeout: 10_000,
    ...change,
  };
}

function openFolder(weight: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-traffic-'));
  const file = join(folder, 'weight');
  writeFileSync(file, weight);
  return { folder, file, close: () => rmSync(folder, { recursive: true, force: true }) };
}

describeTraffic('command', () => {
  const { folder, file, close } = openFolder('0\n');
  const environment = { PATH, FOLDER: folder };
  return {
    traffic: createTraffic(targetOf(), { environment, clock: createVirtualClock(0) }),
    fell: () => writeFileSync(join(folder, 'down'), ''),
    drift: (weight) => writeFileSync(file, `${weight}%`),
    vanish: close,
    close,
  };
});

describeLyingTarget('command', () => {
  const { folder, close } = openFolder('0\n');
  const environment = { PATH, FOLDER: folder };
  const target = targetOf({ set: 'true' });
  return { traffic: createTraffic(target, { environment, clock: createVirtualClock(0) }), close };
});

describe('traffic: command', () => {
  let opened: ReturnType<typeof openFolder>;
  beforeEach(() => void (opened = openFolder('0')));
  afterEach(() => opened.close());

  function trafficOf(change: Partial<CommandTarget>, more: Record<string, string> = {}) {
    const clock = createVirtualClock(0);
    const environment = { PATH, FOLDER: opened.folder, ...more };
    return { clock, traffic: createTraffic(targetOf(change), { environment, clock }) };
  }

  it('tells the command all it needs by its environment', async () => {
    const set =
      'env | grep ^SLUICE_ | sort > "$FOLDER/seen"; echo $SLUICE_WEIGHT > "$FOLDER/weight"';
    const { traffic } = trafficOf(
      { set, stable: 'shop-$BLUE', canary: 'x"; touch "$FOLDER/owned' },
      { BLUE: 'blue', FOLDER: opened.folder },
    );
    expect(await traffic.setWeight(5.3)).toEqual({ outcome: 'ok', weight: 5.3 });
    expect(readFileSync(join(opened.folder, 'seen'), 'utf8').split('\n')).toEqual([
      `SLUICE_CANARY=x"; touch "${opened.folder}/owned`,
      'SLUICE_STABLE=shop-blue',
      'SLUICE_STABLE_WEIGHT=94.7',
      'SLUICE_WEIGHT=5.3',
      '',
    ]);
  });

  it('cannot say how the stable version is without `check-stable`', async () => {
    const { checkStable: _, ...target } = targetOf();
    const traffic = createTraffic(target, { environment: { PATH }, clock: createVirtualClock(0) });
    expect(await traffic.checkStable()).toMatchObject({ outcome: 'untold' });
  });

  it.each([
    ['echo v1 is well', { outcome: 'ready', found: 'v1 is well' }],
    ['true', { outcome: 'ready', found: '`check-stable` exited with 0' }],
    [
      'echo v1 is ill; exit 3',
      { outcome: 'not-ready', detail: expect.stringMatching(/3: v1 is ill/) },
    ],
    ['no-such-program', { outcome: 'failed', reason: 'refused' }],
    ['kill -9 $$', { outcome: 'failed', reason: 'refused' }],
  ])('asks `check-stable`: %s', async (checkStable, result) => {
    expect(await trafficOf({ checkStable }).traffic.checkStable()).toMatchObject(result);
  });

  it('gives up on a `check-stable` that does not end', async () => {
    const { traffic } = trafficOf({ checkStable: 'sleep 60', timeout: 100 });
    expect(await traffic.checkStable()).toMatchObject({ outcome: 'failed', reason: 'timeout' });
  });

  it('cannot say what it carries without `get`', async () => {
    const { get: _, ...target } = targetOf();
    const traffic = createTraffic(target, {
      environment: { PATH, FOLDER: opened.folder },
      clock: createVirtualClock(0),
    });
    expect(await traffic.setWeight(5)).toEqual({ outcome: 'ok', weight: undefined });
    expect(await traffic.readWeight()).toEqual({ outcome: 'ok', weight: undefined });
    expect(readFileSync(opened.file, 'utf8')).toBe('5\n');
  });

  it.each([
    ['5', 5],
    ['5%\n', 5],
    ['  12.5 %  \n\n', 12.5],
    ['0', 0],
    ['100', 100],
  ])('reads %j', async (output, weight) => {
    writeFileSync(opened.file, output);
    expect(await trafficOf({}).traffic.readWeight()).toEqual({ outcome: 'ok', weight });
  });

  it.each(['', '\n', 'five', '5 points', '-5', '101', '1e1', '5\n6', 'NaN', '0x10'])(
    'does not understand %j',
    async (output) => {
      writeFileSync(opened.file, output);
      const result = await trafficOf({}).traffic.readWeight();
      expect(result).toMatchObject({ outcome: 'failed', reason: 'malformed' });
      expectOneLine(result);
    },
  );

  it.each([
    ['exits with an error', 'echo no rights >&2; exit 3', 'refused', /exited with 3: no rights/],
    ['says nothing', 'exit 1', 'refused', /exited with 1 and said nothing/],
    ['is not there', 'no-such-balancer --set', 'refused', /not there.*no-such-balancer/],
  ])('says why `set` failed when it %s', async (_, set, reason, words) => {
    const result = await trafficOf({ set }).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
    expectOneLine(result);
  });

  it('ends a command that takes too long', async () => {
    const result = await trafficOf({ set: 'sleep 60', timeout: 100 }).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(result).toHaveProperty('detail', expect.stringContaining('100ms'));
  });

  it('waits for a balancer that converges late, without sleeping', async () => {
    const get = `
      echo look >> "$FOLDER/looks"
      if [ "$(wc -l < "$FOLDER/looks")" -ge 3 ]; then echo 25; else echo 5; fi`;
    const { traffic, clock } = trafficOf({ get });
    expect(await traffic.setWeight(25)).toEqual({ outcome: 'ok', weight: 25 });
    expect(clock.now()).toBe(3_000);
  });

  it('names the variable that is missing, and runs nothing', async () => {
    const result = await trafficOf({ canary: '$CANARY', stable: '${STABLE}' }).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(result).toHaveProperty('detail', expect.stringMatching(/\$STABLE, \$CANARY/));
    expect(readFileSync(opened.file, 'utf8')).toBe('0');
  });
});
