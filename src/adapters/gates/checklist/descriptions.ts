import type { ChecklistGate } from '../../../core/plan/plan.ts';
import type { Description } from '../../../ports/descriptions.ts';
import type { Forge } from '../../../ports/forge.ts';
import type { People } from '../../../ports/people.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { judgeMembership } from '../membership.ts';
import { judgeTasks } from './tally.ts';

export interface DescriptionsAround {
  readonly forge: Forge;
  /** Of issues or pull requests; at least one. */
  readonly numbers: readonly number[];
  readonly wanted: string;
}

/**
 * Open when the descriptions' tasks are all ticked. GitHub tells who edited a description last, not who ticked
 * which task: whoever edited last vouches for the whole of it, and with `by` must be one who may.
 */
export async function lookAtDescriptions(
  { by }: ChecklistGate,
  { forge, numbers, wanted }: DescriptionsAround,
): Promise<Look> {
  const found: string[] = [];
  for (const number of numbers) {
    const read = await forge.descriptions.read(number);
    if (read.outcome === 'failed') {
      const remedy = 'see whether it is there, and look again when GitHub answers';
      return broken(read.detail, wanted, remedy);
    }
    const look = await judge(read.found, { by, people: forge.people, wanted });
    const told = `#${number}: ${look.found}`;
    if (look.outcome !== 'open') return { ...look, found: told };
    found.push(told);
  }
  return open(found.join('; '), wanted);
}

interface Around {
  readonly by: ChecklistGate['by'];
  readonly people: People;
  readonly wanted: string;
}

async function judge(description: Description, around: Around): Promise<Look> {
  const { wanted } = around;
  const remedy = 'do what is left and tick it';
  const tasks = judgeTasks(description.text, { name: 'it', wanted, remedy });
  if (tasks.outcome !== 'open') return tasks;
  const found = `${tasks.found}, last edited by ${description.by ?? 'somebody who is gone'}`;
  return (await findObjection(description, around, found)) ?? open(found, wanted);
}

async function findObjection(
  { by: editor }: Description,
  { by, people, wanted }: Around,
  found: string,
): Promise<Look | undefined> {
  if (by.length === 0) return undefined;
  const remedy = 'let one of them look it over and edit it last';
  if (editor === undefined) return shut(found, wanted, remedy);
  const membership = await judgeMembership(people, editor, by);
  switch (membership.outcome) {
    case 'in':
      return undefined;
    case 'out':
      return shut(found, wanted, remedy);
    case 'unknown':
      return broken(
        membership.detail,
        wanted,
        'hand in the secret `team-token`, which may read teams',
      );
  }
}
