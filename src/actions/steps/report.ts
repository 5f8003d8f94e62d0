import { join } from 'node:path';
import { writeSummaryFile } from '../../adapters/report/file/reporter.ts';
import { tellRollout, writeReportFiles } from '../../wiring/rollout-report.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { report } from '../declarations/report.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { openLedgers, reachGitHub } from '../surroundings.ts';
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
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return failWith(github);
  const ledgers = openLedgers(github, inputs.ledger);
  if (typeof ledgers === 'string') return failWith(ledgers);
  const told = await tellRollout(ledgers.open(rollout, github.place.run));
  if (told.outcome === 'failed') return failWith(`the ledger could not be read: ${told.detail}`);
  if (told.outcome === 'none') {
    host.print(`${rollout.name} in ${rollout.environment}: no rollout was ever started`);
    return { outputs: { 'rollout-status': 'none' } };
  }
  const { subject, loss } = told.report;
  const { directory } = inputs;
  const files = await writeReportFiles(told.report, {
    markdown: join(directory, 'report.md'),
    html: join(directory, 'report.html'),
    json: join(directory, 'report.json'),
  });
  const summary = host.environment['GITHUB_STEP_SUMMARY'];
  if (summary && isSummarised) await writeSummaryFile(summary, subject);
  if (loss !== undefined) host.print(`no HTML page: ${loss}`);
  host.print(`${subject.state.status}: written to ${directory}`);
  return { outputs: { ...files, 'rollout-status': subject.state.status } };
}
