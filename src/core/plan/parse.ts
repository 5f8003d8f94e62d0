import { PlanDocument } from './document/document.ts';
import { readDraft } from './draft/draft.ts';
import { completePlan, resolveOutline } from './meaning/outline.ts';
import { takeNotes } from './notes.ts';
import type { Plan } from './plan.ts';
import { byPosition } from './problem.ts';
import type { Problem } from './problem.ts';
import { checkRules } from './rules/rules.ts';
import { readSource } from './source/source.ts';

export interface ParsedPlan {
  /** There if and only if no problem is an error. */
  readonly plan?: Plan;
  /** All of them at once, in the order of the file. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a plan: from YAML to a draft (its shape), from the draft to an outline (its meaning), and from
 * the outline, if nothing is wrong with it, to a plan. Never throws, whatever the text holds.
 *
 * @param file - what to call the file in messages about it as a whole
 */
export function parsePlan(text: string, file: string): ParsedPlan {
  const { source, problems } = readSource(text, file);
  if (source === undefined) return { problems: problems.toSorted(byPosition) };
  const notes = takeNotes(source);
  const outline = resolveOutline(readDraft(PlanDocument, notes) ?? {}, notes);
  checkRules(outline, notes);
  const all = [...problems, ...notes.problems()].toSorted(byPosition);
  if (all.some(({ severity }) => severity === 'error')) return { problems: all };
  const plan = completePlan(outline);
  if (plan === undefined) throw new Error('a part of the plan was lost without a problem');
  return { plan, problems: all };
}
