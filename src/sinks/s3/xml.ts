/** An element of a reply: its own text, entities resolved, and its elements in order. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const DEEPEST = 12;
const TOKEN = /<(\/?)([A-Za-z][\w.-]{0,100})(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  text: string;
  readonly children: Element[];
}

/**
 * Reads the little XML that S3 and STS answer with: elements and text; attributes (name spaces) are passed over.
 * Undefined for anything else: document types, comments, CDATA, instructions but the first line, elements left open.
 */
export function parseXml(text: string): Element | undefined {
  const body = text.replace(/^\uFEFF?\s*<\?xml [^<>]*\?>/, '').trim();
  const open: Open[] = [{ name: '', text: '', children: [] }];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const token = TOKEN.exec(body);
    if (token === null || !take(token, open)) return undefined;
  }
  const [root] = open;
  const isWhole = open.length === 1 && root?.children.length === 1 && root.text.trim() === '';
  return isWhole ? root.children[0] : undefined;
}

function take([, closes, name = '', isEmpty, text]: RegExpExecArray, open: Open[]): boolean {
  const current = open.at(-1);
  if (current === undefined) return false;
  if (text !== undefined) {
    const plain = resolved(text);
    current.text += plain ?? '';
    return plain !== undefined;
  }
  if (closes) {
    if (isEmpty || current.name !== name || open.length < 2) return false;
    open.pop();
    open.at(-1)?.children.push(current);
    return true;
  }
  if (isEmpty) current.children.push({ name, text: '', children: [] });
  else open.push({ name, text: '', children: [] });
  return open.length <= DEEPEST;
}

/** Undefined where an entity is none that XML itself has. */
function resolved(text: string): string | undefined {
  let isKnown = true;
  const plain = text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? (ENTITIES[name] ?? numbered(name)) : undefined;
    isKnown &&= character !== undefined;
    return character ?? '';
  });
  return isKnown ? plain : undefined;
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const point = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  return Number.isInteger(point) && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    ? String.fromCodePoint(point)
    : undefined;
}

/** Text as it may stand in an element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The text of the only child of a name. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  const found = element?.children.filter((child) => child.name === name) ?? [];
  return found.length === 1 ? found[0]?.text : undefined;
}

/** The only child of a name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  const found = element?.children.filter((child) => child.name === name) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** All children of a name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
