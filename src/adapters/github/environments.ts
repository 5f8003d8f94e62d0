import { z } from 'zod';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';

/** Whether an environment makes a job wait for a person. */
export type EnvironmentProtection =
  /** Login names and team slugs of those who may approve. */
  | { readonly kind: 'reviewers'; readonly reviewers: readonly string[] }
  /** It exists, and lets every job pass. */
  | { readonly kind: 'open' }
  /** GitHub would make it on first use, open. Or the token may not see it. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly detail: string };

const environment = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        reviewers: z
          .array(
            z.object({
              reviewer: z.object({ login: z.string().optional(), slug: z.string().optional() }),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});

/** Looks at an environment's protection; takes the permission `actions: read`. */
export async function readProtection(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  name: string,
): Promise<EnvironmentProtection> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  const answer = await client.rest(route, { ...place, environment_name: name });
  return judge(expecting(answer, environment, `the environment ${name}`));
}

function judge(answer: Answer<z.output<typeof environment>>): EnvironmentProtection {
  if (answer.outcome === 'failed') {
    return answer.reason === 'not-found'
      ? { kind: 'missing' }
      : { kind: 'unknown', detail: answer.detail };
  }
  const rules = answer.data.protection_rules ?? [];
  const reviewers = rules
    .filter(({ type }) => type === 'required_reviewers')
    .flatMap((rule) => rule.reviewers ?? [])
    .map(({ reviewer }) => reviewer.login ?? reviewer.slug ?? 'somebody');
  return reviewers.length > 0 ? { kind: 'reviewers', reviewers } : { kind: 'open' };
}

/** Why nobody would be asked there; undefined when somebody is. */
export function explainProtection(
  name: string,
  protection: EnvironmentProtection,
): string | undefined {
  const remedy = `give it required reviewers under Settings, Environments, or approve in another way`;
  switch (protection.kind) {
    case 'reviewers':
      return undefined;
    case 'open':
      return `the environment ${name} has no required reviewers, so that it lets everybody pass: ${remedy}`;
    case 'missing':
      return `there is no environment ${name}, and GitHub would make it open to everybody: make it, and ${remedy}`;
    case 'unknown':
      return `whether the environment ${name} asks anybody cannot be told: ${protection.detail}`;
  }
}
