/** An element of XML, with what is in it in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const token =
  /<\?[^?]*\?>|<!--[\s\S]*?-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
}

/** Reads a document of elements, attributes and text; undefined where it is not well-formed. */
export function parseXml(source: string): XmlElement | undefined {
  const document: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [document];
  let read = 0;
  for (const match of source.trim().matchAll(token)) {
    read += match[0].length;
    if (!take(match, open)) return undefined;
  }
  const [root, ...others] = document.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const isWhole = read === source.trim().length && open.length === 1 && others.length === 0;
  return isWhole && typeof root === 'object' ? root : undefined;
}

/** Takes the next piece of a document into the elements that are open. False where it does not belong there. */
function take([whole, closed, opened, attributes = '', empty]: RegExpMatchArray, open: Open[]): boolean {
  const inner = open.at(-1);
  if (closed !== undefined) return open.length > 1 && open.pop()?.name === closed;
  if (opened !== undefined) {
    const element: Open = { name: opened, attributes: attributesIn(attributes), children: [] };
    inner?.children.push(element);
    if (empty === '') open.push(element);
    return true;
  }
  // A declaration or a comment.
  if (whole.startsWith('<')) return true;
  const text = plain(whole);
  if (text !== undefined) inner?.children.push(text);
  return text !== undefined;
}

function attributesIn(source: string): Record<string, string> {
  const found = [...source.matchAll(attribute)];
  return Object.fromEntries(found.map(([, name = '', double, single]) => [name, plain(double ?? single ?? '') ?? '']));
}

/** A text without its entities; undefined where an `&` begins none. */
function plain(text: string): string | undefined {
  let isSound = true;
  const written = text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));|&/g, (whole, decimal, hexadecimal, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    const sign = entities[name ?? ''];
    isSound &&= sign !== undefined;
    return sign ?? whole;
  });
  return isSound ? written : undefined;
}
