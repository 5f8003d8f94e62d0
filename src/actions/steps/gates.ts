import type { GateFinding } from '../../core/finding.ts';
import { printFindings } from '../../core/present/findings.ts';
import { shutReason } from '../../core/rollout/gate-reason.ts';
import type { PlanDocument } from '../../drivers/assignment.ts';
import { createWorld } from '../../wiring/world.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { gates } from '../declarations/gates.ts';
import { isFailed, needPlan } from '../document.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { driveStep } from '../rollout.ts';
import { concealSecrets } from '../secrets.ts';
import { surroundStep } from '../surroundings.ts';
import { readFlag } from './flag.ts';
import { readMinutes } from './minutes.ts';

type GatesInputs = Inputs<typeof gates>;
type GatesResult = ActionResult<keyof Outputs<typeof gates>>;

/** Asks every gate, and starts the rollout in the ledger unless told not to. */
export async function askGates(inputs: GatesInputs, host: Host): Promise<GatesResult> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const isRecorded = readFlag('record', inputs.record);
  if (typeof isRecorded === 'string') return failWith(isRecorded);
  const mostMinutes = readMinutes('most-minutes', inputs['most-minutes']);
  if (typeof mostMinutes === 'string') return failWith(mostMinutes);
  return isRecorded
    ? beginRollout(inputs, document, host, mostMinutes)
    : onlyAsk(inputs, document, host);
}

async function beginRollout(
  inputs: GatesInputs,
  document: PlanDocument,
  host: Host,
  mostMinutes: number,
): Promise<GatesResult> {
  const teamToken = inputs['team-token'];
  const task = { goal: { kind: 'gates' }, mostMinutes, teamToken } as const;
  const { result, state } = await driveStep(host, inputs, document, task);
  return withGates(result, state?.gates?.open === true, state?.gates?.findings ?? []);
}

async function onlyAsk(
  inputs: GatesInputs,
  { plan }: PlanDocument,
  host: Host,
): Promise<GatesResult> {
  const { version, 'team-token': teamToken } = inputs;
  const surroundings = surroundStep(host, inputs, plan, { version, teamToken });
  if (typeof surroundings === 'string') return failWith(surroundings);
  const world = concealSecrets(createWorld(plan, surroundings), surroundings.secrets);
  const now = world.clock.now();
  const findings = await Promise.all(plan.gates.map((gate) => world.gates.evaluate(gate, now)));
  for (const line of printFindings(findings)) host.print(line);
  const open = findings.every(({ outcome }) => outcome === 'open');
  const { code, sentence } = open ? OPEN : shutReason(findings);
  const outputs = {
    status: open ? 'reached' : 'stopped',
    'reason-code': code,
    reason: sentence,
  };
  return withGates({ outputs, ...(!open && { failure: sentence }) }, open, findings);
}

const OPEN = { code: 'gates-open', sentence: 'the gates are open' } as const;

function withGates(
  result: GatesResult,
  open: boolean,
  findings: readonly GateFinding[],
): GatesResult {
  const outputs = { ...result.outputs, open: String(open), findings: JSON.stringify(findings) };
  return { ...result, outputs };
}
