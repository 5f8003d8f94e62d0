import { isIP } from 'node:net';
import { parseUrl } from './address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that leads to an address, as `http_proxy`, `https_proxy` and `no_proxy` of the environment say, in
 * small letters before capitals; undefined where the address is to be asked itself, as this machine always is.
 *
 * `no_proxy` lists hosts: `example.com` stands for itself and all below it, `.example.com` for all below it, `*`
 * for everything; `host:port` for that port alone. Nothing else is known: no networks, no proxies but http ones.
 *
 * @example with HTTPS_PROXY=http://proxy:3128 and NO_PROXY=.corp: https://a.corp/ none, https://a.org/ the proxy
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = parseUrl(read(name, environment));
  if (proxy?.protocol !== 'http:' || isThisMachine(url.hostname)) return undefined;
  const exceptions = read('no_proxy', environment)
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  return exceptions.some((entry) => covers(entry.toLowerCase(), url)) ? undefined : proxy;
}

function read(name: string, environment: Environment): string {
  return environment[name] ?? environment[name.toUpperCase()] ?? '';
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function covers(entry: string, url: URL): boolean {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== portOf(url)) return false;
  if (host === '*') return true;
  const name = url.hostname.toLowerCase();
  return host.startsWith('.') ? name.endsWith(host) : name === host || name.endsWith(`.${host}`);
}

export function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}

/** What a proxy is told about who asks; empty where its address names nobody. */
export function proxyAuthorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
