import * as z from 'zod';

import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { duration, pattern, secret, text, url } from './leaf.ts';
import { mapping, optional } from './mapping.ts';

const basic = mapping('`{ username: …, password: $VAR }`', {
  username: text('the user name').describe('User name; may hold `$VAR`.'),
  password: secret('the password as a variable, such as `$PROMETHEUS_PASSWORD`').describe(
    'Password, as `$VAR`.',
  ),
});

const header = pattern(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'the name of an HTTP header');

/** How to reach a Prometheus; every key may be left out where the connection is inherited. */
export const connectionKeys = {
  url: optional(
    url('the address of Prometheus'),
    'Address of Prometheus (or of anything that speaks its query API); may hold `$VAR`. A metric or gate with a `url` of its own inherits nothing from `connections`, so that credentials stay with their host.',
    DEFAULTS.prometheusUrl,
  ),
  basic: optional(basic, 'Basic authentication.'),
  bearer: optional(
    secret('the token as a variable, such as `$PROMETHEUS_TOKEN`'),
    'Bearer token, as `$VAR`.',
  ),
  headers: optional(
    z.record(header, secret('the value of the header as text'), {
      error: 'write headers as a mapping, such as `X-Scope-OrgID: shop`',
    }),
    'Headers to send along; values may hold `$VAR`.',
  ),
  ca: optional(
    text('the path of a PEM file', 1_000),
    'Path of a PEM file with the certificate authority to trust; may hold `$VAR`.',
  ),
  timeout: optional(
    duration(1),
    'How long one query may take.',
    writeDuration(DEFAULTS.connectionTimeout),
  ),
};

const prometheus = mapping('`{ url: $PROMETHEUS_URL }`', connectionKeys);

const alertmanager = mapping('`{ url: $ALERTMANAGER_URL }`', {
  url: optional(
    url('the address of the Alertmanager'),
    'Address of the Alertmanager; may hold `$VAR`.',
    DEFAULTS.alertmanagerUrl,
  ),
});

export const connections = mapping('`prometheus: { … }` and `alertmanager: { … }`', {
  prometheus: optional(prometheus, 'The Prometheus that metrics and gates ask.'),
  alertmanager: optional(alertmanager, 'The Alertmanager that gates ask.'),
});
