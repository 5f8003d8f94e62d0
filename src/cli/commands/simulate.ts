import { nearest } from '../../core/plan/nearest.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { formatCount } from '../../core/quantity/count.ts';
import { trafficFor } from '../../core/simulation/traffic.ts';
import { type Scenario, SCENARIOS } from '../../core/simulation/scenario.ts';
import { createConsoleReporter } from '../../adapters/report/console/reporter.ts';
import { isGood } from '../../drivers/outcome.ts';
import { simulate } from '../../wiring/simulate.ts';
import { describeResult } from '../../wiring/result.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

/** A fixed beginning, so that the same simulation prints the same. */
const STARTS_AT = Date.UTC(2026, 0, 5, 9);

/** Runs the plan against an invented service and prints the timeline. */
export async function simulatePlan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { print, warn } = terminal;
  if (options.scenario === 'list') {
    for (const [name, story] of Object.entries(SCENARIOS)) print(`${name.padEnd(14)} ${story}`);
    return EXIT.good;
  }
  const scenario = findScenario(options.scenario);
  if (scenario === undefined) {
    const meant = nearest(options.scenario, Object.keys(SCENARIOS));
    warn(
      `no scenario ${options.scenario}${meant ? `: did you mean ${meant}?` : ''} (--scenario list)`,
    );
    return EXIT.misused;
  }
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  if (!options.json) print(describeTraffic(document.plan));
  const outcome = await simulate({
    document,
    scenario,
    seed: options.seed,
    startsAt: STARTS_AT,
    reporter: createConsoleReporter(options.json ? () => {} : print),
  });
  if (options.json) print(JSON.stringify(describeResult(outcome)));
  return isGood(outcome) ? EXIT.good : EXIT.bad;
}

function describeTraffic(plan: Plan): string {
  const traffic = formatCount(trafficFor(plan));
  return `${traffic} requests/s: with much less, this plan's limits would lie within chance`;
}

function findScenario(name: string): Scenario | undefined {
  return Object.keys(SCENARIOS).find((known): known is Scenario => known === name);
}
