import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration } from '../../core/quantity/instant.ts';

/** Why there is no answer: nobody there, too slow, or bytes that are no HTTP (or too many of them). */
export interface Failure {
  readonly reason: 'unreachable' | 'timeout' | 'malformed';
  /** One line naming the address without secrets, what happened, and what to try. */
  readonly detail: string;
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is the service up, and the port right?',
  ENOTFOUND: 'there is no host of that name: check the spelling and the DNS',
  EAI_AGAIN: 'the name could not be looked up just now: check the DNS',
  ECONNRESET: 'the connection was closed before an answer came: is it http where https is spoken?',
  EHOSTUNREACH: 'no route leads to that host',
  ENETUNREACH: 'no route leads to that network',
  ERR_PROXY: 'the proxy would not lead there: see HTTPS_PROXY and NO_PROXY',
  EPROTO: 'TLS could not be agreed on: is it https where plain http is spoken?',
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another name: use the certificate's name",
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
  ERR_INVALID_CHAR:
    'a header holds a character that HTTP forbids: does a secret end with a line break?',
};

const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Tells in one line what a failed exchange means. `address` must be fit to be shown. */
export function explainFailure(error: unknown, address: string, timeout: Duration): Failure {
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') {
    const detail = `${address} did not answer within ${formatDuration(timeout)}: raise the timeout, or see why it is slow`;
    return { reason: 'timeout', detail };
  }
  if (code === 'EMSGSIZE') {
    return { reason: 'malformed', detail: `${address} answered more than 16 MiB: ask for less` };
  }
  if (code.startsWith('HPE_')) {
    const detail = `${address} does not speak HTTP (${code}): is the port right?`;
    return { reason: 'malformed', detail };
  }
  const cause = UNTRUSTED.has(code)
    ? 'its certificate is not from a known authority: name the authority with `ca`'
    : (UNREACHABLE[code] ?? 'the exchange failed');
  return { reason: 'unreachable', detail: `${address} (${code}): ${cause}` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
