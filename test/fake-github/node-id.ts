/** What has a node id, with the prefix GitHub gives such ids. */
const PREFIXES = {
  Repository: 'R',
  Commit: 'C',
  Tree: 'T',
  Blob: 'B',
  Tag: 'TA',
  Ref: 'REF',
  Issue: 'I',
  PullRequest: 'PR',
  IssueComment: 'IC',
  CheckRun: 'CR',
  CheckSuite: 'CS',
  Deployment: 'DE',
  DeploymentStatus: 'DES',
  Environment: 'EN',
  Status: 'SC',
  WorkflowRun: 'WFR',
  PullRequestReview: 'PRR',
  Reaction: 'REA',
  Label: 'LA',
  User: 'U',
  App: 'A',
  Team: 'TE',
} as const;

export type NodeKind = keyof typeof PREFIXES;

/** The id by which GraphQL knows an object; opaque to clients, the same in REST and GraphQL. */
export function nodeId(kind: NodeKind, repositoryId: number, key: string | number): string {
  return `${PREFIXES[kind]}_${Buffer.from(`${repositoryId}:${key}`).toString('base64url')}`;
}

export interface NodeAddress {
  readonly kind: NodeKind;
  readonly repositoryId: number;
  readonly key: string;
}

export function parseNodeId(id: string): NodeAddress | undefined {
  const [, prefix = '', encoded = ''] = /^([A-Z]+)_([\w-]+)$/.exec(id) ?? [];
  const kind = (Object.keys(PREFIXES) as NodeKind[]).find((name) => PREFIXES[name] === prefix);
  const [, repositoryId = '', key = ''] =
    /^(\d+):(.*)$/.exec(Buffer.from(encoded, 'base64url').toString()) ?? [];
  return kind === undefined || key === ''
    ? undefined
    : { kind, repositoryId: Number(repositoryId), key };
}
