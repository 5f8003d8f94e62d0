import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { readTasks } from './tasks.ts';

export interface TallyAround {
  /** What the text is called. */
  readonly name: string;
  readonly wanted: string;
  /** What to do where a task is not ticked. */
  readonly remedy: string;
}

/** Open when the text holds tasks and every one of them is ticked. */
export function judgeTasks(text: string, { name, wanted, remedy }: TallyAround): Look {
  const reading = readTasks(text);
  if (reading.outcome === 'unreadable') {
    return broken(`${name} ${reading.detail}`, wanted, 'keep the list in a text of its own');
  }
  const { tasks } = reading;
  if (tasks.length === 0) {
    return broken(`${name} holds no task`, wanted, 'write tasks as `- [ ] what to do`');
  }
  const undone = tasks.filter(({ isDone }) => !isDone).map((task) => task.text);
  return undone.length === 0
    ? open(`all ${tasks.length} ticked`, wanted)
    : shut(
        `${undone.length} of ${tasks.length} not ticked: ${enumerate(undone, 3)}`,
        wanted,
        remedy,
      );
}
