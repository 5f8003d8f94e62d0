import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { findFreePorts } from './port.ts';
import { waitUntil } from './polling.ts';
import { makeScratch } from './scratch.ts';
import { startService } from './service.ts';

export interface HAProxyServer {
  readonly name: string;
  readonly port: number;
  /** From 0 to 256, absolute. */
  readonly weight: number;
}

export interface HAProxyOptions {
  /** Name of the backend section; also the `proxy` label of the exporter. */
  readonly backend: string;
  readonly servers: readonly HAProxyServer[];
}

export interface HAProxy {
  /** Where traffic enters. */
  readonly url: string;
  /** The runtime API over TCP, `host:port`, and over a unix socket. */
  readonly runtimeAddress: string;
  readonly runtimeSocket: string;
  /** `host:port` of the built-in Prometheus exporter, path `/metrics`. */
  readonly exporterAddress: string;
  /** One runtime API command, asked without any code of the product: the independent witness. */
  command(line: string): Promise<string>;
  /** The weight a server has now, as HAProxy says. */
  weightOf(server: string): Promise<number>;
  /** Reloads the way `systemctl reload` does: a new process on the same addresses, without the weights set at run time. */
  reload(): Promise<void>;
  readonly log: () => string;
  close(): Promise<void>;
}

/** Starts an HAProxy of its own on free loopback ports. */
export async function startHAProxy(options: HAProxyOptions): Promise<HAProxy> {
  const scratch = await makeScratch('haproxy');
  const [entry = 0, runtime = 0, exporter = 0] = await findFreePorts(3);
  const runtimeSocket = `${scratch.path}/runtime.sock`;
  const config = await scratch.write(
    'haproxy.cfg',
    configure(options, { entry, runtime, exporter }, runtimeSocket),
  );
  const command = (line: string) => sendCommand(runtime, line);
  const start = (...replacing: readonly string[]) =>
    startService('haproxy', ['-db', '-f', config, ...replacing], async ({ pid }) =>
      (await command('show info')).includes(`\nPid: ${pid}\n`),
    );

  let daemon = await start().catch(async (error: unknown) => {
    await scratch.close();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${entry}`,
    runtimeAddress: `127.0.0.1:${runtime}`,
    runtimeSocket,
    exporterAddress: `127.0.0.1:${exporter}`,
    command,
    async weightOf(server) {
      const answer = await command(`get weight ${options.backend}/${server}`);
      const weight = /^(\d+) /.exec(answer)?.[1];
      if (weight === undefined) throw new Error(`HAProxy knows no weight: ${answer.trim()}`);
      return Number(weight);
    },
    async reload() {
      const previous = daemon;
      daemon = await start('-sf', String(previous.pid));
      await waitUntil('the previous HAProxy gone', previous.hasExited);
    },
    log: () => daemon.log(),
    async close() {
      await daemon.stop();
      await scratch.close();
    },
  };
}

function configure(
  { backend, servers }: HAProxyOptions,
  ports: Readonly<Record<'entry' | 'runtime' | 'exporter', number>>,
  runtimeSocket: string,
): string {
  const serverLines = servers.map(
    ({ name, port, weight }) => `  server ${name} 127.0.0.1:${port} weight ${weight}`,
  );
  return `global
  stats socket ipv4@127.0.0.1:${ports.runtime} level admin
  stats socket ${runtimeSocket} mode 600 level admin
  hard-stop-after 1s
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend entry
  bind 127.0.0.1:${ports.entry}
  default_backend ${backend}
frontend exporter
  bind 127.0.0.1:${ports.exporter}
  http-request use-service prometheus-exporter if { path /metrics }
backend ${backend}
  balance roundrobin
${serverLines.join('\n')}
`;
}

async function sendCommand(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(5_000, () => socket.destroy(new Error('the runtime API is silent')));
  await once(socket, 'connect');
  socket.write(`${line}\n`);
  return text(socket);
}
