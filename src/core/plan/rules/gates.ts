import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import type { Gate } from '../plan.ts';
import { quote } from '../wording.ts';

/** What a gate asks of the rest of the plan. */
export function checkGates(outline: Outline, notes: Notes): void {
  const gates = [...outline.gates, ...outline.phases.flatMap((phase) => phase.gates)];
  for (const gate of gates) checkBaked(gate, outline, notes);
}

function checkBaked(gate: Gate, { environment, name }: Outline, notes: Notes): void {
  if (gate.kind !== 'baked') return;
  const isHere = gate.environment.toLowerCase() === environment?.toLowerCase();
  if (!isHere || (gate.rollout ?? name) !== name) return;
  notes.errorAt(
    gate.position,
    'circular-gate',
    `the gate ${quote(gate.name)} waits for this rollout itself, in ${quote(gate.environment)}`,
    'name an environment that comes before, such as `staging`',
  );
}
