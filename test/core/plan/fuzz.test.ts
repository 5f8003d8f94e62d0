import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planSchema } from '../../../scripts/generate-schema.ts';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import { formatProblem } from '../../../src/core/plan/problem.ts';
import { planWith } from './sample.ts';

const PLANS = [
  planWith(),
  ...readdirSync('examples').map((name) => readFileSync(`examples/${name}`, 'utf8')),
];

/** What is wrong with the answer to a text, whatever the text. */
function faultsOfAnswer(text: string): readonly string[] {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  const isRefused = problems.some(({ severity }) => severity === 'error');
  const lines = text.split('\n').length;
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const misplaced = problems.filter(
    ({ line, column }) => line < 1 || line > lines || column < 1 || !Number.isInteger(column),
  );
  const garbled = problems.filter(
    ({ found, expected }) => found === '' || expected === '' || /\p{Cc}/u.test(found + expected),
  );
  return [
    ...((plan === undefined) === isRefused ? [] : ['a plan with errors, or neither']),
    ...(sorted.every((problem, index) => problem === problems[index]) ? [] : ['out of order']),
    ...[...misplaced, ...garbled].map((problem) => formatProblem('rollout.yml', problem)),
  ];
}

const SIGNS = ['\n', '\t', '  ', ': ', '- ', '? ', '{', '}', '[', ']', ',', '"', "'", '#', '%'];
const MARKS = ['&a ', '*a', '!!set ', '!x ', '|\n', '>-\n', '---\n', '...\n', '%YAML 1.1\n'];
const WORDS = ['<<: ', '__proto__: ', '5%', '1h', 'null', '~', '-1', '.nan', '0x1F', 'version: 1'];
const LETTERS = ['\u0000', '\uD800', '\r', '\uFEFF', '💥'];

const snippet = fc.oneof(
  fc.constantFrom(...SIGNS, ...MARKS, ...WORDS, ...LETTERS),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(snippet, { maxLength: 40 }).map((snippets) => snippets.join('')),
);

/** A plan of which a few places were cut out and written over. */
const damagedPlan = fc
  .tuple(
    fc.constantFrom(...PLANS),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), snippet), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([plan, cuts]) =>
    cuts.reduce((text, [place, length, written]) => {
      const start = Math.floor(place * text.length);
      return text.slice(0, start) + written + text.slice(start + length);
    }, plan),
  );

describe('parsePlan has an answer to', () => {
  it.each([
    ['any text', anyText, 500],
    ['any damaged plan', damagedPlan, 250],
  ])('%s', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(faultsOfAnswer(text)).toEqual([]);
      }),
      { numRuns },
    );
  });

  // Each of these takes a YAML parser its stack, its memory or its time if nobody minds it.
  const HOSTILE = [
    '[',
    '{',
    '- ',
    '? ',
    'a: ',
    '!a ',
    '&a ',
    '*a ',
    ']',
    '"',
    "'",
    '%a\n',
    '---\n',
  ];
  it.each([...HOSTILE, '#\n', '\t', 'a\n', 'a: |\n', '"\\x'])('nothing but %j', (part) => {
    expect(faultsOfAnswer(part.repeat(250_000 / part.length))).toEqual([]);
  });
});

const validate = new Ajv2020({ strict: false }).compile(JSON.parse(planSchema()));

/** Puts a value in the place of one of the plan's, chosen by number. */
function replaceOne(plan: unknown, which: number, value: unknown): unknown {
  let left = which;
  const walk = (node: unknown): unknown => {
    left -= 1;
    if (left === -1) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(plan);
}

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('5%', '100%', '2h', '1.5h', 'load < 1', '$VAR', 'http://x', '', 0, 1, 0.5, null),
);

const changedPlan = fc
  .tuple(fc.constantFrom(...PLANS), fc.nat(120), anyValue)
  .map(([plan, which, value]) => replaceOne(parse(plan), which, value));

describe('the schema', () => {
  it('accepts whatever the reader accepts', () => {
    fc.assert(
      fc.property(changedPlan, (plan) => {
        const isRead = parsePlan(JSON.stringify(plan), 'rollout.yml').plan !== undefined;
        expect({ isRead, isValid: validate(plan) }).not.toEqual({ isRead: true, isValid: false });
      }),
      { numRuns: 250 },
    );
  });
});
