import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { orderRollout } from '../../src/cli/commands/control.ts';
import { tickRollout } from '../../src/cli/commands/tick.ts';
import { readOptions } from '../../src/cli/options.ts';
import { type ControlStage, setControlStage } from '../actions/control-stage.ts';
import { act } from '../actions/inside.ts';

let stage: ControlStage;
let ledger: string;
let cancelled: AbortSignal;

beforeEach(async () => {
  stage = await setControlStage();
  cancelled = new AbortController().signal;
  execFileSync('git', ['init', '--quiet', join(stage.folder, 'repository')]);
  ledger = `git:${join(stage.folder, 'repository')}`;
  await act(stage, 'gates', { ledger });
  const held = await act(stage, 'canary-step', { phase: '1', mode: 'tick', ledger });
  expect(held.outputs, held.log).toMatchObject({ status: 'holding', weight: '5' });
});

afterEach(() => stage.close());

/** Runs a command as if it had been typed, by `ada`. */
async function type(...words: readonly string[]) {
  const plan = join(stage.folder, 'rollout.yml');
  const [word = '', ...rest] = words;
  const own =
    word === 'skip-gate' ? [word, rest[0] ?? '', plan, ...rest.slice(1)] : [word, plan, ...rest];
  const options = readOptions([...own, '--ledger', ledger]);
  if (typeof options === 'string') throw new Error(options);
  const said: string[] = [];
  const warned: string[] = [];
  const command = options.command === 'tick' ? tickRollout : orderRollout;
  const exitCode = await command(options, {
    environment: { PATH: process.env['PATH'] ?? '' },
    clock: createSystemClock(),
    print: (line) => void said.push(line),
    warn: (line) => void warned.push(line),
    cancelled,
    user: 'ada',
  });
  return { exitCode, said: said.join('\n'), warned: warned.join('\n') };
}

function ledgerLog(): string {
  const folder = join(stage.folder, 'repository');
  const ref = 'refs/rollouts/production/shop';
  return execFileSync('git', ['-C', folder, 'log', '--format=%s', ref], { encoding: 'utf8' });
}

describe('an approval from a terminal', () => {
  it.each([
    [['approve'], 'nothing of'],
    [['approve', 'Canary', '--version', 'v1'], '"v1" was approved'],
  ] as const)('%j is refused while nothing waits for it', async (words, why) => {
    const answer = await type(...words);
    expect(answer.exitCode).toBe(1);
    expect(answer.said).toContain(why);
  });
});

describe('an order from a terminal', () => {
  it('pauses and resumes', async () => {
    const paused = await type('pause', '--reason', 'errors $(id)');
    expect(paused, paused.warned).toMatchObject({ exitCode: 0 });
    expect(paused.said).toContain('Paused at 5%');
    expect((await type('resume')).exitCode).toBe(0);
    expect(ledgerLog()).toContain('ada ordered pause: errors $(id)');
    expect(stage.weight()).toBe(5);
  });

  it('takes traffic back', async () => {
    const aborted = await type('abort');
    expect(aborted, aborted.warned).toMatchObject({ exitCode: 0 });
    expect(aborted.said).toContain('Rolled back');
    expect(stage.weight()).toBe(0);
    const retried = await type('retry');
    expect(retried, retried.said).toMatchObject({ exitCode: 0 });
    expect(retried.said).toContain('sluice run --retry');
  });

  it.each(['promote', 'promote-full'])('lets pass: %s', async (word) => {
    const promoted = await type(word, '--json');
    expect(promoted.exitCode, promoted.said).toBe(0);
    expect(JSON.parse(promoted.said)).toMatchObject({
      schema: 1,
      outcome: 'done',
      rollout: { name: 'shop', environment: 'production' },
    });
  });

  it.each([
    [['resume'], 1, 'refused'],
    [['skip-gate', 'smoke', '--reason', 'known'], 1, 'there is no gate'],
    [['skip-gate', 'smoke'], 2, 'wants a reason'],
  ])('%j is not carried out', async (words, exitCode, sentence) => {
    const answer = await type(...words);
    expect(answer).toMatchObject({ exitCode });
    expect(answer.said + answer.warned).toContain(sentence);
  });
});

describe('a place that keeps no ledgers', () => {
  it.each(['pause', 'tick'])('is no way to call %s', async (word) => {
    ledger = 'redis';
    expect(await type(word)).toEqual({
      exitCode: 2,
      said: '',
      warned: 'sluice: "redis" is no place for a ledger: write github, or git:<folder>',
    });
  });
});

describe('a tick from a terminal', () => {
  it('looks once and leaves', async () => {
    const tick = await type('tick');
    expect(tick, tick.warned).toMatchObject({ exitCode: 0 });
    expect(tick.said).toContain('holding');
  });

  it('that is interrupted leaves it where it is', async () => {
    cancelled = AbortSignal.abort();
    const tick = await type('tick');
    expect(tick, tick.warned).toMatchObject({ exitCode: 0 });
    expect(tick.said).toContain('the next one goes on');
    expect(stage.weight()).toBe(5);
  });

  it('leaves alone what a later attempt has taken up', async () => {
    const again = { phase: '1', ledger };
    await act(stage, 'canary-step', { ...again, mode: 'tick' }, { attempt: 2 });
    const cancel = new AbortController();
    const job = act(stage, 'canary-step', again, { attempt: 3, cancelled: cancel.signal });
    await expect.poll(ledgerLog, { interval: 50 }).toMatch(/taken over[^]*taken over/);
    const tick = await type('tick');
    expect(tick).toMatchObject({ exitCode: 1 });
    expect(tick.warned).toContain('may still run it');
    cancel.abort();
    await job;
  });

  it('has nothing to do once it is over', async () => {
    await type('abort');
    expect(await type('tick')).toMatchObject({ exitCode: 0, said: 'nothing to go on with' });
  });
});
