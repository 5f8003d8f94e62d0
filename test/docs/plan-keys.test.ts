import { describe, expect, it } from 'vitest';
import { read } from './document.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

interface Key {
  readonly name: string;
  readonly otherwise: string | undefined;
}

/** Every key of a plan with its default, wherever in the schema it stands. */
function keysOf(schema: unknown): readonly Key[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as Schema;
  const own = Object.entries(properties).flatMap(([name, value]) => {
    const otherwise = value.default === undefined ? undefined : JSON.stringify(value.default);
    return [{ name, otherwise: otherwise?.replaceAll('"', '') }, ...keysOf(value)];
  });
  return [...own, ...Object.values(rest).flatMap(keysOf)];
}

const page = read('docs/plan.md');
const keys = keysOf(JSON.parse(read('schema/rollout.schema.json')));

describe('docs/plan.md', () => {
  it('names every key of a plan', () => {
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter(({ name }) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('says what is taken when a key is left out', () => {
    const lines = page.split('\n');
    const untold = keys.filter(({ name, otherwise }) => {
      if (otherwise === undefined) return false;
      return !lines.some(
        (line) => line.includes(`\`${name}\``) && line.includes(`\`${otherwise}\``),
      );
    });
    expect(untold).toEqual([]);
  });
});
