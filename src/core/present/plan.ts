import { scoreWanted } from '../judge/kayenta/score-report.ts';
import { describeApproval } from '../plan/approval.ts';
import type { Phase, Plan, Sentence } from '../plan/plan.ts';
import { formatDuration } from '../quantity/duration.ts';
import { code, plain, table } from './markdown.ts';

/** A plan as people read it before a release: phases, what they must hold, and what takes the release back. */
export function describePlan(plan: Plan): string {
  const total = plan.phases.reduce((sum, { bake }) => sum + bake, 0);
  const parts = [
    `## Rollout of ${code(plan.name)} to ${code(plan.environment)}`,
    `${plan.phases.length} phases, ${formatDuration(total)} of baking at least.`,
    table(
      ['Phase', 'Weight', 'Bake', 'Must hold', 'Before it begins'],
      plan.phases.map(describePhase),
      ['left', 'right', 'right', 'left', 'left'],
    ),
    listSentences('Rolled back when', plan.rollback),
    listNames(
      'Gates',
      plan.gates.map(({ name }) => name),
    ),
    listNames(
      'Told',
      plan.notifications.map(({ name }) => name),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What must hold for a phase to pass: its criteria, and the score of its judge. */
export function listWanted({ criteria, kayenta }: Phase): readonly string[] {
  return [...criteria.map(({ text }) => text), ...(kayenta ? [scoreWanted(kayenta)] : [])];
}

function describePhase(phase: Phase): readonly string[] {
  const { name, weight, bake, approval, gates } = phase;
  const before = [
    ...(approval === undefined ? [] : [`approval ${plain(describeApproval(approval))}`]),
    ...gates.map((gate) => `gate ${code(gate.name)}`),
  ];
  return [
    plain(name),
    `${weight}%`,
    formatDuration(bake),
    listWanted(phase).map(code).join('<br>') || '–',
    before.join('<br>') || '–',
  ];
}

function listSentences(title: string, sentences: readonly Sentence[]): string {
  return listNames(
    title,
    sentences.map(({ text }) => text),
  );
}

function listNames(title: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${title}: ${names.map(code).join(', ')}.`;
}
