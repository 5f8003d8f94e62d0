import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { makeScratch } from '../../services/harness/scratch.ts';
import { readActLog, type ActLog, type LogLine } from './act-log.ts';
import { cancelJob, killJob, killLeftovers } from './processes.ts';
import { SUITE_ROOT } from './repository.ts';

/** act follows links to a checked out repository by these: `owner/name@ref` to a folder. */
export type Repositories = ReadonlyMap<string, string>;

export interface ActJob {
  readonly jobFile: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly callerPath: string;
  readonly repositories: Repositories;
  readonly actor: string;
  /** The runner machine's own variables and GitHub's (`GITHUB_RUN_ID` and so on). */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Steps that are not interrupted when the job is cancelled. */
  readonly outlivingSteps: readonly string[];
  readonly outputCount: number;
  readonly onLine: (line: LogLine) => void;
}

/** How a running job is ended from outside. */
export interface JobControl {
  cancel(): void;
  loseRunner(): void;
}

export interface ActOutcome {
  readonly exitCode: number | null;
  readonly log: ActLog;
  readonly outputs: readonly string[];
}

const ACT_PATH = [
  join(SUITE_ROOT, '.tools/bin'),
  process.env['PATH'] ?? '',
  '/usr/sbin', // haproxy, on Debian
].join(delimiter);

/** Runs one job's workflow file by act, on this machine without containers. */
export async function runActJob(
  job: ActJob,
  takeControl: (control: JobControl) => void,
): Promise<ActOutcome> {
  const scratch = await makeScratch('act');
  const outputs = join(scratch.path, 'outputs');
  await mkdir(outputs);
  const args = [
    job.event.name,
    '--json',
    '--no-cache-server',
    '--no-skip-checkout',
    `--directory=${job.callerPath}`,
    `--actor=${job.actor}`,
    '--platform=ubuntu-latest=-self-hosted',
    `--action-cache-path=${join(scratch.path, 'cache')}`,
    `--workflows=${await scratch.write('job.yml', job.jobFile)}`,
    `--eventpath=${await scratch.write('event.json', JSON.stringify(job.event.payload))}`,
    `--env-file=${await scratch.write('env.yml', stringify({ ...job.env, HARNESS_OUTPUTS: outputs }))}`,
    `--secret-file=${await scratch.write('secrets.yml', stringify(job.secrets))}`,
    `--var-file=${await scratch.write('vars.yml', stringify(job.vars))}`,
    ...Array.from(job.repositories, ([at, folder]) => `--local-repository=${at}=${folder}`),
  ];
  const log = readActLog(job.onLine);
  const child = spawn('act', args, {
    // Nothing of this process's own environment gets into a job: act would hand all of it on.
    env: { PATH: ACT_PATH, HOME: scratch.path, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8').on('data', log.feed);
  child.stderr.setEncoding('utf8').on('data', log.feed);
  const { pid } = child;
  if (pid !== undefined) {
    takeControl({
      cancel: () => void cancelJob(pid, job.outlivingSteps.includes(log.currentStep() ?? '')),
      loseRunner: () => killJob(pid),
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', (cause) =>
      reject(new Error('act cannot be started: run scripts/install-tools.sh', { cause })),
    );
  });
  log.feed('\n');
  killLeftovers(`HARNESS_OUTPUTS=${outputs}`);
  const values = await Promise.all(
    Array.from({ length: job.outputCount }, (_, index) => readOutput(join(outputs, `${index}`))),
  );
  await scratch.close();
  return { exitCode, log, outputs: values };
}

async function readOutput(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : '';
}
