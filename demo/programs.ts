import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps haproxy where an ordinary user's PATH does not look. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Those of the programs that are not installed. */
export function findMissing(programs: readonly string[], path: string): readonly string[] {
  const folders = [...path.split(delimiter), ...MORE_FOLDERS];
  return programs.filter(
    (program) => !folders.some((folder) => isExecutable(join(folder, program))),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
