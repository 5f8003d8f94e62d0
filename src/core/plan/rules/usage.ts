import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import { quote } from '../wording.ts';
import { canWatch } from './watching.ts';

/** Every metric is used and every phase is judged by something; a plan may still be run otherwise. */
export function checkUsage(outline: Outline, notes: Notes): void {
  checkMetrics(outline, notes);
  checkPhases(outline, notes);
}

function checkMetrics({ metrics, phases, conditions }: Outline, notes: Notes): void {
  const sentences = [...phases.flatMap(({ criteria }) => criteria), ...conditions];
  const judged = phases.flatMap(({ kayenta }) => kayenta?.metrics ?? []);
  const used = new Set([
    ...sentences.map(({ sentence }) => sentence.metric),
    ...judged.map(({ name }) => name),
  ]);
  for (const name of metrics.keys()) {
    if (used.has(name)) continue;
    notes.warnAt(
      notes.source.keyPosition(['metrics', name]),
      'unused-metric',
      `no criterion and no rollback condition uses ${quote(name)}`,
      'use it, or remove it: it is not measured',
    );
  }
}

function checkPhases({ phases, conditions }: Outline, notes: Notes): void {
  for (const phase of phases) {
    const isJudged =
      phase.criteria.length > 0 ||
      phase.kayenta !== undefined ||
      conditions.some((condition) => canWatch(condition, phase));
    if (isJudged) continue;
    notes.warn(
      phase.path,
      'unjudged-phase',
      `nothing is judged in ${phase.name === undefined ? 'this phase' : quote(phase.name)}`,
      'add criteria, or rollback conditions whose windows fit into its bake',
    );
  }
}
