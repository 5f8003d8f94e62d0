import { type NumbersReading, readCount, type ReportNumber, share } from './numbers.ts';

/** What is covered: how many of it were hit and found, and what lists it one by one. */
const KINDS = [
  { name: 'lines', hit: 'LH', found: 'LF', list: /^DA:/m },
  { name: 'branches', hit: 'BRH', found: 'BRF', list: /^BRDA:/m },
  { name: 'functions', hit: 'FNH', found: 'FNF', list: /^FN(?:DA|A):/m },
] as const;
type Kind = (typeof KINDS)[number];

const COUNT = /^(LF|LH|BRF|BRH|FNF|FNH):(.*)$/gm;
const FILE = /^\uFEFF?SF:/gm;

/** The shares of lines, branches and functions that an lcov tracefile says were covered. */
export function readLcov(text: string): NumbersReading {
  const records = text.split(/^end_of_record\s*$/m);
  if (isCutOff(records)) return 'it is cut off: a record without end_of_record';
  const counted = records.map(countRecord);
  if (!counted.some((one) => one.counts.has('LF'))) {
    return 'it is no lcov tracefile: no line begins with LF:';
  }
  return new Map(KINDS.map((kind) => [kind.name, measure(counted, kind)]));
}

/** Where files are named, each has a record, and nothing but comments follows the last. */
function isCutOff(records: readonly string[]): boolean {
  const files = records.map((one) => one.match(FILE)?.length ?? 0);
  if (files.every((count) => count === 0)) return false;
  return files.some((count) => count > 1) || /^\s*[^\s#]/m.test(records.at(-1) ?? '');
}

interface Counted {
  readonly text: string;
  readonly counts: ReadonlyMap<string, ReportNumber>;
}

function countRecord(text: string): Counted {
  const counts = new Map<string, ReportNumber>();
  for (const [line, key = '', value = ''] of text.matchAll(COUNT)) {
    const count = readCount(value);
    const before = counts.get(key) ?? 0;
    if (typeof before === 'string') continue;
    counts.set(key, Number.isNaN(count) ? `${line.trim()} is no count` : before + count);
  }
  return { text, counts };
}

/** Every record is looked at by itself: one that counts too much must not make up for another. */
function measure(records: readonly Counted[], { name, hit, found, list }: Kind): ReportNumber {
  let [part, whole] = [0, 0];
  for (const { text, counts } of records) {
    if (!counts.has(found) && list.test(text)) return `a file lists ${name}, but no ${found}`;
    const hits = counts.get(hit) ?? 0;
    const all = counts.get(found) ?? 0;
    if (typeof hits === 'string') return hits;
    if (typeof all === 'string') return all;
    if (hits > all) return share(hits, all);
    part += hits;
    whole += all;
  }
  return share(part, whole);
}
