import { describe, expect, test } from 'vitest';
import { commitsOf, reportDelivery } from '../../../src/core/delivery/report.ts';
import { at, DAY, HOUR, MINUTE } from './history.ts';
import { COMMITS, MAIL, SHOP, STAGING } from './known-history.ts';

const NOW = at(22, '12:00');
const HISTORIES = [STAGING, SHOP, MAIL];

describe('a window of fourteen days, and the one before it', () => {
  const report = reportDelivery(HISTORIES, COMMITS, { at: NOW, window: 14 * DAY });
  const row = (environment: string, name?: string) => {
    const found = report.rows.find((one) => one.environment === environment && one.name === name);
    if (found === undefined) throw new Error('no such row');
    return found;
  };

  test('has a row for each environment, and for each target where there are several', () => {
    expect(report.rows.map(({ environment, name }) => [environment, name])).toEqual([
      ['production', undefined],
      ['production', 'mail'],
      ['production', 'shop'],
      ['staging', undefined],
    ]);
  });

  test('deployment frequency: b, c, f and the return to c are 4 in 14 days, 2 a week', () => {
    expect(row('production', 'shop').current).toMatchObject({ deployments: 4, perWeek: 2 });
    expect(row('production', 'shop').before).toMatchObject({ deployments: 1, perWeek: 0.5 });
    expect(row('production').current).toMatchObject({ deployments: 5, perWeek: 2.5 });
  });

  /*
   * c: committed on the 10th at 08:05; its second try never showed 100% before it was promoted on the 11th at
   * 10:05: 26 h. f: committed 03:00, at 100% since 09:00: 6 h. b has no time; the return to c brought nothing new.
   * Median of 6 and 26: 16 h. p90: position 0.9, 6 + 0.9 * 20 = 24 h.
   */
  test('lead time: 6 h and 26 h', () => {
    expect(row('production', 'shop').current.leadTime).toEqual({
      samples: 2,
      median: 16 * HOUR,
      p90: 24 * HOUR,
      unknown: 1,
      repeated: 1,
    });
  });

  // With mail's 1 h: median of 1, 6, 26 is 6 h; p90: position 1.8, 6 + 0.8 * 20 = 22 h.
  test('lead time of the environment is that of all its releases', () => {
    expect(row('production').current.leadTime).toMatchObject({
      samples: 3,
      median: 6 * HOUR,
      p90: 22 * HOUR,
    });
  });

  /*
   * Ended: b, c taken back, c, f, the return to c, g taken back: 6. Failed: c's first try, f, g: 3 of 6.
   * e was superseded and counts nowhere, d was met by nobody, h is under way.
   */
  test('change failure rate: 3 of 6', () => {
    expect(row('production', 'shop').current).toMatchObject({
      changeFailure: {
        failed: 3,
        ended: 6,
        rate: 0.5,
        causes: { numbers: 1, 'put-back': 1, person: 1 },
      },
      superseded: 1,
    });
    expect(row('production').current.changeFailure).toMatchObject({
      failed: 3,
      ended: 7,
      rate: 3 / 7,
    });
  });

  /*
   * c: raised 12:00, back 12:21: 21 min. f: at 100% since 09:00, c back at 100% at 14:00: 300 min.
   * g: raised 10:00, back 11:30: 90 min. Median 90 min; p90: position 1.8, 90 + 0.8 * 210 = 258 min.
   */
  test('time to restore: 21, 90 and 300 minutes', () => {
    expect(row('production', 'shop').current.restore).toEqual({
      samples: 3,
      median: 90 * MINUTE,
      p90: 258 * MINUTE,
      open: 0,
    });
  });

  test('a release under way counts as nothing else', () => {
    expect(report.rows.map(({ underWay }) => underWay)).toEqual([1, 0, 1, 0]);
  });

  test('where nothing ended there is no rate, which is not a rate of nothing', () => {
    const empty = row('staging').current;
    expect(empty).toMatchObject({ deployments: 0, changeFailure: { failed: 0, ended: 0 } });
    expect(empty.changeFailure).not.toHaveProperty('rate');
    expect(empty.leadTime).toEqual({ samples: 0, unknown: 0, repeated: 0 });
    expect(empty.restore).toEqual({ samples: 0, open: 0 });
  });

  // a was committed at 11:00 and had all the traffic at 12:00.
  test('the window before is measured alike', () => {
    expect(row('production', 'shop').before).toMatchObject({
      leadTime: { samples: 1, median: HOUR },
      changeFailure: { failed: 0, ended: 1, rate: 0 },
      restore: { samples: 0 },
    });
  });
});

test('while a rollback has not succeeded, the failure is open and has taken no time', () => {
  const unrestored = reportDelivery([SHOP], COMMITS, { at: at(16, '11:00'), window: 2 * HOUR });
  // What is asked is the ledger of today, so that the failure of 10:50 has ended by now.
  expect(unrestored.rows[0]?.current.restore).toMatchObject({ samples: 1, open: 0 });
  const rollouts = SHOP.rollouts.map((events) =>
    events.filter((event) => event.at <= at(16, '11:00')),
  );
  const then = reportDelivery([{ ...SHOP, rollouts }], COMMITS, {
    at: at(16, '11:00'),
    window: 2 * HOUR,
  });
  expect(then.rows[0]?.current).toMatchObject({
    changeFailure: { failed: 1, ended: 1, rate: 1 },
    restore: { samples: 0, open: 1 },
  });
});

test('a commit that claims to be younger than its deployment is not believed', () => {
  const commits = new Map([['m'.repeat(40), at(20, '10:01')]]);
  const { rows } = reportDelivery([MAIL], commits, { at: NOW, window: 7 * DAY });
  expect(rows[0]?.current.leadTime).toEqual({ samples: 0, unknown: 1, repeated: 0 });
});

test('only promoted commits are worth asking about, each once', () => {
  const names = commitsOf(HISTORIES).map((sha) => sha[0]);
  expect(names).toEqual(['a', 'b', 'c', 'f', 'm']);
});
