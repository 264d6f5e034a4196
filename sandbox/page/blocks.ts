import { type Child, h, type VNode } from './dom.ts';
import { inline } from './markdown.ts';
import type { Page } from './page.ts';

const HEADING = /^(#{1,3}) +(.+)$/;
const SUBTEXT = /^-# +(.+)$/;
const QUOTE = /^> ?(.*)$/;
const ITEM = /^( *)(?:[-*]|(\d{1,3})\.) +(.+)$/;

/** Discord's markdown as a whole, each block in the direction of its own first letter: code blocks, headings, subtext, quotes, lists, and lines kept as they were typed. */
export function markdown(text: string, page: Page): Child[] {
  return text.split(/```(?:\w*\n)?(.*?)```/s).flatMap((part, index) => {
    if (index % 2 === 1) return [h('pre', {}, h('code', {}, part.replace(/\n$/, '')))];
    return blocks(part.replace(/^\n|\n$/g, '').split('\n'), page);
  });
}

function blocks(lines: readonly string[], page: Page): VNode[] {
  const drawn: VNode[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const [block, used] = nextBlock(rest, page);
    if (block) drawn.push(block);
    rest = rest.slice(used);
  }
  return drawn;
}

/** The block that starts at the first line, and how many lines it takes. */
function nextBlock(lines: readonly string[], page: Page): readonly [VNode | undefined, number] {
  const [first = ''] = lines;
  if (first.trim() === '') return [undefined, 1];
  const heading = HEADING.exec(first);
  // The page has its own first and second heading, so a message's start at the third.
  if (heading) {
    const level = heading[1]?.length ?? 1;
    // All one level below the channel's own: a message may begin with any of them.
    return [h('h3', { dir: 'auto', class: level > 1 && `level-${level}` }, inline(heading[2] ?? '', page)), 1];
  }
  const subtext = SUBTEXT.exec(first);
  if (subtext) return [h('p', { dir: 'auto', class: 'subtext' }, inline(subtext[1] ?? '', page)), 1];
  if (QUOTE.test(first)) {
    const quoted = run(lines, (line) => QUOTE.test(line));
    return [
      h(
        'blockquote',
        {},
        blocks(
          quoted.map((line) => line.replace(QUOTE, '$1')),
          page,
        ),
      ),
      quoted.length,
    ];
  }
  if (ITEM.test(first)) {
    const items = run(lines, (line) => isItemLike(first, line));
    return [list(items, page), items.length];
  }
  const paragraph = run(lines, (line) => line.trim() !== '' && !isBlockStart(line));
  return [
    h(
      'p',
      { dir: 'auto' },
      paragraph.map((line, index) => [index > 0 && h('br'), inline(line, page)]),
    ),
    paragraph.length,
  ];
}

/** Of the same list: indented below it, or numbered as its first line is. */
function isItemLike(first: string, line: string): boolean {
  const item = ITEM.exec(line);
  return item !== null && (item[1] !== '' || Boolean(item[2]) === Boolean(ITEM.exec(first)?.[2]));
}

const isBlockStart = (line: string) => [HEADING, SUBTEXT, QUOTE, ITEM].some((pattern) => pattern.test(line));

function run(lines: readonly string[], belongs: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return end < 0 ? lines : lines.slice(0, end);
}

function list(lines: readonly string[], page: Page): VNode {
  const first = ITEM.exec(lines[0] ?? '');
  const number = first?.[2];
  const items = lines.map((line) => {
    const [, indent = '', , text = ''] = ITEM.exec(line) ?? [];
    return h('li', { class: indent.length > 1 ? 'nested' : undefined }, inline(text, page));
  });
  return number === undefined ? h('ul', { dir: 'auto' }, items) : h('ol', { dir: 'auto', start: number }, items);
}
