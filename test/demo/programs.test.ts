import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findMissing } from '../../demo/programs.ts';

test('the demo knows which programs are missing', () => {
  const path = `/nowhere:${dirname(process.execPath)}`;
  expect(findMissing(['node', 'no-such-program'], path)).toEqual(['no-such-program']);
  expect(findMissing(['node'], '/nowhere')).toEqual(['node']);
});
