import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name));

/** Folders that say nothing about what is in them. */
const NAMELESS = /^(?:utils?|helpers?|common|misc|shared|lib)$/i;

const LONGEST = 250;

/** Which parts of the suite a part may use; whatever is not named it may not. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  ports: ['ports', 'core'],
  drivers: ['drivers', 'ports', 'core'],
  adapters: ['adapters', 'ports', 'core'],
  wiring: ['wiring', 'adapters', 'drivers', 'ports', 'core'],
  actions: ['actions', 'wiring', 'adapters', 'drivers', 'ports', 'core'],
  cli: ['cli', 'wiring', 'adapters', 'drivers', 'ports', 'core'],
};

/** Packages in the core: pure ones, and only where plans and journals are read. */
const CORE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ['src/core/plan/', 'src/core/rollout/journal'],
  yaml: ['src/core/plan/'],
};

/** What would make the core depend on where and when it runs. */
const IMPURE =
  /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|process\.(?:env|argv|cwd|exit|std|hrtime)|setTimeout|setInterval|fetch\(|crypto\.)/;

/** What is handed in, so that tests may hand in something else. */
const MACHINE =
  /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|process\.(?:env|argv|hrtime))/;

interface Import {
  readonly file: string;
  readonly from: string;
}

const IMPORTS: readonly Import[] = FILES.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, from = '']) => ({ file, from }),
  ),
);

const isRelative = ({ from }: Import) => from.startsWith('.');
const partOf = (file: string) => file.split(sep)[1] ?? '';
const targetOf = ({ file, from }: Import) => normalize(join(dirname(file), from));
const show = ({ file, from }: Import) => `${file} imports ${from}`;

describe('the parts of the suite', () => {
  it('are the ones that have rules', () => {
    expect(Object.keys(MAY_USE).toSorted()).toEqual([...new Set(FILES.map(partOf))].toSorted());
  });

  it.each(Object.entries(MAY_USE))('%s uses only %j', (part, allowed) => {
    const strangers = IMPORTS.filter(({ file }) => partOf(file) === part)
      .filter(isRelative)
      .filter((one) => !allowed.includes(partOf(targetOf(one))));
    expect(strangers.map(show)).toEqual([]);
  });

  it('stay within src', () => {
    const outside = IMPORTS.filter(isRelative).filter((one) => !targetOf(one).startsWith('src'));
    expect(outside.map(show)).toEqual([]);
  });
});

describe('the core', () => {
  const core = IMPORTS.filter(({ file }) => partOf(file) === 'core');

  it('uses no packages but those that read plans and journals, and those only there', () => {
    const strangers = core
      .filter((one) => !isRelative(one))
      .filter(({ file, from }) => !CORE_PACKAGES[from]?.some((place) => file.startsWith(place)));
    expect(strangers.map(show)).toEqual([]);
  });

  it('asks neither clock nor chance nor the machine', () => {
    const impure = FILES.filter((file) => partOf(file) === 'core').filter((file) =>
      IMPURE.test(withoutComments(readFileSync(file, 'utf8'))),
    );
    expect(impure).toEqual([]);
  });
});

it('ports and drivers use no packages', () => {
  const strangers = IMPORTS.filter(({ file }) => ['ports', 'drivers'].includes(partOf(file)));
  expect(strangers.filter((one) => !isRelative(one)).map(show)).toEqual([]);
});

it('time, chance and environment are asked for by adapters, and else by the entry points alone', () => {
  const asking = FILES.filter((file) => partOf(file) !== 'adapters').filter((file) =>
    MACHINE.test(withoutComments(readFileSync(file, 'utf8'))),
  );
  const winding = IMPORTS.filter(({ from }) => from.endsWith('/clock/system.ts'));
  for (const files of [asking, winding.map(({ file }) => file)]) {
    expect(files.toSorted()).toEqual(['src/actions/main.ts', 'src/cli/main.ts']);
  }
});

it('no file is longer than people read at once', () => {
  const long = FILES.map((file) => [file, readFileSync(file, 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > LONGEST + 1)
    .map(([file, lines]) => `${file}: ${lines}`);
  expect(long).toEqual([]);
});

it('no folder is named after nothing', () => {
  const nameless = FILES.filter((file) =>
    dirname(file)
      .split(sep)
      .some((name) => NAMELESS.test(name)),
  );
  expect(nameless).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/\/\/.*$/gm, '');
}
