import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSummaryFile } from '../../adapters/report/file/reporter.ts';
import { writePage } from '../../core/page/page.ts';
import { parsePlan } from '../../core/plan/parse.ts';
import type { Subject } from '../../core/present/story.ts';
import { fold } from '../../core/rollout/fold.ts';
import type { LedgerView } from '../../ports/ledger.ts';
import { openArchive } from '../../wiring/ledger.ts';
import { describeState } from '../../wiring/result.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { report } from '../declarations/report.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { type StepSurroundings, surroundStep } from '../surroundings.ts';
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
  const html = await writePageFile(
    join(directory, 'report.html'),
    surroundings,
    subject,
    read.view,
  );
  if (html.outcome === 'failed') host.print(`no HTML page: ${html.detail}`);
  const path = html.outcome === 'written' ? html.path : '';
  host.print(`${state.status}: written to ${directory}`);
  return { outputs: { ...files, html: path, 'rollout-status': state.status } };
}

type PageFile =
  | { readonly outcome: 'written'; readonly path: string }
  | { readonly outcome: 'failed'; readonly detail: string };

/** Draws the whole rollout: the tip of a ledger holds only what still matters, so its past is read. */
async function writePageFile(
  path: string,
  { address }: StepSurroundings,
  { state, now }: Subject,
  { tip, plan: text = '' }: LedgerView,
): Promise<PageFile> {
  const archive = openArchive(address);
  if (typeof archive === 'string') return { outcome: 'failed', detail: archive };
  const told = await archive.tell(state.started.rollout, tip);
  if (told.outcome === 'failed') return told;
  const { plan } = parsePlan(text, 'the plan in the ledger');
  const page = writePage(told.value ?? [], plan, now);
  if (page === undefined) return { outcome: 'failed', detail: 'the ledger has lost the rollout' };
  await writeFile(path, page);
  return { outcome: 'written', path };
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
