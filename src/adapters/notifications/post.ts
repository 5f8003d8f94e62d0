import { bindVariables } from '../../core/plan/variables.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { SendResult } from '../../ports/notifier.ts';
import { parseUrl } from '../http/address.ts';
import { request, type Response } from '../http/request.ts';
import type { Environment } from '../process/environment.ts';
import { quote } from '../secrets/quotation.ts';
import { createRedactor } from '../secrets/redaction.ts';

/** What it takes to post somewhere, wherever that is. */
export interface PostOffice {
  /** Values of variables, and where proxies are looked up. */
  readonly environment: Environment;
  /** What no message may show. */
  readonly secrets: readonly string[];
  readonly now: () => Instant;
}

/** Whether it was taken, with what the service said; otherwise as the notifier has it. */
export type PostResult =
  { readonly outcome: 'taken'; readonly text: string } | Exclude<SendResult, { outcome: 'sent' }>;

export interface Parcel {
  /** `http:` or `https:`; of it only the host is ever shown. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeout: Duration;
  /** What of this very parcel must not be shown, beside the address. */
  readonly secrets?: readonly string[];
}

/** Longest quotation of what a service said, in UTF-16 units. */
const LONGEST_ANSWER = 200;

/** Statuses that may be others a moment later. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Posts JSON once. Whatever is not 2xx was not taken; what says that it may be later is `unavailable`. Who knows
 * the address may often post to it: of it nothing but the host is shown.
 */
async function post(parcel: Parcel, office: PostOffice): Promise<PostResult> {
  const { headers = {}, body, timeout } = parcel;
  const url = parseUrl(parcel.url);
  if (url === undefined) return never('its address is no http:// or https:// URL: check the `url`');
  const answer = await request({
    url: url.href,
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'sluice',
      ...headers,
    },
    body,
    timeout,
    environment: office.environment,
    shown: url.origin,
  });
  if (answer.outcome === 'failed') return { outcome: 'unavailable', detail: answer.detail };
  const { status, text } = answer;
  if (status >= 200 && status < 300) return { outcome: 'taken', text };
  const hide = createRedactor([
    ...office.secrets,
    ...(parcel.secrets ?? []),
    parcel.url,
    `${url.pathname}${url.search}`,
  ]);
  const said = quote(text, hide, LONGEST_ANSWER);
  const detail = `${url.origin} answered ${status}${said === '' ? '' : ` (${said})`}`;
  if (status >= 500 || PASSING.has(status)) {
    const retryAfter = readRetryAfter(answer, office.now());
    return { outcome: 'unavailable', detail, ...(retryAfter !== undefined && { retryAfter }) };
  }
  return { outcome: 'refused', detail: `${detail}: ${adviceFor(status)}` };
}

/**
 * Binds the variables of the texts, and posts what is made of them. Where a variable is not set, nothing can be sent
 * by this job.
 */
export async function postBound<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  office: PostOffice,
  pack: (bound: Readonly<Record<Name, string>>) => Parcel,
): Promise<PostResult> {
  const bound = bindTexts(texts, office);
  return isUnbound(bound) ? bound : post(pack(bound), office);
}

/** For services that have it once they took it. */
export function toSent(result: PostResult): SendResult {
  return result.outcome === 'taken' ? { outcome: 'sent' } : result;
}

/** The texts with their variables, in the same order; where one is not set, why nothing can be sent by this job. */
function bindTexts<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  { environment }: PostOffice,
): Readonly<Record<Name, string>> | Extract<SendResult, { outcome: 'unavailable' }> {
  const bound: Partial<Record<Name, string>> = {};
  const missing: string[] = [];
  for (const name of Object.keys(texts) as Name[]) {
    const binding = bindVariables(texts[name], environment);
    if (binding.outcome === 'bound') bound[name] = binding.text;
    else missing.push(...binding.missing);
  }
  if (missing.length === 0) return bound as Record<Name, string>;
  const names = [...new Set(missing)].map((name) => `$${name}`).join(', ');
  return never(`${names} not set: hand it to this job with \`variables\``);
}

function isUnbound(value: object): value is Extract<SendResult, { outcome: 'unavailable' }> {
  return 'outcome' in value && value.outcome === 'unavailable';
}

/** Another job may be able to; this one never is. */
function never(detail: string): Extract<SendResult, { outcome: 'unavailable' }> {
  return { outcome: 'unavailable', detail, retryAfter: Number.POSITIVE_INFINITY };
}

/** How long a service wants to be left alone: seconds, or a date as HTTP writes it; undefined where it does not say. */
function readRetryAfter(
  { headers }: Extract<Response, { outcome: 'answered' }>,
  now: Instant,
): Duration | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function adviceFor(status: number): string {
  if (status >= 300 && status < 400) return 'it leads elsewhere: write the address it leads to';
  if (status === 401 || status === 403) return 'see whether the secret is still the right one';
  if (status === 404 || status === 410) return 'see whether the webhook is still there';
  return 'see what the service complains about';
}
