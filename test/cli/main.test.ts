import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/terminal.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = ['--import', 'tsx', join(ROOT, 'src/cli/main.ts')];

test.each([[['help']], [['simulate', 'examples/minimal.yml']]])(
  '%j ends well when nobody reads on',
  async (words) => {
    const child = spawn(process.execPath, [...MAIN, ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ code, said }).toEqual({ code: EXIT.good, said: '' });
  },
);
