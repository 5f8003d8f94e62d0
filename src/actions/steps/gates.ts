import type { GateFinding } from '../../core/finding.ts';
import type { Inputs } from '../inputs.ts';
import type { gates as declaration } from '../declarations/gates.ts';
import { createWorld } from '../../wiring/world.ts';
import { shutReason } from '../../core/rollout/gate-reason.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { driveStep, isFailed, needPlan } from '../rollout.ts';
import { surroundStep } from '../surroundings.ts';

/** Asks every gate, and starts the rollout in the ledger unless told not to. */
export async function askGates(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  if (inputs.record !== 'false') {
    const { outcome, ...result } = await driveStep(host, inputs, document, {
      goal: { kind: 'gates' },
    });
    const gates = outcome?.state?.gates;
    showFindings(gates?.findings ?? [], host);
    return withGates(result, gates?.open === true, gates?.findings ?? []);
  }
  const surroundings = surroundStep(host, inputs, document.plan);
  if (typeof surroundings === 'string') return failWith(surroundings);
  const { gates, clock } = createWorld(document.plan, surroundings);
  const findings = await Promise.all(
    document.plan.gates.map((gate) => gates.evaluate(gate, clock.now())),
  );
  showFindings(findings, host);
  const open = findings.every(({ outcome }) => outcome === 'open');
  const reason = open
    ? { code: 'nothing-to-do', sentence: 'the gates are open' }
    : shutReason(findings);
  return withGates(
    {
      outputs: {
        status: open ? 'reached' : 'stopped',
        'reason-code': reason.code,
        reason: reason.sentence,
        weight: '',
        result: '',
      },
      ...(!open && { failure: reason.sentence }),
    },
    open,
    findings,
  );
}

function withGates(
  result: ActionResult,
  open: boolean,
  findings: readonly GateFinding[],
): ActionResult {
  const outputs = { ...result.outputs, open: String(open), findings: JSON.stringify(findings) };
  return { ...result, outputs };
}

function showFindings(findings: readonly GateFinding[], { print }: Host): void {
  for (const { gate, outcome, found, wanted, remedy } of findings) {
    print(`${outcome === 'open' ? '✓' : '✗'} ${gate}: ${found}`);
    if (outcome !== 'open') print(`  wanted: ${wanted}. ${remedy}`);
  }
}
