import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

/** Targets and connections. */
export const TARGET_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'a target of no kind',
    plan: planWith({ target: 'target: ▶{}' }),
    code: 'one-of',
    found: '`target` does not say which kind it is',
    expected: 'one target: `haproxy: { … }` or `command: { … }`',
  },
  {
    mistake: 'a target of two kinds',
    plan: planWith({
      target: `target:
  ▶haproxy: { socket: /run/haproxy.sock, backend: shop, stable: v1, canary: v2 }
  command: { set: ./set, get: ./get }`,
    }),
    code: 'one-of',
    found: '`target` holds `haproxy` and `command`',
    expected: 'and only that',
  },
  {
    mistake: 'a target as text',
    plan: planWith({ target: 'target: ▶haproxy' }),
    code: 'wrong-value',
    found: '`target` is the text `haproxy`',
    expected: '`haproxy: { … }`',
  },
  {
    mistake: 'a socket without its port',
    plan: planWith({
      target: 'target: { haproxy: { socket: ▶localhost, backend: b, stable: v1, canary: v2 } }',
    }),
    code: 'wrong-value',
    found: '`socket` is the text `localhost`',
    expected: '`host:port`',
  },
  {
    mistake: 'the same version twice',
    plan: planWith({
      target: 'target: { haproxy: { socket: $S, backend: b, stable: v1, canary: ▶v1 } }',
    }),
    code: 'same-version',
    found: 'stable and canary are both `v1`',
    expected: 'two different versions',
  },
  {
    mistake: 'traffic given back to a version nobody renewed',
    plan: planWith({
      target: 'target: { command: { set: ./set, get: ./get, after-promotion: ▶stable } }',
    }),
    code: 'promote-hook-missing',
    found: 'nothing brings the new version there',
    expected: 'hooks: { promote',
  },
  {
    mistake: 'a target that cannot be read back',
    plan: planWith({ target: 'target: { command: ▶{ set: ./set } }' }),
    severity: 'warning',
    code: 'unverifiable-target',
    found: 'no `get`',
    expected: 'add a command that prints the weight',
  },
  {
    mistake: 'a variable in small letters',
    plan: planWith({ connections: 'connections: { prometheus: { url: http://▶$host:9090 } }' }),
    code: 'unknown-variable',
    found: '`url` holds `$host`',
    expected: '`$HOST`',
  },
  {
    mistake: 'a variable in small letters in the name of a version',
    plan: planWith({
      target: 'target: { command: { set: ./set, get: ./get, canary: v▶$version } }',
    }),
    code: 'unknown-variable',
    found: '`canary` holds `$version`',
    expected: 'known in queries only',
  },
  {
    mistake: "a query's variable in an address",
    plan: planWith({ connections: 'connections: { alertmanager: { url: http://▶$arm.local } }' }),
    code: 'unknown-variable',
    found: '`url` holds `$arm`',
    expected: 'known in queries only',
  },
  {
    mistake: 'an address without its scheme',
    plan: planWith({ connections: 'connections: { prometheus: { url: ▶metrics:9090 } }' }),
    code: 'wrong-value',
    found: '`url` is the text `metrics:9090`',
    expected: '`http://`',
  },
  {
    mistake: 'two ways to log in',
    plan: planWith({
      connections:
        'connections: { prometheus: { basic: { username: u, password: $P }, bearer: ▶$T } }',
    }),
    code: 'one-of',
    found: 'both `basic` and `bearer`',
    expected: 'keep the one',
  },
  {
    mistake: 'a password written out',
    plan: planWith({
      connections: 'connections: { prometheus: { basic: { username: u, password: ▶hunter2 } } }',
    }),
    severity: 'warning',
    code: 'literal-secret',
    found: '`password` is written out',
    expected: 'name the variable',
  },
  {
    mistake: 'a password written out in an address',
    plan: planWith({ connections: 'connections: { prometheus: { url: ▶http://u:hunter2@p } }' }),
    severity: 'warning',
    code: 'literal-secret',
    found: '`url` is written out',
    expected: 'name the variable',
  },
  {
    mistake: 'a password that YAML takes for a number',
    plan: planWith({
      connections: 'connections: { prometheus: { basic: { username: u, password: ▶123456 } } }',
    }),
    code: 'wrong-value',
    found: '`password` is a number',
    expected: 'as a variable',
  },
];
