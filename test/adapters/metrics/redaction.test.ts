import { expect, test } from 'vitest';
import { createRedactor, tidy } from '../../../src/adapters/metrics/redaction.ts';

test.each([
  ['token hunter2 was refused', 'token *** was refused'],
  ['hunter2hunter2', '***'],
  ['a%20b%2Fc in an address', '*** in an address'],
  ['p@ss of p@ssword', '*** of ***'],
  ['Bearer line', 'Bearer line'],
])('%s', (text, shown) => {
  const redact = createRedactor([
    'hunter2',
    'hunter2hunter2',
    'a b/c',
    'p@ss',
    'p@ssword',
    '',
    'in',
  ]);
  expect(redact(text)).toBe(shown);
});

test('a secret with a line break at its end is found without it, too', () => {
  expect(createRedactor(['hunter2\n'])('hunter2')).toBe('***');
});

test('details are one printable line of limited length', () => {
  expect(tidy('\u001b[31mred\u001b[0m\r\n  and\tmore\u0007 ')).toBe('red and more');
  expect(tidy('x'.repeat(10_000))).toHaveLength(600);
});
