import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { choice, duration, line, pattern, text } from './leaf.ts';
import { alternatives, mapping, optional } from './mapping.ts';

const afterPromotion = optional(
  choice(['canary', 'stable']),
  'Who carries the traffic once the rollout is promoted: `canary` (it is the new stable version), or `stable` (the promote hook has brought the stable slot to the new version).',
  'canary',
);

const haproxy = mapping(
  'the HAProxy to steer, such as `{ socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }`',
  {
    socket: pattern(
      /^(?:\$\S*|(?!\S*:\/\/)\S*\/\S+|(?:[^\s:/]+|\[[0-9a-fA-F:.]+\]):\d{1,5})$/,
      'the runtime API as `host:port` or the path of a unix socket, such as `127.0.0.1:9999` or `/run/haproxy/admin.sock`',
    ).describe(
      'Address of the runtime API: `host:port`, or the path of a unix socket. `$VAR` is bound from the environment.',
    ),
    backend: pattern(
      /^[A-Za-z0-9_.:-]+$/,
      'the name of the backend that holds both servers',
    ).describe('The backend that holds both servers.'),
    stable: line('the name of the server with the stable version', 200).describe(
      'The server with the stable version. `$VAR` is bound from the environment.',
    ),
    canary: line('the name of the server with the new version', 200).describe(
      'The server with the new version. `$VAR` is bound from the environment.',
    ),
    'after-promotion': afterPromotion,
    timeout: optional(
      duration(1),
      'How long one command to HAProxy may take.',
      writeDuration(DEFAULTS.socketTimeout),
    ),
  },
);

const command = mapping(
  'the commands that move the traffic, such as `{ set: ./set-weight.sh, get: ./get-weight.sh }`',
  {
    set: text('the command that sets the weight').describe(
      'Sets the weight. Run in a shell with SLUICE_WEIGHT, SLUICE_STABLE_WEIGHT, SLUICE_CANARY and SLUICE_STABLE.',
    ),
    get: optional(
      text('the command that prints the weight'),
      "Prints the canary's weight in percent. Without it the weight cannot be verified.",
    ),
    'check-stable': optional(
      text('the command that tells whether the stable version is healthy'),
      'Exits with 0 while the stable version could take all traffic; its last line says how it is. The gate `stable` asks it.',
    ),
    stable: optional(
      line('the name of the stable version', 200),
      'Name of the stable version. `$VAR` is bound from the environment.',
      'stable',
    ),
    canary: optional(
      line('the name of the new version', 200),
      'Name of the new version. `$VAR` is bound from the environment.',
      'canary',
    ),
    'after-promotion': afterPromotion,
    timeout: optional(
      duration(1),
      'How long one run of a command may take.',
      writeDuration(DEFAULTS.targetCommandTimeout),
    ),
  },
);

export const target = alternatives(
  'one target: `haproxy: { … }` or `command: { … }`',
  [['haproxy'], ['command']],
  {
    haproxy: optional(haproxy, 'Steers the servers of an HAProxy backend through its runtime API.'),
    command: optional(command, 'Steers anything a program can steer.'),
  },
);
