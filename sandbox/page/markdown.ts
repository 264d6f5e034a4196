import { css } from './bits.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { onPerson } from './person-menu.ts';
import { timestamp } from './timestamps.ts';

type Rule = readonly [pattern: RegExp, draw: (match: readonly string[], page: Page) => Child];

const styled =
  (tag: string): Rule[1] =>
  ([, inner = ''], page) =>
    h(tag, {}, inline(inner, page));

/** Tried in this order at every place of a line; the first that fits wins. */
const RULES: readonly Rule[] = [
  [/\\([^\w\s])/y, ([, character]) => character],
  [/(`+)(.+?)\1(?!`)/sy, ([, , code = '']) => h('code', {}, code.trim())],
  [/\*\*(.+?)\*\*(?!\*)/sy, styled('strong')],
  [/__(.+?)__(?!_)/sy, styled('u')],
  [/\*(?=\S)((?:\*\*|[^*])+?)\*(?!\*)/y, styled('em')],
  [/(?<!\w)_(?=\S)([^_]+?)_(?!\w)/y, styled('em')],
  [/~~(.+?)~~/sy, styled('s')],
  [/\|\|(.+?)\|\|/sy, ([, inner = ''], page) => h('span', { class: 'spoiler', tabindex: 0 }, inline(inner, page))],
  [/\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, ([, text = '', url = ''], page) => link(url, inline(text, page))],
  [/<(https?:\/\/[^\s>]+)>/y, ([, url = '']) => link(url, url)],
  [/https?:\/\/[^\s<]*[^\s<.,:;!?)"']/y, ([url = '']) => link(url, url)],
  [/<t:(-?\d{1,13})(?::(\w))?>/y, ([, seconds, style = 'f'], page) => time(Number(seconds) * 1000, style, page)],
  [/<@!?(\d+)>/y, ([, id = ''], page) => userMention(id, page)],
  [/<@&(\d+)>/y, ([, id = ''], page) => roleMention(id, page)],
  [/<#(\d+)>/y, ([, id = ''], page) => channelMention(id, page)],
  [/<\/([^:>]+):\d+>/y, ([, name = ''], page) => commandMention(name, page)],
  [/<a?:(\w+):\d+>/y, ([, name]) => `:${name}:`],
  [/@(everyone|here)\b/y, ([, name = '']) => mention('@', name)],
];

/** The inline part of Discord's markdown: styles, code, links, mentions and timestamps. */
export function inline(text: string, page: Page): Child[] {
  const drawn: Child[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const hit = firstHit(text, at);
    if (hit) {
      drawn.push(plain, hit.draw(hit.match, page));
      plain = '';
      at += hit.match[0]?.length ?? 1;
    } else {
      plain += text.charAt(at);
      at += 1;
    }
  }
  return [...drawn, plain].filter((child) => child !== '');
}

function firstHit(text: string, at: number): { match: readonly string[]; draw: Rule[1] } | undefined {
  for (const [pattern, draw] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { match, draw };
  }
  return undefined;
}

function link(url: string, text: Child): VNode {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

function time(at: number, style: string, page: Page): VNode {
  const locale = page.view.people.find((person) => person.id === page.view.viewerId)?.locale ?? 'en-US';
  const whole = timestamp(at, 'F', page.now, locale);
  return h('time', { datetime: new Date(at).toISOString(), title: whole }, timestamp(at, style, page.now, locale));
}

function mention(sign: string, name: string): VNode {
  return h('span', { class: 'mention' }, `${sign}${name}`);
}

function userMention(id: string, page: Page): VNode {
  const user = page.view.users.find((known) => known.id === id);
  if (!user) return mention('@', 'unknown-user');
  return h('span', { class: 'mention', on: onPerson(page, id, '#messages') }, `@${user.name}`);
}

function roleMention(id: string, page: Page): VNode {
  const role = page.view.roles.find((known) => known.id === id);
  const vars = role?.color ? { '--tint': css(role.color) } : {};
  return h('span', { class: 'mention role', vars }, `@${role?.name ?? 'unknown-role'}`);
}

function channelMention(id: string, page: Page): VNode {
  const channel = page.view.channels.find((known) => known.id === id);
  if (!channel) return mention('#', 'no-access');
  return h('button', { type: 'button', class: 'mention', on: { click: () => page.enter(id) } }, `#${channel.name}`);
}

function commandMention(name: string, page: Page): VNode {
  const pick = () => {
    page.change({ typed: `/${name}`, active: 0, draft: null });
    page.focus('#composer');
  };
  return h('button', { type: 'button', class: 'mention', on: { click: pick } }, `/${name}`);
}
