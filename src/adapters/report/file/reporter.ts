import { writeFile } from 'node:fs/promises';
import { writeSummary } from '../../../core/present/story.ts';
import type { Reporter } from '../../../ports/reporter.ts';

/** GitHub's limit for the job summary of one step, in bytes. */
const LONGEST = 1_000_000;

/** Keeps one Markdown file up to date with the story: on GitHub the job summary. */
export function createFileReporter(path: string): Reporter {
  return {
    async tell(story) {
      if (story.moment === 'look') return { troubles: [] };
      try {
        await writeFile(path, shorten(`${writeSummary(story)}\n`));
        return { troubles: [] };
      } catch (error) {
        return { troubles: [`the summary could not be written to ${path}: ${String(error)}`] };
      }
    },
  };
}

function shorten(text: string): string {
  return Buffer.byteLength(text) <= LONGEST
    ? text
    : `${Buffer.from(text).subarray(0, LONGEST).toString()}\n\n(cut)\n`;
}
