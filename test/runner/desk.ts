import { nodeId } from '../fake-github/node-id.ts';
import type { RepositorySeed, RunSeed } from '../fake-github/seed/seed.ts';
import type { RunResult } from './harness/result.ts';
import { type RunOptions, runWorkflow } from './harness/run.ts';
import type { Production } from './production.ts';

/** Number of the run that releases. */
export const RELEASE = 4711;

/** Where people step in: the workflows beside the release, as GitHub would start them. */
export interface Desk {
  /** Tells GitHub how the release's run stands: here the harness runs it, not GitHub. */
  tellRun(seed: Partial<RunSeed>): void;
  /** Adds to the repository on GitHub. */
  plant(seed: Partial<RepositorySeed>): void;
  /** A run of another workflow of the caller's. */
  beside(
    workflow: string,
    event: RunOptions['event'],
    more?: Partial<RunOptions>,
  ): Promise<RunResult>;
  /** Writes a comment and lets the control workflow hear of it. */
  comment(body: string, author?: string): Promise<Answered>;
  /** Starts the control workflow by hand. */
  dispatch(command: string, more?: Readonly<Record<string, string>>): Promise<RunResult>;
}

export interface Answered {
  readonly result: RunResult;
  readonly reactions: readonly string[];
  readonly reply: string;
}

export function openDesk(production: Production): Desk {
  const { github, caller, options } = production;
  let nextRun = 5000;

  function plant(seed: Partial<RepositorySeed>): void {
    github.plant({ repositories: [{ owner: 'acme', name: 'shop', ...seed }] });
  }

  async function beside(
    workflow: string,
    event: RunOptions['event'],
    more: Partial<RunOptions> = {},
  ): Promise<RunResult> {
    const runId = (nextRun += 1);
    plant({ runs: [{ id: runId, at: caller.sha }] });
    const actor = { ...options.github, runId, ref: 'refs/heads/main', actor: 'ada' };
    return runWorkflow({
      ...options,
      workflow: `.github/workflows/${workflow}.yml`,
      ...(event && { event }),
      github: actor,
      ...more,
    });
  }

  return {
    beside,
    plant,
    tellRun: (seed) => plant({ runs: [{ id: RELEASE, at: caller.sha, ...seed }] }),

    async comment(body, author = 'ada') {
      const repository = github.repository('acme/shop');
      plant({ comments: [{ issue: 7, author, body }] });
      const written = repository.comments.findLast((one) => one.body === body);
      const id = written?.id ?? 0;
      const issue = { number: 7, pull_request: { url: `${options.github.apiUrl}/pulls/7` } };
      const node = nodeId('IssueComment', repository.id, id);
      const result = await beside('control', {
        name: 'issue_comment',
        payload: {
          action: 'created',
          issue,
          comment: { body, node_id: node, user: { type: 'User' } },
          repository: { default_branch: 'main' },
        },
      });
      const after = repository.comments.find((one) => one.id === id);
      return {
        result,
        reactions: after?.reactions.map(({ content }) => content) ?? [],
        reply:
          repository.comments.find((one) => one.body.includes(`sluice answer ${id}`))?.body ?? '',
      };
    },

    dispatch: (command, more = {}) =>
      beside('control', { name: 'workflow_dispatch' }, { inputs: { command, ...more } }),
  };
}

/** Everything the jobs of a run have printed. */
export function logOf(result: RunResult): string {
  return Object.values(result.jobs)
    .map(({ path, log }) => `── ${path}\n${log}`)
    .join('\n');
}

/** How the jobs ended that ran, by their paths. */
export function conclusionsOf({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(
    Object.values(jobs)
      .filter(({ conclusion }) => conclusion !== 'skipped')
      .map(({ path, conclusion }) => [path, conclusion]),
  );
}
