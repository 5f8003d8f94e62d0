/** Reads an input that is `true` or `false`; a string says that it is neither. */
export function readFlag(name: string, value: string): boolean | string {
  if (value === 'true') return true;
  return value === 'false' ? false : `${name}: ${value} is neither true nor false`;
}
