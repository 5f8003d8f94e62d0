import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderOf, readMetadata, ROOT } from './step.ts';

const BUNDLES = ['action', 'cli'] as const;

function read(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

describe.each(BUNDLES)('the committed bundle %s', (name) => {
  const bundle = read('dist', name, 'index.js');

  it('knows nothing of the machine it was built on', () => {
    const places = [ROOT, homedir(), tmpdir(), 'node_modules/', 'file:///', '.sluice-build'];
    expect(places.filter((place) => place !== '/' && bundle.includes(place))).toEqual([]);
  });

  it('comes with the licences of all that is in it', () => {
    const licences = read('dist', name, 'licenses.txt');
    const packages = [...licences.matchAll(/^(@?[\w./-]+)\n([\w-]+(?: OR [\w-]+)*)\n/gm)];
    expect(packages.map(([, title]) => title)).toContain('zod');
    const unknown = packages.filter(
      ([, , licence]) =>
        !/^(MIT|ISC|Apache-2\.0|0BSD|BSD-\d-Clause|BlueOak-1\.0\.0)/.test(licence ?? ''),
    );
    expect(unknown.map(([, title]) => title)).toEqual([]);
    expect(licences).not.toContain(ROOT);
  });
});

describe('the bundle of the command line', () => {
  it('runs by itself', () => {
    const out = execFileSync(process.execPath, [join(ROOT, 'dist/cli/index.js'), '--help']);
    expect(out.toString()).toMatch(/^sluice: /);
  });
});

describe('the script of a composite action', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-path-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the script as the runner does, with a PATH that holds only this folder. */
  function run() {
    const script = join(folder, 'script.sh');
    writeFileSync(script, readMetadata('analyze').runs.steps[0]?.run ?? '');
    const flags = ['--noprofile', '--norc', '-eo', 'pipefail', script];
    const environment = { PATH: folder, GITHUB_ACTION_PATH: folderOf('analyze') };
    const { status, stdout, stderr } = spawnSync('/bin/bash', flags, {
      env: environment,
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  function addNode(script: string): void {
    writeFileSync(join(folder, 'node'), script);
    chmodSync(join(folder, 'node'), 0o755);
  }

  const ONE_LINE =
    '::error::Sluice needs Node.js 20.19 or newer on PATH: add a step with actions/setup-node before this one\n';

  it('says in one line what to do where there is no Node', () => {
    expect(run()).toEqual({ status: 1, stdout: ONE_LINE, stderr: '' });
  });

  it.each(['16.20.2', '18.20.8', '20.18.3'])('says the same to Node %s', (version) => {
    // A Node that tells another version: what it is asked decides.
    addNode(
      `#!/bin/bash\nexec ${process.execPath} -e "Object.defineProperty(process.versions, 'node', { value: '${version}' }); eval(process.argv[1])" "$2"\n`,
    );
    expect(run()).toEqual({ status: 1, stdout: ONE_LINE, stderr: '' });
  });

  it.each(['20.19.0', '22.0.0', '24.11.1'])('starts the bundle with Node %s', (version) => {
    addNode(
      `#!/bin/bash\nif [ "$1" != -e ]; then echo "started $2"; exit; fi\nexec ${process.execPath} -e "Object.defineProperty(process.versions, 'node', { value: '${version}' }); eval(process.argv[1])" "$2"\n`,
    );
    expect(run()).toEqual({ status: 0, stdout: 'started analyze\n', stderr: '' });
  });

  it('starts the bundle with this Node, which says what it misses', () => {
    addNode(`#!/bin/bash\nexec ${process.execPath} "$@"\n`);
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=.github/rollout.yml,line=1,col=1::');
  });
});
