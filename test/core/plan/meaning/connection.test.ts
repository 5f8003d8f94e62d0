import { describe, expect, it } from 'vitest';
import { metricOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

/** The connection of a metric under the plan's shared connections, with keys of its own. */
function connectionOf(connections: string, own = ''): unknown {
  const text = planWith({
    connections,
    metrics: `metrics:\n  load: { prometheus: { query: 'load{v="$version"}'${own} } }`,
    phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
  });
  const { source } = metricOf(text, 'load');
  return source.kind === 'prometheus' ? source.connection : undefined;
}

describe('a connection', () => {
  const SHARED =
    'connections: { prometheus: { url: http://p, basic: { username: u, password: $P }, headers: { X-A: a }, timeout: 3s } }';

  it('is $PROMETHEUS_URL where nothing is said', () => {
    expect(connectionOf('')).toEqual({ url: '$PROMETHEUS_URL', headers: {}, timeout: 10_000 });
  });

  it('is inherited whole', () => {
    const expected = {
      url: 'http://p',
      username: 'u',
      password: '$P',
      headers: { 'X-A': 'a' },
      timeout: 3_000,
    };
    expect(connectionOf(SHARED)).toEqual(expected);
  });

  it('never takes credentials to another host', () => {
    expect(connectionOf(SHARED, ', url: http://q')).toEqual({
      url: 'http://q',
      headers: {},
      timeout: 3_000,
    });
  });

  it('replaces one way to log in by the other', () => {
    expect(connectionOf(SHARED, ', bearer: $T, headers: { X-B: b }')).toEqual({
      url: 'http://p',
      bearer: '$T',
      headers: { 'X-A': 'a', 'X-B': 'b' },
      timeout: 3_000,
    });
  });
});
