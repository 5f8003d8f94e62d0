import type { GitHubClient } from '../../github/client.ts';

/** One change among several that travel in one request. */
export interface Change {
  /** A name for its answer. */
  readonly alias: string;
  readonly mutation: keyof typeof MUTATIONS;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What each takes, what is read of its answer, and the permission it needs. */
const MUTATIONS = {
  createCheckRun: {
    input: 'CreateCheckRunInput!',
    answer: 'checkRun { id }',
    needs: 'checks: write',
  },
  updateCheckRun: {
    input: 'UpdateCheckRunInput!',
    answer: 'checkRun { id }',
    needs: 'checks: write',
  },
  addComment: {
    input: 'AddCommentInput!',
    answer: 'commentEdge { node { id } }',
    needs: 'pull-requests: write',
  },
  updateIssueComment: {
    input: 'UpdateIssueCommentInput!',
    answer: 'issueComment { id }',
    needs: 'pull-requests: write',
  },
  createDeploymentStatus: {
    input: 'CreateDeploymentStatusInput!',
    answer: 'deploymentStatus { id }',
    needs: 'deployments: write',
  },
} as const;

/** What came of changes: the ids of what they made or edited, by alias, and those that GitHub refused. */
export interface Changed {
  readonly ids: Readonly<Record<string, string>>;
  readonly refused: readonly Change[];
}

type Answers = Readonly<
  Record<
    string,
    {
      readonly checkRun?: { readonly id: string };
      readonly commentEdge?: { readonly node: { readonly id: string } };
      readonly issueComment?: { readonly id: string };
    } | null
  >
>;

/** Carries out several changes with one request; a string says why none of them could be asked for. */
export async function change(
  client: GitHubClient,
  changes: readonly Change[],
): Promise<Changed | string> {
  const { query, variables } = composeMutation(changes);
  const needs = [...new Set(changes.map(({ mutation }) => MUTATIONS[mutation].needs))].join(', ');
  const answer = await client.graphql(query, variables, { partial: true, needs });
  if (answer.outcome === 'failed') return answer.detail;
  const answers = answer.data as Answers;
  const ids = Object.entries(answers).flatMap(([alias, one]) => {
    const id = one?.checkRun?.id ?? one?.commentEdge?.node.id ?? one?.issueComment?.id;
    return id === undefined ? [] : [[alias, id] as const];
  });
  return {
    ids: Object.fromEntries(ids),
    refused: changes.filter(({ alias }) => !answers[alias]),
  };
}

/** Why a change was refused, as far as can be told: GitHub says «not found» also for what a token may not do. */
export function explainRefusal({ mutation }: Change): string {
  return `GitHub refused ${mutation}: has the job the permission "${MUTATIONS[mutation].needs}"?`;
}

/**
 * Several changes as one GraphQL request: GitHub carries them out in order, each with its own answer. Values
 * travel as variables, so that no text can become part of the query.
 */
function composeMutation(changes: readonly Change[]): {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
} {
  const parameters = changes.map(
    ({ alias, mutation }) => `$${alias}: ${MUTATIONS[mutation].input}`,
  );
  const fields = changes.map(
    ({ alias, mutation }) =>
      `  ${alias}: ${mutation}(input: $${alias}) { ${MUTATIONS[mutation].answer} }`,
  );
  return {
    query: `mutation Tell(${parameters.join(', ')}) {\n${fields.join('\n')}\n}`,
    variables: Object.fromEntries(changes.map(({ alias, input }) => [alias, input])),
  };
}
