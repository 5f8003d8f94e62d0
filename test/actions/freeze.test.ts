import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeCalendar, writeEvent } from '../adapters/gates/freeze/icalendar/calendar.ts';
import { act, planIn } from './inside.ts';
import { GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

const gates = (calendar: string) => `gates:
  - freeze: { timezone: Europe/Berlin, calendar: ${calendar}, except-label: hotfix }
`;

/** Whatever day it is. */
const ALWAYS = writeCalendar(
  writeEvent('SUMMARY:Audit | @everyone', 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=DAILY'),
);

describe('a freeze by a calendar in the repository', () => {
  let stage: Stage;
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  const pull = { number: 7, head: 'feature', title: 'Mend `the` till @acme/all', author: 'grace' };

  async function set(calendar?: string): Promise<void> {
    stage = await setStage({ pulls: [pull] });
    stage.writePlan(planIn(stage, TWO_PHASES, gates(fileOf(stage))));
    stage.measure(GOOD);
    if (calendar !== undefined) writeFileSync(fileOf(stage), calendar);
  }

  const fileOf = ({ folder }: Stage) => join(folder, 'freeze.ics');
  const findings = (outputs: Readonly<Partial<Record<string, string>>>) =>
    JSON.parse(outputs['findings'] ?? '') as readonly unknown[];

  it('stops the release, until a label lifts it: who put it there is told', async () => {
    await set(ALWAYS);
    const shut = await act(stage, 'gates');
    expect(shut, shut.log).toMatchObject({ outputs: { status: 'stopped' } });
    expect(findings(shut.outputs)).toMatchObject([
      {
        gate: 'freeze',
        outcome: 'shut',
        found: expect.stringMatching(/^frozen until .* \(Europe\/Berlin\): 'Audit \| @everyone'$/),
      },
    ]);
    stage.github.plant({
      repositories: [
        {
          owner: 'acme',
          name: 'shop',
          pulls: [{ ...pull, labels: ['Hotfix'], labelledBy: 'ada' }],
        },
      ],
    });
    const lifted = await act(stage, 'gates', {}, { attempt: 2 });
    expect(lifted, lifted.log).toMatchObject({ outputs: { status: 'reached' } });
    expect(findings(lifted.outputs)).toMatchObject([
      { outcome: 'open', found: expect.stringContaining('hotfix that ada put on #7') },
    ]);
    const told = JSON.stringify(stage.repository.checkRuns.at(-1));
    expect(told).toContain('that ada put on');
    expect(told).not.toMatch(/@(?:everyone|acme)/);
  });

  it('stops it as well where the calendar is not there, or cut off', async () => {
    await set();
    const gone = await act(stage, 'gates');
    expect(findings(gone.outputs)).toMatchObject([
      { outcome: 'broken', found: expect.stringContaining('there is no file ') },
    ]);
    writeFileSync(fileOf(stage), ALWAYS.slice(0, 90));
    const cut = await act(stage, 'gates', {}, { attempt: 2 });
    expect(findings(cut.outputs)).toMatchObject([
      { outcome: 'broken', found: expect.stringContaining('freeze.ics: line') },
    ]);
    expect(stage.weight()).toBe(0);
  });
});
