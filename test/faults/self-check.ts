import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Print, Tally } from './tally.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A product with one mistake that the suite must find. */
interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** The points that are run against it. */
  readonly only: string;
  /** What the suite must say of it. */
  readonly finding: RegExp;
}

const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'effects come before their intents',
    file: 'src/drivers/drive.ts',
    right: '} else if (intent.length > 0',
    wrong: '} else if (intent.length > 99',
    only: 'release-, killed before phase-1 deploy',
    finding: /the deploy hook ran before the ledger said so/,
  },
  {
    name: 'what a lost process opened is not looked for',
    file: 'src/adapters/report/github/find.ts',
    right: 'externalId === rollout',
    wrong: 'externalId === `not ${rollout}`',
    only: 'release-, killed after gates Tell',
    finding: /2 check runs/,
  },
  {
    name: 'a broken criterion is a passed one',
    file: 'src/core/rollout/decide-bake.ts',
    right: "verdict === 'fail'",
    wrong: "verdict === 'never'",
    only: 'breach-001-during',
    finding: /not rolled-back/,
  },
  {
    name: 'a release goes on that a newer one has followed',
    file: 'src/core/rollout/holder.ts',
    right: 'return started.run.id === run.id || isNumberedBefore(run, started.run);',
    wrong: 'return false;',
    only: 'supersede-001-before',
    finding: /the older release, run again, ended as/,
  },
  {
    name: 'a rollback is believed without the target',
    file: 'src/drivers/traffic.ts',
    right: 'await insist(world, 0,',
    wrong:
      "await insist({ ...world, traffic: { setWeight: async () => ({ outcome: 'ok', weight: 0 }) } }, 0,",
    only: 'lost-001-before',
    finding: /the target carries 100%, and the ledger says 0%/,
  },
];

/** Shows that the suite can fail: each mistake (or those whose names hold `only`) must be found. */
export function checkItself(only: string, print: Print): Tally {
  const sabotages = SABOTAGES.filter(({ name }) => name.includes(only));
  let failed = 0;
  for (const sabotage of sabotages) {
    const { name, finding } = sabotage;
    const { status, output } = runAgainst(sabotage);
    const isFound = status === 1 && finding.test(output) && / [1-9]\d* failed$/.test(output.trim());
    print(`${isFound ? 'found   ' : 'NOT FOUND'}  ${name}`);
    if (isFound) continue;
    failed += 1;
    print(output.replaceAll(/^/gm, '        '));
  }
  return { passed: sabotages.length - failed, failed };
}

/** Runs a few points of this suite against the sources with the mistake in them. */
function runAgainst(sabotage: Sabotage): {
  readonly status: number | null;
  readonly output: string;
} {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'out', 'sabotage-'));
  try {
    const dist = plant(sabotage, folder);
    const main = join(import.meta.dirname, 'main.ts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', main, '--only', sabotage.only, '--workers', '1'],
      { cwd: ROOT, env: { ...process.env, SLUICE_DIST: dist }, encoding: 'utf8' },
    );
    return { status, output: `${stderr}${stdout}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies the sources, makes the mistake, and puts up what can be started like the bundle. */
function plant({ file, right, wrong }: Sabotage, folder: string): string {
  cpSync(join(ROOT, 'src'), join(folder, 'src'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const place = join(folder, file);
  const source = readFileSync(place, 'utf8');
  if (!source.includes(right))
    throw new Error(`${file} has no ${right} any more: see self-check.ts`);
  writeFileSync(place, source.replaceAll(right, wrong));
  const bundle = join(folder, 'dist', 'action', 'index.js');
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(
    bundle,
    `import { register } from 'tsx/esm/api';\nregister();\nawait import('../../src/actions/main.ts');\n`,
  );
  return join(folder, 'dist');
}
