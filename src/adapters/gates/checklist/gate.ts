import type { ChecklistGate } from '../../../core/plan/plan.ts';
import { readPlanFile } from '../file.ts';
import { broken, enumerate, type Look, open, shut } from '../look.ts';
import { readTasks } from './tasks.ts';

/** Open when the list holds tasks and every one of them is ticked. */
export async function lookAtChecklist(
  { place }: ChecklistGate,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  if (place.kind === 'file') return lookAtFile(place.path, environment);
  return broken('only files can be read', 'a task list', 'put the list into a file');
}

/** Open when the file holds tasks and every one of them is ticked. */
async function lookAtFile(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const wanted = `every task of ${file} ticked`;
  const reading = await readPlanFile(file, environment);
  if (reading.outcome === 'failed') {
    return broken(reading.detail, wanted, 'check the repository out, or mend the path');
  }
  const tasks = readTasks(reading.text);
  if (tasks.length === 0) {
    return broken(`${reading.path} holds no task`, wanted, 'write tasks as `- [ ] what to do`');
  }
  const undone = tasks.filter(({ isDone }) => !isDone).map(({ text }) => text);
  return undone.length === 0
    ? open(`all ${tasks.length} ticked`, wanted)
    : shut(
        `${undone.length} of ${tasks.length} not ticked: ${enumerate(undone, 3)}`,
        wanted,
        'do what is left, tick it, and release that commit',
      );
}
