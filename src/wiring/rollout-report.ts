import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeSummaryFile } from '../adapters/report/file/reporter.ts';
import { writePage } from '../core/page/page.ts';
import { parsePlan } from '../core/plan/parse.ts';
import type { Subject } from '../core/present/story.ts';
import type { Event } from '../core/rollout/event.ts';
import { fold } from '../core/rollout/fold.ts';
import type { OpenedLedger } from './ledger-place.ts';
import { describeReport } from './report-shape.ts';

/** A rollout as its ledger tells it. */
export interface RolloutReport {
  readonly subject: Subject;
  readonly events: readonly Event[];
  readonly plan: string | undefined;
  /** Why only those events are at hand that still matter; undefined where all are. */
  readonly loss: string | undefined;
}

export type ReportResult =
  | { readonly outcome: 'told'; readonly report: RolloutReport }
  /** No rollout was ever started, or none of that name. */
  | { readonly outcome: 'none' }
  | { readonly outcome: 'failed'; readonly detail: string };

/** Reads a rollout with its whole past; the latest where none is named. */
export async function tellRollout(
  { ledger, archive }: OpenedLedger,
  rollout?: string,
): Promise<ReportResult> {
  const read = await ledger.read();
  if (read.outcome === 'failed') return read;
  const { events, tip, plan } = read.view;
  const latest = fold(events);
  if (latest === undefined) return { outcome: 'none' };
  const told = await archive.tell(rollout ?? latest.started.rollout, tip);
  if (told.outcome === 'read') {
    return told.value === undefined ? { outcome: 'none' } : report(told.value, undefined);
  }
  // What stands at the tip was read already, and is enough to say where the latest rollout stands.
  const isLatest = rollout === undefined || rollout === latest.started.rollout;
  return isLatest ? report({ events, plan }, told.detail) : told;
}

function report(
  { events, plan }: Pick<RolloutReport, 'events' | 'plan'>,
  loss: string | undefined,
): ReportResult {
  const state = fold(events);
  if (state === undefined) return { outcome: 'none' };
  const subject: Subject = { state, criteria: [], now: state.updatedAt };
  return { outcome: 'told', report: { subject, events, plan, loss } };
}

/** The HTML page, which needs nothing but itself; undefined where the past it draws could not be read. */
export function drawReport({ subject, events, plan, loss }: RolloutReport): string | undefined {
  if (loss !== undefined) return undefined;
  return writePage(events, parsePlan(plan ?? '', 'the plan in the ledger').plan, subject.now);
}

/** The JSON report, as docs/delivery.md describes it. */
export function encodeReport({ subject, events, loss }: RolloutReport): string {
  const shape = describeReport(subject.state, events, loss === undefined);
  return `${JSON.stringify(shape, undefined, 2)}\n`;
}

/** Files to write a report to; what is left out is not written. */
export interface ReportFiles {
  readonly markdown?: string;
  readonly html?: string;
  readonly json?: string;
}

/** Writes the files and makes their folders; the answer names those written. Throws what the file system does. */
export async function writeReportFiles(
  told: RolloutReport,
  { markdown, html, json }: ReportFiles,
): Promise<ReportFiles> {
  const page = html === undefined ? undefined : drawReport(told);
  for (const path of [markdown, html, json]) {
    if (path !== undefined) await mkdir(dirname(path), { recursive: true });
  }
  if (markdown !== undefined) await writeSummaryFile(markdown, told.subject);
  if (json !== undefined) await writeFile(json, encodeReport(told));
  if (html !== undefined && page !== undefined) await writeFile(html, page);
  return {
    ...(markdown !== undefined && { markdown }),
    ...(html !== undefined && page !== undefined && { html }),
    ...(json !== undefined && { json }),
  };
}
