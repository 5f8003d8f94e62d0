import { understandPlan, writePlan } from '../plan.ts';
import { shareOut } from '../pool.ts';
import type { Print, Tally } from '../tally.ts';
import { type Choice, choose } from '../choice.ts';
import { openWorld } from '../world/world.ts';
import { INTERVAL, OUTAGES, suffer } from './outage.ts';

/** Takes GitHub away in the moment of a breach, in earnest time. */
export async function runOutages(choice: Choice, print: Print): Promise<Tally> {
  const { verbose } = choice;
  const interval = `${INTERVAL / 1_000}s`;
  const text = writePlan('haproxy', { interval, approval: false });
  const plan = understandPlan(text);
  const outages = choose(OUTAGES, ({ id, about }) => `${id}: ${about}`, choice);
  print(`\nGitHub away during a breach: ${outages.length} cases, looks every ${interval}\n`);
  const worlds = await Promise.all(outages.map(() => openWorld(text)));
  try {
    const results = await shareOut(worlds, outages, (outage, world) =>
      suffer(outage, world, world.save(), plan),
    );
    for (const { outage, took, problems, log } of results) {
      const verdict = problems.length > 0 ? 'FAILED' : 'ok    ';
      print(`${verdict}  ${outage.id}: ${outage.about}; traffic back after ${took} ms`);
      for (const problem of problems) print(`        ${problem}`);
      if (verbose) print(log.replaceAll(/^/gm, '        '));
    }
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    return { passed: results.length - failed, failed };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}
