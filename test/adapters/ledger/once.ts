import { expect } from 'vitest';
import { rolloutStarted } from '../../core/rollout/journal-sample.ts';
import type { LedgerWorld } from './contract.ts';
import type { Attempts } from './writers.ts';

/** The rollout that all write to. */
export const BEGINNING = { expected: undefined, events: [rolloutStarted()] };

/** Nothing lost, nothing twice, one commit an append, and every commit an append to the one before it. */
export async function expectEachOnce(
  { open, log, archive }: LedgerWorld,
  { landed, doubtful }: Attempts,
): Promise<void> {
  const told = await archive().tell('4711.1');
  const events = (told.outcome === 'read' ? told.value?.events : undefined) ?? [];
  const written = events.flatMap((event) => (event.type === 'rollback-failed' ? event.detail : []));
  expect(new Set(written).size).toBe(written.length);
  expect(landed.filter((detail) => !written.includes(detail))).toEqual([]);
  const known = new Set([...landed, ...doubtful]);
  expect(written.filter((detail) => !known.has(detail))).toEqual([]);
  expect(await log()).toHaveLength(1 + written.length);
  expect(await archive().inspect()).toMatchObject({
    value: { commits: 1 + written.length, irregularities: [] },
  });
  expect((await open().read()).outcome).toBe('read');
}
