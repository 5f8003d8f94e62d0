import { writeSummary } from '../../core/present/story.ts';
import {
  encodeReport,
  type RolloutReport,
  tellRollout,
  writeReportFiles,
} from '../../wiring/rollout-report.ts';
import type { Options } from '../options.ts';
import { nameTarget, reachPlace } from '../target.ts';
import { EXIT, type ExitCode, refuse, type Terminal } from '../terminal.ts';

/** Tells one rollout whole, as the action of that name does: on the terminal, and to files. */
export async function reportRollout(options: Options, terminal: Terminal): Promise<ExitCode> {
  const place = await reachPlace(options, terminal);
  if (typeof place === 'number') return place;
  const target = await nameTarget(options.plan, terminal);
  if (typeof target === 'number') return target;
  const told = await tellRollout(place.open(target), options.rollout);
  if (told.outcome === 'failed') return refuse(told.detail, terminal);
  if (told.outcome === 'none') {
    const { rollout } = options;
    const which = rollout === undefined ? 'no rollout' : `no rollout ${JSON.stringify(rollout)}`;
    return refuse(`${target.environment}/${target.name} has ${which}`, terminal);
  }
  return show(told.report, options, terminal);
}

async function show(
  report: RolloutReport,
  { json, html, markdown }: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  const text = json ? encodeReport(report) : writeSummary(report.subject, Number.POSITIVE_INFINITY);
  for (const line of text.trimEnd().split('\n')) terminal.print(line);
  try {
    await writeReportFiles(report, {
      ...(html !== undefined && { html }),
      ...(markdown !== undefined && { markdown }),
    });
  } catch (error) {
    return refuse(`the report could not be written: ${String(error)}`, terminal);
  }
  return report.loss === undefined
    ? EXIT.good
    : refuse(
        `not all of the past could be read, so there is no HTML page: ${report.loss}`,
        terminal,
      );
}
