import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindQuery } from '../../../../src/core/plan/query/binding.ts';
import { quoteOf, quoteRegex, readLiteral } from '../../../../src/core/plan/query/literal.ts';

const variables = { version: 'v2', arm: 'canary', window: 60_000 } as const;

describe('binding a query', () => {
  test.each([
    ['up', 'up'],
    ['sum(increase(x{v="$version"}[$window]))', 'sum(increase(x{v="v2"}[60s]))'],
    ['x{v = \'$version\', w!="$arm"}', 'x{v = \'v2\', w!="canary"}'],
    ['x{v=`${version}`}[${window}]', 'x{v=`v2`}[60s]'],
    ['x{v="app-$version-blue"} offset $window', 'x{v="app-v2-blue"} offset 60s'],
    ['x{v=~"(a|$version)$"} # $foo', 'x{v=~"(a|v2)$"} # $foo'],
    ['label_replace(x, "a", "$1-${name}", "b", "(?P<name>.*)")', undefined],
    ['x == $window', 'x == 60s'],
  ])('%s', (query, expected) => {
    expect(bindQuery(query, variables)).toEqual({ outcome: 'bound', text: expected ?? query });
  });

  test.each([
    [90_500, '90500ms'],
    [1_000, '1s'],
  ])('a window of %d ms', (window, written) => {
    expect(bindQuery('x[$window]', { ...variables, window })).toMatchObject({
      text: `x[${written}]`,
    });
  });

  test.each([
    ['x{v=$version}', 'inside quotes'],
    ['$version', 'inside quotes'],
    ['http_$version_total', 'unknown variable'],
    ['x{v="$window"}', 'is a duration'],
    ['x{v="$versoin"}', 'did you mean `$version`?'],
    ['x{v="$HOST"}', '`$version`, `$arm` and `$window`'],
    ['label_replace(x, "a", "$version", "b", "c")', 'inside quotes'],
    ['x{"$version"="a"}', 'inside quotes'],
    ['x == "$version"', 'inside quotes'],
    [String.raw`x{v=~"\\$version"}`, 'leave it out'],
    ['x{v="$version}', 'inside quotes'],
  ])('%s is refused', (query, why) => {
    expect(bindQuery(query, variables)).toMatchObject({
      outcome: 'refused',
      problem: expect.stringContaining(why),
    });
  });

  test.each([
    ['x{v=~"$version"}', String.raw`x{v=~"v\\.2\\+\""}`],
    ["x{v!~'$version'}", String.raw`x{v!~'v\\.2\\+"'}`],
    ['x{v=~`$version`}', String.raw`x{v=~` + '`v\\.2\\+"`}'],
    ['x{v="$version"}', String.raw`x{v="v.2+\""}`],
  ])('in %s the value is quoted for the pattern and for the string', (query, text) => {
    const bound = bindQuery(query, { ...variables, version: 'v.2+"' });
    expect(bound).toEqual({ outcome: 'bound', text });
  });

  test('an empty version would match every series without the label', () => {
    expect(bindQuery('x{v="$version"}', { ...variables, version: '' })).toMatchObject({
      outcome: 'refused',
    });
  });

  test('where nothing is counted `$window` has no meaning', () => {
    expect(bindQuery('x[$window]', { ...variables, window: undefined })).toMatchObject({
      outcome: 'refused',
    });
  });

  test.each(['"', "'", '`'])('no version breaks out of %s quotes', (quote) => {
    fc.assert(
      fc.property(names, (version) => {
        const bound = bindQuery(`x{a=${quote}$version${quote},b=~"$version"}`, {
          ...variables,
          version,
        });
        if (bound.outcome === 'refused') return version.includes('`');
        const [first = '', second = ''] = [...bound.text.matchAll(STRINGS)].map(([text]) => text);
        expect(bound.text.replaceAll(STRINGS, 'S')).toBe('x{a=S,b=~S}');
        expect(read(first)).toBe(version);
        expect(read(second)).toBe(quoteRegex(version));
        expect(new RegExp(`^(?:${read(second)})$`, 's').test(version)).toBe(true);
        return true;
      }),
    );
  });
});

const signs = '\\"\'`.+*?()|[]{}^$\n\r\t\0 -v1='.split('');
const names = fc
  .array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary' })), { minLength: 1 })
  .map((parts) => parts.join(''))
  .filter((name) => name !== '');
const STRINGS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;

function read(literal: string): string {
  return readLiteral(literal.slice(1, -1), quoteOf(literal)) ?? 'unreadable';
}
