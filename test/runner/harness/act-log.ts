import { z } from 'zod';

/** One line of what act writes with `--json`. */
const Entry = z.looseObject({
  level: z.string(),
  msg: z.string(),
  raw_output: z.boolean().optional(),
  stage: z.string().optional(),
  stepID: z.array(z.string()).optional(),
  stepResult: z.string().optional(),
  jobResult: z.string().optional(),
  command: z.string().optional(),
  raw: z.string().optional(),
  content: z.string().optional(),
});

export interface LogLine {
  /** Id of the job's step, also for what a composite action in it writes; undefined outside of steps. */
  readonly step: string | undefined;
  readonly text: string;
}

export interface ActLog {
  /** Takes what act wrote, in any chunks; hands every line on as it is complete. */
  readonly feed: (chunk: string) => void;
  readonly lines: readonly LogLine[];
  /** Result of each step that was run, by id. */
  readonly stepResults: ReadonlyMap<string, string>;
  /** The job's step that was begun last. */
  readonly currentStep: () => string | undefined;
  readonly summary: () => string;
  readonly jobResult: () => string | undefined;
  /** Where act carries on and GitHub would not: an expression it could not evaluate. */
  readonly faults: readonly string[];
}

/** Gathers the story of one job from act's JSON lines. */
export function readActLog(onLine: (line: LogLine) => void): ActLog {
  const lines: LogLine[] = [];
  const faults: string[] = [];
  const stepResults = new Map<string, string>();
  const summaries: { readonly step: string; readonly content: string }[] = [];
  let currentStep: string | undefined;
  let jobResult: string | undefined;
  let rest = '';

  const say = (line: LogLine) => {
    lines.push(line);
    onLine(line);
  };
  const read = (text: string) => {
    if (text === '') return;
    const parsed = Entry.safeParse(parseJson(text));
    if (!parsed.success) return say({ step: undefined, text });
    const entry = parsed.data;
    const [step] = entry.stepID ?? [];
    const isMain = entry.stage === 'Main';
    if (isMain && step !== undefined) currentStep = step;
    if (entry.msg.startsWith('Unable to interpolate')) faults.push(entry.msg);
    if (entry.jobResult !== undefined) jobResult = entry.jobResult;
    if (
      isMain &&
      entry.stepID?.length === 1 &&
      step !== undefined &&
      entry.stepResult !== undefined
    )
      stepResults.set(step, entry.stepResult);
    if (entry.command === 'summary' && entry.stepID !== undefined)
      addSummary(summaries, entry.stepID.join('/'), entry.content ?? '');
    else if (entry.raw_output === true) say({ step, text: entry.msg.replace(/\n$/, '') });
    else if (entry.raw !== undefined) say({ step, text: entry.raw.replace(/\n$/, '') });
    else if (entry.level === 'error') say({ step, text: entry.msg });
  };

  return {
    feed(chunk) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) read(part);
    },
    lines,
    faults,
    stepResults,
    summary: () => summaries.map(({ content }) => content).join(''),
    currentStep: () => currentStep,
    jobResult: () => jobResult,
  };
}

/** act reports the last summary of a composite's steps once more for the composite itself. */
function addSummary(
  summaries: { readonly step: string; readonly content: string }[],
  step: string,
  content: string,
): void {
  const last = summaries.at(-1);
  const isEcho = last?.content === content && last.step.startsWith(`${step}/`);
  if (!isEcho) summaries.push({ step, content });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
