import type { Target } from '../../core/plan/plan.ts';
import { bindVariables } from '../../core/plan/variables.ts';
import type { Duration } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StableSide, Traffic } from '../../ports/traffic.ts';
import { HIDE_NOTHING, type Redact } from '../secrets/redaction.ts';
import { createCommandTraffic } from './command/traffic.ts';
import { createHAProxyTraffic } from './haproxy/traffic.ts';
import { createRefusingTraffic } from './result.ts';
import { SETTLING } from './settle.ts';

export interface TrafficSurroundings {
  /** Where `$VAR` in the target's address and versions is looked up; commands run in it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** How long to wait before each further look at a target that does not yet carry the weight asked for. */
  readonly pauses?: readonly Duration[];
  /** Takes out of what a target says what nobody may see; left out, there is nothing to hide. */
  readonly redact?: Redact;
}

/** Traffic for a plan's target. A variable that is not set refuses every move and names itself. */
export function createTraffic(
  target: Target,
  { environment, clock, pauses = SETTLING, redact = HIDE_NOTHING }: TrafficSurroundings,
): Traffic & StableSide {
  const bound = bindTarget(target, environment);
  if ('unset' in bound) {
    const names = bound.unset.map((name) => `$${name}`).join(', ');
    return createRefusingTraffic(
      `the target uses ${names}, which the environment does not set: set it for this step, or write the value`,
    );
  }
  return bound.kind === 'haproxy'
    ? createHAProxyTraffic(bound, { clock, pauses, redact })
    : createCommandTraffic(bound, { environment, clock, pauses, redact });
}

/** The address and the versions may hold variables; commands are left alone: their shell reads the environment. */
function bindTarget(
  target: Target,
  environment: Readonly<Record<string, string>>,
): Target | { readonly unset: readonly string[] } {
  const unset = new Set<string>();
  const bind = (text: string) => {
    const binding = bindVariables(text, environment);
    if (binding.outcome === 'bound') return binding.text;
    for (const name of binding.missing) unset.add(name);
    return text;
  };
  const versions = { stable: bind(target.stable), canary: bind(target.canary) };
  const bound =
    target.kind === 'haproxy'
      ? { ...target, ...versions, socket: bind(target.socket) }
      : { ...target, ...versions };
  return unset.size > 0 ? { unset: [...unset] } : bound;
}
