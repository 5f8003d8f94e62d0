import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { ChecklistGate } from '../../../src/core/plan/plan.ts';
import type { Forge } from '../../../src/ports/forge.ts';
import { away, createForge, silent } from './forge.ts';
import { createRepository } from './repository.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';

function gateOf(place: ChecklistGate['place'], change: Partial<ChecklistGate> = {}): ChecklistGate {
  const position = { line: 1, column: 1 };
  return { kind: 'checklist', name: 'go', timeout: 5_000, position, place, by: [], ...change };
}

const ISSUE = { kind: 'issue', number: '40' } as const;
const LABEL = { kind: 'label', label: 'go-live' } as const;
const PULL = { kind: 'pull-request' } as const;
const ada = { kind: 'person', login: 'ada' } as const;
const release = { kind: 'team', organization: 'acme', slug: 'release' } as const;

const DONE = '- [x] docs\n- [X] load test';
const forge = createForge({
  pulls: [{ number: 7, headSha: SHA, isMerged: false }],
  teams: { 'acme/release': ['grace'] },
  descriptions: [
    { number: 7, text: DONE, by: 'linus' },
    { number: 40, text: DONE, by: 'grace' },
    { number: 41, text: '- [x] docs\n- [ ] load test', by: 'grace' },
    { number: 42, text: 'nothing to do', by: 'grace' },
    { number: 43, text: DONE, by: undefined },
  ],
});

const labelled = (...numbers: readonly number[]) => ({
  'go-live': [...numbers, 99].map((number) => ({ number, isPullRequest: number === 99 })),
});

function look(gate: ChecklistGate, more: { forge?: Forge; labelled?: readonly number[] } = {}) {
  return createGateSources({
    environment: { CHECKLIST: '40', TEXT: '40; rm' },
    sha: SHA,
    forge: () => more.forge ?? forge,
    repository: createRepository(SHA, { issues: labelled(...(more.labelled ?? [])) }),
  }).evaluate(gate, 0);
}

describe('a checklist of an issue', () => {
  it.each([
    ['by its number', gateOf(ISSUE), {}, '#40: all 2 ticked, last edited by grace'],
    [
      'by a variable',
      gateOf({ kind: 'issue', number: '$CHECKLIST' }),
      {},
      '#40: all 2 ticked, last edited by grace',
    ],
    ['by its label', gateOf(LABEL), { labelled: [40] }, '#40: all 2 ticked, last edited by grace'],
    ['of the pull request', gateOf(PULL), {}, '#7: all 2 ticked, last edited by linus'],
    [
      'by somebody of the team',
      gateOf(ISSUE, { by: [ada, release] }),
      {},
      '#40: all 2 ticked, last edited by grace',
    ],
    [
      'by somebody who is gone, where anybody may',
      gateOf({ kind: 'issue', number: '43' }),
      {},
      '#43: all 2 ticked, last edited by somebody who is gone',
    ],
  ])('is open: %s', async (_, gate, more, found) => {
    expect(await look(gate, more)).toMatchObject({ outcome: 'open', found, remedy: '' });
  });

  it.each([
    [
      'a task is left',
      gateOf({ kind: 'issue', number: '41' }),
      {},
      '#41: 1 of 2 not ticked: load test',
    ],
    [
      'one of several lists has a task left',
      gateOf(LABEL),
      { labelled: [40, 41] },
      '#41: 1 of 2 not ticked: load test',
    ],
    ['no open issue bears the label', gateOf(LABEL), {}, 'no open issue is labelled go-live'],
    [
      'no pull request is released',
      gateOf(PULL),
      { forge: createForge({}) },
      'no pull request is released as f00dfacef00d',
    ],
    [
      'somebody else edited it last',
      gateOf(ISSUE, { by: [ada] }),
      {},
      '#40: all 2 ticked, last edited by grace',
    ],
    [
      'who edited it last is gone',
      gateOf({ kind: 'issue', number: '43' }, { by: [ada] }),
      {},
      '#43: all 2 ticked, last edited by somebody who is gone',
    ],
  ])('is shut: %s', async (_, gate, more, found) => {
    expect(await look(gate, more)).toMatchObject({
      outcome: 'shut',
      found,
      remedy: expect.stringMatching(/\S/),
    });
  });

  it.each([
    ['it holds no task', gateOf({ kind: 'issue', number: '42' }), {}, /it holds no task/],
    ['it is not there', gateOf({ kind: 'issue', number: '50' }), {}, /no #50/],
    ['GitHub is away', gateOf(PULL), { forge: away }, /502/],
    ['GitHub does not answer', gateOf(ISSUE, { timeout: 50 }), { forge: silent }, /within 50ms/],
    ['the team cannot be read', gateOf(ISSUE, { by: [{ ...release, slug: 'secret' }] }), {}, /403/],
    [
      'its variable is not set',
      gateOf({ kind: 'issue', number: '$NONE' }),
      {},
      /\$NONE is not set/,
    ],
    ['its variable is no number', gateOf({ kind: 'issue', number: '$TEXT' }), {}, /'40; rm' is no/],
  ])('is broken: %s', async (_, gate, more, found) => {
    expect(await look(gate, more)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });
});
