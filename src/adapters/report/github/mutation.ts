/** One change among several that travel in one request. */
export interface Change {
  /** A name for its answer. */
  readonly alias: string;
  readonly mutation:
    | 'createCheckRun'
    | 'updateCheckRun'
    | 'addComment'
    | 'updateIssueComment'
    | 'createDeploymentStatus';
  readonly input: Readonly<Record<string, unknown>>;
}

const INPUTS: Readonly<Record<Change['mutation'], string>> = {
  createCheckRun: 'CreateCheckRunInput!',
  updateCheckRun: 'UpdateCheckRunInput!',
  addComment: 'AddCommentInput!',
  updateIssueComment: 'UpdateIssueCommentInput!',
  createDeploymentStatus: 'CreateDeploymentStatusInput!',
};

const ANSWERS: Readonly<Record<Change['mutation'], string>> = {
  createCheckRun: 'checkRun { id }',
  updateCheckRun: 'checkRun { id }',
  addComment: 'commentEdge { node { id } }',
  updateIssueComment: 'issueComment { id }',
  createDeploymentStatus: 'deploymentStatus { id }',
};

/**
 * Several changes as one GraphQL request: GitHub carries them out in order, each with its own answer. Values
 * travel as variables, so that no text can become part of the query.
 */
export function composeMutation(changes: readonly Change[]): {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
} {
  const parameters = changes.map(({ alias, mutation }) => `$${alias}: ${INPUTS[mutation]}`);
  const fields = changes.map(
    ({ alias, mutation }) => `  ${alias}: ${mutation}(input: $${alias}) { ${ANSWERS[mutation]} }`,
  );
  return {
    query: `mutation Tell(${parameters.join(', ')}) {\n${fields.join('\n')}\n}`,
    variables: Object.fromEntries(changes.map(({ alias, input }) => [alias, input])),
  };
}
