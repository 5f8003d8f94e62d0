import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../../src/adapters/gates/sources.ts';
import type { FreezeGate } from '../../../../src/core/plan/plan.ts';
import type { Repository } from '../../../../src/ports/repository.ts';
import { closedPort, serve } from '../../http/server.ts';
import { writeForTest } from '../folder.ts';
import { freezeGate } from '../plan.ts';
import { createRepository } from '../repository.ts';
import { at, writeCalendar, writeEvent } from './icalendar/calendar.ts';

function look(
  gate: Partial<FreezeGate>,
  now: string,
  environment: Readonly<Record<string, string>> = {},
) {
  return createGateSources({ environment }).evaluate(freezeGate(gate), at(now));
}

const sale = writeEvent(
  'SUMMARY:Black Friday | @everyone',
  'DTSTART;VALUE=DATE:20261127',
  'DTEND;VALUE=DATE:20261129',
);
const audit = writeEvent('SUMMARY:Audit', 'DTSTART:20261129T000000', 'DTEND:20261129T120000');
const CALENDAR = writeCalendar(sale, audit);

describe('a freeze by a calendar', () => {
  const file = () => ({ calendar: writeForTest('freeze.ics', CALENDAR) });

  it('says what comes next, and when', async () => {
    expect(await look(file(), '2026-11-20T12:00')).toMatchObject({
      outcome: 'open',
      found: "no freeze before Fri 2026-11-27 00:00 (Europe/Berlin): 'Black Friday | @everyone'",
    });
    expect(await look(file(), '2026-12-20T12:00')).toMatchObject({
      outcome: 'open',
      found: 'no freeze',
    });
  });

  it('is shut during an event, until those that follow it without a gap are over', async () => {
    expect(await look(file(), '2026-11-27T12:00')).toMatchObject({
      outcome: 'shut',
      found: "frozen until Sun 2026-11-29 12:00 (Europe/Berlin): 'Black Friday | @everyone'",
      remedy: 'wait until then',
      opensAt: at('2026-11-29T11:00'),
    });
    expect(await look(file(), '2026-11-29T05:00')).toMatchObject({
      found: expect.stringMatching(/'Audit'$/),
    });
  });

  it('stands beside windows', async () => {
    const both = { ...file(), once: [{ start: '2026-11-29T12:00', end: '2026-11-30T06:00' }] };
    expect(await look(both, '2026-11-27T12:00')).toMatchObject({
      outcome: 'shut',
      opensAt: at('2026-11-30T05:00'),
    });
  });

  it('is never over in sight where days follow each other for good', async () => {
    const always = writeEvent('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY');
    const calendar = writeForTest('freeze.ics', writeCalendar(always));
    const finding = await look({ calendar }, '2026-11-27T12:00');
    expect(finding.outcome).toBe('shut');
    expect(finding.opensAt).toBeGreaterThan(at('2027-12-01T00:00'));
  });

  it('may lie at an address that a variable holds, of which only the host is told', async () => {
    const url = await serve((request, response) => {
      const isRight = request.url === '/private-5up3rs3cret/basic.ics';
      response.statusCode = isRight ? 200 : 404;
      response.end(isRight ? CALENDAR : 'gone');
    });
    const calendar = '$FREEZES/basic.ics';
    const right = { FREEZES: `${url}/private-5up3rs3cret` };
    expect(await look({ calendar }, '2026-11-27T12:00', right)).toMatchObject({ outcome: 'shut' });
    const port = await closedPort();
    const away: readonly [string, RegExp][] = [
      [`${url}/5up3rs3cret`, /the calendar at 127\.0\.0\.1:\d+ answered 404/],
      [`http://127.0.0.1:${port}/5up3rs3cret`, /the calendar at .*ECONNREFUSED.*nothing listens/],
    ];
    for (const [FREEZES, found] of away) {
      const finding = await look({ calendar }, '2026-12-20T12:00', { FREEZES });
      expect(finding).toMatchObject({ outcome: 'broken', found: expect.stringMatching(found) });
      expect(JSON.stringify(finding)).not.toContain('5up3rs3cret');
    }
  });

  it.each([
    ['no such file', { calendar: 'ops/no-freeze.ics' }, /there is no file ops\/no-freeze\.ics/],
    ['a variable that is not set', { calendar: '$NOWHERE' }, /\$NOWHERE is not set/],
  ])('is broken: %s', async (_, gate, found) => {
    expect(await look(gate, '2026-12-20T12:00')).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
    });
  });

  it('is broken by a bad file even where a label would lift it', async () => {
    const calendar = writeForTest('freeze.ics', CALENDAR.slice(0, -15));
    expect(await look({ calendar, exceptLabel: 'hotfix' }, '2026-12-20T12:00')).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/freeze\.ics: line \d+: VCALENDAR has no end/),
      remedy: 'mend the calendar, or say where it is',
    });
  });
});

describe('a freeze that a label lifts', () => {
  const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
  const holding = createRepository(SHA, {
    pullRequests: [{ number: 12, labels: ['HotFix'] }],
    labelling: { by: 'ada', title: 'Mend the till\n@everyone' },
  });
  const lookAt = (repository: Repository) =>
    createGateSources({ environment: {}, repository, sha: SHA }).evaluate(
      freezeGate({
        once: [{ start: '2026-12-24T00:00', end: '2026-12-27T00:00' }],
        exceptLabel: 'hotfix',
      }),
      at('2026-12-24T12:00'),
    );
  const frozen = 'frozen until Sun 2026-12-27 00:00 (Europe/Berlin), lifted by the label hotfix';

  it('says who put it there, and what for, in one line', async () => {
    expect(await lookAt(holding)).toMatchObject({
      outcome: 'open',
      found: `${frozen} that ada put on #12 'Mend the till @everyone'`,
    });
  });

  it('is lifted as well where that is not known', async () => {
    const unknown = {
      outcome: 'failed',
      reason: 'refused',
      detail: 'GitHub answered 403',
    } as const;
    const quiet = { ...holding, labelling: async () => unknown };
    expect(await lookAt(quiet)).toMatchObject({
      outcome: 'open',
      found: `${frozen} on #12; by whom is unknown: GitHub answered 403`,
    });
    const gone = { by: undefined, title: 'Mend the till' };
    const ghostly = {
      ...holding,
      labelling: async () => ({ outcome: 'read', found: gone }) as const,
    };
    expect(await lookAt(ghostly)).toMatchObject({
      found: `${frozen} that an account that is gone put on #12 'Mend the till'`,
    });
  });
});
