import * as z from 'zod';
import { parseJson } from '../../../core/json.ts';
import { showUrl } from '../../http/address.ts';
import type { Response } from '../../http/request.ts';
import { quote } from '../../secrets/quotation.ts';
import type { Redact } from '../../secrets/redaction.ts';

/** A firing alert: its labels, `alertname` among them. */
export type Alert = Readonly<Record<string, string>>;

export type AlertsAnswer =
  | { readonly outcome: 'read'; readonly alerts: readonly Alert[] }
  | { readonly outcome: 'failed'; readonly found: string; readonly remedy: string };

const schema = z.array(z.object({ labels: z.record(z.string(), z.string()) }));

/** Reads what Alertmanager answers to `GET /api/v2/alerts`. */
export function readAlerts(url: string, response: Response, redact: Redact): AlertsAnswer {
  const place = showUrl(url);
  if (response.outcome === 'failed') {
    return fail(response.detail, 'mend the address of the gate, or bring the Alertmanager up');
  }
  const { status, text } = response;
  const said = quote(text, redact, 160);
  if (status === 400) {
    return fail(`${place} refused the matchers: ${said}`, 'write them like severity="page"');
  }
  if (status === 401 || status === 403) {
    return fail(
      `${place} answered ${status}`,
      'put a user and password into the address by a `$VAR`',
    );
  }
  if (status !== 200) {
    return fail(
      `${place} answered ${status}: ${said}`,
      'name the address of an Alertmanager 0.16 or newer',
    );
  }
  const alerts = schema.safeParse(parseJson(text));
  if (!alerts.success) {
    return fail(
      `${place} answered something else than alerts: ${said}`,
      'name the address of an Alertmanager',
    );
  }
  return { outcome: 'read', alerts: alerts.data.map(({ labels }) => labels) };
}

function fail(found: string, remedy: string): AlertsAnswer {
  return { outcome: 'failed', found, remedy };
}
