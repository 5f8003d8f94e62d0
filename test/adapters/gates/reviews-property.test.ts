import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookAtReviews } from '../../../src/adapters/gates/reviews/gate.ts';
import type { Review } from '../../../src/ports/reviews.ts';
import { createForge } from './forge.ts';

const HEAD = 'a'.repeat(40);
const PEOPLE = ['ada', 'dee', 'grace', 'ken', 'linus', 'rob'] as const;
const some = fc.subarray([...PEOPLE]);

const review = fc.record({
  by: fc.constantFrom(...PEOPLE),
  verdict: fc.constantFrom<Review['verdict']>('approved', 'changes-requested', 'dismissed'),
  commit: fc.constantFrom(HEAD, 'b'.repeat(40), undefined),
  at: fc.constant(0),
});

/** As the port answers: one word of each person. */
const reviews = fc.uniqueArray(review, { selector: ({ by }) => by });

it('opens for exactly those whose word counts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        all: reviews,
        writers: some,
        authors: some,
        from: some,
        count: fc.integer({ min: 1, max: 3 }),
        acceptOlder: fc.boolean(),
      }),
      async ({ all, writers, authors, from, count, acceptOlder }) => {
        const mayJudge = ({ by }: Review) =>
          writers.some((one) => one === by) &&
          authors.every((one) => one !== by) &&
          (from.length === 0 || from.some((one) => one === by));
        const standing = all.filter(mayJudge);
        const approvals = standing.filter(
          ({ verdict, commit }) => verdict === 'approved' && (acceptOlder || commit === HEAD),
        );
        const isVetoed = standing.some(({ verdict }) => verdict === 'changes-requested');

        const forge = createForge({
          pulls: [{ number: 7, headSha: HEAD, isMerged: true }],
          reviews: { 7: all },
          writers,
          authors,
        });
        const gate = {
          ...({ kind: 'reviews', name: 'reviews', timeout: 1_000, count, acceptOlder } as const),
          from: from.map((login) => ({ kind: 'person', login }) as const),
          position: { line: 1, column: 1 },
        };
        const look = await lookAtReviews(gate, { ...forge, sha: HEAD });
        const isEnough = approvals.length >= count && !isVetoed;
        expect(look.outcome).toBe(isEnough ? 'open' : 'shut');
      },
    ),
    { numRuns: 300 },
  );
});
