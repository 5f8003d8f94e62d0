import { z } from 'zod';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';

/** Which git objects of a repository are asked for, and what of each. */
export interface ObjectsQuestion<Wanted> {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  /** Name of the query. */
  readonly operation: string;
  readonly oids: readonly string[];
  /** The fragment `wanted`, and those it uses. */
  readonly fragments: string;
  readonly shape: z.ZodType<Wanted>;
  /** What is asked for, for messages. */
  readonly asked: string;
}

export interface FoundObjects<Wanted> {
  readonly repositoryId: string;
  /** In the order in which they were asked for; null where there is none of that name. */
  readonly objects: readonly (Wanted | null)[];
}

/**
 * Asks for several git objects in one request, each under a name of its own, since a query has no lists of them.
 * Takes `contents: read`.
 */
export async function readObjects<Wanted>(
  question: ObjectsQuestion<Wanted>,
): Promise<Answer<FoundObjects<Wanted>>> {
  const { client, owner, repo, oids, shape, asked } = question;
  const names = oids.map((_, index) => `o${index}`);
  const variables = Object.fromEntries(oids.map((oid, index) => [`o${index}`, oid]));
  const query = writeQuery(question, names);
  const answer = await client.graphql(
    query,
    { owner, repo, ...variables },
    { needs: 'contents: read' },
  );
  const outer = expecting(answer, repositoryAnswer, asked);
  if (outer.outcome === 'failed') return outer;
  const { repository } = outer.data;
  const objects = names.map((name) => repository[name]);
  const inner = z.object({ repositoryId: z.string(), objects: z.array(shape.nullable()) });
  const data = { repositoryId: repository.id, objects };
  return expecting({ outcome: 'answered', data }, inner, asked);
}

const repositoryAnswer = z.object({ repository: z.looseObject({ id: z.string() }) });

function writeQuery<Wanted>(
  { operation, fragments }: ObjectsQuestion<Wanted>,
  names: readonly string[],
): string {
  const declared = names.map((name) => `, $${name}: GitObjectID!`).join('');
  const fields = names.map((name) => `${name}: object(oid: $${name}) { oid ...wanted }`).join(' ');
  return `
    query ${operation}($owner: String!, $repo: String!${declared}) {
      repository(owner: $owner, name: $repo) { id ${fields} }
    }${fragments}`;
}
