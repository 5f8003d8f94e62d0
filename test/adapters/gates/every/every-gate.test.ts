import { describe, expect, it } from 'vitest';
import type { GateOutcome } from '../../../../src/core/finding.ts';
import { GATE_KINDS } from '../../../../src/core/plan/gate.ts';
import { parsePlan } from '../../../../src/core/plan/parse.ts';
import { planFor, play } from './scene.ts';
import type { Scene } from './scene.ts';
import { TABLE } from './table.ts';

/** Printable, and short enough for a table's cell. */
const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u;

function looksLike(outcome: GateOutcome, { found, wanted = LINE }: Scene) {
  return {
    outcome,
    found: expect.stringMatching(found),
    wanted: expect.stringMatching(wanted),
    remedy: expect.stringMatching(outcome === 'open' ? /^$/ : LINE),
  };
}

it('has rows for every kind of gate', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(GATE_KINDS.toSorted());
});

describe.each(GATE_KINDS)('the gate %s', (kind) => {
  const rows = TABLE[kind];
  const named = (scenes: readonly Scene[]) => scenes.map((scene) => [scene.what, scene] as const);

  it.each(named(rows.pass))('is open: %s', async (_, scene) => {
    expect(await play(scene)).toMatchObject({ kind, ...looksLike('open', scene) });
  });

  it.each(named(rows.fail))('is shut: %s', async (_, scene) => {
    expect(await play(scene)).toMatchObject({ kind, ...looksLike('shut', scene) });
  });

  it.each(named(rows.away))('is broken while what it asks is away: %s', async (_, scene) => {
    expect(await play(scene)).toMatchObject({ kind, ...looksLike('broken', scene) });
  });

  it.each(named(rows.late))('is broken when that takes too long: %s', async (_, scene) => {
    expect(await play(scene, 60)).toMatchObject({ kind, ...looksLike('broken', scene) });
  });

  it.each(rows.misconfigured)('is refused by the plan: $gate', ({ gate, code }) => {
    const { plan, problems } = parsePlan(planFor(gate), 'rollout.yml');
    expect(plan).toBeUndefined();
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors).toContainEqual(
      expect.objectContaining({
        code,
        found: expect.stringMatching(LINE),
        expected: expect.stringMatching(LINE),
      }),
    );
  });
});
