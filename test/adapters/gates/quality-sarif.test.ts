import { describe, expect, it } from 'vitest';
import { readSarif } from '../../../src/adapters/gates/quality/sarif.ts';

const rule = (id: string, level?: string, score?: string) => ({
  id,
  ...(level !== undefined && { defaultConfiguration: { level } }),
  ...(score !== undefined && { properties: { 'security-severity': score } }),
});

const DRIVER = { name: 'scan', rules: [rule('style', 'note'), rule('CA1000', 'error', '9.1')] };
const PACKS = [
  { name: 'metrics', guid: '1', rules: [rule('size', 'note')] },
  { name: 'queries', guid: '2', rules: [rule('js/eval', 'note'), rule('js/sql', 'error', '8.8')] },
];

function read(result: object, run: object = {}): Readonly<Record<string, unknown>> | string {
  const numbers = readSarif(
    JSON.stringify({
      version: '2.1.0',
      runs: [{ tool: { driver: DRIVER, extensions: PACKS }, results: [result], ...run }],
    }),
  );
  return typeof numbers === 'string' ? numbers : Object.fromEntries(numbers);
}

const CRITICAL = { error: 1, warning: 0, critical: 1, total: 1 };
const HIGH = { error: 1, warning: 0, high: 1, total: 1 };

describe('the rule of a result', () => {
  it.each([
    ['by its id', { ruleId: 'CA1000' }, CRITICAL],
    ['by the id of its reference', { rule: { id: 'CA1000' } }, CRITICAL],
    ['by a place in the driver', { ruleIndex: 1 }, CRITICAL],
    ['by a place in its reference', { rule: { index: 1 } }, CRITICAL],
    ['by a longer id', { ruleId: 'CA1000/1' }, CRITICAL],
    ['by a much longer id', { ruleId: 'CA1000/1/md5' }, CRITICAL],
    ['by a place that is none, and an id', { ruleId: 'CA1000', ruleIndex: -1 }, CRITICAL],
    ['by its id when the place is that of another', { ruleId: 'CA1000', ruleIndex: 0 }, CRITICAL],
    ['in a pack, by its id', { ruleId: 'js/sql' }, HIGH],
    ['in a pack, by a longer id', { ruleId: 'js/sql/get' }, HIGH],
    ['in a pack, by places', { rule: { index: 1, toolComponent: { index: 1 } } }, HIGH],
    ['in a pack, by its name', { rule: { index: 1, toolComponent: { name: 'queries' } } }, HIGH],
    ['in a pack, by its guid', { rule: { index: 1, toolComponent: { guid: '2' } } }, HIGH],
    [
      'in a pack, with its place outside',
      { ruleIndex: 1, rule: { toolComponent: { index: 1 } } },
      HIGH,
    ],
    ['in the driver, by an empty name', { rule: { index: 1, toolComponent: {} } }, CRITICAL],
  ])('is found %s', (_, result, counts) => {
    expect(read(result)).toMatchObject(counts);
  });

  it.each([
    ['an id nobody describes', { ruleId: 'js/none' }, /rule js\/none .*have the tool write/],
    ['a piece of an id', { ruleId: 'CA1000x' }, /rule CA1000x/],
    ['a place outside', { ruleIndex: 7 }, /a rule without an id/],
    ['a pack that is not there', { rule: { index: 0, toolComponent: { index: 5 } } }, /a rule/],
    ['a pack nobody knows', { ruleIndex: 0, rule: { toolComponent: { name: 'x' } } }, /a rule/],
    ['nothing', {}, /a rule without an id/],
  ])('is not found by %s: without a level such a log is none', (_, result, found) => {
    expect(read(result)).toMatch(found);
  });

  it('is not found when rules of one id disagree', () => {
    const tool = { driver: { rules: [rule('a', 'note'), rule('a', 'error'), rule('a', 'note')] } };
    expect(read({ ruleId: 'a' }, { tool })).toMatch(/rule a /);
    expect(read({ ruleId: 'a', ruleIndex: 1 }, { tool })).toMatchObject({ error: 1 });
  });

  it('leaves the severity open when it is not found', () => {
    const reason = 'the log does not describe rule js/none';
    expect(read({ ruleId: 'js/none', level: 'note' })).toMatchObject({
      note: 1,
      total: 1,
      critical: reason,
      low: reason,
    });
  });
});

describe('the level of a result', () => {
  const tool = { driver: { rules: [rule('plain')] } };
  it.each([
    ['its own', { ruleId: 'CA1000', level: 'note' }, {}, { note: 1, error: 0 }],
    ['that of its rule', { ruleId: 'style' }, {}, { note: 1 }],
    ['a warning where the rule says nothing', { ruleId: 'plain' }, { tool }, { warning: 1 }],
    ['a warning for a failure', { ruleId: 'plain', kind: 'fail' }, { tool }, { warning: 1 }],
    ['none for a pass', { ruleId: 'plain', kind: 'pass' }, { tool }, { none: 1, warning: 0 }],
  ])('is %s', (_, result, run, counts) => {
    expect(read(result, run)).toMatchObject(counts);
  });
});

describe('a log that is none', () => {
  const override = [{ descriptor: { id: 'style' }, configuration: { level: 'error' } }];
  it.each([
    ['an unknown level', { ruleId: 'style', level: 'Error' }, {}, /runs.0.results.0.level/],
    ['an unknown kind', { ruleId: 'style', kind: 'FAIL' }, {}, /runs.0.results.0.kind/],
    [
      'a score that is empty',
      { ruleId: 'a' },
      { tool: { driver: { rules: [rule('a', 'error', '')] } } },
      /security-severity/,
    ],
    [
      'a scan that failed',
      { ruleId: 'style' },
      { invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] },
      /did not finish/,
    ],
    [
      'results in other files',
      { ruleId: 'style' },
      { externalPropertyFileReferences: { results: [{ location: {} }] } },
      /other files/,
    ],
    [
      'levels that were set when it ran',
      { ruleId: 'style' },
      { invocations: [{ executionSuccessful: true, ruleConfigurationOverrides: override }] },
      /overrides/,
    ],
  ])('has %s', (_, result, run, found) => {
    expect(read(result, run)).toMatch(found);
  });

  it('has a key twice', () => {
    expect(readSarif('{"runs":[{"tool":{"driver":{}},"results":[{}],"results":[]}]}')).toMatch(
      /has the key results twice/,
    );
  });

  it('is whole when its invocation succeeded', () => {
    const invocations = [{ executionSuccessful: true }, {}];
    expect(read({ ruleId: 'style' }, { invocations })).toMatchObject({ note: 1 });
  });
});
