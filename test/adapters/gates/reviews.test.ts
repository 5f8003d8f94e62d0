import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { ReviewsGate } from '../../../src/core/plan/plan.ts';
import type { Forge } from '../../../src/ports/forge.ts';
import type { Review } from '../../../src/ports/reviews.ts';
import { away, createForge, silent } from './forge.ts';
import type { ForgeContent } from './forge.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
const HEAD = 'a'.repeat(40);
const OLD = 'b'.repeat(40);

function gateOf(change: Partial<ReviewsGate> = {}): ReviewsGate {
  const position = { line: 1, column: 1 };
  const basics = { name: 'reviews', timeout: 5_000, position } as const;
  return { kind: 'reviews', ...basics, count: 1, from: [], acceptOlder: false, ...change };
}

function review(by: string, change: Partial<Review> = {}): Review {
  return { by, verdict: 'approved', commit: HEAD, at: 0, ...change };
}

const ada = { kind: 'person', login: 'Ada' } as const;
const release = { kind: 'team', organization: 'acme', slug: 'release' } as const;
const pull = { number: 7, headSha: HEAD, isMerged: true };

function world(reviews: readonly Review[], more: ForgeContent = {}): Forge {
  return createForge({
    pulls: [pull],
    reviews: { 7: reviews },
    authors: ['linus'],
    writers: ['ada', 'grace', 'linus'],
    ...more,
  });
}

function look(gate: ReviewsGate, forge?: Forge, sha: string | undefined = SHA) {
  return createGateSources({
    environment: {},
    ...(forge && { forge: () => forge }),
    ...(sha !== undefined && { sha }),
  }).evaluate(gate, 0);
}

const two = gateOf({ count: 2 });

describe('reviews', () => {
  it.each([
    ['one approval', gateOf(), world([review('ada')]), '#7 is approved by ada'],
    ['two people', two, world([review('ada'), review('grace')]), 'by ada, grace'],
    [
      'one who is named, whatever the case',
      gateOf({ from: [ada] }),
      world([review('ada'), review('grace')]),
      'approved by ada, grace is not asked',
    ],
    [
      'one of a team',
      gateOf({ from: [release] }),
      world([review('grace')], { teams: { 'acme/release': ['grace'] } }),
      'approved by grace',
    ],
    [
      'one who is named beside a team that cannot be read',
      gateOf({ from: [ada, release] }),
      world([review('grace'), review('ada')]),
      'approved by ada',
    ],
    [
      'an older commit, where that is accepted',
      gateOf({ acceptOlder: true }),
      world([review('ada', { commit: OLD })]),
      'approved by ada',
    ],
    [
      'one of several pull requests of the same content',
      gateOf(),
      world([], { pulls: [pull, { ...pull, number: 8 }], reviews: { 8: [review('ada')] } }),
      '#8 is approved by ada',
    ],
  ])('are enough: %s', async (_, gate, forge, found) => {
    expect(await look(gate, forge)).toMatchObject({
      outcome: 'open',
      found: expect.stringContaining(found),
      remedy: '',
    });
  });

  it.each([
    ['nobody approved', gateOf(), world([]), /#7 is approved by nobody$/],
    ['too few', two, world([review('ada')]), /approved by ada$/],
    ['the author', gateOf(), world([review('Linus')]), /approved by nobody, Linus wrote it/],
    ['a reader', gateOf(), world([review('mallory')]), /mallory has no write access/],
    ['an older commit', gateOf(), world([review('ada', { commit: OLD })]), /an older commit/],
    [
      'a commit that is not known any more',
      gateOf(),
      world([review('ada', { commit: undefined })]),
      /older commit/,
    ],
    ['a dismissed one', gateOf(), world([review('ada', { verdict: 'dismissed' })]), /by nobody$/],
    [
      'one who wants changes, even of an older commit',
      gateOf(),
      world([review('ada'), review('grace', { verdict: 'changes-requested', commit: OLD })]),
      /approved by ada, grace wants changes/,
    ],
    ['somebody else', gateOf({ from: [ada] }), world([review('grace')]), /grace is not asked/],
    [
      'somebody out of the team',
      gateOf({ from: [release] }),
      world([review('grace')], { teams: { 'acme/release': ['ada'] } }),
      /grace is not asked/,
    ],
    ['no pull request', gateOf(), world([], { pulls: [] }), /f00dfacef00d is no pull request's/],
  ])('are not enough: %s', async (_, gate, forge, found) => {
    expect(await look(gate, forge)).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('let nobody veto who may not approve', async () => {
    const changes = review('mallory', { verdict: 'changes-requested' });
    expect(await look(gateOf(), world([review('ada'), changes]))).toMatchObject({
      outcome: 'open',
    });
  });

  it.each([
    ['GitHub is away', gateOf(), away, /502/],
    [
      'the team of the only approver cannot be read',
      gateOf({ from: [release] }),
      world([review('ada')]),
      /403/,
    ],
    [
      'the team of one who wants changes cannot be read',
      gateOf({ from: [ada, release] }),
      world([review('ada'), review('grace', { verdict: 'changes-requested' })]),
      /403/,
    ],
    ['GitHub does not answer', gateOf({ timeout: 50 }), silent, /within 50ms/],
    ['there is no GitHub', gateOf(), undefined, /no repository/],
  ])('cannot be looked at: %s', async (_, gate, forge, found) => {
    expect(await look(gate, forge)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('cannot be looked at without a commit', async () => {
    const sources = createGateSources({ environment: {}, forge: () => world([review('ada')]) });
    expect(await sources.evaluate(gateOf(), 0)).toMatchObject({
      outcome: 'broken',
      found: 'no commit is named',
    });
  });
});
