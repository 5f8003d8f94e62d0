/**
 * GitHub as a process, for jobs that reach it by GITHUB_API_URL and GITHUB_GRAPHQL_URL:
 * `npx tsx test/fake-github/main.ts [--port N] [--state file] [--seed file]`. Prints its URL on one
 * line when it listens. The state file is read when it exists and written after every change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Seed } from './seed/seed.ts';
import { startFakeGitHub } from './server.ts';
import type { World } from './state/world.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    seed: { type: 'string' },
  },
});
const { port, state, seed } = values;

function readJson(file: string | undefined): unknown {
  const isThere = file !== undefined && existsSync(file);
  return isThere ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const world = readJson(state) as World | undefined;
const planted = readJson(seed) as Seed | undefined;
const github = await startFakeGitHub({
  port: Number(port),
  ...(world && { world }),
  ...(planted && { seed: planted }),
  ...(state !== undefined && {
    onChange: (changed: World) => writeFileSync(state, JSON.stringify(changed)),
  }),
});
console.log(github.url);
process.once('SIGTERM', () => void github.close());
