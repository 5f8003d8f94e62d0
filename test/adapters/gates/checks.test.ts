import { describe, expect, it } from 'vitest';
import { lookAtChecks } from '../../../src/adapters/gates/checks/gate.ts';
import type { Check } from '../../../src/ports/repository.ts';
import { checksGate } from './plan.ts';
import { createRepository, passed } from './repository.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';

function look(...checks: readonly Check[]) {
  const repository = createRepository(SHA, { checks });
  return lookAtChecks(checksGate({ required: ['test'] }), { repository, sha: SHA, ownChecks: [] });
}

const failedRun = passed('test', { state: 'other', word: 'failure' });
const status = { source: 'status' } as const;

describe('required checks', () => {
  it.each<[string, readonly Check[], 'open' | 'shut']>([
    ['a check run', [passed('test')], 'open'],
    ['a commit status', [passed('test', status)], 'open'],
    ['both', [passed('test'), passed('test', status)], 'open'],
    ['a failed status beside a run', [passed('test'), { ...failedRun, ...status }], 'shut'],
    ['a failed run beside a status', [failedRun, passed('test', status)], 'shut'],
    ['a run that was mended', [{ ...failedRun, id: 7 }, passed('test', { id: 8 })], 'open'],
    ['a run that failed later', [passed('test', { id: 7 }), { ...failedRun, id: 8 }], 'shut'],
    ['the later run told first', [passed('test', { id: 8 }), { ...failedRun, id: 7 }], 'open'],
    ['another name', [passed('tests')], 'shut'],
    ['another case', [passed('Test')], 'shut'],
    ['nothing at all', [], 'shut'],
  ])('%s', async (_, checks, outcome) => {
    expect(await look(...checks)).toMatchObject({ outcome });
  });

  it.each(['skipped', 'neutral', 'cancelled', 'stale', 'action_required'])(
    'does not take %s for success',
    async (word) => {
      expect(await look(passed('test', { state: 'other', word }))).toMatchObject({
        outcome: 'shut',
        found: `test is ${word.replace('_', ' ')}`,
      });
    },
  );

  it('finds a check among hundreds', async () => {
    const many = Array.from({ length: 450 }, (_, id) => passed(`shard ${id}`, { id }));
    expect(await look(...many, passed('test', { id: 900 }))).toMatchObject({ outcome: 'open' });
  });
});
