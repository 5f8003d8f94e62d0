import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import type { Gate } from '../plan.ts';
import { refSegment } from '../ref-segment.ts';
import { quote } from '../wording.ts';

/** What a gate asks of the rest of the plan. */
export function checkGates(outline: Outline, notes: Notes): void {
  const gates = [...outline.gates, ...outline.phases.flatMap((phase) => phase.gates)];
  for (const gate of gates) {
    checkBaked(gate, outline, notes);
    checkStable(gate, outline, notes);
  }
}

function checkStable(gate: Gate, { target }: Outline, notes: Notes): void {
  if (gate.kind !== 'stable' || gate.connection !== undefined) return;
  if (target?.kind !== 'command' || target.checkStable !== undefined) return;
  notes.errorAt(
    gate.position,
    'blind-gate',
    `the gate ${quote(gate.name)} could ask nobody: the target's commands tell nothing of the stable version`,
    'give the target a `check-stable`, or the gate a `url`',
  );
}

function checkBaked(gate: Gate, { environment, name }: Outline, notes: Notes): void {
  if (gate.kind !== 'baked') return;
  const { rollout = 'here' } = gate;
  const unfit = [gate.environment, rollout].find((word) => refSegment(word) === undefined);
  if (unfit !== undefined) {
    notes.errorAt(
      gate.position,
      'wrong-value',
      `${quote(unfit)} cannot be the name of a ledger`,
      'write the environment and the name that the earlier plan has',
    );
    return;
  }
  const isHere = gate.environment.toLowerCase() === environment?.toLowerCase();
  if (!isHere || (gate.rollout ?? name) !== name) return;
  notes.errorAt(
    gate.position,
    'circular-gate',
    `the gate ${quote(gate.name)} waits for this rollout itself, in ${quote(gate.environment)}`,
    'name an environment that comes before, such as `staging`',
  );
}
