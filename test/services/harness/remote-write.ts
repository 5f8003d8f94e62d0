import { double, integer, message, nested, signed, signedList, text, varint } from './protobuf.ts';

/** What a native histogram has counted since its process started. */
export interface NativeHistogram {
  /** Bucket i ends at 2^(i / 2^schema) seconds. */
  readonly schema: number;
  readonly zeros: number;
  /** Observations by bucket, from the bucket `first` on. */
  readonly first: number;
  readonly counts: readonly number[];
}

export interface WrittenSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** In the order of time. */
  readonly points: readonly { readonly at: number; readonly value: number | NativeHistogram }[];
}

/** Writes series into a Prometheus that was started with `remoteWrite`, at whatever time they are of. */
export async function remoteWrite(url: string, series: readonly WrittenSeries[]): Promise<void> {
  const response = await fetch(`${url}/api/v1/write`, {
    method: 'POST',
    headers: {
      'content-encoding': 'snappy',
      'content-type': 'application/x-protobuf',
      'x-prometheus-remote-write-version': '0.1.0',
    },
    body: Buffer.from(compress(message(...series.map((one) => nested(1, writeSeries(one)))))),
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

function writeSeries({ labels, points }: WrittenSeries): Uint8Array {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return message(
    ...sorted.map(([name, value]) => nested(1, message(text(1, name), text(2, value)))),
    ...points.map(({ at, value }) =>
      typeof value === 'number'
        ? nested(2, message(double(1, value), integer(2, at)))
        : nested(4, writeHistogram(value, at)),
    ),
  );
}

function writeHistogram({ schema, zeros, first, counts }: NativeHistogram, at: number): Uint8Array {
  const deltas = counts.map((count, index) => count - (counts[index - 1] ?? 0));
  const total = counts.reduce((sum, count) => sum + count, zeros);
  return message(
    integer(1, total),
    double(3, total),
    signed(4, schema),
    double(5, 1e-9),
    integer(6, zeros),
    nested(11, message(signed(1, first), integer(2, counts.length))),
    signedList(12, deltas),
    integer(15, at),
  );
}

const LONGEST_LITERAL = 65_536;
/** A literal whose length follows in two bytes. */
const LITERAL = 61 * 4;

/** Snappy's block format, in which everything may also stand as it is. */
function compress(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [varint(bytes.length)];
  for (let at = 0; at < bytes.length; at += LONGEST_LITERAL) {
    const literal = bytes.subarray(at, at + LONGEST_LITERAL);
    const last = literal.length - 1;
    parts.push(Uint8Array.of(LITERAL, last % 256, Math.floor(last / 256)), literal);
  }
  return Buffer.concat(parts);
}
