import type { CommandTarget, Weight } from '../../../core/plan/plan.ts';
import type { StableResult, StableSide, Traffic, TrafficResult } from '../../../ports/traffic.ts';
import { runCommand } from '../../process/command.ts';
import type { CommandResult } from '../../process/command.ts';
import { explainFailure, hasAnswered, lastLine, type ToldCommand } from '../../process/failure.ts';
import { quote } from '../../secrets/quotation.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { failed, refuseWeight } from '../result.ts';
import type { FailedTraffic } from '../result.ts';
import { settle } from '../settle.ts';
import type { Patience } from '../settle.ts';

interface Surroundings extends Patience {
  readonly environment: Readonly<Record<string, string>>;
  readonly redact: Redact;
}

/**
 * Moves traffic with two commands of the plan's own. What they need to know they read from SLUICE_WEIGHT and
 * SLUICE_STABLE_WEIGHT (percent, without the sign), SLUICE_CANARY and SLUICE_STABLE.
 */
export function createCommandTraffic(
  target: CommandTarget,
  { environment, redact, ...patience }: Surroundings,
): Traffic & StableSide {
  const versions = { SLUICE_CANARY: target.canary, SLUICE_STABLE: target.stable };
  const run = (command: string, weights: Readonly<Record<string, string>> = {}) =>
    runCommand({
      command,
      env: { ...environment, ...versions, ...weights },
      timeout: target.timeout,
    });

  const around = { timeout: target.timeout, redact };

  const readWeight = async (): Promise<TrafficResult> => {
    if (target.get === undefined) return { outcome: 'ok', weight: undefined };
    const result = await run(target.get);
    return failureOf('get', result, around) ?? parseWeight(result.stdout, redact);
  };

  return {
    readWeight,
    async checkStable() {
      const command = target.checkStable;
      if (command === undefined) return UNTOLD;
      return judgeStable(await run(command), around);
    },
    async setWeight(weight) {
      const refusal = refuseWeight(weight);
      if (refusal !== undefined) return refusal;
      const result = await run(target.set, weightVariables(weight));
      const failure = failureOf('set', result, around);
      return failure ?? settle(weight, readWeight, patience);
    },
  };
}

const UNTOLD: StableResult = {
  outcome: 'untold',
  detail: 'the target has no `check-stable` command, so it cannot tell how the stable version is',
};

type Around = Pick<ToldCommand, 'timeout' | 'redact'>;

function judgeStable(result: CommandResult, around: Around): StableResult {
  const title = "the target's `check-stable` command";
  const failure = explainFailure(result, { title, ...around });
  if (failure === undefined) {
    return {
      outcome: 'ready',
      found: lastLine(result, around.redact) ?? '`check-stable` exited with 0',
    };
  }
  const { reason, detail } = failure;
  if (reason === 'timeout') return failed('timeout', detail);
  return hasAnswered(result) ? { outcome: 'not-ready', detail } : failed('refused', detail);
}

function weightVariables(weight: Weight): Record<string, string> {
  const stable = Number((100 - weight).toFixed(6)); // 94.7, not 94.69999999999999
  return { SLUICE_WEIGHT: String(weight), SLUICE_STABLE_WEIGHT: String(stable) };
}

function failureOf(
  name: 'set' | 'get',
  result: CommandResult,
  around: Around,
): FailedTraffic | undefined {
  const title = `the target's \`${name}\` command`;
  const failure = explainFailure(result, { title, ...around });
  if (failure === undefined) return undefined;
  return failed(failure.reason === 'timeout' ? 'timeout' : 'refused', failure.detail);
}

function parseWeight(output: string, redact: Redact): TrafficResult {
  const text = output.trim();
  const match = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text);
  const weight = Number(match?.[1]);
  if (match !== null && weight <= 100) return { outcome: 'ok', weight };
  const shown = text === '' ? 'nothing' : `'${quote(text, redact, 80)}'`;
  return failed(
    'malformed',
    `the target's \`get\` command printed ${shown}: print the canary's share of the traffic and nothing else, 0 to 100`,
  );
}
