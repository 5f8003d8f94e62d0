import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeBadge, drawBadge } from '../core/delivery/badge.ts';
import type { DeliveryReport, DeliveryRow } from '../core/delivery/report.ts';

/** Where a badge goes: the picture itself, and what shields.io draws one from. */
export interface BadgeFiles {
  readonly svg: string | undefined;
  readonly endpoint: string | undefined;
}

/** The row that a badge tells; a string says why there is none. */
export function chooseRow({ rows }: DeliveryReport): DeliveryRow | string {
  const [only, ...others] = rows.filter(({ name }) => name === undefined);
  if (only === undefined) return 'no badge: there is no ledger in that environment';
  return others.length === 0 ? only : 'no badge: it tells of one environment, say which';
}

/** Writes the files that are wanted, and makes their folders. Throws what the file system does. */
export async function writeBadge(row: DeliveryRow, { svg, endpoint }: BadgeFiles): Promise<void> {
  const badge = describeBadge(row);
  if (svg) await writeText(svg, drawBadge(badge));
  if (endpoint) await writeText(endpoint, `${JSON.stringify(badge)}\n`);
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
