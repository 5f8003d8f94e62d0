import { appendFile } from 'node:fs/promises';
import type { Host } from './host.ts';

/** Adds Markdown to the summary of the step, where there is one. */
export async function addToSummary({ environment }: Host, markdown: string): Promise<void> {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, `${markdown}\n`);
}
