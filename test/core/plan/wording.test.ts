import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../src/core/plan/problem.ts';
import {
  describe as tell,
  describeKind,
  list,
  nameOf,
  quote,
} from '../../../src/core/plan/wording.ts';

describe('quote', () => {
  it.each([
    ['plain', '`plain`'],
    ['with `backticks`', "`with 'backticks'`"],
    ['two\nlines\t\u001B[31mred\u0000', '`two lines [31mred`'],
    ['::error::\r\n::stop', '`::error:: ::stop`'],
    ['http://user:secret@host/x', '`http://…@host/x`'],
    ['turned \u202Eround', '`turned round`'],
    ['x'.repeat(100), `\`${'x'.repeat(59)}…\``],
  ])('%j', (text, expected) => {
    expect(quote(text)).toBe(expected);
  });
});

describe('values in messages', () => {
  it.each([
    [null, 'empty'],
    [5, 'the number 5'],
    [true, 'the yes-or-no value `true`'],
    ['', 'the empty text'],
    ['abc', 'the text `abc`'],
    [[], 'an empty list'],
    [[1, 2], 'a list of 2'],
    [{}, 'an empty mapping'],
    [{ a: 1 }, 'a mapping'],
  ])('%j', (value, expected) => {
    expect(tell(value)).toBe(expected);
  });

  it('are told without themselves where they may be secret', () => {
    expect([describeKind('hunter2'), describeKind(42), describeKind(null)]).toEqual([
      'a text',
      'a number',
      'empty',
    ]);
  });
});

describe('names in messages', () => {
  it('follow the path', () => {
    expect([
      nameOf([]),
      nameOf(['phases']),
      nameOf(['phases', 1]),
      nameOf(['phases', 1, 'bake']),
    ]).toEqual(['the plan', '`phases`', 'item 2 of `phases`', '`bake`']);
  });

  it('stand in rows', () => {
    expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'], 'or')]).toEqual([
      'none',
      '`a`',
      '`a` and `b`',
      '`a`, `b` or `c`',
    ]);
  });
});

describe('a problem', () => {
  it('is told on one line, as compilers do', () => {
    const place = { line: 12, column: 5, severity: 'error', code: 'wrong-value' } as const;
    expect(formatProblem('rollout.yml', { ...place, found: 'this', expected: 'that' })).toBe(
      'rollout.yml:12:5: error: this: that',
    );
  });
});
