import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, type ScenarioName } from './scenario.ts';

export interface Options {
  readonly scenario: ScenarioName;
  /** HAProxy and Prometheus in place of the embedded proxy and the metrics pages. */
  readonly real: boolean;
}

export const USAGE = `Usage: npm run demo -- [--scenario ${SCENARIO_NAMES.join('|')}] [--real]`;

/** Reads the command line; a string says what is wrong with it. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', default: 'healthy' },
        real: { type: 'boolean', default: false },
      },
    });
    const scenario = SCENARIO_NAMES.find((name) => name === values.scenario);
    return scenario === undefined
      ? `there is no scenario "${values.scenario}"`
      : { scenario, real: values.real };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
