import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import { checkBaseline } from './baseline.ts';
import { checkContradictions } from './contradictions.ts';
import { checkEvidence } from './evidence.ts';
import { checkGates } from './gates.ts';
import { checkKayenta } from './kayenta.ts';
import { checkNames } from './names.ts';
import { checkPromotion } from './promotion.ts';
import { checkTiming } from './timing.ts';
import { checkUsage } from './usage.ts';
import { checkWeights } from './weights.ts';

/** What must hold between the parts of a plan. */
export function checkRules(outline: Outline, notes: Notes): void {
  checkNames(outline, notes);
  checkWeights(outline, notes);
  checkTiming(outline, notes);
  checkBaseline(outline, notes);
  checkKayenta(outline, notes);
  checkContradictions(outline, notes);
  checkPromotion(outline, notes);
  checkGates(outline, notes);
  // Only of a sound plan can be said that a part of it is of no use.
  const isSound = notes.problems().every(({ severity }) => severity === 'warning');
  if (!isSound) return;
  checkUsage(outline, notes);
  checkEvidence(outline, notes);
}
