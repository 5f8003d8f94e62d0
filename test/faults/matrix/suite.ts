import { understandPlan, writePlan } from '../plan.ts';
import { shareOut } from '../pool.ts';
import { alignColumns } from '../table.ts';
import type { Print, Tally } from '../tally.ts';
import { type Choice, choose } from '../choice.ts';
import { openWorld } from '../world/world.ts';
import { describeCase, listCases, SPEED, UNDISTURBED } from './case.ts';
import { meet, type Meeting } from './meet.ts';

/** Lets the product meet every trouble of every service. */
export async function runMatrix(choice: Choice, workers: number, print: Print): Promise<Tally> {
  const { verbose } = choice;
  const text = writePlan('haproxy', FAST);
  const plan = understandPlan(text);
  const cases = choose(listCases(), describeCase, choice);
  if (cases.length === 0) return { passed: 0, failed: 0 };
  print(
    `\nTrouble with the services: ${cases.length} cases, time passing ${SPEED} times as fast\n`,
  );
  const worlds = await Promise.all(Array.from({ length: workers }, () => openWorld(text)));
  try {
    const [first] = worlds;
    if (first === undefined) throw new Error('there must be at least one worker');
    const fresh = first.save();
    // Alone, and first: what a server loads on its first request must not look like trouble to the others.
    const calm = await meet(UNDISTURBED, first, fresh, plan);
    if (calm.end !== 'promoted') throw new Error(`undisturbed it was ${calm.end}:\n${calm.log}`);
    const meetings = await shareOut(worlds, cases, async (one, world) => {
      const meeting = await meet(one, world, fresh, plan);
      if (meeting.problems.length > 0) printFailure(meeting, verbose, print);
      return meeting;
    });
    printMatrix(meetings, print);
    const failed = meetings.filter(({ problems }) => problems.length > 0).length;
    return { passed: meetings.length - failed, failed };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

/** At 20 times the speed, an interval of a second, and timeouts of one to one and a half. */
const FAST = { interval: '20s', bake: '40s', timeout: '30s', approval: false } as const;

function printFailure({ case: one, problems, log }: Meeting, verbose: boolean, print: Print): void {
  print(`FAILED  ${describeCase(one)}`);
  for (const problem of problems) print(`        ${problem}`);
  print(`        replay: npm run test:faults -- --only '${one.id}' --verbose`);
  if (verbose) print(log.replaceAll(/^/gm, '        '));
}

function printMatrix(meetings: readonly Meeting[], print: Print): void {
  const rows = meetings.map(({ case: one, status, code, end, problems }) => [
    one.id,
    one.service,
    one.fault,
    one.length,
    one.onset,
    one.health,
    status,
    code,
    end,
    problems.length > 0 ? 'FAILED' : '',
  ]);
  for (const line of alignColumns([HEAD, ...rows])) print(`  ${line}`);
}

const HEAD = ['', 'service', 'trouble', 'lasts', 'from', 'canary', 'left', 'because', 'then', ''];
