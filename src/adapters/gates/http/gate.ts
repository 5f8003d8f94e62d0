import type { HttpGate } from '../../../core/plan/plan.ts';
import { showUrl } from '../../http/address.ts';
import { request } from '../../http/request.ts';
import { bindConnection } from '../../metrics/prometheus/connection.ts';
import { createRedactor } from '../../secrets/redaction.ts';
import { broken, type Look, open, shut } from '../look.ts';

/** Open when the address answers with the status, and with the text, that the gate wants. */
export async function lookAtHttp(
  { connection, status, contains, timeout }: HttpGate,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const wanted = `${status ?? 'a status of 2xx'}${contains === undefined ? '' : ` with '${contains}'`}`;
  const bound = await bindConnection(connection, environment);
  if (bound.outcome !== 'obtained') {
    return broken(bound.detail, wanted, 'mend the connection of this gate');
  }
  const { url, headers, ca, secrets } = bound.value;
  const answer = await request({
    url: url.href,
    headers,
    timeout,
    environment,
    ...(ca !== undefined && { ca }),
  });
  const hide = createRedactor(secrets);
  if (answer.outcome === 'failed') {
    return broken(hide(answer.detail), wanted, 'see whether the service runs and can be reached');
  }
  const found = `${hide(showUrl(url.href))} answered ${answer.status}`;
  if (!isWanted(answer.status, status)) {
    return shut(found, wanted, 'see what the service complains about');
  }
  return contains === undefined || answer.text.includes(contains)
    ? open(found, wanted)
    : shut(`${found} without that text`, wanted, 'see what the service says instead');
}

function isWanted(status: number, wanted: number | undefined): boolean {
  return wanted === undefined ? status >= 200 && status < 300 : status === wanted;
}
