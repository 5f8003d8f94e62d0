import { describe, expect, it } from 'vitest';
import { splitMatchers } from '../../../src/adapters/gates/alerts/matchers.ts';

describe('matchers', () => {
  it.each([
    ['severity="page"', ['severity="page"']],
    ['severity=page', ['severity=page']],
    ['{severity="page"}', ['severity="page"']],
    [' severity = "page" , team =~ "a|b" ', ['severity = "page"', 'team =~ "a|b"']],
    ['team="a,b",x!="{}"', ['team="a,b"', 'x!="{}"']],
    ['quote="say \\"no\\", please",x!~"y.*"', ['quote="say \\"no\\", please"', 'x!~"y.*"']],
    ['empty=""', ['empty=""']],
  ])('%s', (text, matchers) => {
    expect(splitMatchers(text)).toEqual(matchers);
  });

  it.each([
    '',
    '  ',
    '{}',
    'page',
    'severity',
    '="page"',
    'a="b" c="d"',
    'a="b',
    'a="b",',
    'a==b,=',
    ',a="b"',
    '1a="b"',
  ])('refuses %j', (text) => {
    expect(splitMatchers(text)).toBeUndefined();
  });
});
