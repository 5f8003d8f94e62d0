import { z } from 'zod';
import type { Validity } from '../../core/plan/plan.ts';
import type { OpenAlerts, SecretAlert } from '../../ports/security.ts';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';

const secretAlerts = z.array(
  z.object({ number: z.int(), secret_type_display_name: z.string().optional() }),
);

const PAGE_SIZE = 100;

/**
 * What belongs to no provider, and the passwords that Copilot finds. GitHub leaves them out of the list unless they
 * are asked for by these names, all of them on its list of supported patterns: it refuses any other.
 */
const GENERIC_TYPES: readonly string[] = [
  'ec_private_key',
  'generic_private_key',
  'http_basic_authentication_header',
  'http_bearer_authentication_header',
  'mongodb_connection_string',
  'mysql_connection_url',
  'openssh_private_key',
  'password',
  'pgp_private_key',
  'postgres_connection_string',
  'rsa_private_key',
];

/** The open alerts about secrets of every type, each once; none at all where GitHub tells only a part of them. */
export async function readSecretAlerts(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  validity: readonly Validity[],
): Promise<Answer<OpenAlerts<SecretAlert>>> {
  const alerts = new Map<number, SecretAlert>();
  let isCut = false;
  for (const types of [[], GENERIC_TYPES]) {
    const asked = await client.rest('GET /repos/{owner}/{repo}/secret-scanning/alerts', {
      ...place,
      state: 'open',
      // What leaked is not to travel further.
      hide_secret: true,
      ...(validity.length > 0 && { validity: validity.join(',') }),
      ...(types.length > 0 && { secret_type: types.join(',') }),
      per_page: PAGE_SIZE,
    });
    const answer = expecting(asked, secretAlerts, 'the secret scanning alerts');
    if (answer.outcome === 'failed') return answer;
    for (const { number, secret_type_display_name: kind = 'a secret' } of answer.data) {
      alerts.set(number, { number, kind });
    }
    isCut ||= answer.data.length >= PAGE_SIZE;
  }
  return { outcome: 'answered', data: { alerts: [...alerts.values()], isCut } };
}
