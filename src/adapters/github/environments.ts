import { z } from 'zod';
import { nearest } from '../../core/plan/nearest.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

/** Whether an environment makes a job wait for a person. */
export type EnvironmentProtection =
  /** Login names and team slugs of those who may approve. */
  | {
      readonly kind: 'reviewers';
      readonly reviewers: readonly string[];
      /** Whether whoever started the run may not let it in. */
      readonly preventsSelfReview: boolean;
    }
  /** It exists, and lets every job pass. */
  | { readonly kind: 'open' }
  /** GitHub would make it on first use, open. Or the token may not see it. `known`: those there are. */
  | { readonly kind: 'missing'; readonly known: readonly string[] }
  | { readonly kind: 'unknown'; readonly detail: string };

const environment = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        prevent_self_review: z.boolean().optional(),
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

const list = z
  .object({ environments: z.array(z.object({ name: z.string() })) })
  .transform((page) => page.environments.map(({ name }) => name));

type Place = { readonly owner: string; readonly repo: string };

/** Looks at an environment's protection; takes the permission `actions: read`. */
export async function readProtection(
  client: GitHubClient,
  place: Place,
  name: string,
): Promise<EnvironmentProtection> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  const answer = await client.rest(route, { ...place, environment_name: name });
  const read = expecting(answer, environment, `the environment ${name}`);
  if (read.outcome === 'answered') return judge(read.data);
  return read.reason === 'not-found'
    ? { kind: 'missing', known: await listNames(client, place) }
    : { kind: 'unknown', detail: read.detail };
}

/** Only to say which may have been meant: where they cannot be listed there are none to name. */
async function listNames(client: GitHubClient, place: Place): Promise<readonly string[]> {
  const listed = await readPages(
    (page) => client.rest('GET /repos/{owner}/{repo}/environments', { ...place, ...page }),
    list,
    'the environments',
  );
  return listed.outcome === 'answered' ? listed.data : [];
}

function judge(found: z.output<typeof environment>): EnvironmentProtection {
  const rules = (found.protection_rules ?? []).filter(({ type }) => type === 'required_reviewers');
  const reviewers = rules
    .flatMap((rule) => rule.reviewers ?? [])
    .map(({ reviewer }) => reviewer.login ?? reviewer.slug ?? 'somebody');
  const preventsSelfReview = rules.some((rule) => rule.prevent_self_review === true);
  return reviewers.length > 0
    ? { kind: 'reviewers', reviewers, preventsSelfReview }
    : { kind: 'open' };
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
      return explainMissing(name, protection.known, remedy);
    case 'unknown':
      return `whether the environment ${name} asks anybody cannot be told: ${protection.detail}`;
  }
}

function explainMissing(name: string, known: readonly string[], remedy: string): string {
  const meant = nearest(name, known);
  const instead = meant === undefined ? 'make it, and' : `did you mean ${meant}? Else make it, and`;
  return `there is no environment ${name}, and GitHub would make it open to everybody: ${instead} ${remedy}`;
}
