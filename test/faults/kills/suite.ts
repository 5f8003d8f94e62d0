import { openWorld, type World } from '../world/world.ts';
import { understandPlan, writePlan } from '../plan.ts';
import { shareOut } from '../pool.ts';
import { alignColumns } from '../table.ts';
import { describePoint, listPoints, type Point } from './point.ts';
import { play, type Verdict } from './play.ts';
import { record, type Reference } from './story.ts';
import { STORIES } from './stories.ts';
import type { Print, Tally } from '../tally.ts';
import { type Choice, choose } from '../choice.ts';

/** Comments are edited once in half a minute, and a job waits for its turn to. */
const SPEED = 5;

/** Kills the product at every effect of every story. */
export async function runKills(choice: Choice, workers: number, print: Print): Promise<Tally> {
  const { only, verbose } = choice;
  const text = writePlan('haproxy', { interval: `${SPEED}s`, timeout: `${5 * SPEED}s` });
  const plan = understandPlan(text);
  const worlds = await Promise.all(Array.from({ length: workers }, () => openWorld(text, SPEED)));
  try {
    const references = await recordAll(worlds, text, only);
    for (const reference of references) printReference(reference, print);
    const points = choose(references.flatMap(listPoints), describePoint, choice);
    print(`\n${points.length} points: effects killed before, during and after them\n`);
    let done = 0;
    const verdicts = await shareOut(worlds, points, async (point, world) => {
      const verdict = await play(point, world, plan);
      done += 1;
      if (verdict.problems.length > 0) printFailure(verdict, verbose, print);
      else if (only !== '') print(`ok      ${describePoint(point)}: ${verdict.end}`);
      if (done % 50 === 0) print(`${done} of ${points.length} points`);
      return verdict;
    });
    printEndings(verdicts, print);
    const failed = verdicts.filter(({ problems }) => problems.length > 0).length;
    return { passed: verdicts.length - failed, failed };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

/** Each story in a world of its own: they begin with nothing released. */
async function recordAll(
  worlds: readonly World[],
  text: string,
  only: string,
): Promise<readonly Reference[]> {
  const named = STORIES.filter(({ name }) => only.startsWith(`${name}-`));
  const stories = named.length > 0 ? named : STORIES;
  const fresh = await openWorld(text);
  const nothing = fresh.save();
  await fresh.close();
  return shareOut(worlds, stories, (story, world) => {
    world.restore(nothing);
    return record(story, world);
  });
}

function printReference({ story, effects }: Reference, print: Print): void {
  print(`\n${story.name}: ${story.about}\n`);
  const rows = effects.map(({ job, kind, name, nth }, index) => [
    `${story.name}-${String(index + 1).padStart(3, '0')}`,
    job,
    kind,
    `${name}${nth > 0 ? ` #${nth + 1}` : ''}`,
  ]);
  for (const line of alignColumns(rows)) print(`  ${line}`);
}

function printFailure({ point, problems, jobs }: Verdict, verbose: boolean, print: Print): void {
  print(`FAILED  ${describePoint(point)}`);
  for (const problem of problems) print(`        ${problem}`);
  print(`        replay: npm run test:faults -- --only '${point.id}' --verbose`);
  if (!verbose) return;
  for (const { job, attempt, steps } of jobs) {
    print(`        ── ${job}, attempt ${attempt}`);
    print(steps.map(({ log }) => log.replaceAll(/^/gm, '        ')).join('\n'));
  }
}

function printEndings(verdicts: readonly Verdict[], print: Print): void {
  const ways = verdicts.map(
    ({ point, end }: { point: Point; end: string }) => `${point.next}: ${end}`,
  );
  for (const way of [...new Set(ways)].toSorted()) {
    print(`  ${way}: ${ways.filter((one) => one === way).length}`);
  }
}
