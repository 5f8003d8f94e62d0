import { readFile } from 'node:fs/promises';
import type { PrometheusConnection } from '../../../core/plan/plan.ts';
import { parseUrl } from '../../http/address.ts';
import { failed, obtained } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import { bindEnvironment } from '../variables.ts';
import type { Environment } from '../../process/environment.ts';

/** A connection as it is used: nothing left to bind. */
export interface BoundConnection {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** PEM text. */
  readonly ca?: string;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

/**
 * Binds the connection's variables and reads its certificate authority. A bearer token or a user name
 * becomes the authorization header, unless the headers name one themselves.
 */
export async function bindConnection(
  connection: PrometheusConnection,
  environment: Environment,
): Promise<Obtained<BoundConnection>> {
  const address = bindEnvironment(connection.url, environment);
  if (address.outcome !== 'obtained') return address;
  const url = parseUrl(address.value);
  if (url === undefined) {
    return failed('unreachable', 'the address is no http:// or https:// URL: check `url`');
  }
  const credentials = bindCredentials(connection, environment);
  if (credentials.outcome !== 'obtained') return credentials;
  const authority = await readAuthority(connection.ca, environment);
  if (authority.outcome !== 'obtained') return authority;
  const { headers, secrets } = credentials.value;
  return obtained({
    url,
    headers,
    secrets: [...secrets, url.password, decode(url.password)],
    ...(authority.value !== undefined && { ca: authority.value }),
  });
}

/** As a server sees it; a stray `%` stands for itself. */
function decode(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

type Credentials = Pick<BoundConnection, 'headers' | 'secrets'>;

function bindCredentials(
  { username, password = '', bearer, headers }: PrometheusConnection,
  environment: Environment,
): Obtained<Credentials> {
  const secrets: string[] = [];
  const bound: Record<string, string> = {};
  const bind = (text: string): Obtained<string> => {
    const value = bindEnvironment(text, environment);
    if (value.outcome === 'obtained') secrets.push(value.value);
    return value;
  };
  if (bearer !== undefined) {
    const token = bind(bearer);
    if (token.outcome !== 'obtained') return token;
    bound['authorization'] = `Bearer ${token.value}`;
  } else if (username !== undefined) {
    const [user, word] = [bindEnvironment(username, environment), bind(password)];
    if (user.outcome !== 'obtained') return user;
    if (word.outcome !== 'obtained') return word;
    const pair = Buffer.from(`${user.value}:${word.value}`).toString('base64');
    secrets.push(pair);
    bound['authorization'] = `Basic ${pair}`;
  }
  for (const [name, text] of Object.entries(headers)) {
    const value = bind(text);
    if (value.outcome !== 'obtained') return value;
    bound[name.toLowerCase()] = value.value;
  }
  return obtained({ headers: bound, secrets });
}

async function readAuthority(
  path: string | undefined,
  environment: Environment,
): Promise<Obtained<string | undefined>> {
  if (path === undefined) return obtained(undefined);
  const bound = bindEnvironment(path, environment);
  if (bound.outcome !== 'obtained') return bound;
  return readFile(bound.value, 'utf8').then(obtained, () =>
    failed(
      'unreachable',
      `the file of the certificate authority, ${bound.value}, cannot be read: check \`ca\``,
    ),
  );
}
