import { describe, expect, test } from 'vitest';
import { describeBadge, drawBadge } from '../../../src/core/delivery/badge.ts';
import { formatPerWeek } from '../../../src/core/delivery/cells.ts';
import { reportDelivery } from '../../../src/core/delivery/report.ts';
import { printDelivery, writeDelivery } from '../../../src/core/delivery/text.ts';
import { at, DAY } from './history.ts';
import { COMMITS, MAIL, SHOP, STAGING } from './known-history.ts';

const PERIOD = { at: at(22, '12:00'), window: 14 * DAY };
const KNOWN = reportDelivery([STAGING, SHOP, MAIL], COMMITS, PERIOD);
const [PRODUCTION] = KNOWN.rows;
if (PRODUCTION === undefined) throw new Error('no rows');

describe('the table', () => {
  test('says where nothing was deployed, and gives no rate for it', () => {
    const rows = printDelivery(KNOWN).map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual([
      'production/shop',
      '4, 2 a week',
      '16h / 1d (2)',
      '50%, 3 of 6',
      '1h 30m / 4h 18m (3)',
    ]);
    expect(rows).toContainEqual(['staging', 'no deployments', '–', '–', '–']);
  });

  test('says what it leaves out, once for each environment', () => {
    const notes = printDelivery(KNOWN).filter((line) => line.startsWith('production: '));
    expect(notes).toEqual([
      expect.stringMatching(/1 of unknown age/),
      'production: 1 released before, left out of the lead time',
      'production: 1 superseded by a newer release, counted nowhere',
      'production: 1 under way, not counted yet',
      'production: 1 failed by a criterion or a rollback condition',
      'production: 1 promoted, then an earlier release was put back',
      'production: 1 taken back by a person',
    ]);
  });

  test('without a ledger says so', () => {
    const nothing = reportDelivery([], new Map(), PERIOD);
    expect(printDelivery(nothing)).toEqual(['there is no ledger: nothing was ever released']);
    expect(writeDelivery(nothing)).toMatch(/nothing was ever released$/);
  });

  test('is inert Markdown, whatever the targets are called', () => {
    const evil = { ...MAIL, environment: 'p|<b>@team', name: '`x`\n::error::![](http://e)' };
    const text = writeDelivery(reportDelivery([evil, { ...evil, name: 'y' }], COMMITS, PERIOD));
    const [head = '', ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
    // A bar inside of a name would make a cell more.
    for (const row of rows) expect(row.split('|')).toHaveLength(head.split('|').length);
    // Names are code, which holds nothing else, or escaped text.
    expect(text.replaceAll(/(`+)[^]*?[^`]\1(?!`)/g, '')).not.toMatch(/<b>|@team|::error|!\[\]/);
  });

  test.each([
    [0.0781, '0.078 a week'],
    [0, '0 a week'],
    [2.5, '2.5 a week'],
    [33.4, '33 a week'],
    [217.4, '217 a week'],
  ])('%d a week is written %s', (perWeek, written) => {
    expect(formatPerWeek({ perWeek })).toBe(written);
  });
});

describe('the badge', () => {
  test('tells an environment in a line', () => {
    expect(describeBadge(PRODUCTION)).toEqual({
      schemaVersion: 1,
      label: 'delivery to production',
      message: '2.5 a week · lead time 6h · 43% failed · restored in 1h 30m',
      color: 'blue',
    });
    expect(drawBadge(describeBadge(PRODUCTION)).length).toBeLessThan(1_000);
  });

  test('of nothing is grey', () => {
    const [staging] = reportDelivery([STAGING], COMMITS, PERIOD).rows;
    expect(staging && describeBadge(staging)).toMatchObject({
      message: 'no deployments',
      color: 'lightgrey',
    });
  });

  test('holds no markup but its own, however the environment is called', () => {
    const evil = { ...PRODUCTION, environment: `"><script>'&\u202E${'x'.repeat(500)}` };
    const svg = drawBadge(describeBadge(evil));
    expect(svg).not.toMatch(/<script|\u202E/);
    expect(svg.match(/<(?!\/)(\w+)/g)).toEqual(
      ['svg', 'title', 'rect', 'path', 'g', 'text', 'text'].map((name) => `<${name}`),
    );
    expect(svg.length).toBeLessThan(2_000);
  });
});
