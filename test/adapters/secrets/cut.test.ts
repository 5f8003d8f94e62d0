import { describe, expect, it } from 'vitest';
import { SECRET, SPEAKERS } from './speakers.ts';

/** Lengths of what comes before a secret that is cut, whatever else stands before both. */
function lengthsAround(limit: number): readonly number[] {
  const step = 15;
  const first = Math.max(5, limit - 120);
  return Array.from(
    { length: Math.ceil((limit - first) / step) + 2 },
    (_, at) => first + at * step,
  );
}

describe('a secret at the place where a text is cut', () => {
  it.each(SPEAKERS)('does not begin in what is told of %s', async (_, speak, limit) => {
    for (const length of lengthsAround(limit)) {
      const told = JSON.stringify(await speak(`${'.'.repeat(length)}${SECRET} is wrong`));
      expect(told, told).toContain('....');
      for (const piece of piecesOf(SECRET)) expect(told.includes(piece), told).toBe(false);
    }
  });
});

function piecesOf(secret: string): readonly string[] {
  const line = JSON.stringify(secret.replaceAll(/\s+/g, ' ')).slice(1, -1);
  return [secret, line].flatMap((text) =>
    Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4)),
  );
}
