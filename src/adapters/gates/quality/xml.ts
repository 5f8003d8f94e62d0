import { SaxesParser } from 'saxes';

/** One element as it begins: its name without prefix, and its attributes. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Calls `see` for every element in order; a string says why the text is no XML. Entities are not expanded from outside. */
export function walkElements(text: string, see: (element: Element) => void): string | undefined {
  const parser = new SaxesParser();
  let mistake: string | undefined;
  parser.on('error', (error) => {
    mistake ??= `it is no XML: ${error.message}`;
  });
  parser.on('opentag', ({ name, attributes }) =>
    see({ name: name.replace(/^.*:/, ''), attributes }),
  );
  try {
    parser.write(text).close();
  } catch (error) {
    mistake ??= `it is no XML: ${String(error)}`;
  }
  return mistake;
}
