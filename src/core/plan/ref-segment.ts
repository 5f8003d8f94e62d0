/** The longest segment: refs are kept as files, whose names end at 255 bytes with room for git's `.lock`. */
const LONGEST_SEGMENT = 200;

/**
 * The segment that stands for an environment in `refs/rollouts/<environment>/<name>`.
 *
 * Names of GitHub environments know no case and may hold nearly anything, refs may not: letters are made
 * small, and every byte (of UTF-8) that is no letter, digit, `-` or `_` becomes `=` and two hex digits.
 * No two environments share a segment. Returns undefined when the result is longer than 200 characters.
 *
 * @example environmentSegment('Production EU') === 'production=20eu'
 */
export function environmentSegment(environment: string): string | undefined {
  const bytes = new TextEncoder().encode(environment.toLowerCase());
  const segment = Array.from(bytes, escapeByte).join('');
  return segment.length > 0 && segment.length <= LONGEST_SEGMENT ? segment : undefined;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /^[a-z0-9_-]$/.test(character) ? character : `=${byte.toString(16).padStart(2, '0')}`;
}
