import { createMemoryTraffic } from '../../../../src/adapters/traffic/memory/traffic.ts';
import { failed } from '../../../../src/adapters/traffic/result.ts';
import type { StableSide } from '../../../../src/ports/traffic.ts';
import { answering, silent } from './answers.ts';
import type { Around, Rows } from './scene.ts';

const QUALITY = 'quality: { file: $FILE, require: [lines >= 80%], format: lcov }';
const covered = (lines: number) => ({ text: `SF:a.ts\nLF:100\nLH:${lines}\nend_of_record\n` });

export const quality: Rows = {
  pass: [{ what: 'as required', gate: QUALITY, file: covered(80), found: /lines is 80%/ }],
  fail: [{ what: 'less than required', gate: QUALITY, file: covered(79), found: /lines is 79%/ }],
  away: [
    { what: 'no file', gate: QUALITY, found: /there is no file/ },
    { what: 'an empty file', gate: QUALITY, file: { text: '' }, found: /no lcov tracefile/ },
    { what: 'another file', gate: QUALITY, file: { text: '<html>' }, found: /no lcov tracefile/ },
    {
      what: 'nothing to cover',
      gate: QUALITY,
      file: { text: 'LF:0\nLH:0\n' },
      found: /lines has no value/,
    },
    {
      what: 'a variable that is not set',
      gate: 'quality: { file: $NOWHERE/lcov.info, require: [lines >= 80%] }',
      found: /\$NOWHERE is not set/,
    },
  ],
  late: [{ what: 'a file without an end', gate: QUALITY, file: 'endless', found: /within 60ms/ }],
  misconfigured: [
    { gate: 'quality: { require: [lines >= 80%] }', code: 'missing-key' },
    { gate: 'quality: { file: a, require: [] }', code: 'wrong-value' },
    { gate: 'quality: { file: a, require: [lines] }', code: 'condition' },
    { gate: 'quality: { file: a, require: [lines >= 80%], format: html }', code: 'wrong-value' },
  ],
};

const withShell = 'exit 0'; // there is a PATH with a shell where there is a `gh`
const COMMAND = (run: string) => `command: { run: '${run}' }`;

export const command: Rows = {
  pass: [{ what: 'exits with 0', gate: COMMAND('echo low'), gh: withShell, found: /^low$/ }],
  fail: [
    { what: 'exits with 1', gate: COMMAND('echo high; exit 1'), gh: withShell, found: /1: high/ },
    { what: 'exits with 2', gate: COMMAND('exit 2'), gh: withShell, found: /exited with 2/ },
  ],
  away: [
    {
      what: 'no such program',
      gate: COMMAND('no-such-program'),
      gh: withShell,
      found: /not there/,
    },
    { what: 'no shell', gate: COMMAND('exit 0'), found: /not there/ },
    { what: 'killed', gate: COMMAND('kill -9 $$'), gh: withShell, found: /exited with 137/ },
  ],
  late: [
    {
      what: 'does not end',
      gate: 'command: { run: sleep 60 }',
      gh: withShell,
      found: /within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'command: {}', code: 'missing-key' },
    { gate: 'command: { run: true }', code: 'wrong-value' },
    { gate: 'command: { run: ./ok, timeout: 5 }', code: 'wrong-value' },
  ],
};

const STABLE = 'stable: {  }';
const STABLE_URL = 'stable: { url: $URL }';
const up = createMemoryTraffic();
const down = createMemoryTraffic();
down.setStable(false);
const away = createMemoryTraffic();
away.fail(failed('unreachable', 'nobody answers at 127.0.0.1:9999'));
const asking = (checkStable: StableSide['checkStable']): Around => ({ stable: { checkStable } });
const untold = asking(async () => ({ outcome: 'untold', detail: 'it cannot tell' }));

export const stable: Rows = {
  pass: [
    { what: 'it is up', gate: STABLE, around: { stable: up }, found: /is up/ },
    {
      what: 'its address answers too',
      gate: STABLE_URL,
      around: { stable: up },
      service: answering('ok'),
      found: /is up; .* answered 200/,
    },
  ],
  fail: [
    { what: 'it is down', gate: STABLE, around: { stable: down }, found: /is down/ },
    {
      what: 'its address complains',
      gate: STABLE_URL,
      around: { stable: up },
      service: answering('', 503),
      found: /answered 503/,
    },
  ],
  away: [
    { what: 'no target', gate: STABLE, found: /no target/ },
    { what: 'the target', gate: STABLE, around: { stable: away }, found: /nobody answers/ },
    { what: 'who cannot tell', gate: STABLE, around: untold, found: /no way to tell/ },
    { what: 'the address', gate: STABLE_URL, around: { stable: up }, found: /ECONNREFUSED/ },
    {
      what: 'a bug',
      gate: STABLE,
      around: asking(() => Promise.reject(new TypeError('oops'))),
      found: /looking failed: oops/,
    },
  ],
  late: [
    {
      what: 'the target',
      gate: STABLE,
      around: asking(() => new Promise(() => {})),
      found: /within 60ms/,
    },
    {
      what: 'the address',
      gate: STABLE_URL,
      around: { stable: up },
      service: silent,
      found: /within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'stable: { url: stable:8080 }', code: 'wrong-value' },
    { gate: 'stable: { path: /ready }', code: 'unknown-key' },
    { gate: 'stable: { status: 2 }', code: 'wrong-value' },
  ],
};
