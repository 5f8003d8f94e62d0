import { describe, expect, it } from 'vitest';
import { BAD, rollback, setStage, WHOLE } from './stage.ts';

describe('a rollout that has come to rest', () => {
  it('is told again when nobody heard how it ended', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    let isAway = true;
    stage.misses = () => isAway;
    stage.tell = ({ moment }) => {
      // GitHub comes back with the last word.
      if (moment === 'again') isAway = false;
    };
    await stage.drive(WHOLE);
    expect(stage.stories.map(({ moment }) => moment).at(-1)).toBe('again');
    expect(stage.stories.at(-1)?.state.status).toBe('rolled-back');
  });

  it('is not told again when it was heard', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    expect(stage.stories.filter(({ moment }) => moment === 'again')).toEqual([]);
  });

  it('is told by the next job, which may be the first that lives to tell it', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    stage.misses = () => true;
    await stage.drive(WHOLE);
    const before = stage.stories.length;
    stage.misses = () => false;
    await stage.drive(rollback('run-failed'));
    expect(stage.stories.slice(before).map(({ moment }) => moment)).toEqual(['again']);
  });

  it('is not told by a run whose rollout it is not', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    await stage.drive(WHOLE);
    const before = stage.stories.length;
    await stage.drive(rollback('run-failed'), { run: { id: '99', attempt: 1, actor: 'eve' } });
    expect(stage.stories.slice(before)).toEqual([]);
  });
});
