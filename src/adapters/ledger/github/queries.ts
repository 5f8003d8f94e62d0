import { z } from 'zod';

/** A commit with its files: the tree of a ledger's commit holds no more than two. */
const COMMIT = `
  fragment commit on Commit {
    tree { entries { name oid object { ... on Blob { text isTruncated } } } }
  }`;

export const READ_TIP = `
  query ReadLedger($owner: String!, $repo: String!, $ref: String!) {
    repository(owner: $owner, name: $repo) { id object(expression: $ref) { oid ...commit } }
  }${COMMIT}`;

export const READ_COMMIT = `
  query ReadLedgerCommit($owner: String!, $repo: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $repo) { id object(oid: $oid) { oid ...commit } }
  }${COMMIT}`;

export const READ_HISTORY = `
  query ReadLedgerHistory($owner: String!, $repo: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      object(oid: $oid) { ... on Commit { history(first: 100) { nodes { oid } } } }
    }
  }`;

export const MOVE_REF = `
  mutation MoveLedger($repositoryId: ID!, $ref: GitRefname!, $from: GitObjectID!, $to: GitObjectID!) {
    updateRefs(input: {
      repositoryId: $repositoryId
      refUpdates: [{ name: $ref, beforeOid: $from, afterOid: $to, force: false }]
    }) { clientMutationId }
  }`;

const oid = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

const entry = z.object({
  name: z.string(),
  oid,
  object: z.object({ text: z.string().nullish(), isTruncated: z.boolean().optional() }).nullable(),
});

export type TreeEntry = z.output<typeof entry>;

export const commitAnswer = z.object({
  repository: z.object({
    id: z.string(),
    object: z.object({ oid, tree: z.object({ entries: z.array(entry) }).optional() }).nullable(),
  }),
});

export type CommitAnswer = z.output<typeof commitAnswer>['repository'];

export const historyAnswer = z.object({
  repository: z.object({
    object: z
      .object({ history: z.object({ nodes: z.array(z.object({ oid })) }).optional() })
      .nullable(),
  }),
});

export const matchingRefs = z.array(
  z.object({ ref: z.string(), object: z.object({ sha: oid, type: z.string() }) }),
);

export const madeObject = z.object({ sha: oid });

export const blobAnswer = z.object({ content: z.string(), encoding: z.literal('base64') });
