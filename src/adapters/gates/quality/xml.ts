import { SaxesParser } from 'saxes';

/** One element as it begins: its name without prefix, and its attributes. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Calls `enter` for every element in order, and `leave` with its name where it ends; a string says why the text is
 * no XML. Entities are not expanded from outside.
 */
export function walkElements(
  text: string,
  enter: (element: Element) => void,
  leave: (name: string) => void = () => undefined,
): string | undefined {
  const parser = new SaxesParser();
  let mistake: string | undefined;
  parser.on('error', (error) => {
    mistake ??= `it is no XML: ${error.message}`;
  });
  parser.on('opentag', ({ name, attributes }) => enter({ name: withoutPrefix(name), attributes }));
  parser.on('closetag', ({ name }) => leave(withoutPrefix(name)));
  try {
    parser.write(text).close();
  } catch (error) {
    mistake ??= `it is no XML: ${String(error)}`;
  }
  return mistake;
}

function withoutPrefix(name: string): string {
  return name.replace(/^.*:/, '');
}
