/** Reads an input that is a number of minutes above 0; a string says that it is none. */
export function readMinutes(name: string, value: string): number | string {
  const minutes = Number(value);
  return minutes > 0 ? minutes : `${name}: ${value} is no number of minutes above 0`;
}
