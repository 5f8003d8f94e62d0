import { type NumbersReading, readCount } from './numbers.ts';
import { type Element, walkElements } from './xml.ts';

interface Endings {
  failures: number;
  errors: number;
  skipped: number;
}

/** A suite or a test: how often what ended so stands in it, and how often it claims that it did. */
interface Frame {
  readonly found: Endings;
  readonly claimed: Readonly<Endings>;
}

const ENDINGS = ['failures', 'errors', 'skipped'] as const;
const ELEMENTS = new Map<string, keyof Endings>([
  ['failure', 'failures'],
  ['error', 'errors'],
  ['skipped', 'skipped'],
]);

/**
 * How many tests a JUnit report tells of, and how they ended. Tests are counted one by one, since the sums that
 * some programs write are wrong; bad endings as they stand there or as the suite claims, whichever is more, since a
 * suite that broke down lists no test. A report of which no test ran is none.
 */
export function readJUnit(text: string): NumbersReading {
  const report = frame(NONE);
  const frames: Frame[] = [];
  let tests = 0;
  let ran = 0;
  const enter = (element: Element) => {
    const opened = openFrame(element);
    if (opened !== undefined) frames.push(opened);
    const ending = ELEMENTS.get(element.name);
    if (ending !== undefined) (frames.at(-1) ?? report).found[ending] += 1;
  };
  const leave = (name: string) => {
    if (!FRAMES.has(name)) return;
    const ended = sum(frames.pop() ?? report);
    if (name === 'testcase') {
      tests += 1;
      if (ended.skipped === 0) ran += 1;
    }
    const { found } = frames.at(-1) ?? report;
    for (const ending of ENDINGS) found[ending] += ended[ending];
  };
  const mistake = walkElements(text, enter, leave);
  if (mistake !== undefined) return mistake;
  if (tests === 0) return 'it tells of no test: nothing ran';
  if (ran === 0) return 'all its tests were skipped: nothing ran';
  return new Map(Object.entries({ tests, ...report.found }));
}

const NONE: Readonly<Endings> = { failures: 0, errors: 0, skipped: 0 };
const FRAMES = new Set(['testsuites', 'testsuite', 'testcase']);

function openFrame({ name, attributes }: Element): Frame | undefined {
  if (!FRAMES.has(name)) return undefined;
  return frame(name === 'testcase' ? claimOfTest(attributes) : claimOfSuite(attributes));
}

function frame(claimed: Readonly<Endings>): Frame {
  return { found: { ...NONE }, claimed };
}

function sum({ found, claimed }: Frame): Endings {
  return {
    failures: Math.max(found.failures, claimed.failures),
    errors: Math.max(found.errors, claimed.errors),
    skipped: Math.max(found.skipped, claimed.skipped),
  };
}

/** GoogleTest, for one, tells of a disabled test by its status alone. */
function claimOfTest({ status = '', result = '' }: Element['attributes']): Endings {
  const claims = (words: RegExp) => (words.test(status) || words.test(result) ? 1 : 0);
  return {
    failures: claims(/^fail(ed|ure)?$/i),
    errors: claims(/^error(ed)?$/i),
    skipped: claims(/^(not ?run|disabled|skipped|ignored|suppressed)$/i),
  };
}

function claimOfSuite(attributes: Element['attributes']): Endings {
  const claim = (name: string) => readCount(attributes[name] ?? '0');
  return {
    failures: claim('failures'),
    errors: claim('errors'),
    skipped: Math.max(claim('skipped'), claim('disabled')),
  };
}
