import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Scratch {
  readonly path: string;
  /** Writes a file below the folder (folders in between are made) and returns its full path. */
  write(name: string, content: string): Promise<string>;
  close(): Promise<void>;
}

/** A temporary folder that goes away on close. */
export async function makeScratch(purpose: string): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), `sluice-${purpose}-`));
  return {
    path,
    async write(name, content) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    close: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
