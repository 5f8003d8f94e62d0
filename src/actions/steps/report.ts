import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSummary } from '../../core/present/story.ts';
import { fold } from '../../core/rollout/fold.ts';
import type { State } from '../../core/rollout/state.ts';
import { createFileReporter } from '../../adapters/report/file/reporter.ts';
import { describeState } from '../../wiring/result.ts';
import type { report as declaration } from '../declarations/report.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import type { Inputs } from '../inputs.ts';
import { surroundStep } from '../surroundings.ts';
import { findRollout } from './names.ts';

/** Writes what happened, from the ledger alone. */
export async function writeReport(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
  const rollout = await findRollout(inputs);
  if (typeof rollout === 'string') return failWith(rollout);
  const surroundings = surroundStep(host, { ...inputs, variables: '' }, rollout);
  if (typeof surroundings === 'string') return failWith(surroundings);
  const read = await surroundings.ledger.read();
  if (read.outcome === 'failed') return failWith(`the ledger could not be read: ${read.detail}`);
  const state = fold(read.view.events);
  if (state === undefined) {
    return { outputs: { markdown: '', json: '', 'rollout-status': 'none' } };
  }
  const story = { state, criteria: [], now: state.updatedAt };
  const summary = host.environment['GITHUB_STEP_SUMMARY'];
  if (summary) {
    const decision = { do: 'promote' } as const;
    await createFileReporter(summary).tell({ ...story, moment: 'step', decision });
  }
  return {
    outputs: { ...(await writeFiles(inputs.directory, state)), 'rollout-status': state.status },
  };
}

async function writeFiles(
  directory: string,
  state: State,
): Promise<Record<'markdown' | 'json', string>> {
  await mkdir(directory, { recursive: true });
  const markdown = join(directory, 'report.md');
  const json = join(directory, 'report.json');
  await writeFile(markdown, `${writeSummary({ state, criteria: [], now: state.updatedAt })}\n`);
  await writeFile(json, `${JSON.stringify(describeState(state), undefined, 2)}\n`);
  return { markdown, json };
}
