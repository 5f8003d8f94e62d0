import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSummaryFile } from '../../adapters/report/file/reporter.ts';
import type { Subject } from '../../core/present/story.ts';
import { fold } from '../../core/rollout/fold.ts';
import { describeState } from '../../wiring/result.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { report } from '../declarations/report.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { surroundStep } from '../surroundings.ts';
import { readFlag } from './flag.ts';
import { findRollout } from './names.ts';

/** Writes what happened, from the ledger alone. */
export async function writeReport(
  inputs: Inputs<typeof report>,
  host: Host,
): Promise<ActionResult<keyof Outputs<typeof report>>> {
  const rollout = await findRollout(inputs);
  if (typeof rollout === 'string') return failWith(rollout);
  const isSummarised = readFlag('summary', inputs.summary);
  if (typeof isSummarised === 'string') return failWith(isSummarised);
  const { ledger, token, directory } = inputs;
  const surroundings = surroundStep(host, { ledger, token, ...NO_VALUES }, rollout);
  if (typeof surroundings === 'string') return failWith(surroundings);
  const read = await surroundings.ledger.read();
  if (read.outcome === 'failed') return failWith(`the ledger could not be read: ${read.detail}`);
  const state = fold(read.view.events);
  if (state === undefined) {
    host.print(`${rollout.name} in ${rollout.environment}: no rollout was ever started`);
    return { outputs: { 'rollout-status': 'none' } };
  }
  const subject: Subject = { state, criteria: [], now: state.updatedAt };
  const summary = host.environment['GITHUB_STEP_SUMMARY'];
  if (summary && isSummarised) await writeSummaryFile(summary, subject);
  const files = await writeFiles(directory, subject);
  host.print(`${state.status}: written to ${files.markdown} and ${files.json}`);
  return { outputs: { ...files, 'rollout-status': state.status } };
}

const NO_VALUES = { settings: '', variables: '' } as const;

async function writeFiles(
  directory: string,
  subject: Subject,
): Promise<Record<'markdown' | 'json', string>> {
  await mkdir(directory, { recursive: true });
  const markdown = join(directory, 'report.md');
  const json = join(directory, 'report.json');
  await writeSummaryFile(markdown, subject);
  await writeFile(json, `${JSON.stringify(describeState(subject.state), undefined, 2)}\n`);
  return { markdown, json };
}
