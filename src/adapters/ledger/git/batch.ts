/**
 * Reads what `git cat-file --batch` prints for `count` names: `<id> <type> <size>`, the content and a line
 * end; or `<name> missing`. The texts in order, undefined for what is missing; undefined as a whole when the
 * output ends too soon.
 */
export function parseBatch(
  output: Buffer,
  count: number,
): readonly (string | undefined)[] | undefined {
  const texts: (string | undefined)[] = [];
  let at = 0;
  while (texts.length < count) {
    const end = output.indexOf('\n', at);
    if (end < 0) return undefined;
    const heading = output.toString('utf8', at, end);
    const size = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(heading)?.[1];
    const start = end + 1;
    at = size === undefined ? start : start + Number(size) + 1;
    if (at > output.length) return undefined;
    texts.push(size === undefined ? undefined : output.toString('utf8', start, at - 1));
  }
  return texts;
}
