import type { HAProxyTarget } from '../../../core/plan/plan.ts';
import type { StableSide, Traffic, TrafficResult } from '../../../ports/traffic.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { createRefusingTraffic, failed, refuseWeight, showWeight } from '../result.ts';
import type { FailedTraffic } from '../result.ts';
import { lookUntil, settle, showPatience } from '../settle.ts';
import type { Patience } from '../settle.ts';
import { readBackend, setServerWeight } from './backend.ts';
import type { Backend, BackendView } from './backend.ts';
import { bringUp, findDistortion, showBackend } from './distortion.ts';
import { parseRuntimeAddress } from './runtime.ts';
import { isName, isServing } from './server.ts';
import type { Server } from './server.ts';
import { checkStable } from './stable.ts';
import { chooseWeights, orderMoves, shareOf } from './weights.ts';
import type { ServerWeights } from './weights.ts';

/**
 * Moves traffic between two servers of an HAProxy backend with its runtime API. Weights are absolute, and
 * always read back: a reload that lost them shows in `readWeight`, and setting them again mends it.
 */
export function createHAProxyTraffic(
  target: HAProxyTarget,
  { redact, ...patience }: Patience & { readonly redact: Redact },
): Traffic & StableSide {
  const backend = describeBackend(target, redact);
  if (typeof backend === 'string') return createRefusingTraffic(backend);
  const readWeight = () => readShare(backend);
  return {
    readWeight,
    checkStable: () => checkStable(backend),
    async setWeight(weight, isUnwanted) {
      const chosen = refuseWeight(weight) ?? chooseWeights(weight) ?? tooFine(weight);
      if ('outcome' in chosen) return chosen;
      const failure = await moveWeights(backend, chosen, patience, isUnwanted);
      return failure ?? settle(weight, readWeight, patience);
    },
  };
}

/** The backend, or why there can be none. */
function describeBackend(target: HAProxyTarget, redact: Redact): Backend | string {
  const address = parseRuntimeAddress(target.socket);
  if (address === undefined) {
    return `'${target.socket}' is no address of a runtime API: write host:port, or the path of a unix socket`;
  }
  const { backend: name, stable, canary } = target;
  const unfit = [name, stable, canary].find((text) => !isName(text));
  if (unfit !== undefined) {
    return `'${unfit}' cannot be a name in HAProxy: use letters, digits, '.', '_', ':' and '-'`;
  }
  if (stable === canary) {
    return `stable and canary are both '${stable}': name two servers of backend ${name}`;
  }
  return { runtime: { address, timeout: target.timeout }, name, stable, canary, redact };
}

async function readShare(backend: Backend): Promise<TrafficResult> {
  const view = await readBackend(backend);
  if ('outcome' in view) return view;
  return findDistortion(backend, view) ?? { outcome: 'ok', weight: shareOf(weightsOf(view)) };
}

function weightsOf({ stable, canary }: BackendView): ServerWeights {
  return { stable: stable.weight, canary: canary.weight };
}

/**
 * Sets both weights. Nothing is touched unless both servers could be read before, nor while a canary that is
 * to get traffic is not up, nor when the wait for it was so long that the weight is not wanted any more.
 */
async function moveWeights(
  backend: Backend,
  wanted: ServerWeights,
  patience: Patience,
  isUnwanted: () => Promise<boolean> = async () => false,
): Promise<FailedTraffic | undefined> {
  const isReady = (view: BackendView) => wanted.canary === 0 || isServing(view.canary);
  let looks = 0;
  const view = await lookUntil(
    () => {
      looks += 1;
      return readBackend(backend);
    },
    (seen) => 'outcome' in seen || isReady(seen),
    patience,
  );
  if ('outcome' in view) return view;
  if (!isReady(view)) return notUp(backend, view.canary, patience);
  if (looks > 1 && (await isUnwanted())) return tooLate(backend, view.canary);

  for (const arm of orderMoves(weightsOf(view), wanted)) {
    const failure = await setServerWeight(backend, backend[arm], wanted[arm]);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function notUp(backend: Backend, canary: Server, patience: Patience): FailedTraffic {
  const found = `${showBackend(backend)} has the canary ${canary.name} ${canary.status}${showPatience(patience)}`;
  return failed('canary-down', `${found}: no weight was moved; ${bringUp(backend, canary)}`);
}

function tooLate(backend: Backend, canary: Server): FailedTraffic {
  const found = `${showBackend(backend)} had the canary ${canary.name} up too late`;
  return failed('refused', `${found}: the weight is not wanted any more, and none was moved`);
}

function tooFine(weight: number): FailedTraffic {
  const found = `${showWeight(weight)} is finer than HAProxy's 256 steps`;
  return failed('refused', `${found}: ask for 0%, 100%, or 0.4% to 99.6%`);
}
