import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { QualityGate } from '../../../src/core/plan/plan.ts';
import { parseRequirement } from '../../../src/core/plan/sentence/requirement.ts';
import { isMistake } from '../../../src/core/plan/sentence/syntax.ts';
import { writeForTest } from './folder.ts';

function require(...texts: readonly string[]): QualityGate['requirements'] {
  return texts.map((text) => {
    const requirement = parseRequirement(text);
    if (isMistake(requirement)) throw new Error(requirement.expected);
    return requirement;
  });
}

function look(file: string, requirements: readonly string[], format?: QualityGate['format']) {
  return createGateSources({ environment: { REPORTS: 'reports' } }).evaluate(
    {
      kind: 'quality',
      name: 'quality',
      timeout: 5_000,
      position: { line: 1, column: 1 },
      file,
      requirements: require(...requirements),
      ...(format !== undefined && { format }),
    },
    0,
  );
}

const LCOV = `TN:
SF:src/a.ts
FNF:4
FNH:3
BRF:10
BRH:7
LF:100
LH:90
end_of_record
SF:src/b.ts
FNF:0
FNH:0
BRF:0
BRH:0
LF:100
LH:70
end_of_record
`;

const COBERTURA = `<?xml version="1.0"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5" branch-rate="0.25" lines-covered="160" lines-valid="200" version="1"><packages/></coverage>`;

const JUNIT = `<testsuites tests="999"><testsuite name="a" tests="2">
<testcase name="x"/><testcase name="y"><failure message="&lt;no&gt;"/></testcase></testsuite>
<testsuite name="b"><testcase name="z"><skipped/></testcase></testsuite></testsuites>`;

const SARIF = JSON.stringify({
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'scan',
          rules: [
            { id: 'sql', properties: { 'security-severity': '9.8' } },
            { id: 'style', defaultConfiguration: { level: 'note' } },
            { id: 'plain' },
          ],
        },
      },
      results: [
        { ruleId: 'sql', level: 'error' },
        { ruleId: 'sql', level: 'error', suppressions: [{ kind: 'inSource' }] },
        { ruleId: 'sql', level: 'error', suppressions: [{ kind: 'external', status: 'rejected' }] },
        { ruleId: 'sql', level: 'error', baselineState: 'absent' },
        { ruleId: 'style' },
        { ruleId: 'plain' },
      ],
    },
  ],
});

const SUMMARY = '{"total":{"lines":{"pct":81.5}},"suites":[{"failures":0}],"name":"x"}';

describe('a report that is as required', () => {
  it.each([
    ['lcov.info', LCOV, ['lines >= 80%', 'branches >= 70%', 'functions > 70%'], /lines is 80%/],
    ['coverage.xml', COBERTURA, ['lines >= 80%', 'branches >= 25%'], /branches is 25%/],
    [
      'junit.xml',
      JUNIT,
      ['tests >= 3', 'failures <= 1', 'errors == 0', 'skipped == 1'],
      /tests is 3/,
    ],
    [
      'scan.sarif',
      SARIF,
      ['error <= 2', 'critical <= 2', 'note == 1', 'warning == 1', 'total == 4'],
      /./,
    ],
    ['summary.json', SUMMARY, ['total.lines.pct >= 80', 'suites.0.failures == 0'], /pct is 81.5/],
    ['share.json', '{"share":1,"list":[{"share":0}]}', ['share >= 80%'], /share is 100%/],
    ['braces.json', '{"a":"}{\\"a\\":","b":{"a":1},"c":[{"a":2}]}', ['b.a == 1'], /b.a is 1/],
  ])('opens: %s', async (name, text, requirements, found) => {
    const finding = await look(writeForTest(name, text), requirements);
    expect(finding).toMatchObject({ outcome: 'open', found: expect.stringMatching(found) });
  });
});

describe('a report that is not', () => {
  it.each([
    ['lcov.info', LCOV, ['lines >= 80.1%'], /lines is 80%/],
    [
      'coverage.xml',
      COBERTURA,
      ['lines >= 80%', 'branches >= 26%'],
      /lines is 80%, branches is 25%/,
    ],
    ['junit.xml', JUNIT, ['failures == 0'], /failures is 1/],
    ['scan.sarif', SARIF, ['critical == 0'], /critical is 2/],
    ['summary.json', SUMMARY, ['total.lines.pct >= 90'], /pct is 81.5/],
  ])('is shut: %s', async (name, text, requirements, found) => {
    const finding = await look(writeForTest(name, text), requirements);
    expect(finding).toMatchObject({ outcome: 'shut', found: expect.stringMatching(found) });
  });
});

describe('a report that says nothing', () => {
  const ONE = ['lines >= 0%'];
  it.each([
    ['an empty tracefile', 'lcov.info', '', ONE, /no lcov tracefile/],
    [
      'nothing to cover',
      'lcov.info',
      'LF:10\nLH:10\n',
      ['branches >= 0%'],
      /branches has no value: nothing to cover/,
    ],
    ['a rate that is no number', 'c.xml', '<coverage line-rate="NaN"/>', ONE, /lines has no value/],
    ['a rate that is empty', 'c.xml', '<coverage line-rate=""/>', ONE, /lines has no value/],
    ['another root', 'c.xml', '<project/>', ONE, /write `format`/],
    ['half an XML', 'c.xml', '<coverage line-rate="1">', ONE, /no XML/],
    ['no test', 'j.xml', '<testsuites tests="5" failures="0"/>', ['failures == 0'], /nothing ran/],
    [
      'a run that did not finish',
      's.sarif',
      '{"runs":[{"tool":{"driver":{}}}]}',
      ['error == 0'],
      /did not finish/,
    ],
    ['no runs', 's.sarif', '{"runs":[]}', ['error == 0'], /no SARIF log/],
    ['half a JSON', 'a.json', '{"lines":1', ONE, /no JSON/],
    ['a JSON without numbers', 'a.json', '{"lines":"90"}', ONE, /holds no number/],
    ['a name written otherwise', 'lcov.info', LCOV, ['line >= 80%'], /no line$/],
    ['an unknown kind', 'notes.txt', 'lines: 90', ONE, /write `format`/],
    [
      'a limit in percent for what is no share',
      'a.json',
      '{"total":{"lines":{"pct":12}}}',
      ['total.lines.pct >= 80%'],
      /^total.lines.pct is 12, which is no share$/,
    ],
    ['a number below any share', 'a.json', '{"x":-0.1}', ['x <= 5%'], /x is -0.1, which is no/],
    ['a number as text', 'a.json', '{"x":"12","y":1}', ['x >= 0'], /the report has no x/],
    [
      'a key that stands twice',
      'a.json',
      '{"a":[{"x":1}],"x":12,"\\u0078":90}',
      ['x >= 80'],
      /has the key x twice/,
    ],
    [
      'two numbers of one path',
      'a.json',
      '{"a.b":90,"a":{"b":12}}',
      ['a.b >= 80'],
      /a.b has no value: it stands there twice/,
    ],
  ])('is broken: %s', async (_, name, text, requirements, found) => {
    const finding = await look(writeForTest(name, text), requirements);
    expect(finding).toMatchObject({ outcome: 'broken', found: expect.stringMatching(found) });
  });

  it('is broken when it is not there, or its path has an unset variable', async () => {
    expect(await look('no/such/report.info', ONE)).toMatchObject({
      outcome: 'broken',
      found: 'there is no file no/such/report.info',
    });
    expect(await look('$NOWHERE/lcov.info', ONE)).toMatchObject({
      outcome: 'broken',
      found: '$NOWHERE is not set',
    });
    expect(await look('$REPORTS/lcov.info', ONE)).toMatchObject({
      found: 'there is no file reports/lcov.info',
    });
  });

  it('names the number that was perhaps meant', async () => {
    const finding = await look(writeForTest('lcov.info', LCOV), ['line >= 80%']);
    expect(finding.remedy).toBe('did you mean lines?');
  });
});
