/** One task of a Markdown task list. */
export interface Task {
  readonly text: string;
  readonly isDone: boolean;
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const TASK = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(\S.*)$/;

/** The tasks of a Markdown text, as GitHub lists them; what stands in fenced code is none. */
export function readTasks(markdown: string): readonly Task[] {
  const tasks: Task[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const [, box, text] = TASK.exec(line) ?? [];
    if (box !== undefined && text !== undefined) tasks.push({ text, isDone: box !== ' ' });
  }
  return tasks;
}
