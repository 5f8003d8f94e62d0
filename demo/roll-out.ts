import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createGivenApprovals } from '../src/adapters/approvals/given.ts';
import { createSystemClock } from '../src/adapters/clock/system.ts';
import type { Environment } from '../src/adapters/process/environment.ts';
import { createConsoleReporter } from '../src/adapters/report/console/reporter.ts';
import { createFileReporter } from '../src/adapters/report/file/reporter.ts';
import { tellEverywhere } from '../src/adapters/report/several.ts';
import type { Run } from '../src/core/rollout/event.ts';
import { drive } from '../src/drivers/drive.ts';
import { isGood } from '../src/drivers/outcome.ts';
import { readDocument } from '../src/wiring/document.ts';
import { describeResult } from '../src/wiring/result.ts';
import { createWorld } from '../src/wiring/world.ts';
import { openLedger } from './ledger.ts';

/** How a rollout ended. */
export interface Ending {
  readonly promoted: boolean;
  /** Why, in one sentence. */
  readonly sentence: string;
}

export interface Task {
  /** Path of the plan. */
  readonly plan: string;
  /** What the plan's addresses and commands may refer to. */
  readonly environment: Environment;
  /** The folder that the report goes to; whatever it held is gone. */
  readonly folder: string;
  /** Fires when somebody has had enough: then traffic goes back. */
  readonly stop: AbortSignal;
}

/** Runs a real rollout of the plan in this process, shows it live and leaves a report. */
export async function rollOut({ plan: path, environment, folder, stop }: Task): Promise<Ending> {
  const read = await readDocument(path);
  if (read.outcome === 'invalid') throw new Error(read.lines.join('\n'));
  const { document } = read;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const clock = createSystemClock();
  const run: Run = { id: `demo-${clock.now().toString(36)}`, attempt: 1, actor: 'demo' };
  const release = { version: 'v2' };
  const world = createWorld(document.plan, {
    clock,
    environment,
    print,
    release,
    rollout: run.id,
    ledger: openLedger(`${folder}/ledger.git`, document.plan, run),
    reporter: tellEverywhere([
      createConsoleReporter(print),
      createFileReporter(`${folder}/report.md`),
    ]),
    approvals: createGivenApprovals([], run.actor),
    secrets: [],
  });
  const outcome = await drive(world, {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
    mode: 'job',
    run,
    release,
    document,
    cancelled: stop,
  });
  for (const trouble of outcome.troubles) print(`warning: ${trouble}`);
  const result = JSON.stringify(describeResult(outcome), undefined, 2);
  await writeFile(`${folder}/report.json`, `${result}\n`);
  return { promoted: isGood(outcome), sentence: outcome.reason.sentence };
}

function print(line: string): void {
  console.log(line);
}
