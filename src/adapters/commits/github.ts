import { z } from 'zod';
import type { Instant } from '../../core/quantity/instant.ts';
import type { Commits } from '../../ports/commits.ts';
import type { GitHubClient } from '../github/client.ts';
import { readObjects } from '../github/objects.ts';
import { isCommitName } from './name.ts';

/** Commits asked for in one request. */
const BATCH = 100;

const COMMIT = {
  operation: 'ReadCommitTimes',
  fragments: 'fragment wanted on Commit { committedDate }',
  shape: z.object({ committedDate: z.iso.datetime({ offset: true }).optional() }),
  asked: 'when commits were made',
};

export interface GitHubCommitsOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
}

/** Commits in a repository on GitHub, a hundred in one request; takes `contents: read`. */
export function createGitHubCommits(options: GitHubCommitsOptions): Commits {
  return {
    async timesOf(shas) {
      const names = shas.filter(isCommitName);
      const times = new Map<string, Instant>();
      for (let from = 0; from < names.length; from += BATCH) {
        const oids = names.slice(from, from + BATCH);
        const read = await readObjects({ ...options, ...COMMIT, oids });
        if (read.outcome === 'failed') return { outcome: 'failed', detail: read.detail };
        for (const [index, sha] of oids.entries()) {
          const date = read.data.objects[index]?.committedDate;
          if (date !== undefined) times.set(sha, Date.parse(date));
        }
      }
      return { outcome: 'read', times };
    },
  };
}
