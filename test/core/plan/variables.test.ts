import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import {
  bindVariables,
  referencedVariables,
  variablesIn,
} from '../../../src/core/plan/variables.ts';
import { planWith } from './sample.ts';

describe('binding', () => {
  const environment = { HOST: 'metrics', PORT: '9090', EMPTY: '', TRICK: '$HOST' };

  it.each([
    ['http://$HOST:${PORT}/', 'http://metrics:9090/'],
    ['$HOST$PORT', 'metrics9090'],
    ['no variables, $lower, $ and $5', 'no variables, $lower, $ and $5'],
    ['$TRICK', '$HOST'],
  ])('%s', (text, expected) => {
    expect(bindVariables(text, environment)).toEqual({ outcome: 'bound', text: expected });
  });

  it('tells every variable that is not set, or empty', () => {
    expect(bindVariables('$HOST $NOPE $EMPTY ${NOPE}', environment)).toEqual({
      outcome: 'unbound',
      missing: ['NOPE', 'EMPTY'],
    });
  });

  it('takes values as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(bindVariables('<$X>', { X: value })).toEqual({
          outcome: 'bound',
          text: `<${value}>`,
        });
      }),
    );
  });

  it('does not reach into JavaScript', () => {
    expect(bindVariables('$__PROTO__', {})).toEqual({ outcome: 'unbound', missing: ['__PROTO__'] });
    expect(variablesIn('$constructor')).toEqual([]);
  });
});

describe('the variables of a plan', () => {
  it('are those of the fields in which they are bound, and no others', () => {
    const { plan } = parsePlan(
      planWith({
        target:
          'target: { haproxy: { socket: $SOCKET, backend: b, stable: $OLD, canary: "v${NEW}" } }',
        connections:
          'connections: { prometheus: { url: $P_URL, bearer: $P_TOKEN, headers: { X: $P_HEADER } }, alertmanager: { url: $AM } }',
        metrics: `metrics:
  load: { prometheus: { query: 'load{v="$version"}' } }
  own: { prometheus: { query: 'own{v="$version"}', url: $OWN, basic: { username: u, password: $OWN_PASSWORD } } }
  page: { openmetrics: { canary: [$C1, $C2], stable: $S, gauge: g } }`,
        gates: `gates:
  - alerts: { none-firing: a="b" }
  - prometheus: { query: up, condition: '> 0', url: $GATE }`,
        phases: `phases:
  - { name: All, weight: 100%, bake: 1h, gates: [{ alerts: { name: more, url: $AM2, none-firing: a="b" } }] }`,
        rollback: 'rollback: [load > 1, own > 1, page > 1]',
        hooks: 'hooks: { deploy: ./deploy $NOT_OURS }',
      }),
      'rollout.yml',
    );
    expect(plan && referencedVariables(plan)).toEqual([
      'AM',
      'AM2',
      'C1',
      'C2',
      'GATE',
      'NEW',
      'OLD',
      'OWN',
      'OWN_PASSWORD',
      'P_HEADER',
      'P_TOKEN',
      'P_URL',
      'S',
      'SOCKET',
    ]);
  });
});
