import { fileURLToPath } from 'node:url';
import { definedVariables } from '../src/adapters/process/environment.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { findMissing } from './programs.ts';
import { rollOut } from './roll-out.ts';
import { SCENARIOS } from './scenario.ts';
import { openEmbeddedFront } from './world/front.ts';
import { openWorld } from './world/world.ts';

const EXIT = { promoted: 0, notPromoted: 1, misused: 2 } as const;

const REPORT = 'demo-report';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') return refuse(`${options}\n${USAGE}`);
  const missing = options.real
    ? findMissing(['haproxy', 'prometheus'], process.env.PATH ?? '')
    : [];
  if (missing.length > 0) {
    const cure = `sudo apt-get install --no-install-recommends ${missing.join(' ')}`;
    return refuse(`--real needs ${missing.join(' and ')}, not found on PATH. On Debian: ${cure}`);
  }
  return play(options);
}

async function play({ scenario: name, real }: Options): Promise<number> {
  const scenario = SCENARIOS[name];
  console.log(`Scenario ${name}. ${scenario.story}\nExpected: ${scenario.ending}\n`);
  const stop = stopOnSignal();
  const world = await openWorld(scenario, real ? await loadRealFront() : openEmbeddedFront);
  try {
    const plan = new URL(real ? 'plans/demo-real.yml' : 'plans/demo.yml', import.meta.url);
    const environment = definedVariables({ ...process.env, ...world.environment });
    const ending = await rollOut({ plan: fileURLToPath(plan), environment, folder: REPORT, stop });
    console.log(`\n${ending.sentence}\nReport: ${REPORT}/report.md and ${REPORT}/report.json`);
    return ending.promoted ? EXIT.promoted : EXIT.notPromoted;
  } finally {
    await world.close();
  }
}

/** Loaded only when asked for: it needs what a machine with only Node does not have. */
async function loadRealFront() {
  return (await import('./world/real-front.ts')).openRealFront;
}

/** One ^C reaches this process more than once, from the terminal and from npm: only the first counts. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => controller.abort(signal));
  }
  return controller.signal;
}

function refuse(message: string): number {
  console.error(message);
  return EXIT.misused;
}
