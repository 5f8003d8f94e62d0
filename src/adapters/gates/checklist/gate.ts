import type { ChecklistGate } from '../../../core/plan/plan.ts';
import { readPlanFile } from '../file.ts';
import { broken } from '../look.ts';
import type { Look } from '../look.ts';
import { nameMembers } from '../membership.ts';
import { lookAtDescriptions } from './descriptions.ts';
import { findNumbers, nobodyToAsk } from './numbers.ts';
import type { NumbersAround } from './numbers.ts';
import { judgeTasks } from './tally.ts';

export type ChecklistAround = NumbersAround;

/** Open when the list holds tasks, every one of them is ticked, and by somebody who may. */
export async function lookAtChecklist(gate: ChecklistGate, around: ChecklistAround): Promise<Look> {
  const { place } = gate;
  if (place.kind === 'file') return lookAtFile(place.path, around);
  const wanted = describeWanted(gate);
  const { forge } = around;
  if (forge === undefined) return nobodyToAsk(wanted);
  const numbers = await findNumbers(gate.place, around, wanted);
  return 'outcome' in numbers ? numbers : lookAtDescriptions(gate, { forge, numbers, wanted });
}

async function lookAtFile(
  file: string,
  { environment }: Pick<ChecklistAround, 'environment'>,
): Promise<Look> {
  const wanted = `every task of ${file} ticked`;
  const reading = await readPlanFile(file, environment);
  if (reading.outcome === 'failed') {
    return broken(reading.detail, wanted, 'check the repository out, or mend the path');
  }
  const remedy = 'do what is left, tick it, and release that commit';
  return judgeTasks(reading.text, { name: reading.path, wanted, remedy });
}

function describeWanted({ place, by }: ChecklistGate): string {
  const whose = by.length === 0 ? '' : `, last edited by one of ${nameMembers(by)}`;
  return `every task of ${describePlace(place)} ticked${whose}`;
}

function describePlace(place: ChecklistGate['place']): string {
  switch (place.kind) {
    case 'file':
      return place.path;
    case 'issue':
      return `issue ${place.number}`;
    case 'label':
      return `the open issues labelled ${place.label}`;
    case 'pull-request':
      return 'the pull request';
  }
}
