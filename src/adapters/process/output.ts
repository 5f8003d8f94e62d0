import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { Duration } from '../../core/quantity/instant.ts';

/** Bytes kept of each stream. */
export const OUTPUT_LIMIT = 1024 * 1024;

export interface GatheredOutput {
  /** What was written, once both streams have ended or `patience` is over. */
  finish(patience: Duration): Promise<{ stdout: string; stderr: string; truncated: boolean }>;
}

/** Reads both streams to their end, so that the writer never blocks, and keeps the first 1 MiB of each. */
export function gather(stdout: Readable, stderr: Readable): GatheredOutput {
  const kept = [stdout, stderr].map(keep);
  return {
    async finish(patience) {
      const alarm = new AbortController();
      const enough = sleep(patience, undefined, { signal: alarm.signal }).catch(() => {});
      await Promise.race([Promise.all(kept.map(({ end }) => end)), enough]);
      alarm.abort();
      const [out, err] = kept.map((stream) => stream.close());
      return {
        stdout: out?.text ?? '',
        stderr: err?.text ?? '',
        truncated: out?.truncated === true || err?.truncated === true,
      };
    },
  };
}

function keep(stream: Readable) {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < OUTPUT_LIMIT) chunks.push(chunk.subarray(0, OUTPUT_LIMIT - size));
    size += chunk.length;
  });
  return {
    end: finished(stream, { writable: false }).catch(() => {}),
    close() {
      stream.destroy();
      return { text: Buffer.concat(chunks).toString('utf8'), truncated: size > OUTPUT_LIMIT };
    },
  };
}
