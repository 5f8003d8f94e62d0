import { request } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { Duration } from '../../core/quantity/instant.ts';
import { portOf, proxyAuthorization } from './proxy.ts';

/** An agent that reaches one https address through a proxy: the proxy only sees where it leads, nothing within. */
export function createTunnel(proxy: URL, timeout: Duration): Agent {
  const agent = new Agent({ keepAlive: false });
  agent.createConnection = ({ host, port, servername, ca }, created) => {
    // Verified against the address that is asked for, not against the proxy's.
    const secure = { host: host ?? '', servername: servername ?? '', ...(ca && { ca }) };
    dig(proxy, `${host}:${port}`, timeout).then(
      (socket) => created?.(null, connect({ ...secure, socket })),
      (error: Error) => created?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

/** A connection to the target that the proxy has opened. */
function dig(proxy: URL, target: string, timeout: Duration): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      host: proxy.hostname,
      port: portOf(proxy),
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      agent: false,
      signal: AbortSignal.timeout(timeout),
    });
    asking.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(Object.assign(new Error('no tunnel'), { code: 'ERR_PROXY' }));
      }
    });
    asking.once('error', reject);
    asking.end();
  });
}
