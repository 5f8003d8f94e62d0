import type { PrometheusGate } from '../../../core/plan/plan.ts';
import { holds } from '../../../core/quantity/comparison.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { Element } from '../../metrics/prometheus/answer.ts';
import { createPrometheusClient } from '../../metrics/prometheus/client.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';

/** Open when the query returns something and every value satisfies the condition. NaN satisfies nothing. */
export async function lookAtPrometheus(
  gate: PrometheusGate,
  now: Instant,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const wanted = `every value ${gate.operator} ${gate.value} for ${gate.query}`;
  const client = createPrometheusClient({ ...gate.connection, timeout: gate.timeout }, environment);
  const answer = await client.queryInstant(gate.query, now);
  if (answer.outcome !== 'obtained') {
    return broken(answer.detail, wanted, 'mend the query or the connection of this gate');
  }
  const { elements } = answer.value;
  if (elements.length === 0) {
    const remedy =
      'mend the query: no data is no proof (`… or vector(0)` where nothing means zero)';
    return broken('the query returned nothing', wanted, remedy);
  }
  const bad = elements.filter(({ value }) => !satisfies(value, gate));
  return bad.length === 0
    ? open(enumerate(elements.map(describe), 3), wanted)
    : shut(enumerate(bad.map(describe), 3), wanted, 'wait until it holds, or see why it does not');
}

/** A native histogram satisfies nothing. */
function satisfies(value: Element['value'], { operator, value: limit }: PrometheusGate): boolean {
  return typeof value === 'number' && holds(value, operator, limit);
}

function describe({ labels, value }: Element): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${text}"`);
  const shown = typeof value === 'number' ? String(value) : 'a native histogram';
  return pairs.length === 0 ? shown : `${shown} for {${pairs.join(',')}}`;
}
