import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { Duration } from '../../core/quantity/instant.ts';

/** Bytes kept of each stream. */
export const OUTPUT_LIMIT = 1024 * 1024;

export interface GatheredOutput {
  /** What was written, once both streams have ended or `patience` is over. */
  finish(patience: Duration): Promise<{ stdout: string; stderr: string; truncated: boolean }>;
}

/**
 * Reads both streams to their end, so that the writer never blocks, and keeps the first 1 MiB of each, without the
 * line that it ends in: half of a secret would not be recognised as one. A single line is kept, and cut.
 * `onLine` is given every kept line, without its break, as soon as it is whole.
 */
export function gather(
  stdout: Readable,
  stderr: Readable,
  onLine?: (line: string) => void,
): GatheredOutput {
  const kept = [stdout, stderr].map((stream) => keep(stream, onLine && splitLines(onLine)));
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

/** Takes bytes as they come and hands on lines; an end without a line break ends a line too. */
interface LineSplitter {
  take(bytes: Buffer): void;
  end(): void;
}

function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let unfinished = '';
  return {
    take(bytes) {
      const lines = (unfinished + decoder.write(bytes)).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      const last = unfinished + decoder.end();
      unfinished = '';
      if (last !== '') onLine(last);
    },
  };
}

function keep(stream: Readable, lines: LineSplitter | undefined) {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = chunk.subarray(0, Math.max(0, OUTPUT_LIMIT - size));
    size += chunk.length;
    if (room.length === 0) return;
    chunks.push(room);
    lines?.take(room);
  });
  return {
    end: finished(stream, { writable: false }).catch(() => {}),
    close() {
      stream.destroy();
      const text = Buffer.concat(chunks).toString('utf8');
      if (size > OUTPUT_LIMIT) return { text: wholeLines(text) || text, truncated: true };
      lines?.end();
      return { text, truncated: false };
    },
  };
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
