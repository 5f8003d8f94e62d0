import { describe, expect, it } from 'vitest';
import { planOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

const MINUTE = 60_000;

describe('hooks', () => {
  it('are commands, with a timeout where asked for', () => {
    const hooks = 'hooks: { deploy: ./up, promote: { run: ./promote, timeout: 20m } }';
    expect(planOf(planWith({ hooks })).hooks).toEqual({
      deploy: { run: './up', timeout: 10 * MINUTE },
      promote: { run: './promote', timeout: 20 * MINUTE },
    });
  });
});
