import { understandPlan, writePlan } from '../plan.ts';
import { shareOut } from '../pool.ts';
import { alignColumns } from '../table.ts';
import type { Print, Tally } from '../tally.ts';
import { type Choice, choose } from '../choice.ts';
import { openWorld } from '../world/world.ts';
import { type CliPoint, listCliPoints, playCli, recordCli } from './play.ts';

/** Kills the command line, with a target of commands and a ledger in a local repository. */
export async function runCliKills(choice: Choice, workers: number, print: Print): Promise<Tally> {
  const { only, verbose } = choice;
  const text = writePlan('command');
  const plan = understandPlan(text);
  const worlds = await Promise.all(Array.from({ length: workers }, () => openWorld(text)));
  try {
    const [first] = worlds;
    if (first === undefined) throw new Error('there must be at least one worker');
    const effects = await recordCli(first);
    print('\ncli: the same release from the command line\n');
    const rows = effects.map(({ kind, name, nth }, index) => [
      `cli-${String(index + 1).padStart(3, '0')}`,
      kind,
      `${name}${nth > 0 ? ` #${nth + 1}` : ''}`,
    ]);
    for (const line of alignColumns(rows)) print(`  ${line}`);
    const points = choose(listCliPoints(effects), describe, choice);
    print(`\n${points.length} points\n`);
    const verdicts = await shareOut(worlds, points, async (point, world) => {
      const { problems, end, log } = await playCli(point, world, plan);
      if (problems.length > 0) {
        print(`FAILED  ${describe(point)}`);
        for (const problem of problems) print(`        ${problem}`);
        print(`        replay: npm run test:faults -- --only '${point.id}' --verbose`);
        if (verbose) print(log.replaceAll(/^/gm, '        '));
      } else if (only !== '') print(`ok      ${describe(point)}: ${end}`);
      return problems.length === 0;
    });
    const passed = verdicts.filter(Boolean).length;
    return { passed, failed: verdicts.length - passed };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

function describe({ id, effect, moment, next }: CliPoint): string {
  return `${id}: killed ${moment} ${effect.name} #${effect.nth + 1}, then ${next}`;
}
