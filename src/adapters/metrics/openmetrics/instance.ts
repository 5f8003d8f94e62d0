import type { Duration } from '../../../core/quantity/instant.ts';
import { parseUrl, showUrl } from '../../http/address.ts';
import { request } from '../../http/request.ts';
import { failed, obtained } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import { answerOf, explainStatus } from '../status.ts';
import { bindEnvironment } from '../variables.ts';
import type { Environment } from '../../process/environment.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { parsePage } from './page.ts';
import type { Page } from './page.ts';

/** One instance's page at one moment. */
export interface Instance {
  /** `host:port`, with the path unless it is the usual `/metrics`. */
  readonly name: string;
  /** The address as it may be shown. */
  readonly address: string;
  readonly page: Page;
}

export type ReadInstance = (address: string, timeout: Duration) => Promise<Obtained<Instance>>;

const ACCEPT =
  'text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1';

/**
 * Reads pages. Who asks for a page that is just being read is given that one: so a page is read once for all
 * the metrics that are looked at together, and is the same for both arms where they share it.
 */
export function createInstanceReader(environment: Environment, redact: Redact): ReadInstance {
  const underWay = new Map<string, Promise<Obtained<Instance>>>();
  return (address, timeout) => {
    const key = `${timeout} ${address}`;
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const reading = readInstance(address, timeout, { environment, redact }).finally(() =>
      underWay.delete(key),
    );
    underWay.set(key, reading);
    return reading;
  };
}

interface Surroundings {
  readonly environment: Environment;
  readonly redact: Redact;
}

async function readInstance(
  address: string,
  timeout: Duration,
  { environment, redact }: Surroundings,
): Promise<Obtained<Instance>> {
  const bound = bindEnvironment(address, environment);
  if (bound.outcome !== 'obtained') return bound;
  const url = parseUrl(bound.value);
  if (url === undefined) {
    return failed(
      'unreachable',
      `the address of a metrics page, ${address}, is no http:// or https:// URL`,
    );
  }
  const shown = showUrl(url.href);
  const response = await request({
    url: url.href,
    headers: { accept: ACCEPT },
    timeout,
    environment,
  });
  const answer = answerOf(response);
  if (answer.outcome !== 'obtained') return answer;
  if (answer.value.status !== 200) return explainStatus(answer.value, shown);
  const { headers, text } = answer.value;
  const isOpen = headers['content-type']?.includes('application/openmetrics-text') === true;
  const page = parsePage(text, { isOpen, redact });
  if (page.outcome === 'malformed') {
    const detail = `${shown}, line ${page.line}: ${page.problem}: is it a metrics page?`;
    return failed('malformed', detail);
  }
  return obtained({ name: nameOf(url), address: shown, page });
}

function nameOf(url: URL): string {
  return url.pathname === '/metrics' ? url.host : `${url.host}${url.pathname}`;
}
