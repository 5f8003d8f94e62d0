import { expect, it } from 'vitest';
import { LEGEND } from '../../src/core/delivery/cells.ts';
import { reportDelivery } from '../../src/core/delivery/report.ts';
import { printDelivery } from '../../src/core/delivery/text.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import { describeDelivery } from '../../src/wiring/delivery-shape.ts';
import { describeReport } from '../../src/wiring/report-shape.ts';
import { at, DAY, rollout } from '../core/delivery/history.ts';
import { COMMITS, MAIL, SHOP, STAGING } from '../core/delivery/known-history.ts';
import { read } from './document.ts';

const TEXT = read('docs/delivery.md');
const REPORT = reportDelivery([SHOP, MAIL, STAGING], COMMITS, {
  at: at(22, '12:00'),
  window: 14 * DAY,
});

const CAUSES = ['numbers', 'target', 'person', 'run', 'put-back', 'other'];
const ENDINGS = ['passed', 'paused', 'rolled-back', 'begun-anew'];

function blockOf(language: string): string {
  const [, block = ''] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(TEXT) ?? [];
  return block.trimEnd();
}

it('shows the table as it is printed of a history with known numbers', () => {
  expect(blockOf('text').split('\n')).toEqual(
    printDelivery(REPORT).filter((line) => line !== LEGEND),
  );
});

it('shows the JSON of the same', () => {
  const { rows } = describeDelivery(REPORT);
  const shop = rows.find(({ name }) => name === 'shop');
  expect(JSON.parse(blockOf('json'))).toEqual(shop?.current);
});

it('names every field of both shapes, and every cause', () => {
  const events = rollout({
    version: 'v',
    steps: [
      [at(1), 100],
      [at(2), 'back:criterion-failed'],
    ],
  });
  const state = fold(events);
  if (state === undefined) throw new Error('no rollout');
  const delivery = describeDelivery(REPORT);
  const fields = [
    ...Object.keys(describeReport(state, events, true)),
    ...Object.keys(delivery),
    ...Object.keys(delivery.rows[0] ?? {}),
    'name',
    ...CAUSES,
    ...ENDINGS,
  ];
  expect(fields.filter((field) => !TEXT.includes(`\`${field}\``))).toEqual([]);
});
