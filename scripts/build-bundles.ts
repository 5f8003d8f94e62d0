import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** What is bundled: the entry point of the actions and that of the command line. */
const BUNDLES = { action: 'src/actions/main.js', cli: 'src/cli/main.js' } as const;

/**
 * Builds `dist/` from `src/`: compiled, bundled, minified, with the licences of what is inside. The same
 * sources give the same bytes, wherever they lie. With `--check` it builds aside and says which committed files
 * differ.
 */
function buildBundles(isCheck: boolean): void {
  mkdirSync('out', { recursive: true });
  const work = mkdtempSync(resolve('out', 'build-'));
  try {
    compile(work);
    for (const [name, entry] of Object.entries(BUNDLES)) bundle(work, name, entry);
    if (isCheck) compare(join(work, 'dist'), 'dist');
    else replace(join(work, 'dist'), 'dist');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function compile(work: string): void {
  run('tsc', ['--project', 'tsconfig.build.json', '--outDir', join(work, 'out')], '.');
  cpSync('package.json', join(work, 'package.json'));
  symlinkSync(join(process.cwd(), 'node_modules'), join(work, 'node_modules'), 'dir');
}

/**
 * The bundler names modules by their paths from the folder it runs in, which are the same on every machine. Run
 * inside of `node_modules`, it would take that folder for a part of some package and put it into the bundle.
 */
function bundle(work: string, name: string, entry: string): void {
  const flags = ['--minify', '--license', 'licenses.txt', '--target', 'es2023', '--quiet'];
  const from = join('out', entry.replace(/^src\//, ''));
  const into = join('dist', name);
  run('ncc', ['build', from, '--out', into, ...flags], work);
  rmSync(join(work, into, 'package.json'), { force: true });
}

function run(program: string, args: readonly string[], folder: string): void {
  execFileSync(resolve('node_modules', '.bin', program), args, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function replace(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

function compare(built: string, committed: string): void {
  const names = new Set([...listFiles(built), ...listFiles(committed)]);
  const stale = [...names].filter(
    (name) => read(join(built, name)) !== read(join(committed, name)),
  );
  for (const name of stale) console.error(`out of date: ${join(committed, name)}`);
  if (stale.length === 0) return;
  console.error('Run `npm run build` and commit what it writes.');
  process.exitCode = 1;
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

buildBundles(process.argv.includes('--check'));
