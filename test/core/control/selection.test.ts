import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  nameTarget,
  type Search,
  selectRollout,
} from '../../../src/core/control/selection.ts';
import type { State, Status } from '../../../src/core/rollout/state.ts';
import { CALM, stateOf } from '../present/rollouts.ts';

const RELEASED = stateOf(CALM);

const HEAD = 'a'.repeat(40);
const MERGE = 'b'.repeat(40);
const OTHER = 'c'.repeat(40);
const PULL = { number: 7, commits: [HEAD, MERGE] };

function rollout(target: string, sha: string | undefined, status: Status = 'running'): Candidate {
  const [environment = '', name = ''] = target.split('/');
  const { sha: _, ...started } = { ...RELEASED.started, environment, name };
  const state: State = { ...RELEASED, status, started: { ...started, ...(sha && { sha }) } };
  return { environment, name, state };
}

const DARK = { environment: 'staging', name: 'shop', detail: 'GitHub does not answer' };

function select(search: Partial<Search>): string {
  const { candidates = [], unreadable = [] } = search;
  const known = [...candidates, ...unreadable].map(nameTarget);
  const selection = selectRollout({ candidates, unreadable, known, ...search });
  return selection.outcome === 'found'
    ? nameTarget(selection.candidate)
    : `${selection.outcome}: ${selection.sentence}`;
}

describe('the rollout that is meant', () => {
  it.each<[why: string, search: Partial<Search>, found: string]>([
    ['releases the head', { candidates: [rollout('p/a', HEAD), rollout('p/b', OTHER)] }, 'p/a'],
    [
      'releases the merge commit',
      { candidates: [rollout('p/a', OTHER), rollout('p/b', MERGE)] },
      'p/b',
    ],
    [
      'is the one under way',
      { candidates: [rollout('p/a', HEAD, 'promoted'), rollout('p/b', HEAD, 'paused')] },
      'p/b',
    ],
    ['has ended, when no other has', { candidates: [rollout('p/a', HEAD, 'rolled-back')] }, 'p/a'],
    [
      'is the one named',
      { candidates: [rollout('p/a', HEAD), rollout('p/b', HEAD)], target: 'p/b' },
      'p/b',
    ],
    [
      'is the one named in another case',
      { candidates: [rollout('P/a', HEAD)], target: 'p/a' },
      'P/a',
    ],
    [
      'is the one named, whatever else cannot be read',
      { candidates: [rollout('p/a', HEAD)], unreadable: [DARK], target: 'p/a' },
      'p/a',
    ],
  ])('%s', (_why, search, found) => {
    expect(select({ pull: PULL, ...search })).toBe(found);
  });

  it('is the only one under way where there is no pull request', () => {
    const candidates = [rollout('p/a', undefined), rollout('p/b', OTHER, 'promoted')];
    expect(select({ candidates })).toBe('p/a');
    expect(select({ candidates, target: 'p/b' })).toBe('p/b');
  });
});

describe('it is not guessed', () => {
  it.each<[why: string, search: Partial<Search>, sentence: string]>([
    [
      'among several',
      { candidates: [rollout('p/a', HEAD), rollout('p/b', HEAD)] },
      'refused: several rollouts may be meant, name one: p/a, p/b',
    ],
    [
      'for a stale pull request',
      { candidates: [rollout('p/a', OTHER)] },
      'refused: p/a releases ccccccc, and pull request 7 is at aaaaaaa and bbbbbbb',
    ],
    [
      'for a stale pull request that names the rollout',
      { candidates: [rollout('p/a', OTHER)], target: 'p/a' },
      'refused: p/a releases ccccccc',
    ],
    [
      'for a rollout without a commit',
      { candidates: [rollout('p/a', undefined)], target: 'p/a' },
      'refused: p/a releases v1.4.2',
    ],
    [
      'for a pull request never released',
      { candidates: [rollout('p/a', OTHER, 'promoted')] },
      'refused: no rollout has released a commit of pull request 7',
    ],
    ['without any', {}, 'refused: no rollout has released a commit'],
    [
      'from a wrong name',
      { candidates: [rollout('production/shop', HEAD)], target: 'production/shpo' },
      'refused: there is no rollout of "production/shpo": did you mean production/shop?',
    ],
    [
      'from a name like no other',
      { candidates: [rollout('p/a', HEAD)], target: 'elsewhere/thing' },
      'there are p/a',
    ],
    [
      'while one cannot be read',
      { candidates: [rollout('p/a', HEAD)], unreadable: [DARK] },
      'failed: the ledger of staging/shop could not be read: GitHub does not answer; name the rollout',
    ],
    [
      'when that one is named',
      { unreadable: [DARK], target: 'staging/shop' },
      'failed: the ledger of staging/shop could not be read',
    ],
  ])('%s', (_why, search, sentence) => {
    expect(select({ pull: PULL, ...search })).toContain(sentence);
  });

  it('without a pull request, among several or none', () => {
    const both = [rollout('p/a', HEAD), rollout('p/b', OTHER)];
    expect(select({ candidates: both })).toContain('name one: p/a, p/b');
    expect(select({})).toContain('no rollout was ever started here');
    expect(select({ target: 'p/a' })).toContain('no rollout was ever started here');
  });
});
