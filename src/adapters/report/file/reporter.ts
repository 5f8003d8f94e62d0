import { writeFile } from 'node:fs/promises';
import { type Subject, writeSummary } from '../../../core/present/story.ts';
import type { Reporter, Story } from '../../../ports/reporter.ts';

/** GitHub's limit for the job summary of one step, in bytes, less the line end. */
const LONGEST = 2 ** 20 - 1;

/** Keeps one Markdown file up to date with the story: on GitHub the job summary. */
export function createFileReporter(path: string): Reporter {
  return {
    async tell(story) {
      if (!isNews(story)) return { troubles: [] };
      try {
        await writeSummaryFile(path, story);
        return { troubles: [] };
      } catch (error) {
        return { troubles: [`the summary could not be written to ${path}: ${String(error)}`] };
      }
    },
  };
}

function isNews({ moment }: Story): boolean {
  return moment === 'step' || moment === 'aside';
}

/** Writes a rollout down as Markdown; throws what the file system does. */
export async function writeSummaryFile(path: string, subject: Subject): Promise<void> {
  await writeFile(path, `${writeSummary(subject, LONGEST)}\n`);
}
