import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from '../../../src/adapters/secrets/quotation.ts';
import { createRedactor, HIDE_NOTHING } from '../../../src/adapters/secrets/redaction.ts';

test('a quotation is one printable line of limited length', () => {
  expect(quote('\u001b[31mred\u001b[0m\r\n  and\tmore\u0007 ', HIDE_NOTHING)).toBe('red and more');
  expect(quote('x'.repeat(10_000), HIDE_NOTHING)).toHaveLength(600);
  expect(quote('it  said\nhunter2 twice', createRedactor(['hunter2']), 12)).toBe('it said ***…');
});

test('of a secret nothing is left, wherever the text is cut and whatever blanks the secret holds', () => {
  const before = fc.string({ unit: fc.constantFrom('x', ' ', '\t', '\n'), maxLength: 60 });
  const secret = fc.array(fc.constantFrom('Q', 'Z', '  ', '\t', '"', '%'), {
    minLength: 4,
    maxLength: 30,
  });
  fc.assert(
    fc.property(before, secret, fc.integer({ min: 1, max: 90 }), (text, parts, longest) => {
      const hidden = `QZQZ${parts.join('')}`;
      const said = quote(`${text}${hidden}xx`, createRedactor([hidden]), longest);
      expect(said).not.toMatch(/[QZ"%]/);
      expect(said.length).toBeLessThanOrEqual(longest);
    }),
  );
});
