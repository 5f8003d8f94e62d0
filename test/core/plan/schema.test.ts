import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planSchema } from '../../../scripts/generate-schema.ts';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { ProblemCode } from '../../../src/core/plan/problem.ts';
import { GATE_MISTAKES } from './broken/gates.ts';
import { JUDGE_MISTAKES } from './broken/judge.ts';
import { METRIC_MISTAKES } from './broken/metrics.ts';
import { NOTIFICATION_MISTAKES } from './broken/notifications.ts';
import { PHASE_MISTAKES } from './broken/phases.ts';
import { SENTENCE_MISTAKES } from './broken/sentences.ts';
import { SHAPE_MISTAKES } from './broken/shape.ts';
import { TARGET_MISTAKES } from './broken/target.ts';
import { planWith } from './sample.ts';

const SCHEMA = 'schema/rollout.schema.json';
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(planSchema()),
);

describe('the JSON Schema', () => {
  it('is current', () => {
    expect(readFileSync(SCHEMA, 'utf8')).toBe(planSchema());
  });

  it('describes every key, for editors to show', () => {
    expect(keysWithoutDescription(JSON.parse(planSchema()), '')).toEqual([]);
  });

  it('accepts the sample', () => {
    expect(validate(parse(planWith()))).toBe(true);
  });
});

describe.each(readdirSync('examples'))('examples/%s', (name) => {
  const text = readFileSync(`examples/${name}`, 'utf8');

  it('names the schema for editors', () => {
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=../${SCHEMA}`);
  });

  it('is accepted by the schema', () => {
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });

  it('is a plan without a problem', () => {
    expect(parsePlan(text, name).problems).toEqual([]);
  });
});

/** What a schema can know: mistakes of shape. */
const SHAPE: ReadonlySet<ProblemCode> = new Set([
  'unknown-key',
  'missing-key',
  'one-of',
  'wrong-value',
]);

/** Mistakes of shape that JSON Schema has no words for. */
const BEYOND_SCHEMA: ReadonlySet<string> = new Set([
  'an attestation from a repository and an owner',
  'people who tick a file',
  'control characters in a command',
  'an interval of nothing',
  'a bake of many years',
  'two ways to log in',
  'a proportion that does not say of what',
  'a freeze without windows',
  'an approval that no environment can be called',
  'an environment that fits into no ref',
  'thresholds the wrong way round',
  'a judge of nothing',
  'a judgement every minute',
  'a judge of muted metrics alone',
  'an allowed increase that is a decrease',
  'an allowed decrease that is an increase',
]);

const MISTAKES = [
  ...SHAPE_MISTAKES,
  ...TARGET_MISTAKES,
  ...METRIC_MISTAKES,
  ...SENTENCE_MISTAKES,
  ...GATE_MISTAKES,
  ...JUDGE_MISTAKES,
  ...PHASE_MISTAKES,
  ...NOTIFICATION_MISTAKES,
].filter(({ code, mistake }) => SHAPE.has(code) && !BEYOND_SCHEMA.has(mistake));

describe('the JSON Schema rejects', () => {
  it.each(MISTAKES)('$mistake', ({ plan }) => {
    expect(validate(parse(plan.replace('▶', '')))).toBe(false);
  });
});

function keysWithoutDescription(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const {
    properties = {},
    items,
    additionalProperties,
    oneOf = [],
  } = schema as {
    properties?: Record<string, { description?: string }>;
    items?: unknown;
    additionalProperties?: unknown;
    oneOf?: unknown[];
  };
  const own = Object.entries(properties).filter(([, { description }]) => description === undefined);
  return [
    ...own.map(([key]) => `${path}/${key}`),
    ...Object.entries(properties).flatMap(([key, inner]) =>
      keysWithoutDescription(inner, `${path}/${key}`),
    ),
    ...[items, additionalProperties, ...oneOf].flatMap((inner) =>
      keysWithoutDescription(inner, `${path}/*`),
    ),
  ];
}
