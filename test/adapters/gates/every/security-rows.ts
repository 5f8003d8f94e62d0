import { memoryForge, refused, SILENT, THROWING } from './forge.ts';
import { SHA } from './scene.ts';
import type { Around, Rows, Scenes } from './scene.ts';

/** What every gate has in common that asks GitHub for alerts. */
function away(gate: string): Scenes {
  return [
    { what: 'no repository', gate, around: { sha: SHA }, found: /no repository/ },
    { what: 'GitHub refuses', gate, around: memoryForge(refused), found: /403/ },
    {
      what: 'a token that is not set',
      gate: gate.replace('{', '{ token: $NOWHERE, ').replace(', }', ' }'),
      around: memoryForge({}),
      found: /\$NOWHERE is not set/,
    },
    { what: 'a bug', gate, around: memoryForge(THROWING), found: /looking failed/ },
  ];
}

const late = (gate: string): Scenes => [
  { what: 'no answer', gate, around: memoryForge(SILENT), found: /no answer within 60ms/ },
];

const CODE = 'code-scanning: { none-from: high }';
const analysed = { tool: 'CodeQL', ref: 'refs/heads/main', error: '' };
const code = (severity: 'medium' | 'high', error = ''): Around =>
  memoryForge({
    analyses: [{ ...analysed, error }],
    codeAlerts: [{ number: 5, severity, rule: 'js/xss' }],
  });

export const codeScanning: Rows = {
  pass: [{ what: 'a milder alert', gate: CODE, around: code('medium'), found: /no such alert/ }],
  fail: [
    { what: 'an open alert', gate: CODE, around: code('high'), found: /#5 js\/xss \(high\)/ },
    { what: 'never analysed', gate: CODE, around: memoryForge({}), found: /nothing has analysed/ },
  ],
  away: [
    ...away(CODE),
    {
      what: 'an analysis that failed',
      gate: CODE,
      around: code('medium', 'out of memory'),
      found: /failed: out of memory/,
    },
    { what: 'no commit', gate: CODE, around: { forge: memoryForge({}).forge }, found: /no commit/ },
  ],
  late: late(CODE),
  misconfigured: [
    { gate: 'code-scanning: { none-from: severe }', code: 'wrong-value' },
    { gate: 'code-scanning: { tools: CodeQL }', code: 'wrong-value' },
    { gate: 'code-scanning: { severity: high }', code: 'unknown-key' },
  ],
};

const SECRETS = 'secret-scanning: {}';

export const secretScanning: Rows = {
  pass: [{ what: 'none', gate: SECRETS, around: memoryForge({}), found: /none/ }],
  fail: [
    {
      what: 'one leaked',
      gate: SECRETS,
      around: memoryForge({ secretAlerts: [{ number: 3, kind: 'a cloud key' }] }),
      found: /1: #3 a cloud key/,
    },
  ],
  away: away(SECRETS),
  late: late(SECRETS),
  misconfigured: [
    { gate: 'secret-scanning: { validity: [bad] }', code: 'wrong-value' },
    { gate: 'secret-scanning: { none-from: high }', code: 'unknown-key' },
  ],
};

const DEPENDABOT = 'dependabot: { none-from: high }';

export const dependabot: Rows = {
  pass: [{ what: 'none', gate: DEPENDABOT, around: memoryForge({}), found: /none/ }],
  fail: [
    {
      what: 'a hole',
      gate: DEPENDABOT,
      around: memoryForge({
        dependencyAlerts: [{ number: 8, severity: 'critical', package: 'left-pad' }],
      }),
      found: /#8 left-pad \(critical\)/,
    },
  ],
  away: away(DEPENDABOT),
  late: late(DEPENDABOT),
  misconfigured: [
    { gate: 'dependabot: { none-from: 5 }', code: 'wrong-value' },
    { gate: 'dependabot: { scope: all }', code: 'wrong-value' },
  ],
};
