import { expect, test } from 'vitest';
import { createRedactor } from '../../../src/adapters/secrets/redaction.ts';

const SECRETS = [
  'hunter2',
  'hunter2hunter2',
  'a b/c',
  'p@ss',
  'p@ssword',
  'two  blanks\tand a tab',
  'say "friend"\\',
  '-----BEGIN KEY-----\nMIIEvQIBADAN\n{\n-----END KEY-----\n',
  '',
  'in',
];

test.each([
  ['token hunter2 was refused', 'token *** was refused'],
  ['hunter2hunter2', '***'],
  ['a%20b%2Fc in an address', '*** in an address'],
  ['a+b%2Fc in a query', '*** in a query'],
  ['p@ss of p@ssword', '*** of ***'],
  ['Bearer line', 'Bearer line'],
  ['said two  blanks\tand a tab', 'said ***'],
  ['said two blanks and a tab on one line', 'said *** on one line'],
  [String.raw`{"error": "no say \"friend\"\\"}`, '{"error": "no ***"}'],
  ['the key MIIEvQIBADAN of {several} lines', 'the key *** of {several} lines'],
  ['-----BEGIN KEY----- MIIEvQIBADAN { -----END KEY-----', '***'],
])('%s', (text, shown) => {
  expect(createRedactor(SECRETS)(text)).toBe(shown);
});

test('a secret with a line break at its end is found without it, too', () => {
  expect(createRedactor(['hunter2\n'])('hunter2')).toBe('***');
});
