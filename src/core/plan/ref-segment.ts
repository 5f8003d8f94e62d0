/** The longest segment: git keeps refs as files, whose names end at 255 bytes with room for its `.lock`. */
const LONGEST_SEGMENT = 200;

/**
 * The segment that stands for a name in `refs/rollouts/<environment>/<name>`.
 *
 * Letters, digits, `-`, `_` and single dots inside stay; every other byte (of UTF-8) becomes `=` and two
 * hex digits, so that no two names share a segment. Returns undefined when it is empty or longer than
 * 200 characters.
 *
 * @example refSegment('production eu') === 'production=20eu'
 */
export function refSegment(name: string): string | undefined {
  const segment = Array.from(new TextEncoder().encode(name), writeByte)
    .join('')
    // Git forbids a dot first, last, twice, or before a final `lock`.
    .replaceAll(/^\.|\.(?=\.|$|lock$)/g, '=2E');
  return segment.length > 0 && segment.length <= LONGEST_SEGMENT ? segment : undefined;
}

/** The segment of a GitHub environment, whose name knows no case: `Production` and `production` are one. */
export function environmentSegment(environment: string): string | undefined {
  return refSegment(environment.toLowerCase());
}

function writeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /^[\w.-]$/.test(character)
    ? character
    : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
