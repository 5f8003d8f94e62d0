import { z } from 'zod';
import type { Labelling, RepositoryResult } from '../../ports/repository.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { toResult } from './result.ts';

const QUERY = `query Labelling($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      title
      timelineItems(itemTypes: [LABELED_EVENT], last: 100) {
        nodes { ... on LabeledEvent { actor { login } label { name } } }
      }
    }
  }
}`;

const labelled = z.object({
  repository: z.object({
    pullRequest: z.object({
      title: z.string(),
      timelineItems: z.object({
        nodes: z.array(
          z.object({
            actor: z.object({ login: z.string() }).nullable(),
            label: z.object({ name: z.string() }),
          }),
        ),
      }),
    }),
  }),
});

/** Who last put a label on a pull request, among its last hundred labels; takes `pull-requests: read`. */
export async function readLabelling(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  { number, label }: { readonly number: number; readonly label: string },
): Promise<RepositoryResult<Labelling>> {
  const answer = await client.graphql(
    QUERY,
    { ...place, number },
    { needs: 'pull-requests: read' },
  );
  const found = expecting(answer, labelled, `who put the label ${label} on #${number}`);
  return toResult(found, ({ repository: { pullRequest } }) => {
    const { title, timelineItems } = pullRequest;
    const last = timelineItems.nodes.findLast(
      (node) => node.label.name.toLowerCase() === label.toLowerCase(),
    );
    return { title, by: last?.actor?.login };
  });
}
