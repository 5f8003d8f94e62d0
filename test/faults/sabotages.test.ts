import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { SABOTAGES } from './sabotages.ts';

const ROOT = resolve(import.meta.dirname, '../..');

it.each(SABOTAGES)('$file can still be made to do wrong: $name', ({ file, right }) => {
  expect(readFileSync(join(ROOT, file), 'utf8').split(right)).toHaveLength(2);
});
