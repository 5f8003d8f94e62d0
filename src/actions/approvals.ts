import { readReviews } from '../adapters/approvals/review.ts';
import { createRunApprovals } from '../adapters/approvals/run.ts';
import { createGitHubAuthors } from '../adapters/github/authors.ts';
import { createGitHubPeople } from '../adapters/github/people.ts';
import { readReviewsOf } from '../adapters/github/reviews.ts';
import { objectToApprover, type Registry } from '../drivers/approver.ts';
import type { Approvals } from '../ports/approvals.ts';
import type { OnGitHub } from './surroundings.ts';

/** Whoever answers about people and their work, and about teams where there is a token for them. */
export function openRegistry({ client, connect, place }: OnGitHub, teamToken = ''): Registry {
  const { owner, repo } = place;
  const teamClient = teamToken === '' ? undefined : connect(teamToken);
  return {
    people: createGitHubPeople({ client, teamClient, owner, repo }),
    authors: createGitHubAuthors(client, { owner, repo }),
  };
}

/** Approvals as a step looks for them; `result`: of the job that waited at an environment. */
export function openApprovals(
  { client, place, repository }: OnGitHub,
  registry: Registry,
  result: string,
): Approvals {
  const { owner, repo, runId } = place;
  return createRunApprovals({
    result,
    run: { approversOf: (environment) => repository.approversOf(runId, environment) },
    authors: registry.authors,
    reviews: (request) =>
      readReviews(
        {
          reviewsOf: (sha) => readReviewsOf(client, { owner, repo }, sha),
          objectTo: (login, { approval, started }) =>
            objectToApprover(registry, login, approval, started),
        },
        request,
      ),
  });
}
