import { notFound, ok, type Answer, type Reply } from '../reply.ts';
import { isPull, type PullIssue } from '../state/pulls.ts';
import type { Call } from './call.ts';
import { viewPull, viewReview } from './pull-view.ts';

function findPull({ repository, path }: Call): PullIssue | undefined {
  return repository.issues
    .filter(isPull)
    .find((issue) => issue.number === Number(path.pull_number));
}

export function getPull(call: Call): Answer {
  const pull = findPull(call);
  return pull === undefined ? notFound() : ok(viewPull(call, pull));
}

export function listReviews(call: Call): Reply {
  const issue = findPull(call);
  if (issue === undefined) return notFound();
  return { list: issue.pull.reviews.map((review) => viewReview(call, issue, review)) };
}
