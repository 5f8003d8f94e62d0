import { describe, expect, it } from 'vitest';
import { readReport } from '../../../src/adapters/gates/quality/report.ts';
import type { ReportFormat } from '../../../src/core/plan/plan.ts';

function read(format: ReportFormat, text: string): Readonly<Record<string, unknown>> | string {
  const numbers = readReport(text, 'report', format);
  return typeof numbers === 'string' ? numbers : Object.fromEntries(numbers);
}

const record = (...lines: readonly string[]) =>
  ['SF:src/a.ts', ...lines, 'end_of_record', ''].join('\n');

describe('a tracefile', () => {
  it.each([
    ['without the end of its record', `${record('LF:10', 'LH:10')}SF:src/b.ts\nLF:90\nLH:0\n`],
    ['cut within a word', `${record('LF:10', 'LH:10')}SF:src/b.ts\nLF:9`],
    ['cut within the first word', `${record('LF:10', 'LH:10')}TN:\nS`],
    ['joined to a whole one', `SF:src/b.ts\nLF:9\n${record('LF:10', 'LH:10')}`],
    ['cut within the end', 'SF:src/b.ts\nLF:9\nLH:9\nend_of_rec'],
  ])('is cut off: %s', (_, text) => {
    expect(read('lcov', text)).toMatch(/is cut off/);
  });

  it.each([
    ['more covered than there are', ['LF:10', 'LH:12'], /^12 of 10 is no share$/],
    ['less than none', ['LF:10', 'LH:-1'], /^LH:-1 is no count$/],
    ['lines without their number', ['DA:1,0'], /^a file lists lines, but no LF$/],
  ])('has no value for lines: %s', (_, lines, reason) => {
    const text = record(...lines) + record('LF:100', 'LH:100');
    expect(read('lcov', text)).toMatchObject({ lines: expect.stringMatching(reason) });
  });

  it('has no value for branches that are listed, but not counted', () => {
    const numbers = read('lcov', record('LF:10', 'LH:10', 'BRDA:1,0,0,-'));
    expect(numbers).toMatchObject({ lines: 1, branches: 'a file lists branches, but no BRF' });
  });

  it('is read up to the end of a record, or not at all', () => {
    const text = `TN:\n${record('LF:10', 'LH:10')}TN:\n${record('LF:90', 'LH:0')}`;
    const lengths = Array.from({ length: text.length }, (_, length) => length);
    const whole = lengths.filter(
      (length) => typeof read('lcov', text.slice(0, length)) !== 'string',
    );
    expect(whole.map((length) => text.slice(0, length).trimEnd().slice(-13))).toEqual(
      whole.map(() => 'end_of_record'),
    );
    expect(whole).toHaveLength(3);
  });

  it('may have Windows line ends, comments, and space at its end', () => {
    const text = `${record('DA:1,1', 'LF:4', 'LH:3').replaceAll('\n', '\r\n')}# by a tool\n\n`;
    expect(read('lcov', text)).toMatchObject({ lines: 0.75 });
  });
});

describe('a Cobertura report', () => {
  it.each([
    ['more covered than there are', 'lines-covered="3" lines-valid="2"', /^3 of 2 is no share$/],
    ['less than none', 'lines-covered="-3" lines-valid="-2"', /no share/],
    ['nothing to cover', 'line-rate="1" lines-covered="0" lines-valid="0"', /^nothing to cover$/],
    ['a percentage', 'line-rate="85"', /^85 is no share/],
    ['a rate below zero', 'line-rate="-1"', /^-1 is no share/],
    ['no rate', 'version="1"', /^it has no line-rate/],
  ])('has no value for lines: %s', (_, attributes, reason) => {
    const numbers = read('cobertura', `<coverage ${attributes}/>`);
    expect(numbers).toMatchObject({ lines: expect.stringMatching(reason) });
  });
});

describe('a JUnit report', () => {
  it.each([
    ['all skipped', '<testcase><skipped/></testcase><testcase><skipped/></testcase>'],
    ['all disabled', '<testcase status="notrun" result="suppressed"/>'],
    ['tests that are only claimed', '<testsuite tests="5"/>'],
  ])('is none when no test ran: %s', (_, tests) => {
    expect(read('junit', `<testsuite tests="2">${tests}</testsuite>`)).toMatch(/nothing ran/);
  });

  it.each([
    [
      'a suite that failed without its tests',
      '<testsuite errors="1"/><testsuite><testcase/></testsuite>',
      { tests: 1, errors: 1 },
    ],
    [
      'each suite counts for itself',
      '<testsuite failures="1"><testcase/></testsuite><testsuite failures="1"><testcase><failure/></testcase></testsuite>',
      { tests: 2, failures: 2 },
    ],
    [
      'suites in suites count once',
      '<testsuite failures="1"><testsuite failures="1"><testcase><failure/></testcase></testsuite></testsuite>',
      { tests: 1, failures: 1 },
    ],
    [
      'a status alone',
      '<testcase status="failed"/><testcase status="error"/>',
      { failures: 1, errors: 1 },
    ],
    ['a disabled one', '<testcase/><testcase status="disabled"/>', { tests: 2, skipped: 1 }],
    [
      'fewer claimed than stand there',
      '<testsuite tests="1" failures="0"><testcase><failure/></testcase></testsuite>',
      { failures: 1 },
    ],
    [
      'a claim that is no number',
      '<testsuite failures="?"><testcase/></testsuite>',
      { failures: Number.NaN },
    ],
  ])('counts what is claimed or stands there, whichever is more: %s', (_, suites, counts) => {
    expect(read('junit', `<testsuites tests="999">${suites}</testsuites>`)).toMatchObject(counts);
  });
});
