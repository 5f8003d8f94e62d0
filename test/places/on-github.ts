import { createGitHubReporter } from '../../src/adapters/report/github/reporter.ts';
import type { GitHubClient } from '../../src/adapters/github/client.ts';
import type { Story } from '../../src/ports/reporter.ts';

/** What a check run shows, as it goes to GitHub. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly annotations?: readonly Annotation[];
}

export interface Annotation {
  readonly path: string;
  readonly title?: string;
  readonly message: string;
  readonly rawDetails?: string;
}

/** The texts that GitHub was sent. */
export interface ToldGitHub {
  readonly comment: string;
  readonly check: CheckOutput;
  /** What describes the deployment, and its status. */
  readonly deployment: readonly string[];
}

/** Tells a story as the action does, to a GitHub that has one pull request and the plan, and remembers the texts. */
export async function tellGitHub(story: Story, planText: string): Promise<ToldGitHub> {
  const sent: Record<string, unknown>[] = [];
  const client: GitHubClient = {
    requests: 0,
    by: () => client,
    poll: () => Promise.reject(new Error('nothing is polled')),
    rest: async (_: string, parameters: object) => {
      sent.push({ ...parameters });
      // The shape differs from route to route; one is asked.
      return { outcome: 'answered', data: JSON.parse('{ "node_id": "D" }') };
    },
    graphql: async (query, variables) => {
      if (query.startsWith('query')) return { outcome: 'answered', data: findings(planText) };
      for (const input of Object.values(variables)) sent.push(input as Record<string, unknown>);
      const made = Object.keys(variables).map((alias) => [alias, MADE] as const);
      return { outcome: 'answered', data: Object.fromEntries(made) };
    },
  };
  const reporter = createGitHubReporter({
    client,
    patientClient: client,
    repository: { owner: 'acme', repo: 'shop' },
    sha: 'a'.repeat(40),
    clock: { now: () => story.now },
  });
  const { troubles } = await reporter.tell(story);
  if (troubles.length > 0) throw new Error(troubles.join('; '));
  const find = (key: string) => sent.find((one) => key in one)?.[key];
  return {
    comment: String(find('body')),
    check: find('output') as CheckOutput,
    deployment: sent.flatMap(({ description }) =>
      typeof description === 'string' ? [description] : [],
    ),
  };
}

const MADE = {
  checkRun: { id: 'C' },
  commentEdge: { node: { id: 'I' } },
  issueComment: { id: 'I' },
  deploymentStatus: { id: 'S' },
};

function findings(planText: string) {
  const pullRequest = { id: 'P', comments: { nodes: [] } };
  return {
    repository: {
      id: 'R',
      plan: { text: planText },
      control: { id: 'W' },
      object: { associatedPullRequests: { nodes: [pullRequest] } },
    },
  };
}
