import { describe, expect, it } from 'vitest';
import { readRequest } from '../../src/cli/commands/backtest.ts';
import { readOptions } from '../../src/cli/options.ts';
import { document, THREE_PHASES } from '../core/plans.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { plan } = document(THREE_PHASES);

function understand(...words: readonly string[]) {
  const options = readOptions(['backtest', ...words]);
  if (typeof options === 'string') throw new Error(options);
  return readRequest(options, plan, NOW);
}

describe('sluice backtest', () => {
  it('looks back a week unless told otherwise', () => {
    expect(understand()).toEqual({
      period: { from: NOW - 7 * DAY, to: NOW },
      plants: [],
      seed: 1,
    });
  });

  it.each([
    [['--from', '-2d'], NOW - 2 * DAY],
    [['--from=-2d'], NOW - 2 * DAY],
    [['--from', '2d'], NOW - 2 * DAY],
    [['--from', '2026-11-20'], Date.UTC(2026, 10, 20)],
  ])('understands %j', (words, from) => {
    expect(understand(...words)).toMatchObject({ period: { from, to: NOW } });
  });

  it('understands the rest', () => {
    const line =
      '--to -1h --incident 2026-11-20T14:03Z --began 2026-11-20 --plant error-rate=x2 --plant error-rate=+1%@50% --every 30m --seed 7';
    const request = understand(...line.split(' '));
    expect(request).toMatchObject({
      period: { to: NOW - HOUR },
      incident: Date.UTC(2026, 10, 20, 14, 3),
      began: Date.UTC(2026, 10, 20),
      plants: [{ text: 'error-rate=x2' }, { text: 'error-rate=+1%@50%' }],
      every: HOUR / 2,
      seed: 7,
    });
  });

  it.each([
    [['--from', 'yesterday'], '--from is no moment: "yesterday"'],
    [['--incident', '14:03'], '--incident is no moment'],
    [['--from', 'now'], '--from must lie before --to'],
    [['--every', 'often'], '--every wants a duration such as 30m, not "often"'],
    [['--every', '0s'], '--every wants a duration'],
    [['--plant', 'error-rate'], 'METRIC=x2'],
    [['--plant', 'eror-rate=x2'], 'did you mean `error-rate`?'],
  ])('says what is wrong with %j', (words, problem) => {
    expect(understand(...words)).toContain(problem);
  });
});
