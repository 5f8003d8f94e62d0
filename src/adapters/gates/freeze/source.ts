import { bindVariables } from '../../../core/plan/variables.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import { parseUrl } from '../../http/address.ts';
import { request } from '../../http/request.ts';
import { readPlanFile } from '../file.ts';
import type { FileReading } from '../file.ts';

/**
 * Reads the calendar that a plan names: a file of the workspace, or an address (`https:`, `http:` or `webcal:`).
 * Whoever knows the address of a private calendar can read it: of an address only the host is told.
 */
export async function fetchCalendar(
  place: string,
  timeout: Duration,
  environment: Readonly<Record<string, string>>,
): Promise<FileReading> {
  const bound = bindVariables(place, environment);
  const url = bound.outcome === 'bound' ? addressOf(bound.text) : undefined;
  if (url === undefined) return readPlanFile(place, environment);
  const answer = await request({ url: url.href, timeout, environment });
  const path = `the calendar at ${url.host}`;
  if (answer.outcome === 'failed') {
    return { outcome: 'failed', detail: answer.detail.replaceAll(/https?:\/\/\S+/g, path) };
  }
  const { status, text } = answer;
  return status === 200
    ? { outcome: 'read', path, text }
    : { outcome: 'failed', detail: `${path} answered ${status}` };
}

function addressOf(text: string): URL | undefined {
  return parseUrl(text.replace(/^webcal:/i, 'https:'));
}
