/** One field of a protocol buffer message, written. */
export type Field = Uint8Array;

const VARINT = 0;
const DOUBLE = 1;
const BYTES = 2;

export function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields);
}

export function text(id: number, value: string): Field {
  return nested(id, Buffer.from(value));
}

export function nested(id: number, value: Uint8Array): Field {
  return Buffer.concat([varint(id * 8 + BYTES), varint(value.length), value]);
}

export function double(id: number, value: number): Field {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint(id * 8 + DOUBLE), bytes]);
}

/** int64 and uint64, from 0 on. */
export function integer(id: number, value: number): Field {
  return Buffer.concat([varint(id * 8 + VARINT), varint(value)]);
}

/** sint32 and sint64. */
export function signed(id: number, value: number): Field {
  return integer(id, zigzag(value));
}

/** A packed list of sint64. */
export function signedList(id: number, values: readonly number[]): Field {
  return nested(id, Buffer.concat(values.map((value) => varint(zigzag(value)))));
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}
