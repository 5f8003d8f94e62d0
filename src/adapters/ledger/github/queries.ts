import { z } from 'zod';
import { FILE_KEYS, FILE_NAMES, LOG_PAGE } from '../store.ts';

/** A commit with its files, each asked for by its name: what else lies in its tree costs nothing. */
export const COMMIT = `
  fragment content on TreeEntry { oid object { ... on Blob { text isTruncated } } }
  fragment wanted on Commit {
    message
    parents(first: 2) { nodes { oid } }
    ${FILE_KEYS.map((key) => `${key}: file(path: "${FILE_NAMES[key]}") { ...content }`).join(' ')}
  }`;

export const READ_TIP = `
  query ReadLedger($owner: String!, $repo: String!, $ref: String!) {
    repository(owner: $owner, name: $repo) { id object(expression: $ref) { oid ...wanted } }
  }${COMMIT}`;

export const READ_LOG = `
  query ReadLedgerLog($owner: String!, $repo: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      object(oid: $oid) {
        ... on Commit {
          history(first: ${LOG_PAGE}) { nodes { oid message parents(first: 2) { nodes { oid } } } }
        }
      }
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

const parents = z.object({ nodes: z.array(z.object({ oid })) });

const file = z
  .object({
    oid,
    object: z
      .object({ text: z.string().nullish(), isTruncated: z.boolean().optional() })
      .nullable(),
  })
  .nullish();

export type FileAnswer = z.output<typeof file>;

export const storedCommit = z.object({
  oid,
  message: z.string().optional(),
  parents: parents.optional(),
  earlier: file,
  recent: file,
  plan: file,
});

export const commitAnswer = z.object({
  repository: z.object({ id: z.string(), object: storedCommit.nullable() }),
});

export type CommitAnswer = z.output<typeof storedCommit>;

export const logAnswer = z.object({
  repository: z.object({
    object: z
      .object({
        history: z
          .object({ nodes: z.array(z.object({ oid, message: z.string(), parents })) })
          .optional(),
      })
      .nullable(),
  }),
});

export const matchingRefs = z.array(
  z.object({ ref: z.string(), object: z.object({ sha: oid, type: z.string() }) }),
);

export const madeObject = z.object({ sha: oid });

export const blobAnswer = z.object({ content: z.string(), encoding: z.literal('base64') });
