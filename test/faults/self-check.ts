import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Sabotage, SABOTAGES } from './sabotages.ts';
import type { Print, Tally } from './tally.ts';

const ROOT = resolve(import.meta.dirname, '../..');

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
  if (!source.includes(right)) throw new Error(`${file} has no ${right} any more`);
  writeFileSync(place, source.replaceAll(right, wrong));
  const bundle = join(folder, 'dist', 'action', 'index.js');
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(
    bundle,
    `import { register } from 'tsx/esm/api';\nregister();\nawait import('../../src/actions/main.ts');\n`,
  );
  return join(folder, 'dist');
}
