import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, readLog } from '../../src/adapters/ledger/memory/store.ts';
import { createFileReporter } from '../../src/adapters/report/file/reporter.ts';
import { writePage } from '../../src/core/page/page.ts';
import { readEnd, readTrailer } from '../../src/core/rollout/commit-message.ts';
import { describeState } from '../../src/wiring/result.ts';
import { descendants, type MarkdownNode, parseMarkdown } from '../core/present/markdown-tree.ts';
import { tellGitHub } from '../places/on-github.ts';
import { BROKEN, EVENTS, METRICS, PHASES, PLAN_TEXT, storyAt, PLAN } from './large.ts';

/** GitHub's limits, in bytes where it does not say what it counts: those are never fewer. */
const LIMITS = {
  comment: 65_536,
  summary: 65_535,
  title: 255,
  deployment: 140,
  annotations: 50,
  annotationMessage: 65_535,
  mermaid: 50_000,
  jobSummary: 2 ** 20,
  outputs: 1_000_000,
} as const;

const bytes = (text: string) => Buffer.byteLength(text);

const MOMENTS: readonly (readonly [string, number])[] = [
  ['just begun', 2],
  ['in its fifth phase', Math.floor(EVENTS.length / 2)],
  ['taken back', EVENTS.length],
];

const blocksOf = (text: string) => parseMarkdown(text).children ?? [];
const tablesOf = (text: string) =>
  descendants(parseMarkdown(text)).filter(({ type }) => type === 'table');
const textOf = (node: MarkdownNode) =>
  [node, ...descendants(node)].map(({ value = '' }) => value).join('');

/** Every table has as many cells in each row as in its head, and no row was left behind as a paragraph. */
function expectWholeTables(text: string): void {
  for (const { children: rows = [] } of tablesOf(text)) {
    const widths = rows.map(({ children = [] }) => children.length);
    expect(new Set(widths).size).toBe(1);
  }
  const torn = blocksOf(text).filter(
    (node) => node.type === 'paragraph' && textOf(node).startsWith('|'),
  );
  expect(torn).toEqual([]);
}

function expectClosedMarks(text: string): void {
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
  for (const [, chart = ''] of text.matchAll(/```mermaid\n([^`]*)```/g)) {
    expect(bytes(chart)).toBeLessThan(LIMITS.mermaid);
  }
}

describe('a release of ten phases, thirty metrics and ten thousand measurements', () => {
  it('is one', () => {
    const measured = EVENTS.flatMap((event) =>
      event.type === 'measured' ? event.measurements : [],
    );
    expect(measured.length).toBeGreaterThanOrEqual(10_000);
    expect([PLAN.phases.length, PLAN.metrics.length]).toEqual([PHASES, METRICS]);
    expect(storyAt(EVENTS.length).state).toMatchObject({
      status: 'rolled-back',
      reason: { criterion: `${BROKEN} < 0.5%` },
    });
  });

  it.each(MOMENTS)('stays within what GitHub takes when it has %s', async (_, length) => {
    const { comment, check, deployment } = await tellGitHub(storyAt(length), PLAN_TEXT);
    expect(bytes(comment)).toBeLessThanOrEqual(LIMITS.comment);
    expect(bytes(check.summary)).toBeLessThanOrEqual(LIMITS.summary);
    expect(check.title.length).toBeLessThanOrEqual(LIMITS.title);
    for (const words of deployment) expect(words.length).toBeLessThanOrEqual(LIMITS.deployment);
    const annotations = check.annotations ?? [];
    expect(annotations.length).toBeLessThanOrEqual(LIMITS.annotations);
    for (const { title = '', message } of annotations) {
      expect(title.length).toBeLessThanOrEqual(LIMITS.title);
      expect(bytes(message)).toBeLessThanOrEqual(LIMITS.annotationMessage);
    }
  });

  it.each(MOMENTS)('stays readable when it has %s: nothing is torn', async (_, length) => {
    const { comment, check } = await tellGitHub(storyAt(length), PLAN_TEXT);
    for (const text of [comment, check.summary]) {
      expectWholeTables(text);
      expectClosedMarks(text);
    }
  });

  it('names what was broken wherever it is told, before everything else', async () => {
    const { comment, check } = await tellGitHub(storyAt(EVENTS.length), PLAN_TEXT);
    expect(check.title).toContain(BROKEN);
    for (const text of [comment, check.summary]) {
      expect(text.indexOf(BROKEN)).toBeGreaterThan(-1);
      expect(text.indexOf(BROKEN)).toBeLessThan(text.indexOf('payments-authorisation-0-'));
    }
  });

  it('says what it leaves out', async () => {
    const { comment, check } = await tellGitHub(storyAt(EVENTS.length), PLAN_TEXT);
    const count = storyAt(EVENTS.length).criteria.length;
    for (const text of [comment, check.summary]) {
      const table = tablesOf(text).find((one) => textOf(one).includes(`${BROKEN} < 0.5%`));
      const rows = (table?.children?.length ?? 1) - 1;
      const [, more = '0'] = /\b(\d+) more, none worse/.exec(text) ?? [];
      expect(rows + Number(more)).toBe(count);
    }
  });

  it('has a job summary of which the same is true', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sluice-limits-')), 'summary.md');
    expect(await createFileReporter(path).tell(storyAt(EVENTS.length))).toEqual({ troubles: [] });
    expect(statSync(path).size).toBeLessThan(LIMITS.jobSummary);
    const text = readFileSync(path, 'utf8');
    expect(text.indexOf(BROKEN)).toBeLessThan(text.indexOf('payments-authorisation-0-'));
    expectWholeTables(text);
    expectClosedMarks(text);
  });

  it('has JSON that fits into the outputs of a job', () => {
    const { state } = storyAt(EVENTS.length);
    expect(bytes(JSON.stringify(describeState(state)))).toBeLessThan(LIMITS.outputs);
  });
});

describe('its page', () => {
  let page = '';
  beforeAll(() => {
    page = writePage(EVENTS, PLAN, storyAt(EVENTS.length).now) ?? '';
  });

  it('stays under two megabytes', () => {
    expect(bytes(page)).toBeLessThan(2_000_000);
  });

  it('draws every metric, and shows at once only what is in trouble', () => {
    expect(page.match(/<svg /g)).toHaveLength(METRICS + 1);
    const [shown = '', hidden = ''] = page.split(/<summary>\s*29 more metrics: /);
    expect(shown.match(/<svg /g)).toHaveLength(2);
    expect(shown).toContain(`✗ ${BROKEN}`);
    expect(hidden.match(/<svg /g)).toHaveLength(METRICS - 1);
  });

  it('opens of the phases the one that was not passed', () => {
    expect(page.match(/<details class="phase [a-z]+"/g)).toHaveLength(PHASES);
    expect(page.match(/<details class="phase failed" open/g)).toHaveLength(1);
    expect(page.match(/<details class="phase passed" >/g)).toHaveLength(PHASES - 1);
  });
});

describe('its ledger', () => {
  it('has messages of a few lines with whole trailers, whatever is appended at once', async () => {
    const memory = createMemory();
    const ledger = createMemoryLedger(memory);
    let tip: string | undefined;
    for (let from = 0; from < EVENTS.length; from += 6) {
      const events = EVENTS.slice(from, from + 6);
      const appended = await ledger.append({
        expected: tip,
        events,
        ...(from === 0 && { plan: PLAN_TEXT }),
      });
      if (appended.outcome !== 'appended') throw new Error(JSON.stringify(appended));
      tip = appended.tip;
    }
    for (const message of readLog(memory)) {
      expect(bytes(message)).toBeLessThan(4_000);
      expect(message.split('\n')[0]?.length).toBeLessThanOrEqual(100);
      expect(readTrailer(message, 'Rollout')).toBe('4711');
      expect(readEnd(message)).toBeDefined();
    }
  });
});
