import type { AlertsGate } from '../../../core/plan/plan.ts';
import { bindVariables } from '../../../core/plan/variables.ts';
import { parseUrl } from '../../http/address.ts';
import { request } from '../../http/request.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import type { GateAround } from '../surroundings.ts';
import { readAlerts } from './answer.ts';
import type { Alert } from './answer.ts';
import { splitMatchers } from './matchers.ts';

/** Shut while an alert that matches fires in Alertmanager, neither silenced nor inhibited. */
export async function lookAtAlerts(
  gate: AlertsGate,
  { environment, redact }: Pick<GateAround, 'environment' | 'redact'>,
): Promise<Look> {
  const wanted = `no firing alert with ${gate.noneFiring}`;
  const matchers = splitMatchers(gate.noneFiring);
  if (matchers === undefined) {
    return broken(
      `'${gate.noneFiring}' is no list of matchers`,
      wanted,
      'write them like severity="page", team=~"shop|cart"',
    );
  }
  const base = bindVariables(gate.url, environment);
  if (base.outcome === 'unbound') {
    const names = base.missing.map((name) => `$${name}`).join(', ');
    return broken(`${names} is not set`, wanted, 'set it in the environment of this step');
  }
  const url = addressOf(base.text, matchers);
  if (url === undefined) {
    return broken(
      'the address is no http:// or https:// URL',
      wanted,
      'mend the `url` of the gate',
    );
  }
  const response = await request({ url, timeout: gate.timeout, environment });
  const answer = readAlerts(url, response, redact);
  if (answer.outcome === 'failed') return broken(answer.found, wanted, answer.remedy);
  const { alerts } = answer;
  if (alerts.length === 0) return open('none', wanted);
  return shut(
    `${alerts.length} firing: ${enumerate(alerts.map(describe), 3)}`,
    wanted,
    'mend what they tell of, or silence in Alertmanager what does not concern this release',
  );
}

function addressOf(base: string, matchers: readonly string[]): string | undefined {
  const url = parseUrl(base);
  if (url === undefined) return undefined;
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v2/alerts`;
  const state = { active: 'true', silenced: 'false', inhibited: 'false' };
  for (const [name, value] of Object.entries(state)) url.searchParams.set(name, value);
  for (const matcher of matchers) url.searchParams.append('filter', matcher);
  return url.href;
}

function describe({ alertname = 'an alert without a name', ...labels }: Alert): string {
  const pairs = Object.entries(labels).slice(0, 4);
  const shown = pairs.map(([name, value]) => `${name}="${value}"`).join(',');
  return shown === '' ? alertname : `${alertname}{${shown}}`;
}
