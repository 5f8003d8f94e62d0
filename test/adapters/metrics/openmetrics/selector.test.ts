import { describe, expect, test } from 'vitest';
import type { Series } from '../../../../src/adapters/metrics/openmetrics/page.ts';
import { parseSelector, select } from '../../../../src/adapters/metrics/openmetrics/selector.ts';

const SERIES = [
  { code: '200', method: 'GET' },
  { code: '503', method: 'GET' },
  { code: '500', method: 'POST', path: '/a/b' },
  {},
].map((labels) => ({ name: 'requests_total', labels: new Map(Object.entries(labels)), value: 1 }));
const OTHER = { name: 'requests', labels: new Map<string, string>(), value: 1 };

function choose(text: string, all: readonly Series[] = [...SERIES, OTHER]): unknown {
  const parsed = parseSelector(text);
  if (parsed.outcome === 'refused') return parsed.problem;
  const selection = select(all, parsed.selector);
  return selection.outcome === 'selected'
    ? selection.series.map((one) => all.indexOf(one))
    : selection.problem;
}

describe('a selector', () => {
  test.each([
    ['requests_total', [0, 1, 2, 3]],
    ['requests_total{}', [0, 1, 2, 3]],
    [' requests_total { code = "200" , } ', [0]],
    ['requests_total{code!="200"}', [1, 2, 3]],
    ['requests_total{code=~"5.."}', [1, 2]],
    ['requests_total{code=~"5"}', []],
    ['requests_total{code!~"5.."}', [0, 3]],
    ['requests_total{code=~"200|500",method=~"(?i)post"}', [2]],
    ['requests_total{code=~"20|00|500"}', [2]],
    ['requests_total{code=~""}', [3]],
    ['requests_total{path=""}', [0, 1, 3]],
    ['requests_total{path=~".+"}', [2]],
    ["requests_total{path='/a/b'}", [2]],
    ['requests_total{path=~`/a\\/.`}', [2]],
    ['requests_total{path=~"\\\\/a\\\\/b"}', [2]],
    ['requests_total{constructor=""}', [0, 1, 2, 3]],
    ['nothing_total', []],
  ])('%s', (text, expected) => {
    expect(choose(text)).toEqual(expected);
  });

  test.each([
    ['sum(requests_total)', 'functions are for Prometheus'],
    ['requests_total[5m]', 'functions are for Prometheus'],
    ['', 'a name'],
    ['{code="200"}', 'a name'],
    ['requests_total{code}', '"code" is no matcher'],
    ['requests_total{code="200" method="GET"}', 'is no matcher'],
    ['requests_total{code=200}', 'is no matcher'],
    ['requests_total{code=="200"}', 'is no matcher'],
    ['requests_total{,}', 'is no matcher'],
    ['requests_total{code=~"["}', 'no regular expression'],
    ['requests_total{code="\\q"}', 'unknown escape'],
    ['requests_total{code=~"(a+)+"}', 'repeats a group'],
    ['requests_total{code=~"(a|b){2,}"}', 'repeats a group'],
    ['requests_total{code=~"(?=a).*"}', 'looks around'],
    ['requests_total{code=~"(?<!a)b"}', 'looks around'],
    ['requests_total{code=~"(a)\\\\1"}', 'refers back'],
    ['requests_total{code=~".*a.*b.*c.*"}', 'take too long'],
    [`requests_total{code=~"${'a?'.repeat(30)}${'a'.repeat(30)}"}`, 'take too long'],
    [`requests_total{code=~"${'(a|a)'.repeat(30)}"}`, 'take too long'],
    ['requests_total{code=~"a{0,100}a{0,100}a{0,100}a{0,100}"}', 'take too long'],
    [`requests_total{code=~"${'a'.repeat(201)}"}`, 'longer than 200'],
  ])('%s is refused', (text, why) => {
    expect(choose(text)).toEqual(expect.stringContaining(why));
  });

  test.each([
    ['[[:alpha:]]+', 'not understood'],
    ['\\\\Qa\\\\E', 'not understood'],
    ['(?P<x>a)', 'not understood'],
  ])('what Prometheus knows and we do not, %s, is refused rather than misread', (pattern, why) => {
    expect(choose(`requests_total{code=~"${pattern}"}`)).toEqual(expect.stringContaining(why));
  });

  test('a long value is refused for a pattern, and fine for equality', () => {
    const path = 'x'.repeat(201);
    const all = [{ name: 'a', labels: new Map([['path', path]]), value: 1 }];
    expect(choose('a{path=~"x.*"}', all)).toEqual(expect.stringContaining('match it with ='));
    expect(choose(`a{path="${path}"}`, all)).toEqual([0]);
  });

  test('many alternatives are no trouble', () => {
    const codes = Array.from({ length: 45 }, (_, index) => 200 + index);
    expect(choose(`requests_total{code=~"${codes.join('|')}"}`)).toEqual([0]);
  });

  test.each([
    'a*a*a*b',
    'a*a*a?a?a?a?(a|a)(a|a)(a|a)b',
    `${'(a|a)'.repeat(15)}a*b`,
    `${'a?'.repeat(23)}b`,
  ])('what is let through, such as %s, ends soon on the longest value', (pattern) => {
    const all = [{ name: 'a', labels: new Map([['path', 'a'.repeat(200)]]), value: 1 }];
    const began = performance.now();
    choose(`a{path=~"${pattern}"}`, all);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
