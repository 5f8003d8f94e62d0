import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../src/adapters/process/command.ts';

const env = { PATH: process.env['PATH'] ?? '' };
const timeout = 10_000;

describe('a command', () => {
  test.each([
    ['true', { outcome: 'exited', code: 0, stdout: '', stderr: '' }],
    ['echo out; echo err >&2; exit 3', { code: 3, stdout: 'out\n', stderr: 'err\n' }],
    ['kill -TERM $$', { outcome: 'exited', code: 143 }],
    ['no-such-program-anywhere --flag', { outcome: 'not-found' }],
    ["printf 'gr\\303\\274n'", { stdout: 'grün' }],
  ])('%s', async (command, expected) => {
    expect(await runCommand({ command, env, timeout })).toMatchObject(expected);
  });

  test('is heard line by line, letters cut in half by the pipe included', async () => {
    const lines: string[] = [];
    const command = "printf 'gr\\303'; sleep 0.05; printf '\\274n\\nblau'";
    await runCommand({ command, env, timeout, onLine: (line) => void lines.push(line) });
    expect(lines).toEqual(['grün', 'blau']);
  });

  test('sees the given environment and nothing else', async () => {
    process.env['SLUICE_TEST_SECRET'] = 'hidden';
    const result = await runCommand({
      command: 'env',
      env: { ...env, SLUICE_WEIGHT: '5' },
      timeout,
    });
    expect(result.stdout).toContain('SLUICE_WEIGHT=5\n');
    expect(result.stdout).not.toContain('hidden');
    delete process.env['SLUICE_TEST_SECRET'];
  });

  test('takes values verbatim, whatever they hold', async () => {
    const value = `$(touch owned); "quoted" 'single' \`x\` \\ \n end`;
    const result = await runCommand({
      command: `printf '%s' "$VALUE"`,
      env: { ...env, VALUE: value },
      timeout,
    });
    expect(result).toMatchObject({ outcome: 'exited', code: 0, stdout: value });
  });

  test('reads what it is given, or ignores it', async () => {
    const stdin = 'x'.repeat(200_000);
    const counted = await runCommand({ command: 'wc -c', env, timeout, stdin });
    expect(counted.stdout.trim()).toBe('200000');
    expect(await runCommand({ command: 'true', env, timeout, stdin })).toMatchObject({ code: 0 });
  });

  test('never blocks on too much output, and says that some was dropped', async () => {
    const command = 'head -c 3000000 /dev/zero; echo done >&2';
    const result = await runCommand({ command, env, timeout });
    expect(result).toMatchObject({ outcome: 'exited', code: 0, truncated: true, stderr: 'done\n' });
    expect(result.stdout).toHaveLength(1024 * 1024);
  });

  test('keeps no line that the limit cuts in two: half of a secret would not be recognised', async () => {
    const lines: string[] = [];
    const command = `echo first; head -c ${1024 * 1024 - 12} /dev/zero | tr '\\0' ' '; echo; echo token=hunter2`;
    const result = await runCommand({ command, env, timeout, onLine: (line) => lines.push(line) });
    expect(result).toMatchObject({ truncated: true });
    expect(result.stdout.trim()).toBe('first');
    expect(lines.map((line) => line.trim())).toEqual(['first', '']);
  });

  test.each([
    ['a missing shell', { PATH: '/nonexistent' }, { outcome: 'not-found' }],
    ['a NUL in a value', { ...env, VALUE: 'a\0b' }, { outcome: 'exited', code: 126 }],
    [
      'a value beyond what a process can take',
      { ...env, VALUE: 'x'.repeat(4_000_000) },
      { outcome: 'exited', code: 126 },
    ],
  ])('%s is an outcome, not an exception', async (_, environment, expected) => {
    const result = await runCommand({ command: 'true', env: environment, timeout });
    expect(result).toMatchObject(expected);
    expect(result.stderr).not.toBe('');
  });

  test('leaves a daemon alone and does not wait for it', async () => {
    const began = performance.now();
    const result = await runCommand({ command: 'sleep 30 & echo $!', env, timeout });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(result).toMatchObject({ outcome: 'exited', code: 0 });
    const pid = Number(result.stdout);
    expect(isRunning(pid)).toBe(true);
    process.kill(pid);
  });
});

describe('a command that takes too long', () => {
  test('is ended with everything it started, and what it said is kept', async () => {
    const command = 'sleep 60 & echo $!; sleep 60';
    const result = await runCommand({ command, env, timeout: 2_000 });
    expect(result.outcome).toBe('timeout');
    expect(isRunning(Number(result.stdout))).toBe(false);
  });

  test('may tidy up at SIGTERM', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-'));
    const mark = join(directory, 'tidy');
    const command = `trap 'echo tidied > "$MARK"; exit' TERM; echo ready; sleep 60 & wait`;
    const result = await runCommand({ command, env: { ...env, MARK: mark }, timeout: 2_000 });
    expect(result).toMatchObject({ outcome: 'timeout', stdout: 'ready\n' });
    expect(await readFile(mark, 'utf8')).toBe('tidied\n');
    await rm(directory, { recursive: true });
  });

  test('is killed when it ignores SIGTERM', async () => {
    const command = `trap '' TERM; echo $$; while :; do sleep 1; done`;
    const result = await runCommand({ command, env, timeout: 2_000 });
    expect(result.outcome).toBe('timeout');
    expect(isRunning(Number(result.stdout))).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
